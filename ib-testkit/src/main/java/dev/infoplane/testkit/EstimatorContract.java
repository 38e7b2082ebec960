package dev.infoplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.Capabilities;
import dev.infoplane.estimate.spi.Capabilities.Invariance;
import dev.infoplane.estimate.spi.Capabilities.Variables;
import dev.infoplane.estimate.spi.EstimatorProvider;
import dev.infoplane.estimate.spi.EstimatorRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The contract of an estimator. Extend it, name the id, and all that the provider claims is checked: known truths in the
 * sense of its bound, shuffled pairs, the order of rows, other codes of labels, exchanged sides, symmetry, dimensions and invariances where claimed, same seed same bits, several
 * threads, few rows and constant sides, refusal of bad input and of bad settings, and that the caller's arrays stay as they
 * were.
 *
 * <pre>{@code
 * class SpearmanTest extends EstimatorContract {
 *     SpearmanTest() {
 *         super("spearman");
 *     }
 * }
 * }</pre>
 */
public abstract class EstimatorContract {
    /** What was measured already, by class of tests and pair. */
    private static final Map<String, Estimate> MEASURED = new ConcurrentHashMap<>();

    private final EstimatorProvider provider;

    /** The contract of the estimator that the class path provides under this id. */
    protected EstimatorContract(String id) {
        this(EstimatorRegistry.load().provider(id));
    }

    /** The contract of what a provider makes. */
    protected EstimatorContract(EstimatorProvider provider) {
        this.provider = provider;
    }

    /** The settings to test; defaults unless overridden. */
    protected Map<String, ?> settings() {
        return Map.of();
    }

    /** By how many nats a value may miss the truth at {@link #samples()}; 0.1 unless overridden. */
    protected double tolerance() {
        return 0.1;
    }

    /** By how many nats a bound may lie on its side of zero for pairs that hold nothing; 0.5 unless overridden. */
    protected double looseness() {
        return 0.5;
    }

    /** The size of the test samples; 2000 unless overridden. */
    protected int samples() {
        return 2000;
    }

    private Capabilities can() {
        return provider.capabilities();
    }

    private MiEstimator estimator() {
        return provider.create(settings());
    }

    private List<KnownPair> pairs() {
        return Pairs.of(can(), samples());
    }

    private Estimate measure(KnownPair pair) {
        return estimator().estimate(pair.x(), pair.t(), 1);
    }

    /** What any of these tests measured of a pair, once: {@link #sameSeedGivesTheSameBits} holds that it would be the same again. */
    private Estimate measured(KnownPair pair) {
        String key = getClass().getName() + "," + pair.name() + ","
                + Arrays.hashCode(pair.x().toArray()) + ","
                + Arrays.hashCode(pair.t().toArray());
        return MEASURED.computeIfAbsent(key, first -> measure(pair));
    }

    private void check(KnownPair pair) {
        check(pair, measured(pair));
    }

    private void check(KnownPair pair, Estimate estimate) {
        EstimateAssert that = EstimateAssert.assertThat(estimate).as(pair.name());
        double truth = pair.truth().nats();
        switch (can().bound()) {
            case LOWER, DECODABLE -> that.isAtMostNats(truth, tolerance());
            case UPPER -> that.isAtLeastNats(truth, tolerance());
            case POINT, EXACT -> that.isCloseToNats(truth, tolerance());
            case RELATED -> that.isAtLeastNats(0, tolerance());
        }
    }

    /** The provider, its product and the results go by one id and state the bound that was declared. */
    @Test
    public void idAndBoundAreThoseDeclared() {
        Estimate estimate = measured(pairs().get(0));
        assertThat(estimator().id()).isEqualTo(provider.id());
        assertThat(estimate.estimator()).isEqualTo(provider.id());
        assertThat(estimate.bound()).isEqualTo(can().bound());
        assertThat(estimate.samples()).isPositive();
    }

