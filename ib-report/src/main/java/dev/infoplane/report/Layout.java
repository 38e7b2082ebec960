package dev.infoplane.report;

import dev.infoplane.plane.InformationPlane;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sizes in pixels of a chart: panels in rows, legends to their right, room for every title and legend entry.
 *
 * @param perRow panels in a row
 */
record Layout(int perRow, int width, int height) {
    private static final int AXES = 70;
    private static final int LEGEND_LINE = 23;
    private static final int LEGEND_TITLES = 130;
    private static final int LEGEND_KEY = 60;
    private static final int LEAST_LEGEND_WIDTH = 120;
    private static final double LEGEND_CHARACTER = 7.2;
    private static final double TITLE_CHARACTER = 8.4;

    /** Large panels, one a run. */
    static Layout ofRuns(InformationPlane plane) {
        return of(
                plane.runs(),
                2,
                390,
                350,
                Stream.concat(epochs(plane), plane.hookPoints().stream()).toList());
    }

    /** Small panels, many in a row. */
    static Layout ofPanels(List<String> titles, InformationPlane plane) {
        int hookPoints = plane.hookPoints().size();
        return of(
                titles,
                hookPoints <= 4 ? hookPoints : 3,
                230,
                210,
                epochs(plane).toList());
    }

    private static Stream<String> epochs(InformationPlane plane) {
        return Scales.legendEpochs(plane).stream();
    }

    private static Layout of(
            List<String> titles, int mostPerRow, int panelWidth, int panelHeight, List<String> legend) {
        int perRow = Math.min(mostPerRow, titles.size());
        int rows = (titles.size() + perRow - 1) / perRow;
        int column = Math.max(panelWidth, (int) (TITLE_CHARACTER * longest(titles)));
        int legendWidth = Math.max(LEAST_LEGEND_WIDTH, LEGEND_KEY + (int) (LEGEND_CHARACTER * longest(legend)));
        return new Layout(
                perRow,
                AXES + perRow * column + legendWidth,
                Math.max(AXES + rows * panelHeight, LEGEND_TITLES + LEGEND_LINE * legend.size()));
    }

    private static int longest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }
}
