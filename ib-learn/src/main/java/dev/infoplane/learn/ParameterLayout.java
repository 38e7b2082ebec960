package dev.infoplane.learn;

import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Where each parameter of a network lies in one flat vector. With all parameters in one vector, a copy, an optimiser step, a
 * weight average and a checkpoint are one operation each, and a child network starts from its parent by copying a prefix.
 *
 * <p>A network declares its parameters once, layer by layer; {@link Weights} then cuts the vector into arrays. Not
 * thread-safe while parameters are added.
 */
public final class ParameterLayout {
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private int size;

    /**
     * One parameter.
     *
     * @param offset where it begins in the vector
     * @param shape its shape; the first axis counts outputs
     * @param initializer how it starts
     * @param isHidden whether it is a matrix, or a kernel, from one layer of units to the next
     */
    public record Slot(int offset, Shape shape, Initializer initializer, boolean isHidden) {
        int size() {
            return Math.toIntExact(shape.size());
        }
    }

    /** A layout that begins with all parameters of another one and can be extended. */
    public static ParameterLayout startingWith(ParameterLayout prefix) {
        ParameterLayout layout = new ParameterLayout();
        layout.slots.putAll(prefix.slots);
        layout.size = prefix.size;
        return layout;
    }

    /**
     * Adds a parameter at the end.
     *
     * @throws IllegalStateException if there is a parameter of this name already
     */
    public void add(String name, Initializer initializer, long... shape) {
        add(name, new Slot(size, new Shape(shape), initializer, false));
    }

    /**
     * Adds a matrix or a kernel from one layer of units to the next, which {@linkplain TrainingPlan#orthogonalSteps orthogonal
     * steps} may train. Last layers, biases, gains and tables of rows are not among these.
     *
     * @param shape two axes at least; the first one counts outputs
     * @throws IllegalArgumentException if there are fewer axes
     * @throws IllegalStateException if there is a parameter of this name already
     */
    public void addHidden(String name, Initializer initializer, long... shape) {
        if (shape.length < 2) {
            throw new IllegalArgumentException(
                    "a hidden matrix has at least 2 axes, '" + name + "' has " + shape.length);
        }
        add(name, new Slot(size, new Shape(shape), initializer, true));
    }

    private void add(String name, Slot slot) {
        if (slots.putIfAbsent(name, slot) != null) {
            throw new IllegalStateException("there is a parameter named '" + name + "' already");
        }
        size = Math.addExact(size, slot.size());
    }

    /** The length of the vector. */
    public int size() {
        return size;
    }

    /** All parameters by name, in the order of the vector. */
    public Map<String, Slot> slots() {
        return Collections.unmodifiableMap(slots);
    }

    /**
     * The parameter of this name.
     *
     * @throws IllegalStateException if there is none, listing what exists
     */
    public Slot slot(String name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            throw new IllegalStateException("no parameter named '" + name + "'; available: " + slots.keySet());
        }
        return slot;
    }

    /** Initial values of all parameters. */
    public float[] initial(RandomGenerator random) {
        return initial(new float[0], random);
    }

    /**
     * Initial values of all parameters after a prefix, whose values are copied.
     *
     * @param prefix values of the first parameters, for instance those of a parent network
     * @throws IllegalArgumentException if the prefix ends inside of a parameter or is longer than the vector
     */
    public float[] initial(float[] prefix, RandomGenerator random) {
        if (prefix.length != size && slots.values().stream().noneMatch(s -> s.offset() == prefix.length)) {
            throw new IllegalArgumentException("a prefix of " + prefix.length
                    + " values must end where a parameter ends, in a vector of " + size + " values");
        }
        float[] values = new float[size];
        System.arraycopy(prefix, 0, values, 0, prefix.length);
        for (Slot slot : slots.values()) {
            if (slot.offset() >= prefix.length) {
                fill(values, slot, random);
            }
        }
        return values;
    }

    private static void fill(float[] values, Slot slot, RandomGenerator random) {
        double fanIn = slot.size() / (double) Math.max(1, slot.shape().get(0));
        for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
            values[i] = slot.initializer().draw(fanIn, random);
        }
    }
}
