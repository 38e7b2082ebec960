package dev.infoplane.study.network;

import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.Capture;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What layers compute of a known number of images, gathered batch by batch without a second copy of it. */
final class LayerRows {
    private final List<String> names;
    private final int rows;
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, int[]> shapes = new LinkedHashMap<>();

    LayerRows(List<String> names, int rows) {
        this.names = names;
        this.rows = rows;
    }

    /**
     * Takes over what was captured, as rows {@code from} to {@code to} (exclusive), and clears the capture.
     *
     * @throws IllegalArgumentException if a layer has not computed one row of each image, or rows of another shape than before
     */
    void take(Capture capture, int from, int to) {
        for (String name : names) {
            Samples batch = capture.samples(name);
            require(name, batch, to - from);
            float[] all = values.computeIfAbsent(name, n -> new float[Math.multiplyExact(rows, batch.dimensions())]);
            shapes.putIfAbsent(name, batch.rowShape());
            for (int i = 0; i < batch.rows(); i++) {
                batch.copyRow(i, all, (from + i) * batch.dimensions());
            }
        }
        capture.clear();
    }

    private void require(String name, Samples batch, int images) {
        if (batch.rows() != images) {
            throw new IllegalArgumentException("'" + name + "' has computed " + batch.rows() + " rows of " + images
                    + " images; a study measures layers that compute one row of each image");
        }
        if (shapes.containsKey(name) && !Arrays.equals(shapes.get(name), batch.rowShape())) {
            throw new IllegalArgumentException("'" + name + "' has computed rows of shape "
                    + Arrays.toString(batch.rowShape()) + " after rows of shape " + Arrays.toString(shapes.get(name)));
        }
    }

    Map<String, Samples> samples() {
        Map<String, Samples> found = new LinkedHashMap<>();
        values.forEach((name, all) -> found.put(name, Samples.of(all, shapes.get(name))));
        return found;
    }
}
