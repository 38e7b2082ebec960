package dev.infoplane.estimate.spi;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the components of a record as settings: an estimator that is a record of its options describes itself. */
public final class RecordSettings {
    private RecordSettings() {}

    /**
     * The components of a record as text, by name; a nested record is described by its own components.
     *
     * @param options the record
     * @param without components to leave out, such as a number of threads that changes no result
     */
    public static Map<String, String> describe(Record options, String... without) {
        Set<String> left = Set.of(without);
        Map<String, String> settings = new TreeMap<>();
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            if (left.contains(component.getName())) {
                continue;
            }
            Object value = value(options, component);
            if (value instanceof Record part) {
                settings.putAll(describe(part, without));
            } else {
                settings.put(component.getName(), String.valueOf(value));
            }
        }
        return settings;
    }

    /** The components that can be settings, with their values as defaults; others keep theirs. */
    public static List<Setting> settings(Record defaults) {
        return Arrays.stream(defaults.getClass().getRecordComponents())
                .filter(c -> type(c).isPrimitive() || type(c) == String.class || type(c).isEnum())
                .map(c -> new Setting(c.getName(), type(c), value(defaults, c)))
                .toList();
    }

    /**
     * A record with some components replaced.
     *
     * @param <R> the record
     * @param owner whose settings these are, for messages
     * @param values by name, each of its type or as text
     * @throws IllegalArgumentException for an unknown name (the message lists what exists), a value of the wrong type and a
     *     value that the record refuses
     */
    public static <R extends Record> R filled(String owner, R defaults, Map<String, ?> values) {
        List<String> names = settings(defaults).stream().map(Setting::name).toList();
        for (String name : values.keySet()) {
            requireKnown(owner, name, names);
        }
        return with(owner, defaults, values);
    }

    static void requireKnown(String owner, String name, List<String> names) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException(owner + " has no setting '" + name + "'; it has "
                    + (names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "))));
        }
    }

    /** Refuses another value of a component than the one it has. */
    static void requireValue(String owner, Record defaults, String name, Object given) {
        Setting has = settings(defaults).stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' of " + owner + " cannot be set"));
        if (!has.defaultValue().equals(has.read(owner, given))) {
            throw new IllegalArgumentException("setting '" + name + "' of " + owner + " is always " + has.defaultValue()
                    + ", got '" + given + "'");
        }
    }

    /** A copy of a record with some components replaced; their values are read as {@link Setting} says. */
    static <R extends Record> R with(String owner, R defaults, Map<String, ?> values) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Object value = value(defaults, component);
            arguments[i] = values.containsKey(component.getName())
                    ? new Setting(component.getName(), type(component), value)
                            .read(owner, values.get(component.getName()))
                    : value;
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            @SuppressWarnings("unchecked")
            Constructor<R> constructor = (Constructor<R>) defaults.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot make " + owner, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + owner, e);
        }
    }

    private static Class<?> type(RecordComponent component) {
        return MethodType.methodType(component.getType()).unwrap().returnType(); // int for Integer
    }

    private static Object value(Record options, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(options);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component.getName() + " of " + options, e);
        }
    }
}
