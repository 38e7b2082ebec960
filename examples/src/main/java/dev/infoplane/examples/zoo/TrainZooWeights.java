package dev.infoplane.examples.zoo;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.translate.TranslateException;
import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.models.zoo.InfoplaneZoo;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains the weights that ship with the zoo on 9,000 of the images that ship with the library, and says how accurate they are on the
 * other 2,000.
 *
 * <p>Arguments: output folder, and the ids of artifacts (all of them).
 */
public final class TrainZooWeights {
    private static final Logger LOG = LoggerFactory.getLogger(TrainZooWeights.class);
    private static final int SEED = 1;
    private static final int TRAINED = 9000;
    private static final int HELD_OUT = 2000;

    private static final Map<String, ImageTraining> TRAININGS = Map.of(
            "resnet-8-narrow", new ImageTraining(14, 0.1, 5e-4, 0.05, true, false),
            "mlp-4bit", new ImageTraining(12, 0.05, 1e-4, 0, false, true),
            "mlp-binary", new ImageTraining(25, 0.05, 0, 0, false, true));

    private TrainZooWeights() {}

    /** Trains and writes one file of parameters for each artifact. */
    public static void main(String[] args)
            throws IOException, TranslateException, ModelNotFoundException, MalformedModelException {
        Path out = Path.of(args[0]);
        for (String id : args.length > 1 ? List.of(args).subList(1, args.length) : TRAININGS.keySet()) {
            try (Model model = InfoplaneZoo.criteria(id)
                    .setTypes(NDList.class, NDList.class)
                    .build()
                    .loadModel()) {
                TRAININGS.get(id).run(model, images().get(0), SEED);
                model.save(out, id + "-fashion-mnist");
                LOG.info("{}: {} of the held-out images are right", id, accuracy(id, model));
            }
        }
    }

    /** The accuracy of a model of an artifact on the images that its weights were not trained on. */
    static double accuracy(String id, Model model) throws IOException {
        return TRAININGS.get(id).accuracy(model, images().get(1));
    }

    /** The images that train, and those that are held out. */
    static List<LabelledImages> images() throws IOException {
        return FashionMnist.bundled().split(SEED, TRAINED, HELD_OUT);
    }
}
