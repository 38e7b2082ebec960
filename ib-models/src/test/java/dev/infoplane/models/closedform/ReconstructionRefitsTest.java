package dev.infoplane.models.closedform;

import static dev.infoplane.models.closedform.ReconstructionTest.error;
import static dev.infoplane.models.closedform.ReconstructionTest.filtered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.ConditionNoise;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.KnownImages;
import dev.infoplane.models.decoder.PixelLevels;
import dev.infoplane.models.internal.Cholesky;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leave-one-out values, with noise and without, against ridge regressions that are fitted again for each row. */
class ReconstructionRefitsTest {
    private static final ClosedForm FAMILY = ClosedForm.of(PixelLevels.BYTES);

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
}
