package dev.infoplane.estimators.neural.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.learn.Objective;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import java.util.stream.IntStream;

/**
 * Four mean squared errors: two encoders are trained so that the code of either side predicts both sides (Gowri et al. 2024).
 */
public final class LatentObjective implements Objective {
    private static final int ROWS_AT_ONCE = 500;

    private final EncodedPair pair;
    private final float penalty;
    private final ParameterLayout layout;
    private final BlockParameters[] encoders;
    private final BlockParameters[] decoders;

    /** Encoders to at most so many latent values, fewer if a side has fewer. */
    public LatentObjective(EncodedPair pair, int width, int latents, float penalty, NDManager manager) {
        this.pair = pair;
        this.penalty = penalty;
        layout = new ParameterLayout();
        EncodedSide[] sides = {pair.x(), pair.t()};
        String[] names = {"x", "t"};
        encoders = new BlockParameters[2];
        decoders = new BlockParameters[4];
        for (int from = 0; from < 2; from++) {
            int codes = Math.min(latents, sides[from].dimensions());
            encoders[from] = new BlockParameters(
                    "encode." + names[from], Perceptron.of(width, 1, codes), layout, manager, sides[from].batch(2));
            for (int to = 0; to < 2; to++) {
                decoders[2 * from + to] = new BlockParameters(
                        "decode." + names[from] + "." + names[to],
                        Perceptron.of(width, 1, sides[to].dimensions()),
                        layout,
                        manager,
                        new Shape(2, codes));
            }
        }
    }

    private LatentObjective(LatentObjective taught, EncodedPair rows) {
        pair = rows;
        penalty = taught.penalty;
        layout = taught.layout;
        encoders = taught.encoders;
        decoders = taught.decoders;
    }

    /** The same networks on other rows. */
    public LatentObjective on(EncodedPair rows) {
        return new LatentObjective(this, rows);
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public int rows() {
        return pair.size();
    }

    @Override
    public int rowsAtOnce() {
        return ROWS_AT_ONCE;
    }

    @Override
    public NDArray losses(Weights weights, NDManager manager, int[] chosen, int pass) {
        NDArray[] sides = sides(manager, chosen);
        NDArray sum = null;
        for (int from = 0; from < 2; from++) {
            NDArray code = encoders[from].forward(weights, manager, pass > 0, sides[from]);
            for (int to = 0; to < 2; to++) {
                NDArray error = decoders[2 * from + to]
                        .forward(weights, manager, pass > 0, code)
                        .sub(sides[to])
                        .square()
                        .mean(new int[] {1});
                sum = sum == null ? error : sum.add(error);
            }
        }
        return Penalty.added(sum, layout, weights, penalty, pass);
    }

    private NDArray[] sides(NDManager manager, int[] chosen) {
        return new NDArray[] {
            pair.x(manager, chosen).reshape(chosen.length, -1),
            pair.t(manager, chosen).reshape(chosen.length, -1)
        };
    }

    /** The codes of all rows of a side, row after row. */
    public float[] codes(NDArray vector, NDManager manager, boolean ofT) {
        int side = ofT ? 1 : 0;
        try (NDManager sub = manager.newSubManager()) {
            NDArray rows = sides(sub, IntStream.range(0, rows()).toArray())[side];
            return encoders[side]
                    .forward(new Weights(layout, vector), sub, false, rows)
                    .toFloatArray();
        }
    }
}
