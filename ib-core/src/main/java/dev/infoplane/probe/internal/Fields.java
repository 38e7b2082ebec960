package dev.infoplane.probe.internal;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the fields of somebody's object. */
public final class Fields {
    private Fields() {}

    /** A field that holds an object. */
    public record Held(String name, Object value, boolean isFinal) {}

    private static final ClassValue<List<Field>> DECLARED = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return declared(type);
        }
    };

    /** The fields of an object, those of superclasses last; those that the module system hides are left out. */
    public static List<Held> of(Object owner, Class<?> endBefore) {
        List<Held> fields = new ArrayList<>();
        for (Class<?> c = owner.getClass(); c != null && c != endBefore; c = c.getSuperclass()) {
            DECLARED.get(c).stream().filter(f -> !isStatic(f)).forEach(f -> read(f, owner, fields));
        }
        return fields;
    }

    /** The static fields of a class. */
    static List<Held> ofClass(Class<?> type) {
        List<Held> fields = new ArrayList<>();
        DECLARED.get(type).stream().filter(Fields::isStatic).forEach(f -> read(f, null, fields));
        return fields;
    }

    private static boolean isStatic(Field field) {
        return Modifier.isStatic(field.getModifiers());
    }

    private static List<Field> declared(Class<?> type) {
        try {
            return Stream.of(type.getDeclaredFields())
                    .filter(f -> !f.getType().isPrimitive() && isOpen(f))
                    .sorted(Comparator.comparing(Field::getName)) // the JVM promises no order
                    .toList();
        } catch (LinkageError e) {
            return List.of(); // a field's class is not there
        }
    }

    private static boolean isOpen(Field field) {
        try {
            field.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException | SecurityException e) {
            return false;
        }
    }

    private static void read(Field field, Object owner, List<Held> fields) {
        try {
            Object value = field.get(owner);
            if (value != null) {
                fields.add(new Held(field.getName(), value, Modifier.isFinal(field.getModifiers())));
            }
        } catch (IllegalAccessException | LinkageError e) {
            return; // not to be seen
        }
    }
}
