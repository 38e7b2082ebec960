package dev.infoplane.examples.guide;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.ParameterStore;
import dev.infoplane.data.NdArrays;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimators.LabelKnn;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.models.zoo.InfoplaneZoo;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.Probes;
import dev.infoplane.probe.Tap;
import dev.infoplane.probe.View;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the layers of a network from the zoo tell about the class of an image, with its trained weights and without. */
public final class ZooProbe {
    private static final String MODEL = "resnet-8-narrow";

    private ZooProbe() {}

    /** Prints I(T;Y) by layer, untrained and trained. */
    public static void main(String[] args) throws IOException, ModelNotFoundException, MalformedModelException {
        for (boolean trained : new boolean[] {false, true}) {
            System.out.println(trained ? "trained" : "untrained");
            labelInformation(trained, 500).forEach((layer, e) -> System.out.println("  " + layer + ": " + e));
        }
    }

    /** I(T;Y) of every stage, its maps averaged over positions. */
    static Map<String, Estimate> labelInformation(boolean trained, int images)
            throws IOException, ModelNotFoundException, MalformedModelException {
        // the second part is the one that the weights were not trained on
        LabelledImages heldOut = FashionMnist.bundled().split(1, 9000, images).get(1);
        Criteria.Builder<NDList, NDList> criteria = InfoplaneZoo.criteria(MODEL).setTypes(NDList.class, NDList.class);
        if (trained) {
            criteria.optFilter(InfoplaneZoo.DATASET, "fashion-mnist");
        }
        try (ZooModel<NDList, NDList> model = criteria.build().loadModel();
                NDManager manager = model.getNDManager().newSubManager();
                Capture capture =
                        Probes.capture(model.getBlock(), Tap.glob("stage*.out").view(View.averagePool()))) {
            NDArray pixels = NdArrays.array(manager, heldOut.images()).div(255);
            if (!trained) {
                model.getBlock().initialize(manager, model.getDataType(), new Shape(1, 1, 28, 28));
            }
            model.getBlock().forward(new ParameterStore(manager, false), new NDList(pixels), false);
            Map<String, Estimate> byLayer = new LinkedHashMap<>();
            for (String layer : capture.names()) {
                byLayer.put(layer, LabelKnn.standard().estimate(heldOut.labels(), capture.samples(layer), 1));
            }
            return byLayer;
        }
    }
}
