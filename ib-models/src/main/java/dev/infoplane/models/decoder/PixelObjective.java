package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import java.util.List;

/** The negative log-likelihood of images under a PixelCNN++, conditional or not. */
record PixelObjective(Decoder decoder, Samples x, Samples t) implements Objective {
    /**
     * A network with its head and, if it is conditional, the path of the condition.
     *
     * @param condition null if unconditional, as is {@code whitening}
     */
    record Decoder(
            Layout layout,
            PixelCnnNet net,
            LogisticMixture head,
            PixelLevels levels,
            ConditionNet condition,
            Whitening whitening) {
        /** Parameters of the mixture at every pixel. */
        NDArray parameters(Weights w, NDArray x, List<NDList> conditions) {
            return net.apply(w, x, conditions);
        }

        /** What the chosen rows of t say to every gated unit; null if unconditional. */
        List<NDList> conditions(Weights w, NDManager manager, Samples t, int[] chosen) {
            if (condition == null) {
                return null;
            }
            int[] map = ConditionNet.asMap(t.rowShape());
            return condition.apply(
                    w,
                    Inputs.floats(
                            manager, whitening.rows(t, chosen), new Shape(chosen.length, map[0], map[1], map[2])));
        }
    }

    @Override
    public Layout layout() {
        return decoder.layout;
    }

    @Override
    public int rows() {
        return x.rows();
    }

    @Override
    public NDArray negativeLogLikelihood(Weights w, NDManager manager, int[] chosen) {
        NDArray images = images(manager, chosen);
        NDArray parameters = decoder.parameters(w, images, decoder.conditions(w, manager, t, chosen));
        return decoder.head
                .logProbability(images, parameters)
                .sum(new int[] {1, 2, 3})
                .neg();
    }

    private NDArray images(NDManager manager, int[] chosen) {
        int[] shape = x.rowShape();
        int d = x.dimensions();
        float[] values = new float[chosen.length * d];
        for (int i = 0; i < chosen.length; i++) {
            x.copyRow(chosen[i], values, i * d);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = decoder.levels.toNetwork(values[i]);
        }
        return Inputs.floats(manager, values, new Shape(chosen.length, shape[0], shape[1], shape[2]));
    }
}
