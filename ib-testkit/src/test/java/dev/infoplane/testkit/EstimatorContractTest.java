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
import java.util.List;
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

    @Test
    void everyBrokenRuleIsFound() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(BrokenContract.class))
                                .build(),
                        listener);
        List<String> broken = listener.getSummary().getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName())
                .toList();
        assertThat(broken)
                .containsExactlyInAnyOrder(
                        "idAndBoundAreThoseDeclared()",
                        "knownTruthsAreMet()",
                        "shuffledPairsHoldNothing()",
                        "sidesCanBeExchangedWhereSymmetryIsClaimed()",
                        "claimedMapsChangeNothing()",
                        "sameSeedGivesTheSameBits()",
                        "threadsDoNotDisturbEachOther()",
                        "badInputIsRefused()");
    }
}