    /** Every estimate says the settings of its estimator, so that a stored result is found again by an equal one only. */
    @Test
    public void everyEstimateCarriesTheSettingsOfItsEstimator() {
        for (KnownPair pair : pairs()) {
            assertThat(measured(pair).settings())
                    .as(pair.name())
                    .isEqualTo(estimator().settings());
        }
    }

    /** Pairs with exact values are measured as the bound claims. */
    @Test
    public void knownTruthsAreMet() {
        pairs().forEach(this::check);
    }

    /** Dependent pairs read more than the same pairs shuffled: no bound may be had by answering a constant. */
    @Test
    public void dependenceIsSeen() {
        for (KnownPair pair : pairs()) {
            double dependent = measured(pair).value().nats();
            double independent = measured(pair.shuffled(9)).value().nats();
            assertThat(dependent).as(pair.name()).isGreaterThan(independent);
        }
    }

    /** Pairs that were shuffled hold nothing; a bound may miss that on its side by {@link #looseness()}. */
    @Test
    public void shuffledPairsHoldNothing() {
        if (can().bound() != BoundKind.RELATED) {
            for (KnownPair pair : pairs()) {
                KnownPair independent = pair.shuffled(11);
                check(independent);
                double loose = can().bound() == BoundKind.POINT ? tolerance() : looseness();
                EstimateAssert.assertThat(measured(independent))
                        .as(independent.name())
                        .isCloseToNats(0, loose);
            }
        } else {
            KnownPair pair = pairs().get(0).shuffled(11);
            double again = measured(pair.shuffled(12)).value().nats();
            assertThat(measured(pair).value().nats()).isCloseTo(again, within(tolerance()));
        }
    }

    /** Exchanging x and t changes no more than rounding, where symmetry is claimed. */
    @Test
    public void sidesCanBeExchangedWhereSymmetryIsClaimed() {
        assumeTrue(can().symmetric(), "symmetry is not claimed");
        for (KnownPair pair : pairs()) {
            double swapped = estimator().estimate(pair.t(), pair.x(), 1).value().nats();
            assertThat(swapped).as(pair.name()).isCloseTo(measured(pair).value().nats(), within(1e-6));
        }
    }

    /** The maps that the provider claims change no more than rounding. */
    @Test
    public void claimedMapsChangeNothing() {
        for (Invariance invariance : can().invariances()) {
            for (KnownPair pair : pairs()) {
                boolean labels = pair.x().rowShape().length == 0;
                Samples x = labels && invariance != Invariance.RELABELLING ? pair.x() : Maps.of(invariance, pair.x());
                Samples t = Maps.of(invariance, pair.t());
                assertThat(estimator().estimate(x, t, 1).value().nats())
                        .as(pair.name() + " under " + invariance)
                        .isCloseTo(measured(pair).value().nats(), within(1e-3));
            }
        }
    }

    /** Sorting the rows of both sides alike moves a value by no more than two {@link #tolerance()}: their order means nothing. */
    @Test
    public void theOrderOfRowsMeansNothing() {
        for (KnownPair pair : pairs()) {
            KnownPair sorted = pair.sorted();
            assertThat(measured(sorted).value().nats())
                    .as(sorted.name())
                    .isCloseTo(measured(pair).value().nats(), within(2 * tolerance()));
        }
    }

    /** Labels are names: other numbers for the same classes change no more than rounding. */
    @Test
    public void labelsCanBeRecoded() {
        assumeTrue(can().bound() != BoundKind.RELATED, "related quantities may take labels for amounts");
        for (KnownPair pair : Pairs.withLabels(can(), samples())) {
            KnownPair recoded = pair.recoded();
            assertThat(measured(recoded).value().nats())
                    .as(recoded.name())
                    .isCloseTo(measured(pair).value().nats(), within(1e-3));
        }
    }

