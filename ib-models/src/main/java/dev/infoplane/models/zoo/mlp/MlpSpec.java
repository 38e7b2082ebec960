package dev.infoplane.models.zoo.mlp;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The architecture of a multilayer perceptron.
 *
 * @param inputs values of the input
 * @param hidden units of each hidden layer
 * @param outputs logits
 * @param nonlinearity of the hidden layers
 * @param precision of weights and activations
 */
public record MlpSpec(int inputs, List<Integer> hidden, int outputs, Nonlinearity nonlinearity, Precision precision) {
    /** The network of Shwartz-Ziv &amp; Tishby 2017: 12-10-7-5-4-3-2 with tanh. */
    public static final MlpSpec SHWARTZ_ZIV_TISHBY =
            new MlpSpec(12, List.of(10, 7, 5, 4, 3), 2, Nonlinearity.TANH, Precision.FLOAT);

    /** The same sizes with ReLU, as in Saxe et al. 2018. */
    public static final MlpSpec SAXE_RELU =
            new MlpSpec(12, List.of(10, 7, 5, 4, 3), 2, Nonlinearity.RELU, Precision.FLOAT);

    /** The network for MNIST of Saxe et al. 2018: 784-1024-20-20-20-10 with tanh. */
    public static final MlpSpec SAXE_MNIST =
            new MlpSpec(784, List.of(1024, 20, 20, 20), 10, Nonlinearity.TANH, Precision.FLOAT);

    /** What follows each hidden linear layer. */
    public enum Nonlinearity {
        /** Hyperbolic tangent. */
        TANH,
        /** max(0, x). */
        RELU,
        /** -1 or 1, of normalised values. */
        SIGN
    }

    /** Refuses sizes below 1, and a sign together with a precision other than binary. */
    public MlpSpec {
        hidden = List.copyOf(hidden);
        Objects.requireNonNull(nonlinearity, "nonlinearity");
        Objects.requireNonNull(precision, "precision");
        if (inputs < 1 || outputs < 1 || hidden.stream().anyMatch(units -> units < 1)) {
            throw new IllegalArgumentException(
                    "every layer needs at least 1 unit, got " + inputs + ", " + hidden + ", " + outputs);
        }
        if ((nonlinearity == Nonlinearity.SIGN) != precision.equals(Precision.BINARY)) {
            throw new IllegalArgumentException("the nonlinearity " + Nonlinearity.SIGN
                    + " belongs to binary networks and to no other, got " + nonlinearity + " and " + precision);
        }
    }

    /**
     * A network with entries -1 and 1 in every matrix and in every hidden layer.
     *
     * @param hidden units of each hidden layer
     */
    public static MlpSpec binary(int inputs, List<Integer> hidden, int outputs) {
        return new MlpSpec(inputs, hidden, outputs, Nonlinearity.SIGN, Precision.BINARY);
    }

    /** This network with another nonlinearity. */
    public MlpSpec with(Nonlinearity other) {
        return new MlpSpec(inputs, hidden, outputs, other, precision);
    }

    /** This network with another precision. */
    public MlpSpec with(Precision other) {
        return new MlpSpec(inputs, hidden, outputs, nonlinearity, other);
    }

    /** The paths of the outputs of the hidden layers: {@code layer1.out}, … */
    public List<String> hiddenPoints() {
        return IntStream.rangeClosed(1, hidden.size())
                .mapToObj(layer -> "layer" + layer + ".out")
                .toList();
    }
}
