package dev.infoplane.estimators.neural;

import dev.infoplane.testkit.EstimatorContract;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Every neural estimator keeps the contract that the test kit checks, at a small budget. */
@Tag("long")
public class NeuralContractTest {
    /** The ids that are tested here. */
    public static final Set<String> IDS = Set.of(
            "donsker-varadhan",
            "mine",
            "nwj",
            "infonce",
            "infonce-anchored",
            "jensen-shannon",
            "smile",
            "flo",
            "club",
            "doe",
            "lmi");

    private abstract static class Small extends EstimatorContract {
        Small(String id) {
            super(id);
        }

        @Override
        protected int samples() {
            return 1000;
        }

        @Override
        protected double tolerance() {
            return 0.15;
        }

        @Override
        protected Map<String, ?> settings() {
            return Map.of("steps", 300);
        }
    }

    @Nested
    class DonskerVaradhanContract extends Small {
        DonskerVaradhanContract() {
            super("donsker-varadhan");
        }
    }

    @Nested
    class MineContract extends Small {
        MineContract() {
            super("mine");
        }
    }

    @Nested
    class NwjContract extends Small {
        NwjContract() {
            super("nwj");
        }
    }

    @Nested
    class InfoNceContract extends Small {
        InfoNceContract() {
            super("infonce");
        }
    }

    @Nested
    class AnchoredInfoNceContract extends Small {
        AnchoredInfoNceContract() {
            super("infonce-anchored");
        }

        /** The penalty shrinks the scores of clusters apart; a tenth of the value is part of its standard error. */
        @Override
        protected double tolerance() {
            return 0.25;
        }
    }

    @Nested
    class JensenShannonContract extends Small {
        JensenShannonContract() {
            super("jensen-shannon");
        }
    }

    @Nested
    class SmileContract extends Small {
        SmileContract() {
            super("smile");
        }

        /** The penalty shrinks the scores of clusters apart; a tenth of the value is part of its standard error. */
        @Override
        protected double tolerance() {
            return 0.25;
        }
    }

    @Nested
    class FloContract extends Small {
        FloContract() {
            super("flo");
        }
    }

    @Nested
    class ClubContract extends Small {
        ClubContract() {
            super("club");
        }
    }

    @Nested
    class DifferenceOfEntropiesContract extends Small {
        DifferenceOfEntropiesContract() {
            super("doe");
        }
    }

    @Nested
    class LatentMiContract extends Small {
        LatentMiContract() {
            super("lmi");
        }

        /** Neighbours among 300 measured rows vary by a third of the tolerance; among 600 they do by a quarter. */
        @Override
        protected int samples() {
            return 2000;
        }
    }
}
