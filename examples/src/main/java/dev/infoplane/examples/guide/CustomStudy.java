package dev.infoplane.examples.guide;

import ai.djl.Model;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.loss.Loss;
import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.network.Regime;
import dev.infoplane.study.spec.DataSpec;
import dev.infoplane.study.spec.EpochSpec;
import dev.infoplane.study.spec.EstimatorSpec;
import dev.infoplane.study.spec.ModelSpec;
import dev.infoplane.study.spec.StudySpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;

/** A study of one's own images, network and regime: does a network that tells upper from lower bars forget how high they are? */
public final class CustomStudy {
    private static final int CLASSES = 4;
    private static final int SIDE = 8;

    private CustomStudy() {}

    /** The network. DJL and the study make it from the name of this class. */
    public static final class Network implements BlockFactory {
        private static final long serialVersionUID = 1;

        @Override
        public Block newBlock(Model model, Path modelPath, Map<String, ?> arguments) {
            return new SequentialBlock()
                    .add(Blocks.batchFlattenBlock())
                    .add(Linear.builder().setUnits(16).build())
                    .add(Activation::relu)
                    .add(Linear.builder().setUnits(CLASSES).build());
        }
    }

    /** The regime: only whether the bar is in the upper half. */
    public static final class UpperHalf implements Regime {
        @Override
        public String name() {
            return "upper-half";
        }

        @Override
        public Loss loss() {
            return Loss.softmaxCrossEntropyLoss();
        }

        @Override
        public Samples wanted(Samples images, Samples labels) {
            return Samples.ofLabels(java.util.stream.IntStream.range(0, labels.rows())
                    .map(i -> labels.get(i, 0) < CLASSES / 2 ? 0 : 1)
                    .toArray());
        }
    }

    /** Arguments: a folder for the images, and one for the results. */
    public static void main(String[] args) throws IOException, InterruptedException {
        writeImages(Path.of(args[0]), 1000);
        FullStudy.run(spec(Path.of(args[0]), 400, 1000), Path.of(args[1]));
    }

    static StudySpec spec(Path images, int networkImages, int steps) {
        return StudySpec.builder()
                .title("Upper or lower?")
                .data(new DataSpec("folders", images.toString(), false, networkImages, 200, 40, 100, 1, ""))
                .model(new ModelSpec(Network.class.getName(), Map.of()))
                .regimes("classifier", UpperHalf.class.getName())
                .epochs(EpochSpec.at(List.of(0, 5)))
                .hookPoints("Linear*.out")
                .input(EstimatorSpec.INPUT.with(Map.of("filters", 8, "mixtures", 2, "steps", steps)))
                .label(EstimatorSpec.LABEL.with(Map.of("steps", steps)))
                .build();
    }

    /** A folder for each class, as {@code ImageFolders} reads them: bars at one of four heights, with noise. */
    static void writeImages(Path folder, int count) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < SIDE * SIDE; p++) {
                int level = (p / (SIDE * SIDE / CLASSES) == i % CLASSES ? 150 : 0) + random.nextInt(100);
                image.getRaster().setSample(p % SIDE, p / SIDE, 0, level);
            }
            Path file = folder.resolve("train/bar" + i % CLASSES + "/" + i + ".png");
            AtomicFiles.write(file, out -> ImageIO.write(image, "png", out));
        }
    }
}
