package dev.infoplane.estimate.spi;

import java.util.Arrays;
import java.util.Locale;

/**
 * One thing that can be set.
 *
 * @param name its name
 * @param type {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String} or an enum
 * @param defaultValue its value unless set
 */
public record Setting(String name, Class<?> type, Object defaultValue) {
    /** Refuses other types. */
    public Setting {
        if (type != int.class
                && type != long.class
                && type != double.class
                && type != boolean.class
                && type != String.class
                && !type.isEnum()) {
            throw new IllegalArgumentException(
                    "setting '" + name + "' must be an int, a long, a double, a boolean, a text"
                            + " or an enum, but is a " + type.getName());
        }
    }

    /**
     * The value in this setting's type: itself, a whole number that fits, or text that reads as one.
     *
     * @throws IllegalArgumentException naming the setting, the value and the type
     */
    Object read(String owner, Object value) {
        Object read = value instanceof String text ? parse(text.trim()) : convert(value);
        if (read == null) {
            String given = value instanceof String ? "'" + value + "'" : String.valueOf(value);
            throw new IllegalArgumentException(
                    "setting '" + name + "' of " + owner + " must be " + expected() + ", got " + given
                            + (value == null ? "" : " (" + value.getClass().getSimpleName() + ")"));
        }
        return read;
    }

    private String expected() {
        if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants());
        }
        return (type == int.class ? "an " : "a ") + type.getSimpleName();
    }

    private Object convert(Object value) {
        if (type == int.class) {
            return value instanceof Integer || value instanceof Long whole && whole == whole.intValue()
                    ? (Object) ((Number) value).intValue()
                    : null;
        }
        if (type == long.class) {
            return value instanceof Integer || value instanceof Long ? ((Number) value).longValue() : null;
        }
        if (type == double.class) {
            return value instanceof Number number ? number.doubleValue() : null;
        }
        if (type == boolean.class) {
            return value instanceof Boolean ? value : null;
        }
        return type.isInstance(value) ? value : null;
    }

    private Object parse(String text) {
        try {
            if (type == int.class) {
                return Integer.valueOf(text);
            }
            if (type == long.class) {
                return Long.valueOf(text);
            }
            if (type == double.class) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            return null;
        }
        if (type == boolean.class) {
            return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
        }
        if (type == String.class) {
            return text;
        }
        String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(wanted))
                .findFirst()
                .orElse(null);
    }
}
