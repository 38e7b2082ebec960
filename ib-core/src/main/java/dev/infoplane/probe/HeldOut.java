package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.SequenceSampler;
import ai.djl.translate.TranslateException;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.internal.session.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The samples a network is evaluated on, on the heap. */
final class HeldOut {
    private final Samples inputs;
    private final Optional<Samples> labels;
    private final List<Column> columns;

    /** One input array of the network. */
    private sealed interface Column {
        int rows();

        /** Rows {@code from} to {@code to} as the network takes them. */
        NDArray batch(NDManager manager, int from, int to);

        void hash(Hasher hasher);
    }

    private record Floats(Samples samples) implements Column {
        @Override
        public int rows() {
            return samples.rows();
        }

        @Override
        public NDArray batch(NDManager manager, int from, int to) {
            Shape row =
                    new Shape(Arrays.stream(samples.rowShape()).asLongStream().toArray());
            return manager.create(samples.slice(from, to).toArray(), new Shape(to - from).addAll(row));
        }

        @Override
        public void hash(Hasher hasher) {
            Digests.put(hasher, samples);
        }
    }

    /** Values of another type than float32, as the engine keeps them. */
    private record Exact(DataType type, Shape row, int rows, byte[] bytes) implements Column {
        @Override
        public NDArray batch(NDManager manager, int from, int to) {
            int size = bytes.length / rows;
            ByteBuffer part = manager.allocateDirect((to - from) * size);
            part.put(bytes, from * size, (to - from) * size).rewind();
            return manager.create(part, new Shape(to - from).addAll(row), type);
        }

        @Override
        public void hash(Hasher hasher) {
            hasher.putString(type + " " + row + " " + rows, StandardCharsets.UTF_8)
                    .putBytes(bytes);
        }
    }

    private HeldOut(Samples inputs, Optional<Samples> labels, List<Column> columns) {
        this.inputs = inputs;
        this.labels = labels;
        this.columns = columns;
        if (rows() == 0) {
            throw new IllegalArgumentException("the held-out data is empty, at least 1 sample is needed");
        }
        columns.forEach(column -> requireSameRows("inputs", column.rows()));
        labels.ifPresent(y -> {
            requireSameRows("labels", y.rows());
            y.requireFinite("the held-out labels");
        });
        inputs.requireFinite("the held-out inputs");
    }

    static HeldOut of(Samples inputs, Optional<Samples> labels) {
        return new HeldOut(inputs, labels, List.of(new Floats(inputs)));
    }

    /** Reads a data set once, in order of its indices. The first input is x, and must be exact in float32. */
    static HeldOut read(RandomAccessDataset data, NDManager parent, int batchSize) {
        RowBuffer inputs = new RowBuffer();
        RowBuffer labels = new RowBuffer();
        List<Reading> columns = new ArrayList<>();
        try (NDManager manager = parent.newSubManager()) {
            BatchSampler inOrder = new BatchSampler(new SequenceSampler(), batchSize, false);
            for (Batch batch : data.getData(manager, inOrder)) {
                try (batch) {
                    NDList arrays = batch.getData();
                    for (int i = 0; i < arrays.size(); i++) {
                        if (i == columns.size()) {
                            columns.add(new Reading());
                        }
                        columns.get(i).add(arrays.get(i));
                    }
                    inputs.add(arrays.head());
                    if (!batch.getLabels().isEmpty()) {
                        labels.add(batch.getLabels().head());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the held-out data cannot be read: " + e.getMessage(), e);
        } catch (TranslateException e) {
            throw new IllegalArgumentException("the held-out data cannot be read: " + e.getMessage(), e);
        }
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("the held-out data is empty, at least 1 sample is needed");
        }
        return new HeldOut(
                inputs.toSamples(),
                labels.isEmpty() ? Optional.empty() : Optional.of(labels.toSamples()),
                columns.stream().map(Reading::column).toList());
    }

    /** Collects one input array batch by batch. */
    private static final class Reading {
        private final RowBuffer floats = new RowBuffer();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private DataType type = DataType.FLOAT32;
        private Shape row = new Shape();
        private int rows;

        void add(NDArray batch) {
            type = batch.getDataType();
            if (type == DataType.FLOAT32) {
                floats.add(batch);
            } else {
                row = batch.getShape().slice(1);
                rows += Math.toIntExact(batch.getShape().get(0));
                bytes.writeBytes(batch.toByteArray());
            }
        }

        Column column() {
            return type == DataType.FLOAT32
                    ? new Floats(floats.toSamples())
                    : new Exact(type, row, rows, bytes.toByteArray());
        }
    }

    int rows() {
        return inputs.rows();
    }

    Samples inputs() {
        return inputs;
    }

    Optional<Samples> labels() {
        return labels;
    }

    /** The digest of all input arrays. */
    String inputsDigest() {
        Hasher hasher = Hashing.sha256().newHasher();
        columns.forEach(column -> column.hash(hasher));
        return Digests.finish(hasher);
    }

    /** Rows {@code from} to {@code to} as the network takes them. */
    NDList batch(NDManager manager, int from, int to) {
        NDList list = new NDList();
        columns.forEach(column -> list.add(column.batch(manager, from, to)));
        return list;
    }

    private void requireSameRows(String name, int found) {
        if (found != rows()) {
            throw new IllegalArgumentException(
                    "held-out " + name + " must have as many rows as the first input, got " + found + " and " + rows());
        }
    }
}
