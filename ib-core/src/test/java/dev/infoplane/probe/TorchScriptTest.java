package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.translate.NoopTranslator;
import com.google.common.hash.Hashing;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.torch.TorchScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives written by test/resources/torchscript/make_torchscript.py. */
class TorchScriptTest {
    private static final Shape IMAGES = new Shape(5, 1, 6, 6);

    @TempDir
    private Path folder;

    private static Path archive(String name) throws Exception {
        return Path.of(TorchScriptTest.class
                .getResource("/torchscript/" + name + ".pt")
                .toURI());
    }

    private Model load(Path file) throws Exception {
        Model model = Model.newInstance("net", "PyTorch");
        model.load(file.getParent(), file.getFileName().toString(), Map.of("trainParam", "true"));
        return model;
    }

    private Model exposed(String name, String... globs) throws Exception {
        Path copy = folder.resolve(name + "-exposed.pt");
        TorchScript.expose(archive(name), copy, globs);
        return load(copy);
    }

    private static float[] images() {
        Random random = new Random(3);
        float[] values = new float[(int) IMAGES.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private static NDList run(Model model, float[] values, Shape shape) {
        NDArray in = model.getNDManager().create(values, shape);
        return model.getBlock().forward(new ParameterStore(model.getNDManager(), false), new NDList(in), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"traced", "scripted"})
    void modulesAreListedInTheOrderOfComputing(String kind) throws Exception {
        assertThat(TorchScript.modules(archive(kind)))
                .containsExactly(
                        "stem.0",
                        "stem.1",
                        "stem",
                        "stage.0.conv",
                        "stage.0.norm",
                        "stage.0",
                        "stage.1.conv",
                        "stage.1.norm",
                        "stage.1",
                        "stage",
                        "head");
    }

    @ParameterizedTest
    @ValueSource(strings = {"traced", "scripted"})
    void exposedModulesAreHookPointsAndTheModelComputesTheSame(String kind) throws Exception {
        try (Model plain = load(archive(kind));
                Model model = exposed(kind, "stem", "stage.*", "stage.1.conv", "head")) {
            float[] expected = run(plain, images(), IMAGES).head().toFloatArray();
            try (Capture capture = Probes.capture(model.getBlock(), "**")) {
                NDList out = run(model, images(), IMAGES);
                assertThat(out).hasSize(1);
                assertThat(out.head().toFloatArray()).isEqualTo(expected);
                assertThat(capture.names())
                        .containsExactly(
                                "stem.out", "stage.0.out", "stage.1.conv.out", "stage.1.out", "head.out", "out");
                assertThat(capture.samples("head.out").toArray()).isEqualTo(expected);
                assertThat(capture.samples("stage.1.out").rowShape()).containsExactly(4, 6, 6);
                assertThat(model.getBlock().describeInput().size()).isEqualTo(1);
                assertThat(((SymbolBlock) model.getBlock()).describeOutput().size())
                        .isEqualTo(1);
                assertThat(capture.hookPoint("stem.out").blockType()).isEqualTo("TorchModule");
            }
            assertThat(run(model, images(), IMAGES).head().toFloatArray()).isEqualTo(expected);
        }
    }

    /** The network is stem, stage, mean over pixels, head: what is captured must lead to what comes after. */
    @ParameterizedTest
    @ValueSource(strings = {"traced", "scripted"})
    void capturedValuesAreThoseTheNetworkGoesOnWith(String kind) throws Exception {
        try (Model model = exposed(kind, "**")) {
            try (Capture capture = Probes.capture(model.getBlock(), model.getNDManager(), Tap.glob("**"))) {
                run(model, images(), IMAGES);
                NDArray stem = capture.arrays("stem.0.out").head();
                assertThat(capture.arrays("stem.out").head()).isEqualTo(stem.maximum(0));
                NDArray unit = capture.arrays("stem.out")
                        .head()
                        .add(capture.arrays("stage.0.norm.out").head().maximum(0));
                assertThat(capture.arrays("stage.0.out").head()).isEqualTo(unit);
                assertThat(capture.arrays("stage.out").head())
                        .isEqualTo(capture.arrays("stage.1.out").head());
            }
        }
    }

    /** The archive with its code written in another way. */
    private Path rewritten(String name, UnaryOperator<String> code) throws Exception {
        Path copy = folder.resolve(name + "-rewritten.pt");
        try (ZipFile zip = new ZipFile(archive(name).toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".py")) {
                    bytes = code.apply(new String(bytes, StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8);
                }
                if (!entry.getName().endsWith(".debug_pkl")) {
                    ZipEntry stored = new ZipEntry(entry.getName());
                    stored.setMethod(ZipEntry.STORED);
                    stored.setSize(bytes.length);
                    stored.setCrc(Hashing.crc32().hashBytes(bytes).padToLong());
                    out.putNextEntry(stored);
                    out.write(bytes);
                }
            }
        }
        return copy;
    }

    /** Ways to write the same code that versions of PyTorch and authors have. */
    private enum Writing {
        OTHER_FIRST_PARAMETER(code -> code.replaceAll("\\bself\\b", "this")),
        FIRST_PARAMETER_LIKE_AN_ATTRIBUTE(code -> code.replaceAll("\\bself\\b", "stage_")),
        SIGNATURES_ON_ONE_LINE(code -> code.replaceAll(",\n    (?=\\w+: )", ", ")),
        SIGNATURES_ON_MANY_LINES(code -> code.replaceAll("def (\\w+)\\((\\w+: )", "def $1(\n    $2")),
        DEFAULT_ARGUMENTS(code -> code.replace("x: Tensor) ->", "x: Tensor, times: Tuple[int, int]=(1, 2)) ->")),
        WITHOUT_VARIABLES(code -> code.replaceAll(
                        "(?m)^    (stem|stage|norm|conv|head|_0|_1) = (self\\.\\w+|getattr\\(.*\\))\n", "")
                .replaceAll("\\((stem|stage|norm|conv|head)\\)", "(self.$1)")
                .replaceAll("\\(_(\\d)\\)\\.", "(getattr(self, \"$1\")).")),
        SEVERAL_METHODS(code -> code.replaceAll(
                "(?m)^  def forward\\((\\w+): ([\\w.]+),",
                "  def twice(me: $2, y: Tensor) -> Tensor:\n    return torch.add(y, y)\n$0"));

        private final UnaryOperator<String> code;

        Writing(UnaryOperator<String> code) {
            this.code = code;
        }
    }

    @ParameterizedTest
    @EnumSource
    void modulesAreFoundHoweverTheCodeIsWritten(Writing writing) throws Exception {
        Path archive = rewritten("scripted", writing.code);
        assertThat(TorchScript.modules(archive)).isEqualTo(TorchScript.modules(archive("scripted")));
        Path copy = folder.resolve("exposed.pt");
        TorchScript.expose(archive, copy, "**");
        try (Model plain = exposed("scripted", "**");
                Model model = load(copy);
                Capture expected = Probes.capture(plain.getBlock(), "**");
                Capture capture = Probes.capture(model.getBlock(), "**")) {
            run(plain, images(), IMAGES);
            run(model, images(), IMAGES);
            assertThat(capture.names()).isEqualTo(expected.names()).hasSize(12);
            for (String name : capture.names()) {
                assertThat(capture.samples(name).toArray())
                        .as(name)
                        .isEqualTo(expected.samples(name).toArray());
            }
        }
    }

    @Test
    void aMethodThatReturnsNothingIsNotOffered() throws Exception {
        Path archive = rewritten(
                "twice",
                code -> code.replace("    return t0\n", "").replace("-> Tensor:\n    enc", "-> None:\n    enc"));
        assertThat(TorchScript.modules(archive)).isEmpty();
    }

    @Test
    void aModuleCalledTwiceHasTwoPathsAndOneInALoopIsNotOffered() throws Exception {
        assertThat(TorchScript.modules(archive("twice"))).containsExactly("enc", "enc@2");
        try (Model model = exposed("twice", "enc*")) {
            try (Capture capture = Probes.capture(model.getBlock(), model.getNDManager(), Tap.glob("enc*.out"))) {
                run(model, new float[] {1, 2, 3}, new Shape(1, 3));
                assertThat(capture.names()).containsExactly("enc.out", "enc@2.out");
                assertThat(capture.arrays("enc.out").head())
                        .isNotEqualTo(capture.arrays("enc@2.out").head());
            }
        }
        assertThatThrownBy(() -> exposed("twice", "rest"))
                .hasMessage("no module matches 'rest' in twice.pt; modules called in straight-line code: enc, enc@2");
    }

    @Test
    void aModelThatGivesATupleStillDoesAndOnlyWhatGivesATensorIsOffered() throws Exception {
        assertThat(TorchScript.modules(archive("pair"))).containsExactly("parts.0", "parts.1");
        float[] values = Arrays.copyOf(images(), 24);
        try (Model plain = load(archive("pair"));
                Model model = exposed("pair", "**");
                Capture capture = Probes.capture(model.getBlock(), "**")) {
            NDList expected = run(plain, values, new Shape(2, 4, 3));
            NDList out = run(model, values, new Shape(2, 4, 3));
            assertThat(out).hasSize(2);
            assertThat(out.get(0).toFloatArray()).isEqualTo(expected.get(0).toFloatArray());
            assertThat(out.get(1).toFloatArray()).isEqualTo(expected.get(1).toFloatArray());
            assertThat(capture.names()).containsExactly("parts.0.out", "parts.1.out", "out", "out2");
        }
    }

    @Test
    void aFrozenArchiveHasNoModules() throws Exception {
        assertThat(TorchScript.modules(archive("frozen"))).isEmpty();
        assertThatThrownBy(() -> exposed("frozen", "stem")).hasMessageContaining("none (is the archive frozen?)");
    }

    @Test
    void aTorchScriptModelInsideADjlNetworkKeepsItsPaths() throws Exception {
        try (Model model = exposed("scripted", "stage.*")) {
            SequentialBlock net = new SequentialBlock().add(model.getBlock()).addSingleton(y -> y.mul(2), "twice");
            NDArray in = model.getNDManager().create(images(), IMAGES);
            try (Capture capture = Probes.capture(net, "**")) {
                net.forward(new ParameterStore(model.getNDManager(), false), new NDList(in), false);
                assertThat(capture.names())
                        .containsExactly(
                                "PtSymbolBlock.stage.0.out",
                                "PtSymbolBlock.stage.1.out",
                                "PtSymbolBlock.out",
                                "twice.out",
                                "out");
            }
        }
    }

    @Test
    void anArchiveThatExposesNothingHasOnlyItsOutputAndSaysWhatToDo() throws Exception {
        try (Model model = load(archive("traced"));
                Capture capture = Probes.capture(model.getBlock(), "stem.out")) {
            run(model, images(), IMAGES);
            assertThatThrownBy(capture::names)
                    .hasMessageContaining("no hook point matches 'stem.out'")
                    .hasMessageContaining(
                            "available: out; the modules inside a TorchScript model can be probed only in a"
                                    + " copy of its archive written by TorchScript.expose(...)");
        }
    }

    @Test
    void valuesInsideCannotBeChanged() throws Exception {
        try (Model model = exposed("traced", "stem")) {
            Attachment change = Probes.intervene(model.getBlock(), Intervention.gaussianNoise("stem.out", 1));
            assertThatThrownBy(() -> run(model, images(), IMAGES))
                    .hasMessageContaining("can be captured but not changed");
            change.close();
            assertThat(run(model, images(), IMAGES)).hasSize(1);
        }
    }

    @Test
    void sessionsMeasureInnerModulesAndPredictorsShowThem() throws Exception {
        Samples x = Samples.of(images(), 1, 6, 6);
        try (Model model = exposed("scripted", "stage.*");
                Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()));
                ProbeSession probes = Probes.on(trainer)
                        .tap("stage.*.out")
                        .evaluateOn(x)
                        .inputInformation(new Nets.MeanOfT())
                        .attach()) {
            assertThat(probes.plane().hookPoints()).containsExactly("stage.0.out", "stage.1.out");
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
                    Capture capture = Probes.capture(model.getBlock(), "stage.1.out")) {
                predictor.predict(new NDList(model.getNDManager().create(images(), IMAGES)));
                assertThat(capture.samples("stage.1.out").rows()).isEqualTo(5);
            }
        }
    }

    @Test
    void nothingToExposeAndCopiesAreRefused() throws Exception {
        Path copy = folder.resolve("copy.pt");
        assertThatThrownBy(() -> TorchScript.expose(archive("traced"), copy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at least one glob of modules to expose is needed (\"**\" for all), got none");
        TorchScript.expose(archive("traced"), copy, "**");
        assertThatThrownBy(() -> TorchScript.expose(copy, folder.resolve("again.pt"), "**"))
                .hasMessageContaining("'copy.pt' is itself a copy with modules exposed");
    }

    @Test
    void anArchiveCanBeExposedInPlace() throws Exception {
        Path copy = Files.copy(archive("traced"), folder.resolve("m.pt"));
        TorchScript.expose(copy, copy, "stem");
        try (Model model = load(copy)) {
            assertThat(Probes.list(model, IMAGES)).extracting(HookPoint::path).contains("stem.out");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(copy);
        }
    }

    @Test
    void whatIsNoArchiveIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("net.pt"), "not a zip");
        assertThatThrownBy(() -> TorchScript.modules(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("net.pt' is no TorchScript archive");
        assertThatThrownBy(() -> TorchScript.modules(folder.resolve("missing.pt")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theTableOfATorchScriptModelIsListed() throws Exception {
        try (Model model = exposed("traced", "stem", "head")) {
            List<String> paths = Probes.list(model, IMAGES).stream()
                    .filter(p -> !p.isInput())
                    .map(HookPoint::path)
                    .toList();
            assertThat(paths).containsExactly("stem.out", "head.out", "out");
            Block block = model.getBlock();
            assertThat(block.getParameters().size()).isPositive();
        }
    }
}
