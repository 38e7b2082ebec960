package dev.infoplane.storage;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Java values as JSON trees, and JSON trees as canonical text. */
final class CanonicalJson {
    private static final int LONGEST = 21;

    private CanonicalJson() {}

    static JsonElement tree(String name, Object value) {
        if (value instanceof String s) {
            return new JsonPrimitive(s);
        }
        if (value instanceof Boolean b) {
            return new JsonPrimitive(b);
        }
        if (value instanceof Enum<?> e) {
            return new JsonPrimitive(e.name());
        }
        if (value instanceof Number n) {
            return new JsonPrimitive(number(name, n));
        }
        if (value instanceof Identity i) {
            return i.tree();
        }
        if (value instanceof List<?> list) {
            JsonArray array = new JsonArray();
            for (int i = 0; i < list.size(); i++) {
                array.add(tree(name + "[" + i + "]", list.get(i)));
            }
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((key, v) -> {
                if (!(key instanceof String k)) {
                    throw new IllegalArgumentException("the keys of '" + name + "' must be text, got " + key);
                }
                object.add(k, tree(name + "." + k, v));
            });
            return object;
        }
        throw new IllegalArgumentException("'" + name + "' cannot be part of an identity: it is "
                + (value == null ? "null" : "of type " + value.getClass().getName())
                + "; expected text, a number, a boolean, an enum constant, a list, a map or an identity");
    }

    static String write(JsonElement e) {
        if (e.isJsonObject()) {
            JsonObject object = e.getAsJsonObject();
            return new TreeSet<>(object.keySet())
                    .stream()
                            .map(k -> new JsonPrimitive(k) + ":" + write(object.get(k)))
                            .collect(Collectors.joining(",", "{", "}"));
        }
        if (e.isJsonArray()) {
            return StreamSupport.stream(e.getAsJsonArray().spliterator(), false)
                    .map(CanonicalJson::write)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (isNumber(e)) {
            return plain(e.getAsBigDecimal());
        }
        return e == JsonNull.INSTANCE ? "null" : e.toString();
    }

    static boolean isNumber(JsonElement e) {
        return e.isJsonPrimitive() && e.getAsJsonPrimitive().isNumber();
    }

    /** Every value that is no object, under its dotted name. */
    static void leaves(String prefix, JsonObject object, Map<String, String> into) {
        for (String name : object.keySet()) {
            JsonElement e = object.get(name);
            String path = prefix.isEmpty() ? name : prefix + "." + name;
            if (e.isJsonObject() && e.getAsJsonObject().size() > 0) {
                leaves(path, e.getAsJsonObject(), into);
            } else {
                into.put(path, write(e));
            }
        }
    }

    private static BigDecimal number(String name, Number n) {
        if (n instanceof BigDecimal b) {
            return b;
        }
        if (n instanceof BigInteger b) {
            return new BigDecimal(b);
        }
        if (n instanceof Double || n instanceof Float) {
            double d = n.doubleValue();
            if (!Double.isFinite(d)) {
                throw new IllegalArgumentException("'" + name + "' must be a finite number, got " + d);
            }
            return shortest(d);
        }
        return BigDecimal.valueOf(n.longValue());
    }

    /** The fewest digits that read back as the same double; {@code Double.toString} differs between JDK 18 and 19. */
    private static BigDecimal shortest(double d) {
        BigDecimal exact = new BigDecimal(d);
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == d) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    /** Without an exponent up to 21 digits before the point, and up to 6 zeros after it. */
    private static String plain(BigDecimal b) {
        if (b.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = b.stripTrailingZeros();
        return stripped.scale() < 0 && stripped.precision() - stripped.scale() <= LONGEST
                ? stripped.toPlainString()
                : stripped.toString();
    }
}
