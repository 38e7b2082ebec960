package dev.infoplane.examples.probe;

import ai.djl.Model;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.HookPoint;
import dev.infoplane.probe.Probes;
import dev.infoplane.probe.Tap;
import dev.infoplane.probe.View;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Looks into a ResNet from DJL's basic model zoo, which knows nothing of probes. */
public final class ProbeZooModel {
    private static final Shape IMAGES = new Shape(8, 1, 28, 28);

    private ProbeZooModel() {}

    /** Prints the hook points, then what the residual blocks' outputs look like after pooling. */
    public static void main(String[] args) {
        run(System.out);
    }

    static List<String> run(PrintStream out) {
        try (Model model = Model.newInstance("resnet20", "PyTorch")) {
            model.setBlock(ResNetV1.builder()
                    .setNumLayers(20)
                    .setOutSize(10)
                    .setImageShape(new Shape(1, 28, 28))
                    .build());
            model.getBlock().initialize(model.getNDManager(), model.getDataType(), IMAGES);

            out.println(Probes.list(model, IMAGES));

            Tap residual = Tap.where(p -> p.blockType().equals("ParallelBlock") && !p.isInput());
            try (Capture capture = Probes.capture(model.getBlock(), residual.view(View.averagePool()))) {
                NDArray images = model.getNDManager().randomUniform(0, 1, IMAGES);
                model.getBlock().forward(new ParameterStore(model.getNDManager(), false), new NDList(images), false);
                for (String name : capture.names()) {
                    HookPoint point = capture.hookPoint(name);
                    Samples t = capture.samples(name);
                    out.printf(
                            Locale.ROOT,
                            "%-40s %-16s captured as %d rows of %d values%n",
                            name,
                            point.sampleShape(),
                            t.rows(),
                            t.dimensions());
                }
                return capture.names();
            }
        }
    }
}
