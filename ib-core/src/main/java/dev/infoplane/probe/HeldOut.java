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
import dev.infoplane.estimate.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The samples a network is evaluated on, on the heap. */
final class HeldOut {
    private final List<Column> columns;
    private final Samples labels;

    /** One input array of the network and the type it is fed as. */
    private record Column(Samples samples, DataType type) {}

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
        return new HeldOut(List.of(new Column(inputs, DataType.FLOAT32)), labels);
    }

    /** Reads a data set once, in order of its indices. */
    static HeldOut read(RandomAccessDataset data, NDManager parent, int batchSize) {
        List<RowBuffer> inputs = new ArrayList<>();
        List<RowBuffer> labels = new ArrayList<>();
        try (NDManager manager = parent.newSubManager()) {
            BatchSampler inOrder = new BatchSampler(new SequenceSampler(), batchSize, false);
            for (Batch batch : data.getData(manager, inOrder)) {
                try (batch) {
                    append(inputs, batch.getData());
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
        List<Column> columns = inputs.stream()
                .map(rows -> new Column(rows.toSamples(), rows.type()))
                .toList();
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

    /** RowBuffer {@code from} to {@code to} as the network takes them. */
    NDList batch(NDManager manager, int from, int to) {
        NDList list = new NDList();
        for (Column column : columns) {
            Samples part = column.samples.slice(from, to);
            int[] row = part.rowShape();
            long[] shape = new long[row.length + 1];
            shape[0] = to - from;
            for (int i = 0; i < row.length; i++) {
                shape[i + 1] = row[i];
            }
            NDArray array = manager.create(part.toArray(), new Shape(shape));
            list.add(array.toType(column.type, false));
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
}
