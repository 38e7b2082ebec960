package dev.infoplane.report;

import dev.infoplane.estimate.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A grid of small images with a label for every row and column, for instance one test image and what decoders draw from
 * its activations: a row a hook point, a column an epoch. Immutable; {@link #row} answers a larger grid.
 *
 * <p>Images are rows of {@link Samples} of shape {@code [1, height, width]} (grey) or {@code [3, height, width]} (RGB),
 * all of one shape, with values in [0, 1].
 */
public final class SampleGrid {
    private static final float SLACK = 1e-3f;
    private static final int CELL = 84;
    private static final int GAP = 6;
    private static final int HEADER = 24;
    private static final double CHARACTER = 7.4;

    private final List<String> columns;
    private final List<Row> rows;

    private SampleGrid(List<String> columns, List<Row> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    private record Row(String label, List<Samples> images) {}

    /**
     * A grid with no rows yet.
     *
     * @param labels one for every column, from the left; an empty string leaves a column without one
     */
    public static SampleGrid withColumns(String... labels) {
        if (labels.length == 0) {
            throw new IllegalArgumentException("a grid needs at least 1 column, got none");
        }
        return new SampleGrid(List.of(labels), List.of());
    }

    /**
     * This grid with one more row below.
     *
     * @param label what the row shows
     * @param images the images from the left; as many in all as there are columns
     * @throws IllegalArgumentException if there are more or fewer images than columns, or one has another shape than
     *     the rest or a value outside [0, 1]
     */
    public SampleGrid row(String label, Samples... images) {
        List<Samples> cells = new ArrayList<>();
        for (Samples s : images) {
            for (int i = 0; i < s.rows(); i++) {
                cells.add(s.slice(i, i + 1));
            }
        }
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("row '" + label + "' has " + cells.size() + " images for "
                    + columns.size() + " columns " + columns);
        }
        cells.forEach(c -> check(
                label, c, rows.isEmpty() ? cells.get(0) : rows.get(0).images().get(0)));
        return new SampleGrid(
                columns,
                Stream.concat(rows.stream(), Stream.of(new Row(label, cells))).toList());
    }

    /**
     * The grid as text of an SVG document: images embedded, pixels crisp, labels as text.
     *
     * @throws IllegalStateException if it has no rows
     */
    public String svg() {
        if (rows.isEmpty()) {
            throw new IllegalStateException("a grid without rows cannot be drawn; columns: " + columns);
        }
        int[] shape = rows.get(0).images().get(0).rowShape();
        int scale = Math.max(1, Math.round((float) CELL / Math.max(shape[1], shape[2])));
        int width = scale * shape[2];
        int height = scale * shape[1];
        int left = textWidth(rows.stream().map(Row::label)) + 2 * GAP;
        int stride = Math.max(width, textWidth(columns.stream())) + GAP;
        int pageWidth = left + columns.size() * stride + GAP;
        int pageHeight = HEADER + rows.size() * (height + GAP) + GAP;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sample-grid\" width=\"%1$d\" height=\"%2$d\""
                        + " viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#333333\">\n",
                pageWidth,
                pageHeight));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        for (int c = 0; c < columns.size(); c++) {
            text(svg, left + c * stride + stride / 2, HEADER - 8, "middle", columns.get(c));
        }
        for (int r = 0; r < rows.size(); r++) {
            int top = HEADER + r * (height + GAP);
            text(svg, left - GAP, top + height / 2 + 5, "end", rows.get(r).label());
            for (int c = 0; c < columns.size(); c++) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" style=\"image-rendering:pixelated\""
                                + " href=\"%s\"/>\n",
                        left + c * stride + (stride - width) / 2,
                        top,
                        width,
                        height,
                        Png.dataUri(rows.get(r).images().get(c), 0)));
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static void check(String label, Samples image, Samples first) {
        int[] shape = image.rowShape();
        if (shape.length != 3 || (shape[0] != 1 && shape[0] != 3)) {
            throw new IllegalArgumentException("images must have the shape [1 or 3, height, width], but row '" + label
                    + "' holds one of shape " + Arrays.toString(shape));
        }
        if (!Arrays.equals(shape, first.rowShape())) {
            throw new IllegalArgumentException("all images of a grid must have one shape, but row '" + label
                    + "' holds one of shape " + Arrays.toString(shape) + " and the first is "
                    + Arrays.toString(first.rowShape()));
        }
        for (float v : image.toArray()) {
            if (!(v >= -SLACK && v <= 1 + SLACK)) {
                throw new IllegalArgumentException(
                        "values of images must lie in [0, 1], but row '" + label + "' holds " + v);
            }
        }
    }

    private static int textWidth(Stream<String> labels) {
        return (int) Math.ceil(CHARACTER * labels.mapToInt(String::length).max().orElse(0));
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String label) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
                x,
                y,
                anchor,
                Page.escape(label)));
    }
}
