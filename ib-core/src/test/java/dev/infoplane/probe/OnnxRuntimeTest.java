package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A model of an engine that only predicts, by test/resources/onnx/make_onnx.py: relu(x W) for rows of three numbers, and which of
 * the two results is larger. DJL computes on its arrays with PyTorch if that is there; the last test does without.
 */
class OnnxRuntimeTest {
    private static final float[] ROWS = {1, 2, 3, 0, 1, 0};
    private static final float[] Y = {0, 3.75f, 0.5f, 2};

    private static Model load() throws Exception {
        Model model = Model.newInstance("linear", "OnnxRuntime");
        model.load(
                Path.of(OnnxRuntimeTest.class.getResource("/onnx/linear.onnx").toURI()));
        return model;
    }

    private static NDList predict(Model model) throws Exception {
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null))) {
            return predictor.predict(new NDList(model.getNDManager().create(ROWS, new Shape(2, 3))));
        }
    }

    @Test
    void inputsAndOutputsAreListedAndTheTableSaysThatTheRestCannotBeHad() throws Exception {
        try (Model model = load()) {
            HookPoints points = Probes.list(model, new Shape(2, 3));
            assertThat(points).extracting(HookPoint::path).containsExactly("in", "out", "out2");
            assertThat(points.toString().lines())
                    .containsExactly(
                            "path  block           shape   parameters  values",
                            "out   OrtSymbolBlock  (2, 2)     unknown       2",
                            "out2  OrtSymbolBlock  (2, 1)     unknown       1",
                            "the engine runs a block of type OrtSymbolBlock as one piece: its inputs and outputs can be"
                                    + " probed, nothing within it");
            NDArray in = model.getNDManager().create(ROWS, new Shape(2, 3));
            assertThat(Probes.list(model.getBlock(), new NDList(in))).hasSize(3);
        }
    }

    @Test
    void inputsAndOutputsAreCapturedAndPredictingGoesOn() throws Exception {
        try (Model model = load();
                Capture capture = Probes.capture(model.getBlock(), "in", "out*")) {
            assertThat(predict(model).head().toFloatArray()).isEqualTo(Y);
            assertThat(capture.names()).containsExactly("in", "out", "out2");
            assertThat(capture.samples("in").toArray()).isEqualTo(ROWS);
            assertThat(capture.samples("out").toArray()).isEqualTo(Y);
            assertThat(capture.samples("out2").toArray()).containsExactly(1, 1);
        }
    }

    @Test
    void arraysAreKeptInTheManagersEngine() throws Exception {
        try (Model model = load();
                NDManager pytorch = NDManager.newBaseManager("PyTorch");
                NDManager onnx = model.getNDManager().newSubManager();
                Capture there = Probes.capture(model.getBlock(), pytorch, Tap.glob("out*"));
                Capture here = Probes.capture(model.getBlock(), onnx, Tap.glob("out*"))) {
            predict(model).close();
            for (Capture capture : List.of(there, here)) {
                assertThat(capture.samples("out").toArray()).isEqualTo(Y);
                assertThat(capture.samples("out2").toArray()).containsExactly(1, 1);
            }
            assertThat(there.arrays("out").head().getManager()).isSameAs(pytorch);
            assertThat(here.arrays("out").head().getManager()).isSameAs(onnx);
            here.rewind();
            predict(model).close();
            assertThat(here.samples("out").toArray()).isEqualTo(Y);
        }
    }

    @Test
    @SuppressWarnings("try") // the attachment is closed, not used
    void inputsAndOutputsCanBeChanged() throws Exception {
        try (Model model = load();
                Attachment in = Probes.intervene(model.getBlock(), Intervention.replace("in", v -> v.mul(2)));
                Attachment out = Probes.intervene(model.getBlock(), Intervention.gaussianNoise("out", 1e-6))) {
            assertThat(predict(model).head().toFloatArray())
                    .containsExactly(new float[] {0, 7.5f, 1, 4}, within(1e-4f));
        }
    }

    @Test
    void whatIsWithinCannotBeHadAndTheErrorSaysSo() throws Exception {
        try (Model model = load();
                Capture capture = Probes.capture(model.getBlock(), "relu.out")) {
            assertThat(predict(model).head().toFloatArray()).isEqualTo(Y);
            assertThatThrownBy(capture::names)
                    .hasMessage("no hook point matches 'relu.out'; nearest: out, out2; available: out, out2; the engine"
                            + " runs a block of type OrtSymbolBlock as one piece: its inputs and outputs can be probed,"
                            + " nothing within it");
        }
    }

    /** What runs in another JVM, where DJL has no second engine to compute on the arrays of this one. */
    static final class Alone {
        private Alone() {}

        public static void main(String[] args) throws Exception {
            try (Model model = load()) {
                System.out.println(Probes.list(model, new Shape(2, 3)).size() + " points");
            }
            try (Model model = load();
                    NDManager keeper = model.getNDManager().newSubManager();
                    Capture heap = Probes.capture(
                            model.getBlock(),
                            Tap.glob("in"),
                            Tap.glob("out*"),
                            Tap.glob("out").view(View.averageOver(1)),
                            Tap.glob("out").view(View.of("copied", v -> v)));
                    Capture device = Probes.capture(model.getBlock(), keeper, Tap.glob("out"))) {
                System.out.println(List.of(predict(model).head().toFloatArray()[1]));
                for (String name : List.of("in", "out", "out2", "out:copied")) {
                    System.out.println(name + " " + heap.samples(name).get(0, 0));
                }
                System.out.println("kept " + device.samples("out").get(0, 1));
                heap.samples("out:averageOver(1)");
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
            try (Model model = load()) {
                Attachment noise = Probes.intervene(model.getBlock(), Intervention.gaussianNoise("out", 1));
                try {
                    predict(model);
                } catch (TranslateException e) {
                    System.out.println(e.getCause().getMessage());
                }
                noise.close();
                System.out.println(predict(model).head().getShape());
            }
        }
    }

    @Test
    void withoutAnyOtherEngineAllIsCapturedButWhatTheEngineCannotCompute() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dai.djl.onnx.disable_alternative=true",
                        "-DOPT_OUT_TRACKING=true",
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Alone.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output.lines())
                .containsExactly(
                        "3 points",
                        "[3.75]",
                        "in 1.0",
                        "out 0.0",
                        "out2 1.0",
                        "out:copied 0.0",
                        "kept 3.75",
                        "the view averageOver(1) cannot show what is captured as 'out:averageOver(1)', a value of type"
                                + " float32 and shape (2, 2): the engine OnnxRuntime does not compute it; capture all"
                                + " of it",
                        "gaussian(sigma=1.0) at 'out' cannot be carried out: an operation it needs is not there with the"
                                + " engine OnnxRuntime",
                        "(2, 2)");
    }
}
