package dev.infoplane.report;

import dev.infoplane.plane.InformationPlane;
import java.util.List;

/**
 * Sizes in pixels of a chart: panels in rows, legends beside or below them, room for every title and legend entry.
 *
 * @param perRow panels in a row
 * @param legendBelow whether legends stand below the panels, for narrow screens
 * @param across how many characters of an axis title fit under the panels
 * @param up how many fit beside them
 */
record Layout(int perRow, int width, int height, boolean legendBelow, int across, int up) {
    private static final int AXES = 70;
    private static final int LEGEND_LINE = 23;
    private static final int LEGEND_TITLES = 130;
    private static final int LEGEND_BELOW_TITLE = 30;
    private static final int LEGEND_KEY = 60;
    private static final int LEAST_LEGEND_WIDTH = 120;
    private static final double LEGEND_CHARACTER = 7.2;
    private static final double TITLE_CHARACTER = 8.4;
    private static final double AXIS_CHARACTER = 7.6;

    /** How wide the place is that a chart is for. */
    enum Place {
        /** A page or a desktop: panels beside each other. */
        WIDE,
        /** A telephone: panels below each other. */
        NARROW
    }

    /** Large panels, one a run. */
    static Layout ofRuns(InformationPlane plane, Place place) {
        return of(plane.runs(), place == Place.NARROW ? 1 : 2, 390, 350, plane, plane.hookPoints(), place);
    }

    /** Small panels, many in a row. */
    static Layout ofPanels(List<String> titles, InformationPlane plane, Place place) {
        int hookPoints = plane.hookPoints().size();
        int wide = hookPoints <= 4 ? hookPoints : 3;
        return of(titles, place == Place.NARROW ? 2 : wide, 230, 210, plane, List.of(), place);
    }

    /** Middle-sized panels, one a metric. */
    static Layout ofMetrics(List<String> titles, InformationPlane plane, Place place) {
        return of(titles, place == Place.NARROW ? 1 : 2, 390, 260, plane, plane.runs(), place);
    }

    private static Layout of(
            List<String> titles,
            int mostPerRow,
            int panelWidth,
            int panelHeight,
            InformationPlane plane,
            List<String> shapes,
            Place place) {
        List<String> epochs = Scales.legendEpochs(plane);
        int perRow = Math.min(mostPerRow, titles.size());
        int rows = (titles.size() + perRow - 1) / perRow;
        int column = Math.max(panelWidth, (int) (TITLE_CHARACTER * longest(titles)));
        int panelsWide = perRow * column;
        int panelsHigh = rows * panelHeight;
        int across = (int) (panelsWide / AXIS_CHARACTER);
        int up = (int) (panelsHigh / AXIS_CHARACTER);
        if (place == Place.NARROW) {
            int legend = 2 * LEGEND_BELOW_TITLE + LEGEND_LINE * (epochs.size() + shapes.size());
            return new Layout(perRow, AXES + panelsWide, AXES + panelsHigh + legend, true, across, up);
        }
        int longest = Math.max(longest(epochs), longest(shapes));
        int legend = Math.max(LEAST_LEGEND_WIDTH, LEGEND_KEY + (int) (LEGEND_CHARACTER * longest));
        int entries = epochs.size() + shapes.size();
        int height = Math.max(AXES + panelsHigh, LEGEND_TITLES + LEGEND_LINE * entries);
        return new Layout(perRow, AXES + panelsWide + legend, height, false, across, up);
    }

    private static int longest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }
}
