package dev.infoplane.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Half the squared distance of numbers from the first weight; one call of all, or every call, may give no number. */
final class Squares implements Objective {
    static final float MEAN = 2.5f;

    private final ParameterLayout layout = new ParameterLayout();
    private final float[] numbers = new float[64];
    private final int breaksAt;
    final Set<Integer> threads = new HashSet<>();
    final Map<Integer, List<int[]>> batches = new TreeMap<>();
    int killedAt;
    int calls;

    /** @param breaksAt which training call gives no number, 0 for none, −1 for all */
    Squares(int breaksAt) {
        layout.add("mean", Initializer.ZERO, 1);
        layout.add("unused", Initializer.ZERO, 1);
        Random random = new Random(3);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = MEAN + 0.3f * (float) random.nextGaussian();
        }
        this.breaksAt = breaksAt;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public int rows() {
        return numbers.length;
    }

    @Override
    public NDArray losses(Weights w, NDManager manager, int[] chosen, int pass) {
        calls++;
        if (calls == killedAt) {
            throw new TrainingLoopTest.Killed();
        }
        batches.computeIfAbsent(pass, p -> new ArrayList<>()).add(chosen);
        threads.add(JniUtils.getNumThreads());
        float[] batch = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            batch[i] = numbers[chosen[i]];
        }
        if (breaksAt == -1 || calls == breaksAt) {
            batch[0] = Float.NaN;
        }
        return EngineArrays.floats(manager, batch, new Shape(batch.length))
                .sub(w.get("mean"))
                .square();
    }
}
