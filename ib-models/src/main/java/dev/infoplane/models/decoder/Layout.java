package dev.infoplane.models.decoder;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Where each parameter lies in one flat vector. Keeping all parameters in one vector makes a copy, an optimiser step, an
 * average and a checkpoint one operation each, and lets a child network start from its parent by copying a prefix.
 */
final class Layout {
    /** How a parameter starts. */
    enum Start {
        /** Normal with standard deviation 0.05, as published for PixelCNN++. */
        SMALL_NORMAL,
        /** Normal with variance 2 / fan-in (He et al. 2015). */
        HE_NORMAL,
        ONE,
        ZERO
    }

    record Slot(int offset, Shape shape, Start start) {
        int size() {
            return Math.toIntExact(shape.size());
        }
    }

    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private int size;
    private int frozen;

    /** A layout that begins with the slots of another. */
    static Layout startingWith(Layout prefix) {
        Layout layout = new Layout();
        layout.slots.putAll(prefix.slots);
        layout.size = prefix.size;
        return layout;
    }

    /** Nothing that was added so far learns any more. */
    Layout freeze() {
        frozen = size;
        return this;
    }

    boolean isFrozen(Slot slot) {
        return slot.offset() < frozen;
    }

    void add(String name, Start start, long... shape) {
        Slot slot = new Slot(size, new Shape(shape), start);
        if (slots.put(name, slot) != null) {
            throw new IllegalStateException("two parameters named " + name);
        }
        size = Math.addExact(size, slot.size());
    }

    int size() {
        return size;
    }

    Map<String, Slot> slots() {
        return slots;
    }

    Slot slot(String name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            throw new IllegalStateException("no parameter named " + name + " among " + slots.keySet());
        }
        return slot;
    }

    /** Fresh values for every slot from {@code from} on; those before it are copied from {@code prefix}. */
    float[] initial(float[] prefix, RandomGenerator random) {
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
            values[i] = switch (slot.start()) {
                case SMALL_NORMAL -> (float) (0.05 * random.nextGaussian());
                case HE_NORMAL -> (float) (Math.sqrt(2 / fanIn) * random.nextGaussian());
                case ONE -> 1;
                case ZERO -> 0;
            };
        }
    }
}
