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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translators of the zoo: an image to classes, and arrays as they are.
 *
 * @param classNames in the order of the logits; empty if outputs are none, so that there are arrays alone
 * @param arguments of the criteria
 */
record ZooTranslatorFactory(List<String> classNames, ZooArguments arguments) implements TranslatorFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ZooTranslatorFactory.class);
    private static final Pair<Type, Type> ARRAYS = new Pair<>(NDList.class, NDList.class);
    private static final Pair<Type, Type> IMAGES = new Pair<>(Image.class, Classifications.class);

    /** Refuses another number of names than there are classes. */
    ZooTranslatorFactory {
        int count = classNames.size();
        arguments.text(ZooArguments.SYNSET).map(names -> names.split(",", -1)).ifPresent(names -> {
            if (names.length != count || List.of(names).contains("")) {
                throw new IllegalArgumentException("the argument 'synset' must name " + count
                        + " classes, with commas between them, got '" + String.join(",", names) + "'");
            }
        });
    }

    @Override
    public Set<Pair<Type, Type>> getSupportedTypes() {
        return classNames.isEmpty() ? Set.of(ARRAYS) : Set.of(ARRAYS, IMAGES);
    }

    @Override
    public boolean isSupported(Class<?> input, Class<?> output) {
        return getSupportedTypes().contains(new Pair<Type, Type>(input, output));
    }

    /** The second map is the arguments once more. */
    @Override
    @SuppressWarnings("unchecked")
    public <I, O> Translator<I, O> newInstance(Class<I> input, Class<O> output, Model model, Map<String, ?> same) {
        if (input != NDList.class) {
            return (Translator<I, O>) new ImageTranslator(classNames, arguments);
        }
        Map<String, Object> unused = arguments.ofImages();
        unused.remove(ZooArguments.BATCHIFIER);
        if (!unused.isEmpty()) {
            LOG.warn("arrays reach the network as they are; the arguments {} are for images", unused);
        }
        return (Translator<I, O>) new NoopTranslator(arguments.batchifier(null));
    }
}
