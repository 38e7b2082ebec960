package dev.infoplane.models.zoo;

import ai.djl.modality.cv.Image;
import ai.djl.repository.zoo.Criteria;
import ai.djl.translate.Batchifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a criteria: the zoo's own, and those that DJL defines for its loaders and for its translator of images to classes.
 * DJL ignores names and values that it does not understand; here they are errors.
 *
 * @param values by name, none of them null
 */
record ZooArguments(Map<String, Object> values) {
    static final String CLASSES = "classes";
    static final String BATCHIFIER = "batchifier";
    static final String SYNSET = "synset";

    private static final List<String> OF_LOADERS = List.of("application", "engine", "mapLocation", "translatorFactory");
    private static final List<String> FLAGS = List.of("applySoftmax", "centerCrop", "centerFit", "toTensor");
    private static final List<String> COUNTS = List.of("width", "height", "topK");
    private static final List<String> SIZES = List.of("resize", "resizeShort");
    private static final List<String> OTHERS =
            List.of("pad", "flag", "normalize", "range", SYNSET, "synsetUrl", BATCHIFIER);
    private static final String NUMBER = "[0-9]+([.][0-9]+)?";
    private static final String SIZE = "[1-9][0-9]*( *, *[1-9][0-9]*)?( *, *(NEAREST|BILINEAR|AREA|BICUBIC))?";

    static ZooArguments of(Criteria<?, ?> criteria) {
        Map<String, Object> given = criteria.getArguments() == null ? Map.of() : criteria.getArguments();
        Map<String, Object> values = new HashMap<>(given);
        values.values().removeIf(Objects::isNull);
        ZooArguments arguments = new ZooArguments(values);
        if (values.containsKey("blockFactory")) {
            throw new IllegalArgumentException("artifacts have networks of their own, so that there is no use for the"
                    + " argument 'blockFactory'; another network can be given by optBlock");
        }
        if (criteria.getTranslatorFactory() == null && !values.containsKey("translatorFactory")) {
            arguments.requireKnown();
            arguments.requireReadable();
        }
        return arguments;
    }

    private void requireKnown() {
        List<String> known = new ArrayList<>(List.of(CLASSES));
        known.addAll(ofTranslators());
        known.addAll(OF_LOADERS);
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
                String nearest = known.stream()
                        .min(Comparator.comparing(
                                k -> distance.apply(k.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))))
                        .orElseThrow();
                throw new IllegalArgumentException(
                        "the zoo has no argument '" + name + "'; did you mean '" + nearest + "'? There are " + known);
            }
        }
    }

    private static List<String> ofTranslators() {
        List<String> all = new ArrayList<>(SIZES);
        all.addAll(COUNTS);
        all.addAll(FLAGS);
        all.addAll(OTHERS);
        return all;
    }

    private void requireReadable() {
        FLAGS.forEach(name -> require(name, "true|false", "true or false"));
        SIZES.forEach(name -> require(name, "true|false|" + SIZE, "true or false"));
        require("pad", "true|false|" + NUMBER, "true, false or a number");
        COUNTS.forEach(name -> text(name).ifPresent(text -> wholeNumber(name, text, 1)));
        require("range", "0,1|-1,1", "0,1 or -1,1");
        require("normalize", "true|false|-?" + NUMBER + "( *, *-?" + NUMBER + "){5}", "true, false or six numbers");
        require("flag", "COLOR|GRAYSCALE", Arrays.toString(Image.Flag.values()));
        batchifier(Batchifier.STACK);
    }

    private void require(String name, String pattern, String expected) {
        text(name).filter(text -> !text.matches(pattern)).ifPresent(text -> {
            throw unreadable(name, expected, text);
        });
    }

    private static IllegalArgumentException unreadable(String name, String expected, String text) {
        return new IllegalArgumentException("the argument '" + name + "' must be " + expected + ", got '" + text + "'");
    }

    private static int wholeNumber(String name, String text, int least) {
        int number;
        try {
            number = new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw unreadable(name, "a whole number", text);
        }
        if (number < least) {
            throw unreadable(name, "at least " + least, text);
        }
        return number;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    Optional<Integer> classes() {
        return text(CLASSES).map(text -> {
            int classes = wholeNumber(CLASSES, text, Integer.MIN_VALUE);
            if (classes < 2) {
                throw new IllegalArgumentException("a classifier needs at least 2 classes, got " + classes);
            }
            return classes;
        });
    }

    /** The one that was asked for, which DJL represents by null if it is none. */
    @Nullable
    Batchifier batchifier(@Nullable Batchifier otherwise) {
        String name = text(BATCHIFIER).orElse("");
        if (!values.containsKey(BATCHIFIER)) {
            return otherwise;
        }
        try {
            return Batchifier.fromString(name);
        } catch (IllegalArgumentException e) {
            throw unreadable(BATCHIFIER, "stack, padding, none or the name of a class", name);
        }
    }

    /** Those that say how an image is prepared and classes are reported. */
    Map<String, Object> ofImages() {
        Map<String, Object> ofImages = new HashMap<>(values);
        ofImages.keySet().retainAll(ofTranslators());
        return ofImages;
    }
}
