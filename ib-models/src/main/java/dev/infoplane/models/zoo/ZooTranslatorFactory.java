package dev.infoplane.models.zoo;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translators of the zoo: an image to classes, and arrays as they are.
 *
 * @param classNames empty to number them
 * @param classifies whether outputs are logits of classes; if not, there are arrays alone
 */
record ZooTranslatorFactory(List<String> classNames, boolean classifies) implements TranslatorFactory {
    private static final Pair<Type, Type> ARRAYS = new Pair<>(NDList.class, NDList.class);
    private static final Pair<Type, Type> IMAGES = new Pair<>(Image.class, Classifications.class);

    @Override
    public Set<Pair<Type, Type>> getSupportedTypes() {
        return classifies ? Set.of(ARRAYS, IMAGES) : Set.of(ARRAYS);
    }

    @Override
    public boolean isSupported(Class<?> input, Class<?> output) {
        return getSupportedTypes().contains(new Pair<Type, Type>(input, output));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <I, O> Translator<I, O> newInstance(Class<I> input, Class<O> output, Model model, Map<String, ?> arguments) {
        return input == NDList.class
                ? (Translator<I, O>) new NoopTranslator()
                : (Translator<I, O>) new ImageTranslator(classNames, resize(arguments.get(ImageTranslator.RESIZE)));
    }

    private static boolean resize(@Nullable Object wanted) {
        String text = wanted == null ? "false" : wanted.toString();
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(
                    "the argument '" + ImageTranslator.RESIZE + "' must be true or false, got '" + text + "'");
        }
        return text.equals("true");
    }
}
