package dev.infoplane.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Application;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooModel;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InfoplaneZooTest {
    /** Their initialised parameters take more than a hundred megabytes. */
    private static final Set<String> LARGE = Set.of("wrn-28-10", "resnet-34", "resnet-50");

    static List<String> artifacts() {
        return InfoplaneZoo.artifactIds();
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void criteriaFindsEveryArtifactByApplicationGroupAndId(String id) throws Exception {
        Application application =
                ModelZoo.getModelZoo("dev.infoplane").getModelLoader(id).getApplication();
        Criteria<NDList, NDList> criteria = Criteria.builder()
                .optApplication(application)
                .setTypes(NDList.class, NDList.class)
                .optGroupId("dev.infoplane")
                .optArtifactId(id)
                .build();
        assertThat(criteria.isDownloaded()).isTrue();
        try (ZooModel<NDList, NDList> model = criteria.loadModel()) {
            assertThat(model.getName()).isEqualTo(id);
            assertThat(model.getBlock().isInitialized()).isFalse();
            if (!LARGE.contains(id)) {
                predict(model, id);
            }
        }
    }

    private static void predict(ZooModel<NDList, NDList> model, String id) throws Exception {
        Shape input = new Shape(2, 3, 32, 32);
        Shape output = new Shape(2, id.equals("resnet-18") ? 1000 : 10);
        if (id.startsWith("mlp")) {
            boolean toy = !Set.of("mlp-saxe-mnist", "mlp-binary", "mlp-4bit").contains(id);
            input = new Shape(2, toy ? 12 : 784);
            output = new Shape(2, toy ? 2 : 10);
        } else if (id.endsWith("autoencoder")) {
            output = input;
        }
        model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, input);
        try (Predictor<NDList, NDList> predictor = model.newPredictor();
                NDManager manager = NDManager.newBaseManager()) {
            assertThat(predictor
                            .predict(new NDList(manager.zeros(input)))
                            .singletonOrThrow()
                            .getShape())
                    .isEqualTo(output);
        }
    }

    @Test
    void theNumberOfClassesIsAnArgument() throws Exception {
        try (Model model = arrays("resnet-20").optArgument("classes", 7).build().loadModel()) {
            assertThat(ZooBlocks.parameters(model.getBlock(), new Shape(1, 3, 32, 32)))
                    .isEqualTo(269_722 - 3 * 65);
        }
        for (Object none : new Object[] {"many", 2.5, 5_000_000_000L, Double.NaN, ""}) {
            assertThatThrownBy(() -> arrays("resnet-20")
                            .optArgument("classes", none)
                            .build()
                            .loadModel())
                    .hasMessageContaining("'classes' must be a whole number, got '" + none + "'");
        }
        for (String id : List.of("resnet-20", "mlp-saxe-mnist", "rir-wide")) {
            assertThatThrownBy(
                            () -> arrays(id).optArgument("classes", 1).build().loadModel())
                    .hasMessageContaining("at least 2 classes, got 1");
        }
        assertThatThrownBy(() -> arrays("mlp-binary")
                        .optFilter("dataset", "fashion-mnist")
                        .optArgument("classes", 7)
                        .build()
                        .loadModel())
                .hasMessageContaining(
                        "the weights of 'mlp-binary' are for 10 classes, but the argument 'classes' is 7");
        assertThatThrownBy(() -> arrays("resnet-20-autoencoder")
                        .optArgument("classes", 3)
                        .build()
                        .loadModel())
                .hasMessageContaining("takes no number of classes");
    }

    @Test
    void anImageBecomesWhatTheNetworkTakes() throws Exception {
        Image grey = ImageFactory.getInstance().fromPixels(new int[28 * 28], 28, 28);
        for (String id : List.of("resnet-20", "mlp-saxe-mnist")) {
            try (ZooModel<Image, Classifications> model = InfoplaneZoo.criteria(id)
                    .setTypes(Image.class, Classifications.class)
                    .build()
                    .loadModel()) {
                Shape input = id.startsWith("mlp") ? new Shape(1, 784) : new Shape(1, 1, 28, 28);
                model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, input);
                try (Predictor<Image, Classifications> predictor = model.newPredictor()) {
                    Classifications classes = predictor.predict(grey);
                    assertThat(classes.getClassNames()).hasSize(10).startsWith("class 0");
                    assertThat(classes.getProbabilities().stream()
                                    .mapToDouble(p -> p)
                                    .sum())
                            .isBetween(0.9999, 1.0001);
                }
            }
        }
    }

    @Test
    void imagesOfAnotherSizeAreRefusedUnlessTheyMayBeResized() throws Exception {
        Image large = ImageFactory.getInstance().fromPixels(new int[40 * 30], 40, 30);
        for (boolean resize : new boolean[] {false, true}) {
            try (ZooModel<Image, Classifications> model = InfoplaneZoo.criteria("resnet-20")
                    .setTypes(Image.class, Classifications.class)
                    .optArgument("resize", resize)
                    .build()
                    .loadModel()) {
                model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 32, 32));
                try (Predictor<Image, Classifications> predictor = model.newPredictor()) {
                    if (resize) {
                        assertThat(predictor.predict(large).getClassNames()).hasSize(10);
                    } else {
                        assertThatThrownBy(() -> predictor.predict(large))
                                .rootCause()
                                .hasMessageContaining("takes images of 32×32 pixels, got 30×40")
                                .hasMessageContaining("'resize'");
                    }
                }
            }
        }
    }

    @Test
    void unknownArtifactsAndDataSetsAreRefusedWithWhatExists() {
        assertThatThrownBy(() -> InfoplaneZoo.criteria("resnet-21"))
                .hasMessageContaining("no artifact 'resnet-21'")
                .hasMessageContaining("resnet-20, ")
                .hasMessageContaining("rir-wide")
                .hasMessageContaining("mlp-binary");
        assertThatThrownBy(() -> arrays("resnet-20")
                        .optFilter("dataset", "imagenet")
                        .build()
                        .loadModel())
                .isInstanceOf(ModelNotFoundException.class)
                .cause()
                .hasMessageContaining("no weights for {dataset=imagenet}; it ships without weights");
        assertThatThrownBy(() -> InfoplaneZoo.criteria("resnet-20")
                        .setTypes(String.class, String.class)
                        .build()
                        .loadModel())
                .isInstanceOf(ModelNotFoundException.class)
                .cause()
                .hasMessageContaining("no translator from java.lang.String");
    }

    @Test
    void argumentsThatAreNoneAreRefused() {
        assertThatThrownBy(() ->
                        arrays("resnet-20").optArgument("clases", 7).build().loadModel())
                .hasMessageContaining("no argument 'clases'; did you mean 'classes'? There are [classes, resize");
        assertThatThrownBy(() -> InfoplaneZoo.criteria("resnet-20")
                        .setTypes(Image.class, Classifications.class)
                        .optArgument("resize", "maybe")
                        .build()
                        .loadModel())
                .hasMessageContaining("'resize' must be true or false, got 'maybe'");
        assertThatThrownBy(() -> InfoplaneZoo.criteria("resnet-20-autoencoder")
                        .setTypes(Image.class, Classifications.class)
                        .build()
                        .loadModel())
                .as("an autoencoder has no classes")
                .cause()
                .hasMessageContaining("no translator from ai.djl.modality.cv.Image");
    }

    /** Names that DJL gives to arguments of its loaders and of its translator of images. */
    @Test
    void argumentsOfDjlAreTaken() throws Exception {
        Map<String, Object> all = Map.ofEntries(
                Map.entry("application", "cv/image_classification"),
                Map.entry("applySoftmax", true),
                Map.entry("batchifier", "stack"),
                Map.entry("centerCrop", "true"),
                Map.entry("centerFit", "false"),
                Map.entry("engine", "PyTorch"),
                Map.entry("flag", "COLOR"),
                Map.entry("height", 32),
                Map.entry("mapLocation", "true"),
                Map.entry("normalize", "true"),
                Map.entry("pad", "false"),
                Map.entry("range", "0,1"),
                Map.entry("resize", "40,40"),
                Map.entry("resizeShort", "false"),
                Map.entry("synset", "a,b,c"),
                Map.entry("toTensor", "true"),
                Map.entry("topK", "2"),
                Map.entry("width", "32"));
        for (Map.Entry<String, Object> one : all.entrySet()) {
            try (Model model = images(Map.of("classes", 3, one.getKey(), one.getValue()))) {
                assertThat(model.getProperty(one.getKey())).isEqualTo("" + one.getValue());
            }
        }
        try (ZooModel<Image, Classifications> model = images(with(all, "classes", 3))) {
            assertThat(classify(model).getClassNames()).containsExactly("a", "b", "c");
            assertThat(classify(model).topK()).hasSize(2);
        }
    }

    /** What DJL's translator makes of an image reaches the network. */
    @Test
    void argumentsOfDjlAreObeyed() throws Exception {
        Map<String, Object> plain = Map.of("resize", true, "applySoftmax", false);
        List<Double> logits = logits(plain);

        assertThat(logits(with(plain, "batchifier", "none"))).isEqualTo(logits);
        assertThat(logits(with(plain, "batchifier", "padding"))).isEqualTo(logits);
        assertThat(logits(with(plain, "normalize", "0,0,0,1,1,1"))).isEqualTo(logits);
        assertThat(logits(with(plain, "normalize", "true"))).isNotEqualTo(logits);
        assertThat(logits(with(plain, "range", "0,1"))).as("divided twice").isNotEqualTo(logits);
        assertThat(logits(Map.of("centerCrop", true, "applySoftmax", false))).isNotEqualTo(logits);
        assertThat(logits(Map.of("resize", true))).allSatisfy(p -> assertThat(p).isBetween(0.0, 1.0));
    }

    private static List<Double> logits(Map<String, Object> arguments) throws Exception {
        try (ZooModel<Image, Classifications> model = images(arguments)) {
            return classify(model).getProbabilities();
        }
    }

    private static ZooModel<Image, Classifications> images(Map<String, Object> arguments) throws Exception {
        return InfoplaneZoo.criteria("resnet-8")
                .setTypes(Image.class, Classifications.class)
                .optArguments(arguments)
                .build()
                .loadModel();
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> more = new HashMap<>(arguments);
        more.put(name, value);
        return more;
    }

    private static Classifications classify(ZooModel<Image, Classifications> model) throws Exception {
        int[] pixels = new SplittableRandom(1).ints(48 * 40).toArray();
        Engine.getInstance().setRandomSeed(1);
        model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, 32, 32));
        try (Predictor<Image, Classifications> predictor = model.newPredictor()) {
            return predictor.predict(ImageFactory.getInstance().fromPixels(pixels, 48, 40));
        }
    }

    /** DJL reads most of these as something else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "centerCrop | yes | must be true or false, got 'yes'",
                "toTensor | '' | must be true or false, got ''",
                "applySoftmax | 1 | must be true or false",
                "width | 2.5 | must be a whole number, got '2.5'",
                "height | NaN | must be a whole number",
                "topK | 0 | must be at least 1, got '0'",
                "topK | '' | must be a whole number, got ''",
                "range | 0-1 | must be 0,1 or -1,1, got '0-1'",
                "normalize | 0.5,0.5 | must be true, false or six numbers",
                "flag | GREY | must be [GRAYSCALE, COLOR]",
                "resize | 0,32 | must be true or false",
                "resizeShort | NaN | must be true or false",
                "pad | -1 | must be true, false or a number",
                "batchifier | stak | must be stack, padding, none or the name of a class, got 'stak'",
                "synset | a,b | must name 10 classes, with commas between them, got 'a,b'",
                "synset | '' | must name 10 classes",
                "translatorFactory | no.such.Class | must name a class on the class path"
            })
    void valuesThatAreNoneAreRefused(String name, String value, String message) {
        assertThatThrownBy(() -> images(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the argument '" + name + "' " + message);
    }

    @ParameterizedTest
    @CsvSource({"Batchifier, batchifier", "class, classes", "topk, topK", "nomalize, normalize", "weight, height"})
    void anUnknownArgumentIsAnsweredWithTheNearestName(String name, String nearest) {
        assertThatThrownBy(() -> images(Map.of(name, "1")))
                .hasMessageContaining("no argument '" + name + "'; did you mean '" + nearest + "'?");
    }

    @Test
    void anotherBlockIsTakenAndMustFitTheWeights() throws Exception {
        Block own = ResNet.classifier(ResNetSpec.cifar(8), 10);
        try (Model model = arrays("resnet-20").optBlock(own).build().loadModel()) {
            assertThat(model.getBlock()).isSameAs(own);
        }
        assertThatThrownBy(() -> arrays("resnet-8-narrow")
                        .optBlock(own)
                        .optFilter("dataset", "fashion-mnist")
                        .build()
                        .loadModel())
                .hasMessageContaining("not those of this network");
        assertThatThrownBy(() -> images(Map.of("blockFactory", "some.Factory"))).hasMessageContaining("optBlock");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resnet-20 | false | the network has no parameters yet; initialise its block",
                "mlp-saxe-relu | true | vectors of 12 values, which are no square image"
            })
    void aModelThatCannotTakeAnImageSaysWhy(String id, boolean initialised, String message) throws Exception {
        Image image = ImageFactory.getInstance().fromPixels(new int[32 * 32], 32, 32);
        try (ZooModel<Image, Classifications> model = InfoplaneZoo.criteria(id)
                .setTypes(Image.class, Classifications.class)
                .optArgument("resize", "true")
                .build()
                .loadModel()) {
            if (initialised) {
                model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 12));
            }
            try (Predictor<Image, Classifications> predictor = model.newPredictor()) {
                assertThatThrownBy(() -> predictor.predict(image)).rootCause().hasMessageContaining(message);
            }
        }
    }

    @Test
    void damagedWeightsAreNoticed() {
        TrainedWeights weights = new TrainedWeights("data", "some.params", "00", List.of());
        assertThatThrownBy(() -> weights.verified(new byte[] {1, 2}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'some.params' are damaged: expected SHA-256 00, found a12871fee2");
        assertThatThrownBy(weights::open).hasMessageContaining("'some.params' are missing");
    }

    @Test
    void djlListsTheModels() {
        assertThat(ModelZoo.listModels(arrays("rir-wide").build()).get(Application.CV.IMAGE_CLASSIFICATION))
                .hasSize(1);
        assertThat(ModelZoo.getModelZoo("dev.infoplane")
                        .getModelLoader("rir-wide")
                        .toString())
                .contains("djl://dev.infoplane/rir-wide");
    }

    private static Criteria.Builder<NDList, NDList> arrays(String id) {
        return InfoplaneZoo.criteria(id).setTypes(NDList.class, NDList.class);
    }
}
