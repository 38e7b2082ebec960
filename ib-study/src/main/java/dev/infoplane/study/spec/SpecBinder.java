package dev.infoplane.study.spec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Fills records from YAML: a field of a record is a field of the file, and what the file leaves out stays as it is in a record of
 * defaults. Knows whole numbers, numbers, texts, truth values, lists of these, maps of settings, and records.
 */
final class SpecBinder {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private SpecBinder() {}

    /** @param path of the node from the root, with a dot at its end; empty for the root */
    static <R extends Record> R bind(Node node, String path, R defaults) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        Map<String, Node> fields = fields(
                node,
                path,
                Arrays.stream(components).map(RecordComponent::getName).toList());
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            Object before = value(components[i], defaults);
            Node field = fields.get(name);
            values[i] = field == null ? before : value(field, path + name, components[i].getGenericType(), before);
        }
        try {
            return create(defaults, components, values);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(line(node) + e.getMessage(), e);
        }
    }

    private static Map<String, Node> fields(Node node, String path, List<String> known) {
        Set<String> names = new LinkedHashSet<>(known);
        Map<String, Node> fields = new HashMap<>();
        for (NodeTuple tuple : mapping(node, path.isEmpty() ? "a study" : path.substring(0, path.length() - 1))) {
            String name = text(tuple.getKeyNode(), "the name of a field");
            if (!names.contains(name)) {
                throw wrong(
                        tuple.getKeyNode(),
                        "there is no field '" + path + name + "'; did you mean '" + path + nearest(name, names)
                                + "'? There are " + names);
            }
            putOnce(fields, name, tuple.getValueNode(), tuple.getKeyNode(), path + name);
        }
        return fields;
    }

    private static <V> void putOnce(Map<String, V> all, String name, V value, Node at, String full) {
        if (all.putIfAbsent(name, value) != null) {
            throw wrong(at, full + " is there twice");
        }
    }

    private static String nearest(String name, Set<String> names) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String known : names) {
            int distance = DISTANCE.apply(name.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT));
            if (distance < least) {
                best = known;
                least = distance;
            }
        }
        return best;
    }

    private static Object value(Node node, String path, Type type, Object before) {
        if (before instanceof Record defaults) {
            return bind(node, path + ".", defaults);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(node, path, generic.getActualTypeArguments()[0]);
        }
        if (before instanceof Map) {
            return settings(node, path);
        }
        return scalar(node, path, (Class<?>) type);
    }

    private static List<Object> list(Node node, String path, Type type) {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(node, path + " must be a list, such as [a, b]");
        }
        List<Object> values = new ArrayList<>();
        for (Node each : sequence.getValue()) {
            values.add(scalar(each, path, (Class<?>) type));
        }
        return values;
    }

    private static Map<String, Object> settings(Node node, String path) {
        Map<String, Object> settings = new TreeMap<>();
        for (NodeTuple tuple : mapping(node, path)) {
            String name = text(tuple.getKeyNode(), "the name of a setting");
            String full = path + "." + name;
            putOnce(settings, name, plain(tuple.getValueNode(), full), tuple.getKeyNode(), full);
        }
        return settings;
    }

    /** A setting in the type that YAML gives it. */
    private static Object plain(Node node, String path) {
        if (node.getTag().equals(Tag.INT)) {
            long value = (Long) scalar(node, path, long.class);
            return value == (int) value ? (Object) (int) value : (Object) value;
        }
        if (node.getTag().equals(Tag.FLOAT)) {
            return scalar(node, path, double.class);
        }
        return scalar(node, path, node.getTag().equals(Tag.BOOL) ? boolean.class : String.class);
    }

    private static Object scalar(Node node, String path, Class<?> type) {
        String text = text(node, path);
        try {
            if (type == int.class || type == Integer.class) {
                return Integer.valueOf(text);
            }
            if (type == long.class || type == Long.class) {
                return Long.valueOf(text);
            }
            if (type == double.class || type == Double.class) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            throw wrong(
                    node,
                    path + " must be a " + (type == double.class || type == Double.class ? "" : "whole ")
                            + "number, got '" + text + "'");
        }
        if (type == boolean.class) {
            if (!node.getTag().equals(Tag.BOOL)) {
                throw wrong(node, path + " must be true or false, got '" + text + "'");
            }
            return Boolean.valueOf(text);
        }
        return text;
    }

    private static List<NodeTuple> mapping(Node node, String what) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, what + " must have fields, such as 'name: value'");
        }
        return mapping.getValue();
    }

    private static String text(Node node, String what) {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong(node, what + " must have a value, not " + (node instanceof SequenceNode ? "a list" : "fields"));
        }
        if (node.getTag().equals(Tag.NULL)) {
            throw wrong(node, what + " must have a value");
        }
        return scalar.getValue();
    }

    private static IllegalArgumentException wrong(Node node, String what) {
        return new IllegalArgumentException(line(node) + what);
    }

    private static String line(Node node) {
        return node.getStartMark()
                .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                .orElse("");
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component.getName() + " of " + of, e);
        }
    }

    private static <R extends Record> R create(R defaults, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            @SuppressWarnings("unchecked")
            Constructor<R> constructor = (Constructor<R>) defaults.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
