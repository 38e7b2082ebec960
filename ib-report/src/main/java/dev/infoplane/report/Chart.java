package dev.infoplane.report;

import dev.infoplane.report.Layout.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jetbrains.letsPlot.commons.geometry.DoubleVector;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * A chart being put together as a Lets-Plot specification, a grammar-of-graphics plot as nested maps. The library
 * measures text by its own tables, so drawing needs neither fonts nor AWT. It names the parts of every drawing at
 * random; here they get stable names, so that the same data gives the same bytes and drawings can share a page.
 */
final class Chart {
    private static final String FONT = "sans-serif";
    private static final Pattern ID = Pattern.compile("id=\"([^\"]+)\"");
    private static final Pattern SIZE = Pattern.compile("<svg ([^>]*?)width=\"([0-9.]+)\" height=\"([0-9.]+)\"");

    private static final char FIRST_MARK = '\uE000';
    private static final Pattern MARKS = Pattern.compile("[\uE000-\uF8FF]");
    private static final Pattern INDENT = Pattern.compile("(?m)^[ \t]+|[ \t]+$");

    private final String name;
    private final Map<String, Object> spec = new LinkedHashMap<>();
    private final List<Object> layers = new ArrayList<>();
    private final List<Object> scales = new ArrayList<>();
    private final Map<String, String> axisTitles = new LinkedHashMap<>();
    private String facetColumn;
    private String facetScales = "fixed";

    /**
     * Starts a chart.
     *
     * @param name starts the names of its parts
     * @param place where it stands; drawings for other places have other names
     */
    Chart(String name, Place place) {
        this.name = place == Place.WIDE ? name : name + "-narrow";
        spec.put("kind", "plot");
        spec.put("layers", layers);
        spec.put("scales", scales);
    }

    /** Adds a layer: geometry, data, which column serves which aesthetic, and constants. */
    Chart layer(String geometry, Frame data, Map<String, Object> mapping, Map<String, Object> constants) {
        Map<String, Object> layer = new LinkedHashMap<>(constants);
        layer.put("geom", geometry);
        layer.put("data", data.columns());
        layer.put("mapping", mapping);
        layer.put("sampling", "none");
        layer.put("tooltips", "none");
        layers.add(layer);
        return this;
    }

    Chart scale(Map<String, Object> scale) {
        scales.add(scale);
        return this;
    }

    /** Titles an axis; a long title is broken into lines. */
    Chart axis(String aesthetic, String title) {
        axisTitles.put(aesthetic, title);
        return this;
    }

    /** One panel for every value of a column, in the order of {@link #panel}. */
    Chart facets(String column) {
        facetColumn = column;
        return this;
    }

    /** Like {@link #facets}, each panel with a y axis of its own. */
    Chart facetsWithOwnScales(String column) {
        facetScales = "free_y";
        return facets(column);
    }

    /**
     * The name of a panel that comes at a position. Panels are sorted by name, so the name starts with a mark that
     * stands for the position and is taken out of the drawing.
     */
    static String panel(int position, String title) {
        return (char) (FIRST_MARK + position) + title;
    }

    /** Draws. */
    String svg(Layout layout) {
        spec.put(
                "facet",
                Map.of(
                        "name", "wrap",
                        "facets", List.of(facetColumn),
                        "ncol", layout.perRow(),
                        "order", List.of(1),
                        "scales", facetScales));
        axisTitles.forEach((aesthetic, title) -> scale(Map.of(
                "aesthetic",
                aesthetic,
                "name",
                wrapped(title, aesthetic.equals("x") ? layout.across() : layout.up()))));
        spec.put("theme", theme(layout));
        Object copy = mutable(spec);
        @SuppressWarnings("unchecked")
        Map<String, Object> raw = (Map<String, Object>) copy;
        String svg = PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
                raw,
                new DoubleVector(layout.width(), layout.height()),
                (w, h, pixels) -> {
                    throw new UnsupportedOperationException("charts here hold no raster layers");
                },
                true);
        return INDENT.matcher(MARKS.matcher(scalable(named(svg))).replaceAll(""))
                .replaceAll("");
    }

    private String named(String svg) {
        Map<String, String> names = new LinkedHashMap<>();
        Matcher ids = ID.matcher(svg);
        while (ids.find()) {
            names.putIfAbsent(ids.group(1), name + "-" + (names.size() + 1));
        }
        String result = svg;
        for (Map.Entry<String, String> e : names.entrySet()) {
            result = result.replace(e.getKey(), e.getValue());
        }
        return result;
    }

    private static String scalable(String svg) {
        Matcher size = SIZE.matcher(svg);
        return size.replaceFirst("<svg $1width=\"$2\" height=\"$3\" viewBox=\"0 0 $2 $3\"");
    }

    private static String wrapped(String title, int most) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : title.split(" ")) {
            boolean breaks = length > 0 && length + 1 + word.length() > most;
            lines.append(lines.isEmpty() ? "" : breaks ? "\n" : " ").append(word);
            length = breaks ? word.length() : length + 1 + word.length();
        }
        return lines.toString();
    }

    private static Map<String, Object> theme(Layout layout) {
        Map<String, Object> grid = Map.of("color", "#e6e6e6", "size", 0.7, "blank", false);
        Map<String, Object> theme = new LinkedHashMap<>();
        theme.put("name", "minimal2");
        theme.put("text", Map.of("family", FONT, "color", "#333333", "blank", false));
        theme.put("plot_background", Map.of("fill", "#ffffff", "size", 0, "blank", false));
        theme.put("panel_background", Map.of("fill", "#ffffff", "size", 0, "blank", false));
        theme.put("panel_border", Map.of("color", "#bbbbbb", "size", 1, "blank", false));
        theme.put("panel_grid_major", grid);
        theme.put("panel_grid_minor", "blank");
        theme.put("strip_background", Map.of("fill", "#ffffff", "size", 0, "blank", false));
        theme.put("strip_text", Map.of("face", "bold", "size", 14, "blank", false));
        theme.put("axis_title", Map.of("size", 14, "blank", false));
        theme.put("axis_text", Map.of("size", 12, "blank", false));
        theme.put("legend_text", Map.of("size", 13, "blank", false));
        theme.put("legend_title", Map.of("size", 13, "blank", false));
        if (layout.legendBelow()) {
            theme.put("legend_position", "bottom");
            theme.put("legend_direction", "vertical");
        }
        return theme;
    }

    private static Object mutable(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            new TreeSet<>(map.keySet()).forEach(k -> copy.put(k, mutable(map.get(k))));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(v -> copy.add(mutable(v)));
            return copy;
        }
        return value;
    }
}
