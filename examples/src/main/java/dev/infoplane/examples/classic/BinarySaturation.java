package dev.infoplane.examples.classic;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.Discrete;
import dev.infoplane.estimators.FiniteInputs;
import dev.infoplane.models.zoo.mlp.Mlp;
import dev.infoplane.models.zoo.mlp.MlpSpec;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.Probes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How many samples the plug-in estimate of I(X;T) needs for a layer of binary units. All 65,536 inputs of 16 bits give the exact value;
 * samples drawn from them give what a study with too little data would read. Where the layer has more states than there are samples,
 * the estimate is log2 of their number, whatever the truth.
 *
 * <p>Arguments: seed (1).
 */
public final class BinarySaturation {
    static final int INPUT_BITS = 16;

    private BinarySaturation() {}

    /**
     * One cell of the table.
     *
     * @param width binary units of the layer
     * @param samples how many inputs were drawn
     * @param exact I(X;T), bits
     * @param plugIn what the samples read
     */
    record Cell(int width, int samples, double exact, Estimate plugIn) {
        double bits() {
            return plugIn.value().bits();
        }

        /** The most that this number of samples can read, bits. */
        double ceiling() {
            return Math.log(samples) / Math.log(2);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %d | %d | %.2f | %.2f | %.2f | %s |",
                    width,
                    samples,
                    exact,
                    bits(),
                    ceiling(),
                    plugIn.warnings().isEmpty() ? "" : "warned");
        }
    }

    /** Prints the table. */
    public static void main(String[] args) {
        System.out.println("| units | samples | exact | plug-in | log2 N | |\n|---|---|---|---|---|---|");
        int seed = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        run(seed, new int[] {2, 4, 8, 12, 16, 24}, new int[] {64, 256, 1024, 4096, 16_384})
                .forEach(System.out::println);
    }

    static List<Cell> run(int seed, int[] widths, int[] counts) {
        Samples inputs = inputs();
        List<Cell> cells = new ArrayList<>();
        for (int width : widths) {
            Samples layer = layer(width, inputs, seed);
            double exact = new FiniteInputs().estimate(inputs, layer, 0).value().bits();
            for (int count : counts) {
                int[] drawn =
                        new SplittableRandom(seed).ints(count, 0, inputs.rows()).toArray();
                Estimate plugIn = Discrete.plugIn().estimate(inputs.select(drawn), layer.select(drawn), seed);
                cells.add(new Cell(width, count, exact, plugIn));
            }
        }
        return cells;
    }

    private static Samples inputs() {
        float[] bits = new float[INPUT_BITS << INPUT_BITS];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (i / INPUT_BITS >> i % INPUT_BITS & 1) == 1 ? 1 : -1;
        }
        return Samples.of(bits, INPUT_BITS);
    }

    /** The first layer of a binary network with random weights, for all inputs. */
    private static Samples layer(int width, Samples inputs, int seed) {
        Engine.getInstance().setRandomSeed(seed);
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape shape = new Shape(inputs.rows(), INPUT_BITS);
            Block network = Mlp.of(MlpSpec.binary(INPUT_BITS, List.of(width), 2));
            network.initialize(manager, DataType.FLOAT32, shape);
            try (Capture capture = Probes.capture(network, "layer1.out")) {
                network.forward(
                        new ParameterStore(manager, false), new NDList(manager.create(inputs.toArray(), shape)), false);
                return capture.samples("layer1.out");
            }
        }
    }
}
