package dev.infoplane.study.network;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.training.initializer.Initializer;
import ai.djl.translate.NoopTranslator;
import dev.infoplane.probe.HookPoints;
import dev.infoplane.probe.Probes;
import dev.infoplane.probe.Tap;
import dev.infoplane.study.spec.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the networks of a study.
 *
 * @param model what the spec says
 * @param classes how many classes labels have
 * @param image channels, height and width
 */
public record Networks(ModelSpec model, int classes, List<Integer> image) {
    /** Takes a copy. */
    public Networks {
        image = List.copyOf(image);
    }

    /**
     * A network without values, in a model that the caller owns.
     *
     * @throws IllegalArgumentException if the spec names something that does not exist or does not fit
     * @throws IOException if it cannot be loaded
     */
    public Model create(Regime regime) throws IOException {
        Map<String, Object> arguments = new TreeMap<>(model.settings());
        arguments.put("classes", classes);
        if (model.isArtifact()) {
            return fromZoo(regime, arguments);
        }
        arguments.put("regime", regime.name());
        arguments.put("channels", image.get(0));
        arguments.put("imageHeight", image.get(1));
        arguments.put("imageWidth", image.get(2));
        BlockFactory factory = factory();
        Model made = Model.newInstance(regime.name());
        try {
            made.setBlock(factory.newBlock(made, Path.of(""), arguments));
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    BlockFactory factory() {
        return ClassNames.create(
                model.source(), BlockFactory.class, "model.source can be the name of a class that implements ");
    }

    /**
     * What tells the network from another one that the same spec may have meant, by name: digests of its structure (blocks,
     * parameters, and values if it comes with some), of the code of its factory, and of the code of a regime that is a user's own.
     *
     * @throws IllegalArgumentException if the spec names something that does not exist or does not fit
     * @throws IOException if it cannot be loaded
     */
    public Map<String, String> identity(Regime regime) throws IOException {
        return NetworkIdentity.of(this, regime);
    }

    private Model fromZoo(Regime regime, Map<String, Object> arguments) throws IOException {
        if (!regime.equals(Regimes.CLASSIFIER)) {
            throw new IllegalArgumentException(
                    "the artifact " + model.source() + " is a network for the regime classifier;" + " for '"
                            + regime.name() + "' let model.source name a factory");
        }
        String[] name = model.source().split(":");
        try {
            return Criteria.builder()
                    .setTypes(NDList.class, NDList.class)
                    .optGroupId(name[0])
                    .optArtifactId(name[1])
                    .optArguments(arguments)
                    .optTranslator(new NoopTranslator(null))
                    .build()
                    .loadModel();
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IllegalArgumentException(
                    "no artifact '" + model.source() + "' in the model zoos on the class path: " + e.getMessage(), e);
        }
    }

    /**
     * The extents of the network, with the hook points that some names or globs choose.
     *
     * @throws IllegalArgumentException if one of them chooses none, listing those there are
     * @throws IOException if the network cannot be loaded
     */
    public NetworkLayout layout(Regime regime, List<String> globs) throws IOException {
        try (Model made = create(regime)) {
            Block block = made.getBlock();
            Shape input = input(1);
            if (!block.isInitialized()) {
                block.setInitializer(Initializer.ONES, p -> true);
                block.initialize(made.getNDManager(), DataType.FLOAT32, input);
            }
            HookPoints all = Probes.list(made, input);
            Set<String> chosen = new HashSet<>();
            for (String glob : globs) {
                all.choose(Tap.glob(glob)).forEach(point -> chosen.add(point.path()));
            }
            return NetworkLayout.of(
                    all,
                    all.stream().filter(point -> chosen.contains(point.path())).toList());
        }
    }

    Shape input(int batch) {
        return new Shape(batch, image.get(0), image.get(1), image.get(2));
    }
}