    /** With its sides exchanged, a pair reads as the bound claims, or the result warns, or there is a refusal in words. */
    @Test
    public void exchangedSidesAreMeasuredWarnedOfOrRefused() {
        for (KnownPair pair : pairs()) {
            for (KnownPair given : List.of(pair.exchanged(), pair.shuffled(13).exchanged())) {
                Refusals.unlessAnsweredOrWarned(estimator(), given, this::check);
            }
        }
    }

    /** Values that all differ are not read as symbols in silence, whichever side they are on. */
    @Test
    public void valuesThatAllDifferAreNoSymbols() {
        assumeTrue(can().bound() == BoundKind.POINT, "the claim is not one about the distribution");
        KnownPair pair = KnownPair.separateClusters(samples(), 2, 14).shuffled(15);
        for (KnownPair given : List.of(pair, pair.exchanged())) {
            Refusals.unlessAnsweredOrWarned(estimator(), given, this::check);
        }
    }

    /** The seed is the only randomness, and preparing changes no bit. */
    @Test
    public void sameSeedGivesTheSameBits() {
        KnownPair pair = pairs().get(0);
        Estimate first = measure(pair);
        assertSameBits(first, measure(pair));
        try (MiEstimator.Prepared prepared = estimator().prepare(pair.x(), 1)) {
            assertSameBits(first, prepared.estimate(pair.t()));
            assertSameBits(first, prepared.estimate(pair.t()));
        }
    }

    /** Several threads may use one estimator at once. */
    @Test
    public void threadsDoNotDisturbEachOther() throws Exception {
        KnownPair pair = pairs().get(0);
        MiEstimator shared = estimator();
        Estimate alone = shared.estimate(pair.x(), pair.t(), 1);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Callable<Estimate> task = () -> shared.estimate(pair.x(), pair.t(), 1);
            for (Future<Estimate> together : threads.invokeAll(List.of(task, task, task))) {
                assertSameBits(alone, together.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    /** The caller's arrays are left as they were. */
    @Test
    public void callersArraysStayAsTheyWere() {
        for (KnownPair pair : pairs()) {
            float[] x = pair.x().toArray();
            float[] t = pair.t().toArray();
            measure(pair);
            assertThat(pair.x().toArray()).isEqualTo(x);
            assertThat(pair.t().toArray()).isEqualTo(t);
        }
    }

    /** NaN, infinity, no rows and unequal numbers of rows are refused, prepared or not. */
    @Test
    public void badInputIsRefused() {
        Refusals.ofBadInput(estimator(), pairs().get(0));
    }

    /**
     * One row, two rows and constant sides are either refused with a message or answered with a finite value. For constant
     * sides that value is zero (for a bound, within {@link #looseness()}) unless the result warns.
     */
    @Test
    public void fewRowsAndConstantSidesAreAnsweredOrRefused() {
        double loose = can().bound() == BoundKind.POINT ? tolerance() : looseness();
        Refusals.ofAwkwardInput(estimator(), pairs().get(0), can().bound(), loose);
    }

    /** Unknown settings and values of the wrong type are refused by name; defaults can be given, as values or as text. */
    @Test
    public void settingsAreThoseDeclared() {
        Refusals.ofBadSettings(provider);
    }

    /** More dimensions than claimed are refused, or the result warns. */
    @Test
    public void dimensionsBeyondThoseClaimedAreNotTakenInSilence() {
        boolean vectors = can().variables().contains(Variables.CONTINUOUS);
        assumeTrue(vectors && can().maxDimensions() < 64, "any number of dimensions is claimed");
        Refusals.ofTooManyDimensions(estimator(), can().maxDimensions(), samples());
    }

    private static void assertSameBits(Estimate expected, Estimate actual) {
        assertThat(actual.value()).isEqualTo(expected.value());
        assertThat(actual.standardError()).isEqualTo(expected.standardError());
        assertThat(actual.pointwiseNats().map(Arrays::hashCode))
                .isEqualTo(expected.pointwiseNats().map(Arrays::hashCode));
    }
}
