package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.Trainer;
import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs held-out samples through a trainer's network in inference mode and keeps what passes the hook points. */
final class Evaluation {
    private final Trainer trainer;
    private final HeldOut heldOut;
    private final int batchSize;

    Evaluation(Trainer trainer, HeldOut heldOut, int batchSize) {
        this.trainer = trainer;
        this.heldOut = heldOut;
        this.batchSize = batchSize;
    }

    /** The hook points that the first batch passes, in the order in which they are computed. */
    List<HookPoint> discover() {
        List<HookPoint> found = new ArrayList<>();
        Walk walk = new Walk(root(), (path, block) -> output -> {
            for (int i = 0; i < output.size(); i++) {
                String name = new Port(path, i).path();
                found.add(new HookPoint(
                        name, BlockNames.typeName(block), output.get(i).getShape(), parameters(block)));
            }
        });
        pass(walk, 0, Math.min(batchSize, heldOut.rows()));
        return List.copyOf(found);
    }

    /**
     * What passes the given points, one row a held-out sample, in order.
     *
     * @throws IllegalArgumentException if a value has not one row a sample
     */
    Map<String, Samples> capture(Set<String> points) {
        Map<String, Rows> kept = new LinkedHashMap<>();
        points.forEach(p -> kept.put(p, new Rows()));
        int[] batch = new int[1];
        Walk walk = new Walk(root(), (path, block) -> {
            if (points.stream().noneMatch(p -> p.startsWith(new Port(path, 0).path()))) {
                return null;
            }
            return output -> keep(kept, path, output, batch[0]);
        });
        for (int from = 0; from < heldOut.rows(); from += batchSize) {
            int to = Math.min(from + batchSize, heldOut.rows());
            batch[0] = to - from;
            pass(walk, from, to);
        }
        Map<String, Samples> samples = new LinkedHashMap<>();
        kept.forEach((point, rows) -> samples.put(point, complete(point, rows)));
        return samples;
    }

    private static void keep(Map<String, Rows> kept, String path, NDList output, int batch) {
        for (int i = 0; i < output.size(); i++) {
            String point = new Port(path, i).path();
            Rows rows = kept.get(point);
            if (rows != null) {
                requireRowPerSample(point, output.get(i), batch);
                rows.add(output.get(i));
            }
        }
    }

    private static void requireRowPerSample(String point, NDArray value, int batch) {
        if (value.getShape().dimension() == 0 || value.getShape().get(0) != batch) {
            throw new IllegalArgumentException("hook point '" + point + "' has shape " + value.getShape()
                    + " for a batch of " + batch + " samples; its first extent must be the batch to be measured");
        }
    }

    private Samples complete(String point, Rows rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("hook point '" + point + "' was not reached");
        }
        Samples samples = rows.toSamples();
        if (samples.rows() != heldOut.rows()) {
            throw new IllegalArgumentException("hook point '" + point + "' was reached by " + samples.rows() + " of "
                    + heldOut.rows() + " samples, it must be reached by all to be measured");
        }
        return samples;
    }

    private void pass(Walk walk, int from, int to) {
        try (NDManager manager = trainer.getManager().newSubManager(trainer.getDevices()[0])) {
            NDList inputs = heldOut.batch(manager, from, to);
            Dispatcher.following(walk, () -> trainer.evaluate(inputs));
        }
    }

    private Block root() {
        return trainer.getModel().getBlock();
    }

    private static long parameters(Block block) {
        return block.getParameters().values().stream()
                .filter(Parameter::isInitialized)
                .mapToLong(p -> p.getArray().size())
                .sum();
    }
}
