package dev.infoplane.benchmarks;

import dev.infoplane.benchmarks.ClusterCost.Stage;
import java.util.List;
import java.util.Locale;

/**
 * The cost of a study at the scale of Darlow and Storkey (2020), from times that were measured here: CINIC-10, 2 regimes × 4 layers ×
 * 20 epochs × 3 network seeds. Prints the tables of {@code docs/guide/spark.md}.
 */
public final class PaperScale {
    private static final int NETWORKS = 2 * 3;
    private static final int EPOCHS = 20;
    private static final int LAYERS = 4;
    private static final int POINTS = NETWORKS * EPOCHS * LAYERS;

    private static final int TRAINING_IMAGES = 40_000;
    private static final int HELD_OUT_IMAGES = 50_000;
    private static final int MEASURED_IMAGES = 8000;
    private static final int TRAINED_EPOCHS = 200;
    private static final int POOL_STEPS = 100_000;
    private static final int SUB_PIXELS_A_STEP = 2048;
    private static final int SUB_PIXELS = 32 * 32 * 3;
    /** Outputs of the stem and three stages of a ResNet-20, as 32-bit numbers. */
    private static final int ACTIVATION_BYTES = 4 * (2 * 16 * 32 * 32 + 32 * 16 * 16 + 64 * 8 * 8);
    /** A prepared point keeps three numbers of 16 bits for each sub-pixel. */
    private static final int PREPARED_BYTES = 6;

    /** Step of ResNet-20 at 28×28, batch 64, docs/benchmarks.md; time goes with the number of pixels. */
    private static final double NETWORK_STEP = 0.1293 * (32 * 32) / (28 * 28);

    private static final int BATCH = 64;
    /** docs/results/pooled-decoders.md: 11.1 s for 7000 images of 14×14, 1.4 s for 1500, 25 shares of 7.6 s for 8000 steps, 164.6 s. */
    private static final double PREPARE_SUB_PIXEL = 11.1 / (7000.0 * 14 * 14);

    private static final double SCORE_SUB_PIXEL = 1.4 / (1500.0 * 14 * 14);
    private static final double POOL_STEP = 25 * 7.6 / 8000;
    private static final double UNCONDITIONAL_STEP = 164.6 / 8000;
    /** docs/benchmarks.md: tasks of a study. */
    private static final double DRIVER = 0.0086;

    private PaperScale() {}

    /** Prints the tables. */
    public static void main(String[] args) {
        System.out.print(tables());
    }

    static ClusterCost cost() {
        double prepared = (double) PREPARED_BYTES * SUB_PIXELS * HELD_OUT_IMAGES;
        double activations = (double) ACTIVATION_BYTES * HELD_OUT_IMAGES;
        double epoch = TRAINING_IMAGES / (double) BATCH * NETWORK_STEP;
        double forward = HELD_OUT_IMAGES / (double) TRAINING_IMAGES * epoch / 3;
        return new ClusterCost(
                List.of(
                        new Stage(
                                "train a network, write its activations",
                                NETWORKS,
                                TRAINED_EPOCHS * epoch + EPOCHS * forward,
                                (double) SUB_PIXELS * (TRAINING_IMAGES + HELD_OUT_IMAGES),
                                EPOCHS * activations),
                        new Stage(
                                "closed form of a point",
                                POINTS,
                                PREPARE_SUB_PIXEL * SUB_PIXELS * HELD_OUT_IMAGES,
                                activations / LAYERS,
                                prepared),
                        new Stage("learn the pool", 1, POOL_STEPS * POOL_STEP, POINTS * prepared, 1e6),
                        new Stage("learn without activations", 1, POOL_STEPS * UNCONDITIONAL_STEP, prepared, 1e6),
                        new Stage(
                                "score a point",
                                POINTS,
                                SCORE_SUB_PIXEL * SUB_PIXELS * MEASURED_IMAGES,
                                prepared,
                                8.0 * MEASURED_IMAGES)),
                DRIVER);
    }

    static String tables() {
        ClusterCost cost = cost();
        StringBuilder text = new StringBuilder(
                "| tasks | how many | core seconds each | read by each | written by each |\n|---|---|---|---|---|\n");
        for (Stage s : cost.stages()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %s | %s |%n",
                    s.name(),
                    s.tasks(),
                    s.seconds(),
                    bytes(s.bytesRead()),
                    bytes(s.bytesWritten())));
        }
        text.append("\n| cores | 1 | 8 | 64 | any number |\n|---|---|---|---|---|\n");
        text.append(String.format(
                Locale.ROOT,
                "| hours | %.0f | %.0f | %.1f | %.1f |%n",
                cost.hours(1),
                cost.hours(8),
                cost.hours(64),
                cost.longestChainHours()));
        text.append(String.format(
                Locale.ROOT,
                "%n%d tasks, %.0f core hours, %s moved, and %.1f s of the driver.%n",
                cost.tasks(),
                cost.coreHours(),
                bytes(cost.bytesMoved()),
                cost.driverTotal()));
        text.append(String.format(
                Locale.ROOT,
                "A step of the pool reads at most %s of its rows, %s in all if nothing stays in the page cache.%n",
                bytes(rowsAStep()),
                bytes(POOL_STEPS * rowsAStep())));
        return text.toString();
    }

    /** Every sub-pixel of a step lies in another image, and all points, with the one without activations, have equal shares. */
    private static double rowsAStep() {
        int points = POINTS + 1;
        int each = (SUB_PIXELS_A_STEP + points - 1) / points;
        return (double) points * each * PREPARED_BYTES * SUB_PIXELS;
    }

    private static String bytes(double number) {
        if (number < 1e6) {
            return String.format(Locale.ROOT, "%.0f kB", number / 1e3);
        }
        return number < 1e9
                ? String.format(Locale.ROOT, "%.0f MB", number / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", number / 1e9);
    }
}
