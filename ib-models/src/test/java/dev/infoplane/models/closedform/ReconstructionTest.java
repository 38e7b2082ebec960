package dev.infoplane.models.closedform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.internal.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconstructionTest {
    private static final ClosedForm FAMILY = ClosedForm.of(PixelLevels.BYTES);

    /** Activations that are noisy random linear maps of 3×3 neighbourhoods. */
    private static Samples filtered(Samples x, int channels, long seed) {
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

    private static double error(Samples x, Samples predicted) {
        double sum = 0;
        float[] a = x.toArray();
        float[] b = predicted.toArray();
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / a.length);
    }

    /** An image and what is known of it, as plain ridge regression has it: all columns at once, standardised on all rows. */
    private static final class Plain {
        private final Samples x;
        private final double[][] layer;
        private final double[][] pixels;
        private final int[] map;
        private final double deviation;
        private final double[] mean;

        Plain(Samples x, Samples t, int teach) {
            this(x, t, teach, 0);
        }

        /** After the images, the layer has a row for each of its values, which holds all noise of that value. */
        Plain(Samples x, Samples t, int teach, double noise) {
            this.x = x;
            this.map = t.rowShape();
            mean = new double[x.dimensions()];
            double squares = 0;
            for (int p = 0; p < mean.length; p++) {
                for (int i = 0; i < teach; i++) {
                    mean[p] += x.get(i, p) / (double) teach;
                }
                for (int i = 0; i < teach; i++) {
                    squares += Math.pow(x.get(i, p) - mean[p], 2);
                }
            }
            deviation = Math.sqrt(squares / teach / mean.length);
            int all = x.rows() + (noise > 0 ? t.dimensions() : 0);
            pixels = new double[all][mean.length];
            layer = new double[all][t.dimensions()];
            for (int j = 0; j < t.dimensions(); j++) {
                double m = 0;
                for (int i = 0; i < teach; i++) {
                    m += t.get(i, j) / (double) teach;
                }
                double v = noise * noise;
                for (int i = 0; i < teach; i++) {
                    v += Math.pow(t.get(i, j) - m, 2) / teach;
                }
                for (int i = 0; i < x.rows(); i++) {
                    layer[i][j] = (t.get(i, j) - m) / Math.sqrt(v);
                }
                if (noise > 0) {
                    layer[x.rows() + j][j] = Math.sqrt(teach) * noise / Math.sqrt(v);
                }
            }
            for (int i = 0; i < x.rows(); i++) {
                for (int p = 0; p < mean.length; p++) {
                    pixels[i][p] = (x.get(i, p) - mean[p]) / deviation;
                }
            }
        }

        double[] columns(int row, int p, boolean isCausal) {
            int[] shape = x.rowShape();
            int y = p / shape[2];
            int z = p % shape[2];
            List<Double> all = new ArrayList<>();
            for (double v : layer[row]) {
                all.add(0.3 * v);
            }
            int cy = y * map[1] / shape[1];
            int cz = z * map[2] / shape[2];
            for (int c = 0; c < map[0]; c++) {
                for (int a = Math.max(0, cy - 1); a <= Math.min(map[1] - 1, cy + 1); a++) {
                    for (int b = Math.max(0, cz - 1); b <= Math.min(map[2] - 1, cz + 1); b++) {
                        all.add(layer[row][(c * map[1] + a) * map[2] + b]);
                    }
                }
            }
            for (int q = 0; isCausal && q < p; q++) {
                if (y - q / shape[2] <= 1 && Math.abs(z - q % shape[2]) <= 1) {
                    all.add(pixels[row][q]);
                }
            }
            return all.stream().mapToDouble(v -> v).toArray();
        }

        /** What a regression on the first rows, one of them left out, predicts of a row. */
        double predict(int teach, int leftOut, int row, int p, boolean isCausal, double ridge) {
            int d = columns(0, p, isCausal).length;
            double[][] normal = new double[d][d];
            double[] right = new double[d];
            for (int i = 0; i < layer.length; i++) {
                if (i == leftOut || i >= teach && i < x.rows()) {
                    continue;
                }
                double[] u = columns(i, p, isCausal);
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b < d; b++) {
                        normal[a][b] += u[a] * u[b];
                    }
                    right[a] += u[a] * pixels[i][p];
                }
            }
            for (int a = 0; a < d; a++) {
                normal[a][a] += ridge;
            }
            double[][] inverse = new Cholesky(normal, ridge / 2).inverse();
            double[] u = columns(row, p, isCausal);
            double sum = 0;
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    sum += u[a] * inverse[a][b] * right[b];
                }
            }
            return mean[p] + sum * deviation;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void leaveOneOutValuesAndPredictionsAreThoseOfExplicitRefits(int fold) {
        int teach = 30;
        Samples x = KnownImages.uniformBytes(teach + 5, 4, 1);
        Samples same = filtered(x, 2, 2);
        Samples t = fold == 1 ? same : same.reshape(8, 2, 2);
        Plain plain = new Plain(x, t, teach);
        try (Reconstruction learned =
                FAMILY.causalRadius(1).ridge(2).reconstruct(x.slice(0, teach), t.slice(0, teach))) {
            Reconstructed taught = learned.taught();
            Reconstructed others = learned.of(x.slice(teach, teach + 5), t.slice(teach, teach + 5));
            for (int p : new int[] {0, 3, 6, 9, 15}) {
                for (int i = 0; i < 6; i++) {
                    assertThat((double) taught.visible().get(i, p))
                            .isCloseTo(plain.predict(teach, i, i, p, false, 2), within(0.05));
                    assertThat((double) taught.mean().get(i, p))
                            .isCloseTo(plain.predict(teach, i, i, p, true, 2), within(0.05));
                }
                for (int i = 0; i < 5; i++) {
                    assertThat((double) others.visible().get(i, p))
                            .isCloseTo(plain.predict(teach, -1, teach + i, p, false, 2), within(0.05));
                    assertThat((double) others.mean().get(i, p))
                            .isCloseTo(plain.predict(teach, -1, teach + i, p, true, 2), within(0.05));
                }
            }
        }
    }

    /** What noise adds to a prediction is known from rows that taught under it and without it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void noiseCountsAsInfinitelyManyDrawsOfIt(int fold) {
        int teach = 30;
        ConditionNoise noise = new ConditionNoise(60, 7);
        Samples x = KnownImages.uniformBytes(teach + 5, 4, 1);
        Samples same = filtered(x, 2, 2);
        Samples t = fold == 1 ? same : same.reshape(8, 2, 2);
        Samples tFit = t.slice(0, teach);
        Plain plain = new Plain(x, t, teach, noise.sigma());
        try (Reconstruction learned = FAMILY.causalRadius(1).ridge(2).reconstruct(x.slice(0, teach), tFit, noise)) {
            Reconstructed taught = learned.taught();
            Reconstructed others = learned.of(x.slice(teach, teach + 5), t.slice(teach, teach + 5));
            Reconstructed clean = learned.of(x.slice(0, teach), tFit);
            assertThat(taught.mean().rows()).isEqualTo(teach * learned.draws());
            for (int draw = 0; draw < learned.draws(); draw++) {
                int[] rows = IntStream.range(0, teach).toArray();
                Reconstructed noisy =
                        learned.of(x.slice(0, teach), noise.drawn(tFit, rows, ConditionNoise.fresh(draw)));
                for (int p : new int[] {0, 3, 6, 9, 15}) {
                    for (int i = 0; i < 6; i++) {
                        int at = draw * teach + i;
                        double moved =
                                noisy.visible().get(i, p) - clean.visible().get(i, p);
                        assertThat(taught.visible().get(at, p) - moved)
                                .isCloseTo(plain.predict(teach, i, i, p, false, 2), within(0.05));
                        double movedMean = noisy.mean().get(i, p) - clean.mean().get(i, p);
                        assertThat(taught.mean().get(at, p) - movedMean)
                                .isCloseTo(plain.predict(teach, i, i, p, true, 2), within(0.05));
                    }
                }
            }
            for (int p : new int[] {0, 3, 6, 9, 15}) {
                for (int i = 0; i < 5; i++) {
                    assertThat((double) others.visible().get(i, p))
                            .isCloseTo(plain.predict(teach, -1, teach + i, p, false, 2), within(0.05));
                    assertThat((double) others.mean().get(i, p))
                            .isCloseTo(plain.predict(teach, -1, teach + i, p, true, 2), within(0.05));
                }
            }
        }
    }

    /** A window of many values that say little: a regression on one draw of noise learns the noise. */
    @Test
    void withNoiseRowsThatTaughtArePredictedAsWellAsOthersAndAllBetterThanFromOneDraw() {
        Samples x = KnownImages.uniformBytes(1000, 6, 1);
        Samples t = filtered(x, 24, 2);
        ConditionNoise noise = new ConditionNoise(150, 7);
        Samples noisy = noise.fixed(t);
        Samples fit = x.slice(0, 400);
        Samples rest = x.slice(400, 1000);
        double once;
        try (Reconstruction learned = FAMILY.reconstruct(fit, noisy.slice(0, 400))) {
            once = error(rest, learned.of(rest, noisy.slice(400, 1000)).mean());
        }
        try (Reconstruction learned = FAMILY.reconstruct(fit, t.slice(0, 400), noise)) {
            double others = error(rest, learned.of(rest, noisy.slice(400, 1000)).mean());
            for (int draw = 0; draw < learned.draws(); draw++) {
                double taught = error(fit, learned.taught().mean().slice(draw * 400, (draw + 1) * 400));
                assertThat(taught / others).isBetween(0.97, 1.03);
            }
            assertThat(others).isLessThan(0.95 * once);
        }
    }

    @Test
    void landmarksLearnFromOneDrawOfNoise() {
        Samples x = KnownImages.uniformBytes(200, 4, 1);
        Samples t = filtered(x, 2, 2);
        ConditionNoise noise = new ConditionNoise(60, 7);
        try (Reconstruction learned = FAMILY.landmarks(20).reconstruct(x, t, noise);
                Reconstruction once = FAMILY.landmarks(20).reconstruct(x, noise.fixed(t))) {
            assertThat(learned.draws()).isEqualTo(1);
            assertThat(learned.taught().mean().toArray())
                    .isEqualTo(once.taught().mean().toArray());
        }
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
}
