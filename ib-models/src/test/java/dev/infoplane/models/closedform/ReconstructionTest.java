package dev.infoplane.models.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.decoder.PixelLevels;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconstructionTest {
    private static final ClosedForm FAMILY = ClosedForm.of(PixelLevels.BYTES);

    /** Activations that are noisy random linear maps of 3×3 neighbourhoods. */
    static Samples filtered(Samples x, int channels, long seed) {
        int[] s = x.rowShape();
        SplittableRandom random = new SplittableRandom(seed);
        double[][] kernel = new double[channels][9];
        for (double[] k : kernel) {
            Arrays.setAll(k, j -> random.nextGaussian());
        }
        float[] values = new float[x.rows() * channels * s[1] * s[2]];
        for (int i = 0; i < values.length; i++) {
            int place = i % (s[1] * s[2]);
            double sum = 20 * random.nextGaussian();
            for (int k = 0; k < 9; k++) {
                int y = place / s[2] + k / 3 - 1;
                int z = place % s[2] + k % 3 - 1;
                if (y >= 0 && z >= 0 && y < s[1] && z < s[2]) {
                    sum += kernel[i / (s[1] * s[2]) % channels][k] * x.get(i / channels / s[1] / s[2], y * s[2] + z);
                }
            }
            values[i] = (float) sum;
        }
        return Samples.of(values, channels, s[1], s[2]);
    }

    static double error(Samples x, Samples predicted) {
        double sum = 0;
        float[] a = x.toArray();
        float[] b = predicted.toArray();
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / a.length);
    }

    @Test
    void leaveOneOutErrorsAreThoseOfRowsThatDidNotTeach() {
        Samples x = KnownImages.uniformBytes(1500, 6, 1);
        Samples t = filtered(x, 4, 2);
        try (Reconstruction learned = FAMILY.landmarks(100).reconstruct(x.slice(0, 800), t.slice(0, 800))) {
            int from = learned.firstTeachingRow();
            double taught = error(x.slice(from, 800), learned.taught().mean().slice(from, 800));
            double others = error(
                    x.slice(800, 1500),
                    learned.of(x.slice(800, 1500), t.slice(800, 1500)).mean());
            assertThat(from).isEqualTo(100);
            assertThat(taught / others).isBetween(0.97, 1.03);
        }
    }

    @Test
    void mixingChannelsHardlyMatters() {
        Samples x = KnownImages.uniformBytes(2000, 6, 1);
        Samples t = filtered(x, 4, 2);
        double asItIs = heldOutError(FAMILY, x, t);
        double mixed = heldOutError(FAMILY, x, KnownImages.mixed(t, 5));
        assertThat(mixed / asItIs).isBetween(0.98, 1.02);
    }

    @Test
    void permutedPlacesAreSeenByComponentsAlone() {
        Samples x = KnownImages.uniformBytes(2000, 6, 1);
        Samples t = filtered(x, 1, 2);
        int[] order = {
            31, 4, 17, 9, 22, 35, 0, 13, 26, 1, 14, 27, 2, 15, 28, 3, 16, 29, 30, 5, 18, 8, 21, 34, 6, 19, 32, 7, 20,
            33, 10, 23, 11, 24, 12, 25
        };
        float[] values = new float[t.rows() * 36];
        for (int i = 0; i < values.length; i++) {
            values[i] = t.get(i / 36, order[i % 36]);
        }
        Samples permuted = Samples.of(values, 1, 6, 6);
        double asItIs = heldOutError(FAMILY, x, t);
        double blind = heldOutError(FAMILY.components(0), x, permuted);
        double seeing = heldOutError(FAMILY, x, permuted);
        assertThat(seeing / asItIs).isBetween(0.9, 1.1);
        assertThat(blind / asItIs).isGreaterThan(1.3);
    }

    private static double heldOutError(ClosedForm family, Samples x, Samples t) {
        int half = x.rows() / 2;
        try (Reconstruction learned = family.reconstruct(x.slice(0, half), t.slice(0, half))) {
            return error(
                    x.slice(half, x.rows()),
                    learned.of(x.slice(half, x.rows()), t.slice(half, x.rows())).mean());
        }
    }

    /** x̂ does not depend on the image at all; m and s of a sub-pixel depend on those before it only. */
    @Test
    void noPredictionSeesWhatItPredicts() {
        Samples x = KnownImages.colours(60, 4, 1);
        Samples t = KnownImages.colours(60, 2, 2);
        try (Reconstruction learned = ClosedForm.of(PixelLevels.BINARY).reconstruct(x, t)) {
            Samples one = x.slice(0, 1);
            Reconstructed before = learned.of(one, t.slice(0, 1));
            for (int changed = 0; changed < one.dimensions(); changed++) {
                float[] values = one.toArray();
                values[changed] = 1 - values[changed];
                Reconstructed after = learned.of(Samples.of(values, one.rowShape()), t.slice(0, 1));
                assertThat(after.visible().toArray()).isEqualTo(before.visible().toArray());
                for (int p = 0; p < one.dimensions(); p++) {
                    if (order(p) <= order(changed)) {
                        assertThat(after.mean().get(0, p))
                                .isEqualTo(before.mean().get(0, p));
                        assertThat(after.scale().get(0, p))
                                .isEqualTo(before.scale().get(0, p));
                    }
                }
                int next = changed + 16;
                if (next < one.dimensions()) {
                    assertThat(after.mean().get(0, next))
                            .isNotEqualTo(before.mean().get(0, next));
                }
            }
        }
    }

    /** What is predicted of an image while it is drawn is what is predicted once it is there. */
    @Test
    void pixelByPixelItPredictsWhatItPredictsOfWholeImages() {
        Samples x = KnownImages.colours(60, 4, 1);
        Samples t = KnownImages.colours(60, 2, 2);
        try (Reconstruction learned = ClosedForm.of(PixelLevels.BINARY).reconstruct(x, t);
                Reconstruction blind = ClosedForm.of(PixelLevels.BINARY).reconstruct(x)) {
            Samples three = x.slice(0, 3);
            for (int i = 0; i < 3; i++) {
                requireSame(
                        learned.of(three, t.slice(0, 3)),
                        learned.drawing(t.slice(0, 3)).apply(i),
                        three,
                        i);
                requireSame(blind.of(three), blind.drawing().apply(i), three, i);
            }
            assertThatThrownBy(() -> learned.of(three)).hasMessageContaining("needs activations");
        }
    }

    private static void requireSame(Reconstructed whole, Drawing drawn, Samples x, int row) {
        for (int o = 0; o < x.dimensions(); o++) {
            int p = o % 3 * 16 + o / 3;
            assertThat(drawn.visible(p)).isEqualTo(whole.visible().get(row, p));
            drawn.predict(p);
            assertThat(drawn.mean(p)).isEqualTo(whole.mean().get(row, p));
            assertThat(Math.exp(drawn.logScale(p))).isCloseTo(whole.scale().get(row, p), within(1e-6));
            drawn.set(p, (int) x.get(row, p));
        }
    }

    @Test
    void classLabelsAreEncodedWhereverTheyAreGiven() {
        Samples x = KnownImages.colours(60, 4, 1);
        float[] labels = new float[60];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = x.get(i, 0) + 2 * x.get(i, 5);
        }
        Samples t = Samples.of(labels);
        try (Reconstruction learned =
                ClosedForm.of(PixelLevels.BINARY).classLabels(4).reconstruct(x, t)) {
            Reconstructed r = learned.of(x.slice(0, 4), t.slice(0, 4));
            for (int i = 0; i < 4; i++) {
                assertThat((double) r.visible().get(i, 5)).isCloseTo(x.get(i, 5), within(0.3));
            }
        }
    }

    /** Places in raster order, the channels of a place one after the other. */
    private static int order(int subPixel) {
        return subPixel % 16 * 3 + subPixel / 16;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "5", "3,1,1", "2,3,3", "1,9,7", "2,8,3", "7,1,5"})
    void takesActivationsOfAnyShape(String extents) {
        int[] shape =
                Arrays.stream(extents.split(",")).mapToInt(Integer::parseInt).toArray();
        int d = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[40 * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Samples x = KnownImages.uniformBytes(40, 5, 1);
        Samples t = Samples.of(values, shape);
        try (Reconstruction learned = FAMILY.landmarks(5).reconstruct(x, t)) {
            learned.taught().mean().requireFinite("the mean");
            learned.of(x.slice(0, 3), t.slice(0, 3)).scale().requireFinite("the scale");
        }
    }

    @Test
    void aValueThatNeverVariesIsNoHarm() {
        Samples x = KnownImages.uniformBytes(50, 4, 1);
        Samples t = Samples.of(new float[50 * 32], 2, 4, 4);
        try (Reconstruction learned = FAMILY.reconstruct(x, t)) {
            assertThat(error(x, learned.taught().visible())).isBetween(60.0, 90.0);
        }
    }

    /** Two rows of 14 fair bits. */
    private static Samples bits(int rows) {
        Random random = new Random(3);
        float[] bits = new float[rows * 28];
        for (int k = 0; k < bits.length; k++) {
            bits[k] = random.nextInt(2);
        }
        return Samples.of(bits, 1, 2, 14);
    }

    /** Of each of two rows. */
    private static Samples sums(Samples bits) {
        float[] sums = new float[bits.rows() * 2];
        for (int k = 0; k < sums.length * 14; k++) {
            sums[k / 14] += bits.get(k / 28, k % 28);
        }
        return Samples.of(sums, 2);
    }

    /** The sums of two rows of 14 fair bits: given one, each bit tells of all others, of which only the nearest are seen. */
    @Test
    void whatFarPixelsTellAndIsNotUsedIsWarnedOf() {
        Samples x = bits(300);
        ClosedForm form = ClosedForm.of(PixelLevels.BINARY);
        try (Reconstruction learned = form.reconstruct(x, sums(x));
                Reconstruction without = form.reconstruct(x)) {
            assertThat(learned.missed().orElseThrow())
                    .startsWith("distant pixels predict each other beyond what the closed form uses: about ")
                    .endsWith("so the value may be too low");
            assertThat(without.missed()).isEmpty();
        }
    }

    /** Given their noisy copies, bits are independent: few rows are no reason to warn. */
    @Test
    void independentPixelsAreNotWarnedOf() {
        for (int seed = 0; seed < 10; seed++) {
            Samples x = KnownImages.uniformBytes(400, 6, seed);
            Random random = new Random(seed);
            float[] noisy = x.toArray();
            for (int k = 0; k < noisy.length; k++) {
                noisy[k] += (float) (40 * random.nextGaussian());
            }
            Samples t = Samples.of(noisy, 1, 6, 6);
            ClosedForm form = ClosedForm.of(PixelLevels.BYTES).causalRadius(1);
            try (Reconstruction learned = form.reconstruct(x, t);
                    Reconstruction without = form.reconstruct(x)) {
                assertThat(learned.missed()).isEmpty();
                assertThat(without.missed()).isEmpty();
            }
        }
    }

    /** By this a wider regression is kept or not. */
    @Test
    void moreNeighboursHaveASmallerLossOnlyWhereTheyTell() {
        Samples independent = bits(400);
        float[] mirrored = independent.toArray();
        for (int k = 0; k < mirrored.length; k++) {
            mirrored[k] = k % 14 < 7 ? mirrored[k] : mirrored[k - 2 * (k % 14) + 13];
        }

        assertThat(loss(independent, 14)).isGreaterThan(loss(independent, 3));
        assertThat(loss(Samples.of(mirrored, 1, 2, 14), 14)).isLessThan(loss(Samples.of(mirrored, 1, 2, 14), 3));
    }

    private static double loss(Samples bits, int radius) {
        float[] centred = bits.toArray();
        for (int k = 0; k < centred.length; k++) {
            centred[k] = 2 * centred[k] - 1;
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            RidgeProblem problem = new RidgeProblem(
                    bits.rowShape(),
                    EngineArrays.floats(manager, centred, new Shape(bits.rows(), 28)),
                    new Neighbours(bits.rowShape(), radius),
                    Optional.empty());
            try (RidgeChoice.Fitted fitted =
                    RidgeChoice.Fitted.of(problem, Cell.of(2, 14, 1, 1, 0), 0, manager, manager)) {
                return fitted.loss();
            }
        }
    }

    /** Under strong noise the sum says little, and pixels say little of one another. */
    @Test
    void noiseThatHidesTheSumIsNoReasonToWarn() {
        Samples x = bits(300);
        try (Reconstruction learned =
                ClosedForm.of(PixelLevels.BINARY).reconstruct(x, sums(x), new ConditionNoise(1, 5))) {
            assertThat(learned.missed()).isEmpty();
        }
    }

    /** With rows enough, all pixels before are seen, and the last of each row is known. */
    @Test
    void farPixelsAreSeenWhereTheyTellOfOneAnother() {
        Samples x = bits(2000);
        try (Reconstruction learned = ClosedForm.of(PixelLevels.BINARY).reconstruct(x, sums(x))) {
            assertThat(learned.missed()).isEmpty();
            Samples mean = learned.taught().mean();
            for (int i = 0; i < 2000; i++) {
                assertThat(mean.get(i, 13)).isCloseTo(x.get(i, 13), within(0.4f));
                assertThat(mean.get(i, 27)).isCloseTo(x.get(i, 27), within(0.4f));
            }
        }
    }
}
