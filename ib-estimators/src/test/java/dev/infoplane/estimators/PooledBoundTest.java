package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.density.Folds;
import dev.infoplane.density.PooledDensities;
import dev.infoplane.density.PooledDensity;
import dev.infoplane.density.PooledFamily;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PointKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PooledBoundTest {
    private static final int ROWS = 1200;
    private static final Samples X = labels(i -> i % 2);

    private static Samples labels(IntUnaryOperator label) {
        return Samples.ofLabels(IntStream.range(0, ROWS).map(label).toArray());
    }

    /** Knows x as far as t equals it: certain where every taught row agrees, else even; q(x) is even. */
    private static class Copier implements PooledFamily {
        private final List<String> asked = new ArrayList<>();
        private boolean isClosed;

        @Override
        public String id() {
            return "copier";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("folds", "of its own");
        }

        @Override
        public PooledDensities learn(
                Samples x, Folds folds, Map<String, ? extends Supplier<Samples>> points, long seed) {
            Map<String, PooledDensity> all = new TreeMap<>();
            points.forEach((name, reader) -> {
                asked.add(name);
                boolean isCopy = Arrays.equals(reader.get().toArray(), x.toArray());
                all.put(name, density(folds, x, isCopy ? 0 : -Math.log(2)));
            });
            return new PooledDensities() {
                @Override
                public PooledDensity given(String point) {
                    return all.get(point);
                }

                @Override
                public PooledDensity marginal() {
                    return density(folds, x, -Math.log(2));
                }

                @Override
                public void close() {
                    isClosed = true;
                }
            };
        }

        private static PooledDensity density(Folds folds, Samples x, double nats) {
            return new PooledDensity() {
                @Override
                public double[] logLikelihood() {
                    return filled(folds.measure(x).rows(), nats);
                }

                @Override
                public double[] validationLogLikelihood() {
                    return filled(folds.validate(x).rows(), nats);
                }

                @Override
                public LearningCurve learningCurve() {
                    return new LearningCurve(List.of());
                }
            };
        }

        private static double[] filled(int count, double value) {
            double[] all = new double[count];
            Arrays.fill(all, value);
            return all;
        }
    }

    private final Copier family = new Copier();
    private final PointKey copy = new PointKey("run", 0, "copy");
    private final PointKey other = new PointKey("run", 0, "other");
    private final Map<PointKey, Samples> stored = Map.of(copy, X, other, labels(i -> i / 2 % 2));

    @Test
    void storedActivationsBecomeAPlane() {
        InformationPlane plane = PooledBound.againstMarginal(family).plane(X, stored.keySet(), stored::get, 1);

        Estimate information = plane.find(copy).orElseThrow().inputInformation().orElseThrow();
        assertThat(information.value().bits()).isCloseTo(1, within(1e-9));
        assertThat(information.bound()).isEqualTo(BoundKind.DECODABLE);
        assertThat(information.samples()).isEqualTo(ROWS / 4);
        assertThat(plane.find(other)
                        .orElseThrow()
                        .inputInformation()
                        .orElseThrow()
                        .value()
                        .bits())
                .isCloseTo(0, within(1e-9));
        assertThat(family.isClosed).isTrue();
    }

    /** What the unconditional density misses is no information that t holds: t takes two values, x four. */
    @Test
    void moreThanTheActivationsCanHoldIsWarnedOf() {
        Samples four = labels(i -> i % 4);
        PooledFamily certain = new Copier() {
            @Override
            public PooledDensities learn(
                    Samples x, Folds folds, Map<String, ? extends Supplier<Samples>> points, long seed) {
                points.values().forEach(Supplier::get);
                return new PooledDensities() {
                    @Override
                    public PooledDensity given(String point) {
                        return Copier.density(folds, x, 0);
                    }

                    @Override
                    public PooledDensity marginal() {
                        return Copier.density(folds, x, -3);
                    }

                    @Override
                    public void close() {}
                };
            }
        };

        Estimate e = PooledBound.againstMarginal(certain)
                .estimate(four, List.of("two values"), name -> X, 1)
                .get("two values");

        assertThat(e.warnings())
                .anySatisfy(w -> assertThat(w)
                        .startsWith("too high: by the values that they take, the activations hold at most 1.00 bits"));
    }

    @Test
    void aKnownEntropyGivesLowerBounds() {
        Map<PointKey, Estimate> bounds = PooledBound.withKnownEntropy(family, Information.ofBits(1))
                .estimate(X, List.of(copy, other), stored::get, 1);

        assertThat(bounds.keySet()).containsExactly(copy, other);
        assertThat(bounds.get(copy).bound()).isEqualTo(BoundKind.LOWER);
        assertThat(bounds.get(copy).value().bits()).isCloseTo(1, within(1e-9));
        assertThat(bounds.get(other).value().bits()).isCloseTo(0, within(1e-9));
    }

    @Test
    void theEntropyOfXMustFitTheSamples() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PooledBound.withKnownEntropy(family, Information.ofBits(3))
                        .estimate(X, List.of(copy), stored::get, 1));
        assertThat(family.asked).isEmpty();
    }

    @Test
    void theSettingsNameThePoolByItsPointsAndTheirActivations() {
        PooledBound bound = PooledBound.againstMarginal(family);
        Map<String, String> both = bound.estimate(X, List.of(copy, other), stored::get, 1)
                .get(copy)
                .settings();
        Map<String, String> turned = bound.estimate(X, List.of(other, copy), stored::get, 1)
                .get(copy)
                .settings();
        Map<String, String> alone =
                bound.estimate(X, List.of(copy), stored::get, 1).get(copy).settings();
        Map<String, String> changed =
                bound.estimate(X, List.of(copy, other), p -> X, 1).get(copy).settings();

        assertThat(both).isEqualTo(turned).isNotEqualTo(alone).isNotEqualTo(changed);
        assertThat(both.get("pool")).startsWith("2 points, ");
        assertThat(both).containsEntry("folds", "8:1:3").containsEntry("family.folds", "of its own");
    }

    @Test
    void pointsOfOneNameAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PooledBound.againstMarginal(family).estimate(X, List.of("a", "a"), p -> X, 1))
                .withMessageContaining("two points of the pool are named 'a'");
    }

    @Test
    void anEmptyPoolIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PooledBound.againstMarginal(family).estimate(X, List.of(), p -> X, 1))
                .withMessageContaining("at least 1 point");
    }

    @Test
    void activationsThatDoNotMatchAreRefusedWithTheNameOfTheirPoint() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PooledBound.againstMarginal(family).estimate(X, List.of("short"), p -> X.slice(0, 9), 1))
                .withMessageContaining("'short'")
                .withMessageContaining("1200 and 9");
    }

    @Test
    void sortedRowsAreWarnedOf() {
        Samples sorted = labels(i -> i < 900 ? i % 2 : i % 3);

        assertThat(PooledBound.againstMarginal(family)
                        .estimate(sorted, List.of("a"), p -> X, 1)
                        .get("a")
                        .warnings())
                .anySatisfy(
                        w -> assertThat(w).startsWith("rows that measure differ from rows that taught: x has mean"));
    }
}
