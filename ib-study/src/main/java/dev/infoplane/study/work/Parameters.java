package dev.infoplane.study.work;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.infoplane.density.Folds;
import dev.infoplane.storage.Identity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The parameters of a task, read back from its identity. */
final class Parameters {
    /** Names of parameters. */
    static final String ENVIRONMENT = "environment";

    static final String FOLDS = "folds";
    static final String FAMILY = "family";
    static final String ESTIMATOR = "estimator";
    static final String SETTINGS = "settings";
    static final String SEED = "seed";
    static final String EPOCH = "epoch";
    static final String EPOCHS = "epochs";
    static final String HOOK_POINT = "hookPoint";
    static final String HOOK_POINTS = "hookPoints";
    static final String NAME = "name";
    static final String COUNT = "count";
    static final String QUANTITY = "quantity";
    static final String ENTROPY = "entropyNats";
    static final String CLASSES = "classes";
    static final String SHAPE = "shape";
    static final String REGIME = "regime";
    static final String MODEL = "model";
    static final String SIGMA = "relativeSigma";
    static final String NETWORK = "network";
    static final String TRAINING = "training";

    private final JsonObject tree;

    Parameters(Identity work) {
        this(JsonParser.parseString(work.json()).getAsJsonObject());
    }

    private Parameters(JsonObject tree) {
        this.tree = tree;
    }

    static Map<String, Integer> of(Folds folds) {
        return Map.of("fit", folds.fit(), "validate", folds.validate(), "measure", folds.measure());
    }

    private JsonElement value(String name) {
        JsonElement found = tree.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no '" + name + "' in " + tree);
        }
        return found;
    }

    boolean has(String name) {
        return tree.has(name);
    }

    String text(String name) {
        return value(name).getAsString();
    }

    int integer(String name) {
        return value(name).getAsBigDecimal().intValueExact();
    }

    long whole(String name) {
        return value(name).getAsBigDecimal().longValueExact();
    }

    double number(String name) {
        return value(name).getAsDouble();
    }

    List<String> texts(String name) {
        return list(name, JsonElement::getAsString);
    }

    List<Integer> integers(String name) {
        return list(name, JsonElement::getAsInt);
    }

    private <T> List<T> list(String name, Function<JsonElement, T> read) {
        return value(name).getAsJsonArray().asList().stream().map(read).toList();
    }

    Parameters part(String name) {
        return new Parameters(value(name).getAsJsonObject());
    }

    Map<String, String> textsByName(String name) {
        Map<String, String> texts = new TreeMap<>();
        value(name)
                .getAsJsonObject()
                .entrySet()
                .forEach(e -> texts.put(e.getKey(), e.getValue().getAsString()));
        return texts;
    }

    Identity identity(String name) {
        return Identity.parse(value(name).toString());
    }

    Folds folds() {
        Parameters folds = part(FOLDS);
        return new Folds(folds.integer("fit"), folds.integer("validate"), folds.integer("measure"));
    }

    /** Settings in the types that {@code Setting} reads. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new TreeMap<>();
        part(SETTINGS)
                .tree
                .entrySet()
                .forEach(e -> settings.put(e.getKey(), plain(e.getValue().getAsJsonPrimitive())));
        return settings;
    }

    private static Object plain(JsonPrimitive value) {
        if (value.isBoolean()) {
            return value.getAsBoolean();
        }
        if (!value.isNumber()) {
            return value.getAsString();
        }
        try {
            long whole = value.getAsBigDecimal().longValueExact();
            return whole == (int) whole ? (Object) (int) whole : (Object) whole;
        } catch (ArithmeticException e) {
            return value.getAsDouble();
        }
    }
}
