package dev.infoplane.study.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The schema says what the parser does. */
class SchemaTest {
    private final JsonObject schema = JsonParser.parseString(SpecFile.schema()).getAsJsonObject();

    @Test
    void everyFieldOfTheSchemaIsAFieldOfTheSpecAndTheOtherWayRound() {
        assertThat(fields("", schema)).isEqualTo(fields("", StudySpec.class));
    }

    @Test
    void everyFieldIsDescribedAndNoOtherIsAllowed() {
        requireDescribed("", schema);
    }

    @Test
    void theFormatsOfImagesAreThoseOfTheLibrary() {
        JsonObject format = part(part(schema, "data"), "format");
        assertThat(format.getAsJsonArray("enum").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList())
                .isEqualTo(DataSpec.FORMATS);
    }

    private static JsonObject part(JsonObject of, String name) {
        return of.getAsJsonObject("properties").getAsJsonObject(name);
    }

    private static void requireDescribed(String path, JsonObject object) {
        assertThat(object.get("additionalProperties").getAsBoolean()).as(path).isFalse();
        object.getAsJsonObject("properties").entrySet().forEach(e -> {
            JsonObject field = e.getValue().getAsJsonObject();
            assertThat(field.get("description").getAsString())
                    .as(path + e.getKey())
                    .isNotBlank();
            if (field.has("properties")) {
                requireDescribed(path + e.getKey() + ".", field);
            }
        });
    }

    /** Types by the path of a field. */
    private static Map<String, String> fields(String path, JsonObject object) {
        Map<String, String> all = new TreeMap<>();
        object.getAsJsonObject("properties").entrySet().forEach(e -> {
            JsonObject field = e.getValue().getAsJsonObject();
            if (field.has("properties")) {
                all.putAll(fields(path + e.getKey() + ".", field));
            } else {
                String type = field.get("type").getAsString();
                all.put(
                        path + e.getKey(),
                        field.has("items")
                                ? type + " of "
                                        + field.getAsJsonObject("items")
                                                .get("type")
                                                .getAsString()
                                : type);
            }
        });
        return all;
    }

    private static Map<String, String> fields(String path, Class<?> record) {
        Map<String, String> all = new TreeMap<>();
        for (RecordComponent c : record.getRecordComponents()) {
            if (c.getType().isRecord()) {
                all.putAll(fields(path + c.getName() + ".", c.getType()));
            } else {
                all.put(path + c.getName(), type(c));
            }
        }
        return all;
    }

    private static String type(RecordComponent c) {
        if (c.getType() == List.class) {
            String items = c.getGenericType().getTypeName();
            return "array of "
                    + (items.contains("String") ? "string" : items.contains("Double") ? "number" : "integer");
        }
        Map<Class<?>, String> types = Map.of(
                String.class, "string",
                int.class, "integer",
                long.class, "integer",
                double.class, "number",
                boolean.class, "boolean",
                Map.class, "object");
        assertThat(types.keySet()).as(Arrays.toString(c.getAnnotations())).contains(c.getType());
        return types.get(c.getType());
    }
}
