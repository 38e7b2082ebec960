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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Loads one artifact, untrained or with weights from the class path. */
final class ZooLoader extends BaseModelLoader {
    private final ZooModelKind kind;

    ZooLoader(ZooRepository repository, ZooModelKind kind) {
        super(repository.model(kind.application(), InfoplaneZoo.GROUP_ID, kind.id()));
        this.kind = kind;
    }

    @Override
    public <I, O> ZooModel<I, O> loadModel(Criteria<I, O> criteria)
            throws IOException, ModelNotFoundException, MalformedModelException {
        Optional<TrainedWeights> weights = weights(criteria);
        ZooArguments arguments = ZooArguments.of(criteria);
        int classes = classes(arguments, weights);
        TranslatorFactory factory = factory(criteria, arguments, names(classes, weights));
        Model model = Model.newInstance(name(criteria), criteria.getDevice(), engine(criteria, arguments));
        try {
            model.setBlock(criteria.getBlock() == null ? kind.block().apply(classes) : criteria.getBlock());
            arguments.values().forEach((name, value) -> model.setProperty(name, value.toString()));
            if (weights.isPresent()) {
                try (InputStream in = weights.get().open()) {
                    model.load(in, Map.of());
                }
            }
            return new ZooModel<>(
                    model,
                    factory.newInstance(
                            criteria.getInputClass(),
                            criteria.getOutputClass(),
                            model,
                            new HashMap<>(arguments.values())));
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

    private int classes(ZooArguments arguments, Optional<TrainedWeights> weights) {
        Optional<Integer> wanted = arguments.classes();
        if (wanted.isPresent() && kind.classes() == 0) {
            throw new IllegalArgumentException("the artifact '" + kind.id() + "' takes no number of classes");
        }
        int classes = wanted.orElse(kind.classes());
        if (weights.isPresent() && classes != kind.classes()) {
            throw new IllegalArgumentException("the weights of '" + kind.id() + "' are for " + kind.classes()
                    + " classes, but the argument 'classes' is " + classes);
        }
        return classes;
    }

    private static List<String> names(int classes, Optional<TrainedWeights> weights) {
        return weights.map(TrainedWeights::classNames)
                .orElse(IntStream.range(0, classes).mapToObj(c -> "class " + c).toList());
    }

    private <I, O> TranslatorFactory factory(Criteria<I, O> criteria, ZooArguments arguments, List<String> names)
            throws ModelNotFoundException {
        TranslatorFactory own = getTranslatorFactory(criteria, arguments.values());
        if (own == null && arguments.values().containsKey("translatorFactory")) {
            throw new IllegalArgumentException("the argument 'translatorFactory' must name a class on the class path,"
                    + " got '" + arguments.values().get("translatorFactory") + "'");
        }
        TranslatorFactory factory = own == null ? new ZooTranslatorFactory(names, arguments) : own;
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

    private static String engine(Criteria<?, ?> criteria, ZooArguments arguments) {
        return criteria.getEngine() == null
                ? arguments.text("engine").orElseGet(Engine::getDefaultEngineName)
                : criteria.getEngine();
    }

    @Override
    public <I, O> boolean isDownloaded(Criteria<I, O> criteria) {
        return true;
    }

    @Override
    public <I, O> void downloadModel(Criteria<I, O> criteria, @Nullable Progress progress) {}
}
