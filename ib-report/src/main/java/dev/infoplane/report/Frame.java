package dev.infoplane.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns of plot data, filled row by row. */
final class Frame {
    private final Map<String, List<Object>> columns = new LinkedHashMap<>();

    Frame(String... names) {
        for (String name : names) {
            columns.put(name, new ArrayList<>());
        }
    }

    void add(Object... row) {
        int i = 0;
        for (List<Object> column : columns.values()) {
            column.add(row[i++]);
        }
    }

    boolean isEmpty() {
        return columns.values().iterator().next().isEmpty();
    }

    Map<String, Object> columns() {
        return new LinkedHashMap<>(columns);
    }
}
