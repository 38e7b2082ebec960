package dev.infoplane.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.spi.EstimatorRegistry;
import dev.infoplane.estimators.neural.NeuralContractTest;
import dev.infoplane.testkit.EstimatorContract;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every estimator of the plug-in keeps the contract that the test kit checks. */
class ContractTest {
    private static final Set<String> TESTED = new TreeSet<>(Arrays.asList(
            "ksg1",
            "ksg2",
            "ksg-mixed",
            "ksg-lnc",
            "label-knn",
            "kozachenko-leonenko",
            "gaussian",
            "gaussian-copula",
            "discrete",
            "exact",
            "binning-width",
            "binning-count",
            "binning-quantile",
            "binning-range",
            "pairwise-lower",
            "pairwise-upper",
            "matrix-renyi",
            "sliced-mean",
            "sliced-max"));

    /** Estimators that train networks are tested beside their package. */
    @Test
    void noEstimatorIsLeftOut() {
        Set<String> all = new TreeSet<>(TESTED);
        all.addAll(NeuralContractTest.IDS);
        assertThat(EstimatorRegistry.load().ids()).isEqualTo(all);
    }

    @Nested
    class Ksg1Contract extends EstimatorContract {
        Ksg1Contract() {
            super("ksg1");
        }
    }

    @Nested
    class Ksg2Contract extends EstimatorContract {
        Ksg2Contract() {
            super("ksg2");
        }
    }

    @Nested
    class KsgMixedContract extends EstimatorContract {
        KsgMixedContract() {
            super("ksg-mixed");
        }
    }

    @Nested
    class KsgLncContract extends EstimatorContract {
        KsgLncContract() {
            super("ksg-lnc");
        }
    }

    @Nested
    class LabelKnnContract extends EstimatorContract {
        LabelKnnContract() {
            super("label-knn");
        }
    }

    @Nested
    class KozachenkoLeonenkoContract extends EstimatorContract {
        KozachenkoLeonenkoContract() {
            super("kozachenko-leonenko");
        }
    }

    @Nested
    class GaussianContract extends EstimatorContract {
        GaussianContract() {
            super("gaussian");
        }
    }

    @Nested
    class GaussianCopulaContract extends EstimatorContract {
        GaussianCopulaContract() {
            super("gaussian-copula");
        }
    }

    @Nested
    class DiscreteContract extends EstimatorContract {
        DiscreteContract() {
            super("discrete");
        }
    }

    @Nested
    class ExactContract extends EstimatorContract {
        ExactContract() {
            super("exact");
        }
    }

    @Nested
    class BinningWidthContract extends EstimatorContract {
        BinningWidthContract() {
            super("binning-width");
        }

        @Override
        protected Map<String, ?> settings() {
            return Map.of("width", 5);
        }
    }

    @Nested
    class BinningCountContract extends EstimatorContract {
        BinningCountContract() {
            super("binning-count");
        }

        @Override
        protected Map<String, ?> settings() {
            return Map.of("count", 40, "low", -10, "high", 110);
        }
    }

    @Nested
    class BinningQuantileContract extends EstimatorContract {
        BinningQuantileContract() {
            super("binning-quantile");
        }

        @Override
        protected Map<String, ?> settings() {
            return Map.of("count", 10);
        }
    }

    @Nested
    class BinningRangeContract extends EstimatorContract {
        BinningRangeContract() {
            super("binning-range");
        }
    }

    @Nested
    class PairwiseLowerContract extends EstimatorContract {
        PairwiseLowerContract() {
            super("pairwise-lower");
        }

        /** Half of ln 4 = 0.69, by which the bounds on the entropy of a wide density differ, and bias of few samples. */
        @Override
        protected double looseness() {
            return 0.8;
        }
    }

    @Nested
    class PairwiseUpperContract extends EstimatorContract {
        PairwiseUpperContract() {
            super("pairwise-upper");
        }

        /** Half of ln 4 = 0.69, by which the bounds on the entropy of a wide density differ, and bias of few samples. */
        @Override
        protected double looseness() {
            return 0.8;
        }
    }

    @Nested
    class MatrixRenyiContract extends EstimatorContract {
        MatrixRenyiContract() {
            super("matrix-renyi");
        }

        @Override
        protected Map<String, ?> settings() {
            return Map.of("maxSamples", 200);
        }
    }

    @Nested
    class SlicedMeanContract extends EstimatorContract {
        SlicedMeanContract() {
            super("sliced-mean");
        }

        @Override
        protected Map<String, ?> settings() {
            return Map.of("slices", 5);
        }
    }

    @Nested
    class SlicedMaxContract extends EstimatorContract {
        SlicedMaxContract() {
            super("sliced-max");
        }

        @Override
        protected Map<String, ?> settings() {
            return Map.of("slices", 5);
        }
    }
}
