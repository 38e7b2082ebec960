package dev.infoplane.models.zoo;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.repository.Artifact;
import ai.djl.repository.zoo.BaseModelLoader;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads one artifact, untrained or with weights from the class path. */
final class ZooLoader extends BaseModelLoader {
    private static final String CLASSES = "classes";
    private static final List<String> ARGUMENTS = List.of(CLASSES, ImageTranslator.RESIZE);

    private final ZooModelKind kind;

    ZooLoader(ZooRepository repository, ZooModelKind kind) {
        super(repository.model(kind.application(), InfoplaneZoo.GROUP_ID, kind.id()));
        this.kind = kind;
    }

    @Override
    public <I, O> ZooModel<I, O> loadModel(Criteria<I, O> criteria)
            throws IOException, ModelNotFoundException, MalformedModelException {
        Optional<TrainedWeights> weights = weights(criteria);
        Map<String, Object> arguments = criteria.getArguments() == null ? Map.of() : criteria.getArguments();
        requireKnown(arguments, criteria);
        int classes = classes(arguments, weights);
        TranslatorFactory factory = factory(criteria, weights);
        Model model = Model.newInstance(name(criteria), criteria.getDevice(), engine(criteria));
        try {
            model.setBlock(kind.block().apply(classes));
            if (weights.isPresent()) {
                try (InputStream in = weights.get().open()) {
                    model.load(in, Map.of());
                }
            }
            return new ZooModel<>(
                    model,
                    factory.newInstance(
                            criteria.getInputClass(), criteria.getOutputClass(), model, new HashMap<>(arguments)));
        } catch (TranslateException e) {
            model.close();
            throw new ModelNotFoundException("no translator can be made for '" + kind.id() + "'", e);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private Optional<TrainedWeights> weights(Criteria<?, ?> criteria) throws IOException, ModelNotFoundException {
        Artifact artifact = mrl.match(criteria.getFilters());
        if (artifact == null) {
            String have = kind.weights()
                    .map(w -> "it has weights for the filter " + InfoplaneZoo.DATASET + " = " + w.dataset())
                    .orElse("it ships without weights");
            throw new ModelNotFoundException("the artifact '" + kind.id() + "' has no weights for "
                    + criteria.getFilters() + "; " + have + ", and loads untrained without a filter");
        }
        return artifact.getProperties().isEmpty() ? Optional.empty() : kind.weights();
    }

    private int classes(Map<String, Object> arguments, Optional<TrainedWeights> weights) {
        Object wanted = arguments.get(CLASSES);
        if (wanted == null) {
            return kind.classes();
        }
        if (kind.classes() == 0) {
            throw new IllegalArgumentException("the artifact '" + kind.id() + "' takes no number of classes");
        }
        int classes = wholeNumber(wanted);
        if (weights.isPresent() && classes != kind.classes()) {
            throw new IllegalArgumentException("the weights of '" + kind.id() + "' are for " + kind.classes()
                    + " classes, but the argument 'classes' is " + classes);
        }
        return classes;
    }

    private static int wholeNumber(Object wanted) {
        int classes;
        try {
            classes = new BigDecimal(wanted.toString()).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the argument '" + CLASSES + "' must be a whole number, got '" + wanted + "'", e);
        }
        if (classes < 2) {
            throw new IllegalArgumentException("a classifier needs at least 2 classes, got " + classes);
        }
        return classes;
    }

    /** Arguments may be meant for a translator of the user's. */
    private void requireKnown(Map<String, Object> arguments, Criteria<?, ?> criteria) {
        if (criteria.getTranslatorFactory() == null) {
            arguments.keySet().stream()
                    .filter(name -> !ARGUMENTS.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException(
                                "the zoo has no argument '" + name + "'; there are " + ARGUMENTS);
                    });
        }
    }

    private <I, O> TranslatorFactory factory(Criteria<I, O> criteria, Optional<TrainedWeights> weights)
            throws ModelNotFoundException {
        TranslatorFactory own = criteria.getTranslatorFactory();
        TranslatorFactory factory = own != null
                ? own
                : new ZooTranslatorFactory(
                        weights.map(TrainedWeights::classNames).orElse(List.of()), kind.classes() > 0);
        if (!factory.isSupported(criteria.getInputClass(), criteria.getOutputClass())) {
            throw new ModelNotFoundException(
                    "no translator from " + criteria.getInputClass().getName() + " to "
                            + criteria.getOutputClass().getName() + "; there are those from and to "
                            + factory.getSupportedTypes());
        }
        return factory;
    }

    private String name(Criteria<?, ?> criteria) {
        return criteria.getModelName() == null ? kind.id() : criteria.getModelName();
    }

    private static String engine(Criteria<?, ?> criteria) {
        return criteria.getEngine() == null ? Engine.getDefaultEngineName() : criteria.getEngine();
    }

    @Override
    public <I, O> boolean isDownloaded(Criteria<I, O> criteria) {
        return true;
    }

    @Override
    public <I, O> void downloadModel(Criteria<I, O> criteria, @Nullable Progress progress) {}
}
