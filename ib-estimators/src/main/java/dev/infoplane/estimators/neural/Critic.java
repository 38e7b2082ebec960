package dev.infoplane.estimators.neural;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.infoplane.estimators.internal.Checks;
import dev.infoplane.estimators.neural.internal.CriticNet;
import dev.infoplane.estimators.neural.internal.Perceptron;
import dev.infoplane.learn.ParameterLayout;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The network that scores how well an x and a t fit each other. Built in are perceptrons; any DJL {@link Block} can take their place,
 * for instance convolutions for images.
 *
 * <ul>
 *   <li><b>Separable</b>: f(x, t) = s (g(x) · h(t) + a(x) + b(t)) with two encoders. All pairs of n rows cost n passes through each
 *       encoder and one matrix product.
 *   <li><b>Joint</b>: f(x, t) = s g(x, t) with one network. All pairs cost n² passes, so batches should be small.
 * </ul>
 *
 * <p>s is a parameter that starts at zero: an untrained critic reads exactly no information. A block must learn all its parameters
 * and draw no random numbers: batch normalisation and dropout are refused by name. Its own initialisers are not used; weights start as He
 * normals, scales at one, biases at zero.
 */
public final class Critic {
    static final int WIDTH = 32;
    static final int LAYERS = 2;
    static final int EMBEDDING = 32;

    private interface Maker {
        CriticNet make(String name, ParameterLayout layout, NDManager manager, Shape x, Shape t);
    }

    private final Map<String, String> settings;
    private final Maker maker;

    private Critic(Map<String, String> settings, Maker maker) {
        this.settings = settings;
        this.maker = maker;
    }

    /** The default: joint, with two hidden layers of 32 units. */
    public static Critic standard() {
        return joint(WIDTH, LAYERS);
    }

    /**
     * A separable critic of two perceptrons with a linear bypass each.
     *
     * @param width units of a hidden layer
     * @param layers hidden layers
     * @param embedding the length of g(x) and h(t)
     */
    public static Critic separable(int width, int layers, int embedding) {
        Checks.atLeast("the width of a critic", 1, width);
        Checks.atLeast("the number of hidden layers of a critic", 1, layers);
        Checks.atLeast("the embedding of a critic", 1, embedding);
        Supplier<Block> encoder = () -> Perceptron.of(width, layers, embedding + 1);
        return new Critic(
                Map.of(
                        "critic", "SEPARABLE",
                        "width", Integer.toString(width),
                        "layers", Integer.toString(layers),
                        "embedding", Integer.toString(embedding)),
                separable(encoder, encoder));
    }

    /**
     * A joint critic: a perceptron of x and t side by side.
     *
     * @param width units of a hidden layer
     * @param layers hidden layers
     */
    public static Critic joint(int width, int layers) {
        Checks.atLeast("the width of a critic", 1, width);
        Checks.atLeast("the number of hidden layers of a critic", 1, layers);
        return new Critic(
                Map.of(
                        "critic", "JOINT",
                        "width", Integer.toString(width),
                        "layers", Integer.toString(layers)),
                (name, layout, manager, x, t) -> new CriticNet.Joint(
                        name,
                        Perceptron.linearOf(width),
                        Perceptron.linearOf(width),
                        Perceptron.afterFirst(width, layers),
                        layout,
                        manager,
                        x,
                        t));
    }

    /**
     * A separable critic of own encoders.
     *
     * @param name stands for the blocks in the settings of an estimate; give another one when you change them
     * @param ofX makes a new block each time, from {@code [b, ...]}, the shape of x, to {@code [b, k + 1]}: g(x), and a(x) in the last column
     * @param ofT makes a new block each time, from {@code [b, ...]}, the shape of t, to {@code [b, k + 1]}: h(t), and b(t) in the last column
     */
    public static Critic separable(String name, Supplier<Block> ofX, Supplier<Block> ofT) {
        return new Critic(own(name), separable(ofX, ofT));
    }

    /**
     * A joint critic of a block of your own.
     *
     * @param name stands for the block in the settings of an estimate; give another one when you change it
     * @param ofPair makes a new block each time, from an {@link NDList} of x {@code [b, ...]} and t {@code [b, ...]} to {@code [b, 1]}
     */
    public static Critic joint(String name, Supplier<Block> ofPair) {
        return new Critic(own(name), joint(ofPair));
    }

    private static Map<String, String> own(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "a critic of own blocks needs a name, which stands for it in stored results");
        }
        return Map.of("critic", "own: " + name);
    }

    private static Maker separable(Supplier<Block> ofX, Supplier<Block> ofT) {
        Objects.requireNonNull(ofX, "the factory of the encoder of x");
        Objects.requireNonNull(ofT, "the factory of the encoder of t");
        return (name, layout, manager, x, t) ->
                new CriticNet.Separable(name, ofX.get(), ofT.get(), layout, manager, x, t);
    }

    private static Maker joint(Supplier<Block> ofPair) {
        Objects.requireNonNull(ofPair, "the factory of the block");
        return (name, layout, manager, x, t) -> new CriticNet.OfPairs(name, ofPair.get(), layout, manager, x, t);
    }

    /** What was chosen, by name. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Adds a network of this kind to a layout; shapes have a batch axis. */
    CriticNet net(String name, ParameterLayout layout, NDManager manager, Shape x, Shape t) {
        return maker.make(name, layout, manager, x, t);
    }
}
