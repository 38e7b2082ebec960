package dev.infoplane.storage;

import com.google.common.hash.Hashing;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Everything that determines a result, as a canonical JSON object with a kind and a version.
 *
 * <p>Canonical means: names in alphabetical order, no white space, numbers in their shortest form that reads back as the
 * same value on every JDK. Equal content therefore gives equal text and an equal {@link #digest()}.
 *
 * <pre>{@code
 * Identity decoder = Identity.of("decoder", 1)
 *         .with("filters", 16)
 *         .with("learningRate", 5e-3)
 *         .with("noise", List.of(0.1, 0.2));
 * }</pre>
 *
 * <p>Values are text, numbers, booleans, enum constants (by name), lists, maps with text keys, and other identities. Anything
 * else is refused, records included: their component names would change an identity whenever Java code is renamed. Raise
 * the version when the same names come to mean something else.
 */
public final class Identity {
    private static final String KIND = "kind";
    private static final String VERSION = "version";

    private final JsonObject content;

    private Identity(JsonObject content) {
        this.content = content;
    }

    /**
     * An identity without content.
     *
     * @param kind what is identified, such as {@code "checkpoint"}
     * @param version the version of the meaning of its names, from 1
     * @throws IllegalArgumentException if the kind is blank or the version is below 1
     */
    public static Identity of(String kind, int version) {
        if (kind.isBlank() || version < 1) {
            throw new IllegalArgumentException(
                    "an identity needs a kind and a version of at least 1, got '" + kind + "', " + version);
        }
        return new Identity(new JsonObject()).with(KIND, kind).with(VERSION, version);
    }

    /**
     * Reads an identity back from JSON, canonical or not.
     *
     * @throws IllegalArgumentException if the text is not a JSON object with a kind and a version
     */
    public static Identity parse(String json) {
        JsonElement read;
        try {
            read = JsonParser.parseString(json);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("the identity is not readable as JSON: " + e.getMessage(), e);
        }
        if (!read.isJsonObject()
                || !read.getAsJsonObject().has(KIND)
                || !read.getAsJsonObject().has(VERSION)) {
            throw new IllegalArgumentException(
                    "an identity is a JSON object with '" + KIND + "' and '" + VERSION + "'");
        }
        return new Identity(read.getAsJsonObject());
    }

    /**
     * This identity with one more value. This object stays as it is.
     *
     * @throws IllegalArgumentException if the name is blank or already there, or the value is of a type that has no
     *     canonical form, or a number is not finite
     */
    public Identity with(String name, Object value) {
        if (name.isBlank() || content.has(name)) {
            throw new IllegalArgumentException(
                    name.isBlank()
                            ? "a name in an identity must not be blank"
                            : "'" + name + "' is already in " + json());
        }
        JsonObject more = content.deepCopy();
        more.add(name, CanonicalJson.tree(name, value));
        return new Identity(more);
    }

    /** This identity with one more value per entry, in any order. */
    public Identity with(Map<String, ?> values) {
        Identity all = this;
        for (Map.Entry<String, ?> e : values.entrySet()) {
            all = all.with(e.getKey(), e.getValue());
        }
        return all;
    }

    /** This identity without some of its values; names that are not there change nothing. This object stays as it is. */
    public Identity without(String... names) {
        JsonObject fewer = content.deepCopy();
        for (String name : names) {
            if (name.equals(KIND) || name.equals(VERSION)) {
                throw new IllegalArgumentException("an identity cannot be without its " + name);
            }
            fewer.remove(name);
        }
        return new Identity(fewer);
    }

    /** What is identified. */
    public String kind() {
        return text(KIND);
    }

    /** The version of the meaning of its names. */
    public int version() {
        return Math.toIntExact(integer(VERSION));
    }

    /**
     * A value that is text, or the name of an enum constant.
     *
     * @throws IllegalArgumentException if there is none of that name, or it is no text
     */
    public String text(String name) {
        return value(
                name,
                "text",
                JsonElement::getAsString,
                e -> e.getAsJsonPrimitive().isString());
    }

    /**
     * A value that is a whole number.
     *
     * @throws IllegalArgumentException if there is none of that name, or it is no whole number of 64 bits
     */
    public long integer(String name) {
        return value(name, "a whole number", e -> e.getAsBigDecimal().longValueExact(), CanonicalJson::isNumber);
    }

    /**
     * A value that is a number.
     *
     * @throws IllegalArgumentException if there is none of that name, or it is no number
     */
    public double number(String name) {
        return value(name, "a number", JsonElement::getAsDouble, CanonicalJson::isNumber);
    }

    private <T> T value(String name, String expected, Function<JsonElement, T> read, Predicate<JsonElement> fits) {
        JsonElement found = content.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no '" + name + "' in " + json());
        }
        try {
            if (found.isJsonPrimitive() && fits.test(found)) {
                return read.apply(found);
            }
        } catch (ArithmeticException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "'" + name + "' must be " + expected + ", got " + CanonicalJson.write(found) + " in " + json());
    }

    /** The canonical text. */
    public String json() {
        return CanonicalJson.write(content);
    }

    /** SHA-256 of the canonical text, in hexadecimal. */
    public String digest() {
        return Hashing.sha256().hashString(json(), StandardCharsets.UTF_8).toString();
    }

    /**
     * How this identity differs from another one: a line per value, such as {@code "decoder.filters: 16, was 32"}, in
     * alphabetical order; empty if they are equal.
     *
     * @param before the identity to compare with, usually the one found on disk
     */
    public List<String> differencesFrom(Identity before) {
        Map<String, String> now = flat();
        Map<String, String> then = before.flat();
        TreeSet<String> names = new TreeSet<>(now.keySet());
        names.addAll(then.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(now.get(name), then.get(name))) {
                lines.add(
                        name + ": " + now.getOrDefault(name, "absent") + ", was " + then.getOrDefault(name, "absent"));
            }
        }
        return List.copyOf(lines);
    }

    private Map<String, String> flat() {
        Map<String, String> leaves = new TreeMap<>();
        CanonicalJson.leaves("", content, leaves);
        return leaves;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Identity i && i.json().equals(json());
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return json();
    }

    JsonObject tree() {
        return content.deepCopy();
    }
}
