package dev.infoplane.probe;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * The hook points of a network, in the order in which it computes them; inputs of blocks too. Prints as a table of the outputs.
 * Immutable.
 */
public final class HookPoints extends AbstractList<HookPoint> {
    private final List<HookPoint> points;
    private final List<String> notes;

    /** @param notes what a reader should know of some */
    HookPoints(List<HookPoint> points, List<String> notes) {
        this.points = List.copyOf(points);
        this.notes = List.copyOf(notes);
    }

    @Override
    public HookPoint get(int index) {
        return points.get(index);
    }

    @Override
    public int size() {
        return points.size();
    }

    /**
     * The points a tap chooses.
     *
     * @throws IllegalArgumentException if there is none, listing what exists
     */
    public List<HookPoint> choose(Tap tap) {
        return tap.choose(points);
    }

    /** A table with a line an output: path, block type, shape with the batch, parameters, values in one sample. */
    @Override
    public String toString() {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {"path", "block", "shape", "parameters", "values"});
        for (HookPoint p : points) {
            if (!p.isInput()) {
                lines.add(new String[] {
                    p.path(),
                    p.blockType(),
                    p.shape().toString(),
                    p.parameters() == HookPoint.UNKNOWN ? "unknown" : "" + p.parameters(),
                    "" + p.values()
                });
            }
        }
        int[] widths = new int[5];
        for (String[] line : lines) {
            for (int i = 0; i < 5; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (String[] line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                String pad = " ".repeat(widths[i] - line[i].length());
                row.append(i < 3 ? line[i] + pad : pad + line[i]).append("  ");
            }
            table.append(row.toString().stripTrailing()).append('\n');
        }
        Suggestions.aboutOpaque(points).ifPresent(text -> table.append(text).append('\n'));
        notes.forEach(note -> table.append(note).append('\n'));
        return table.toString();
    }
}
