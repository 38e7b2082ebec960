package dev.infoplane.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.SplittableRandom;

/**
 * The negative log-likelihood of images under a PixelCNN++, conditional or not.
 *
 * @param t activations, null to withhold the condition or where there is none
 * @param lessons what makes learning harder, null in scoring
 */
record PixelObjective(Decoder decoder, Samples x, Samples t, Lessons lessons) implements Objective {
    /**
     * A network with its head and the path of its condition, null if unconditional.
     */
    record Decoder(ParameterLayout layout, PixelCnnNet net, Head head, PixelLevels levels, Condition condition) {
        void requireCondition(Samples t) {
            if (condition instanceof BiasCondition bias) {
                bias.require(t);
            }
        }

        /** What the chosen rows of t say to the network. */
        Conditions conditions(Weights w, NDManager manager, Samples t, int[] chosen, float[] present, long seed) {
            return condition == null ? Conditions.NONE : condition.apply(w, manager, t, chosen, present, seed);
        }

        /** Parameters of the head at every pixel, {@code [b, h, w, parameters]}. */
        NDArray parameters(Weights w, NDArray images, Conditions conditions, Dropout dropout) {
            NDArray parameters = net.apply(w, images, conditions, dropout);
            return conditions.move() == null
                    ? parameters
                    : head.moved(parameters, PixelCnnNet.cut(conditions.move(), images.getShape()));
        }
    }

    /**
     * What is random while a decoder learns; a function of the seed and of how many batches were taken, so that a training that is
     * resumed goes on alike.
     *
     * @param dropout null for none
     * @param absent the share of rows from which the condition is withheld
     */
    record Lessons(Dropout.Pool dropout, double absent, long seed) {
        /** The streams of one pass. */
        SplittableRandom random(int pass) {
            return new SplittableRandom(new SplittableRandom(seed + pass).nextLong());
        }

        float[] present(int rows, SplittableRandom random) {
            if (absent == 0) {
                return null;
            }
            float[] present = new float[rows];
            for (int i = 0; i < present.length; i++) {
                present[i] = random.nextDouble() < absent ? 0 : 1;
            }
            return present;
        }
    }

    @Override
    public ParameterLayout layout() {
        return decoder.layout;
    }

    @Override
    public int rows() {
        return x.rows();
    }

    @Override
    public int rowsAtOnce() {
        return decoder.net.rowsAtOnce(x.rowShape());
    }

    @Override
    public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
        NDArray images = images(manager, chosen);
        boolean learns = lessons != null && !w.isInitialising();
        SplittableRandom random = learns ? lessons.random(pass) : new SplittableRandom(0);
        float[] present = learns ? lessons.present(chosen.length, random.split()) : null;
        Dropout dropout = learns && lessons.dropout != null ? lessons.dropout.pass(random.nextLong()) : Dropout.NONE;
        Conditions conditions = decoder.conditions(w, manager, t, chosen, present, random.nextLong());
        return decoder.head
                .logProbability(images, decoder.parameters(w, images, conditions, dropout))
                .sum(new int[] {1, 2})
                .neg();
    }

    /** {@code [b, h, w, channels]} on the scale −1 to 1. */
    private NDArray images(NDManager manager, int[] chosen) {
        int[] shape = x.rowShape();
        int d = x.dimensions();
        int places = shape[1] * shape[2];
        float[] row = new float[d];
        float[] values = new float[chosen.length * d];
        for (int i = 0; i < chosen.length; i++) {
            x.copyRow(chosen[i], row, 0);
            for (int j = 0; j < d; j++) {
                values[i * d + j % places * shape[0] + j / places] = decoder.levels.toNetwork(row[j]);
            }
        }
        return EngineArrays.floats(manager, values, new Shape(chosen.length, shape[1], shape[2], shape[0]));
    }
}
