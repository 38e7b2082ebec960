package dev.infoplane.probe;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the fields of somebody's object. */
final class Fields {
    private Fields() {}

    /** A field that holds an object. */
    record Held(String name, Object value, boolean isFinal) {}

    /** The fields of an object, those of superclasses last; those that the module system hides are left out. */
    static List<Held> of(Object owner, Class<?> endBefore) {
        List<Held> fields = new ArrayList<>();
        for (Class<?> c = owner.getClass(); c != null && c != endBefore; c = c.getSuperclass()) {
            declared(c).filter(f -> !Modifier.isStatic(f.getModifiers())).forEach(f -> read(f, owner, fields));
        }
        return fields;
    }

    /** The static fields of a class. */
    static List<Held> ofClass(Class<?> type) {
        List<Held> fields = new ArrayList<>();
        declared(type).filter(f -> Modifier.isStatic(f.getModifiers())).forEach(f -> read(f, null, fields));
        return fields;
    }

    private static Stream<Field> declared(Class<?> type) {
        try {
            return Stream.of(type.getDeclaredFields())
                    .filter(f -> !f.getType().isPrimitive())
                    .sorted(Comparator.comparing(Field::getName)); // the JVM promises no order
        } catch (LinkageError e) {
            return Stream.empty(); // a field's class is not there
        }
    }

    private static void read(Field field, Object owner, List<Held> fields) {
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            if (value != null) {
                fields.add(new Held(field.getName(), value, Modifier.isFinal(field.getModifiers())));
            }
        } catch (IllegalAccessException | InaccessibleObjectException | LinkageError e) {
            return; // not to be seen
        }
    }
}
