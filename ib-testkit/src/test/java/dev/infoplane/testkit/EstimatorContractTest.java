package dev.infoplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimate.spi.Capabilities;
import dev.infoplane.estimate.spi.Capabilities.Invariance;
import dev.infoplane.estimate.spi.Capabilities.Variables;
import dev.infoplane.estimate.spi.EstimatorProvider;
import dev.infoplane.estimate.spi.Setting;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The contract finds estimators that break it. */
class EstimatorContractTest {
    private static final AtomicInteger CALLS = new AtomicInteger();

    /** Breaks every rule: counts its calls, looks at one side only, takes anything, claims what it does not hold. */
    record Broken() implements MiEstimator {
        @Override
        public String id() {
            return "other";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            double nats = x.rows() == 0 ? 0 : x.get(0, 0) + CALLS.incrementAndGet();
            return Estimate.of(
                            Information.ofNats(Double.isFinite(nats) ? nats : 0), BoundKind.UPPER, id(), x.rows() + 1)
                    .build();
        }
    }

    static class BrokenContract extends EstimatorContract {
        BrokenContract() {
            super(EstimatorProvider.of(
                    "broken",
                    Capabilities.of(BoundKind.POINT, Variables.CONTINUOUS)
                            .asSymmetric()
                            .invariantUnder(Invariance.SCALING),
                    new Broken(),
                    broken -> broken));
        }
    }

    /** Keeps its bound by saying nothing, and is made by a provider that takes any setting and any dimension. */
    record Idle() implements MiEstimator {
        @Override
        public String id() {
            return "idle";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            Samples.requireMatched(x, t, 1);
            return Estimate.of(Information.ofNats(-1), BoundKind.LOWER, id(), x.rows())
                    .build();
        }
    }

    private static final class IdleProvider implements EstimatorProvider {
        @Override
        public String id() {
            return "idle";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of(BoundKind.LOWER, Variables.CONTINUOUS).upToDimensions(1);
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public MiEstimator create(Map<String, ?> values) {
            return new Idle();
        }
    }

    static class IdleContract extends EstimatorContract {
        IdleContract() {
            super(new IdleProvider());
        }
    }

    /** Takes the numbers of classes for amounts. */
    record Amounts() implements MiEstimator {
        @Override
        public String id() {
            return "amounts";
        }

        @Override
        public Estimate estimate(Samples x, Samples t, long seed) {
            Samples.requireMatched(x, t, 1);
            double sum = 0;
            for (int i = 0; i < x.rows(); i++) {
                sum += Math.abs(x.get(i, 0));
            }
            return Estimate.of(Information.ofNats(sum / x.rows()), BoundKind.POINT, id(), x.rows())
                    .build();
        }
    }

    static class AmountsContract extends EstimatorContract {
        AmountsContract() {
            super(EstimatorProvider.of(
                    "amounts", Capabilities.of(BoundKind.POINT, Variables.MIXED), new Amounts(), amounts -> amounts));
        }
    }

    @Test
    void anEstimatorThatTakesLabelsForAmountsIsFound() {
        assertThat(failures(AmountsContract.class))
                .contains("labelsCanBeRecoded()", "exchangedSidesAreMeasuredWarnedOfOrRefused()");
    }

    private static List<String> failures(Class<?> contract) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(contract))
                                .build(),
                        listener);
        return listener.getSummary().getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName())
                .toList();
    }

    @Test
    void anEstimatorThatSaysNothingIsFound() {
        assertThat(failures(IdleContract.class))
                .containsExactlyInAnyOrder(
                        "dependenceIsSeen()",
                        "shuffledPairsHoldNothing()",
                        "settingsAreThoseDeclared()",
                        "dimensionsBeyondThoseClaimedAreNotTakenInSilence()");
    }

    @Test
    void everyBrokenRuleIsFound() {
        assertThat(failures(BrokenContract.class))
                .containsExactlyInAnyOrder(
                        "idAndBoundAreThoseDeclared()",
                        "knownTruthsAreMet()",
                        "dependenceIsSeen()",
                        "shuffledPairsHoldNothing()",
                        "sidesCanBeExchangedWhereSymmetryIsClaimed()",
                        "claimedMapsChangeNothing()",
                        "sameSeedGivesTheSameBits()",
                        "threadsDoNotDisturbEachOther()",
                        "theOrderOfRowsMeansNothing()",
                        "exchangedSidesAreMeasuredWarnedOfOrRefused()",
                        "valuesThatAllDifferAreNoSymbols()",
                        "badInputIsRefused()",
                        "fewRowsAndConstantSidesAreAnsweredOrRefused()");
    }
}
