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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The samples a network is evaluated on, on the heap. */
final class HeldOut {
    private final List<Column> columns;
    private final Samples labels;

    /**
     * One input array of the network and the type it is fed as.
     *
     * @param bytes the values in that type, as the engine keeps them; null for float32, which the samples are
     */
    private record Column(Samples samples, DataType type, byte[] bytes) {
        NDArray rows(NDManager manager, int from, int to, Shape shape) {
            if (bytes == null) {
                return manager.create(samples.slice(from, to).toArray(), shape);
            }
            int row = bytes.length / samples.rows();
            ByteBuffer part = manager.allocateDirect((to - from) * row);
            part.put(bytes, from * row, (to - from) * row).rewind();
            return manager.create(part, shape, type);
        }
    }

    private HeldOut(List<Column> columns, Samples labels) {
        this.columns = columns;
        this.labels = labels;
        if (rows() == 0) {
            throw new IllegalArgumentException("the held-out data is empty, at least 1 sample is needed");
        }
        for (Column column : columns) {
            requireSameRows("inputs", column.samples);
        }
        if (labels != null) {
            requireSameRows("labels", labels);
            labels.requireFinite("the held-out labels");
        }
        inputs().requireFinite("the held-out inputs");
    }

    static HeldOut of(Samples inputs, Samples labels) {
        return new HeldOut(List.of(new Column(inputs, DataType.FLOAT32, null)), labels);
    }

    /** Reads a data set once, in order of its indices. */
    static HeldOut read(RandomAccessDataset data, NDManager parent, int batchSize) {
        List<RowBuffer> inputs = new ArrayList<>();
        List<ByteArrayOutputStream> exact = new ArrayList<>();
        List<RowBuffer> labels = new ArrayList<>();
        try (NDManager manager = parent.newSubManager()) {
            BatchSampler inOrder = new BatchSampler(new SequenceSampler(), batchSize, false);
            for (Batch batch : data.getData(manager, inOrder)) {
                try (batch) {
                    append(inputs, batch.getData());
                    appendBytes(exact, batch.getData());
                    append(labels, batch.getLabels());
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
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            DataType type = inputs.get(i).type();
            byte[] bytes = type == DataType.FLOAT32 ? null : exact.get(i).toByteArray();
            columns.add(new Column(inputs.get(i).toSamples(), type, bytes));
        }
        return new HeldOut(columns, labels.isEmpty() ? null : labels.get(0).toSamples());
    }

    int rows() {
        return inputs().rows();
    }

    Samples inputs() {
        return columns.get(0).samples;
    }

    Optional<Samples> labels() {
        return Optional.ofNullable(labels);
    }

    /** The digest of all inputs, with their types. */
    String inputsDigest() {
        Hasher hasher = Hashing.sha256().newHasher();
        for (Column column : columns) {
            hasher.putString(column.type().name(), StandardCharsets.UTF_8);
            Digests.put(hasher, column.samples());
            if (column.bytes() != null) {
                hasher.putBytes(column.bytes());
            }
        }
        return Digests.finish(hasher);
    }

    /** RowBuffer {@code from} to {@code to} as the network takes them. */
    NDList batch(NDManager manager, int from, int to) {
        NDList list = new NDList();
        for (Column column : columns) {
            int[] row = column.samples.rowShape();
            long[] shape = new long[row.length + 1];
            shape[0] = to - from;
            for (int i = 0; i < row.length; i++) {
                shape[i + 1] = row[i];
            }
            list.add(column.rows(manager, from, to, new Shape(shape)));
        }
        return list;
    }

    private void requireSameRows(String name, Samples samples) {
        if (samples.rows() != rows()) {
            throw new IllegalArgumentException("held-out " + name + " must have as many rows as the first input, got "
                    + samples.rows() + " and " + rows());
        }
    }

    private static void append(List<RowBuffer> all, NDList arrays) {
        for (int i = 0; i < arrays.size(); i++) {
            if (i == all.size()) {
                all.add(new RowBuffer());
            }
            all.get(i).add(arrays.get(i));
        }
    }

    /** Of arrays that float32 may not hold exactly. */
    private static void appendBytes(List<ByteArrayOutputStream> all, NDList arrays) {
        for (int i = 0; i < arrays.size(); i++) {
            if (i == all.size()) {
                all.add(new ByteArrayOutputStream());
            }
            if (arrays.get(i).getDataType() != DataType.FLOAT32) {
                all.get(i).writeBytes(arrays.get(i).toByteArray());
            }
        }
    }
}
