package dev.infoplane.estimators.neural;

import static dev.infoplane.testkit.EstimateAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Samples;
import dev.infoplane.estimators.MarginalTransform;
import dev.infoplane.estimators.neural.internal.RowOrder;
import dev.infoplane.testkit.KnownPair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CriticEstimatorTest {
    private static final CriticTraining SHORT =
            CriticTraining.standard().withSteps(300).withBatch(64).withRate(5e-3);
    private static final CriticTraining TINY = SHORT.withSteps(40).withBatch(32);

    private static CriticEstimator of(VariationalBound bound) {
        return CriticEstimator.of(bound).withTraining(SHORT);
    }

    private static Estimate measure(CriticEstimator estimator, KnownPair pair) {
        return estimator.estimate(pair.x(), pair.t(), 1);
    }

    @ParameterizedTest
    @EnumSource(VariationalBound.class)
    void correlatedNormalsReadTheirInformationAndItsClaim(VariationalBound bound) {
        KnownPair pair = KnownPair.gaussian(1500, 1, 0.8, 3);
        Estimate estimate = measure(of(bound), pair);
        assertThat(estimate).isCloseToNats(pair.truth().nats(), 0.12);
        assertThat(estimate.bound()).isEqualTo(bound.kind());
        assertThat(estimate.estimator()).isEqualTo(bound.id());
        assertThat(estimate.samples()).isEqualTo(450);
        assertThat(estimate.pointwiseNats().orElseThrow()).hasSize(450);
        assertThat(estimate.learningCurve().orElseThrow().points().get(0).crossEntropyNats())
                .as("an untrained critic reads nothing")
                .isCloseTo(0, within(1e-9));
    }

    /** Roles are dealt out by what rows hold; labels may change their codes too. */
    @Test
    void theOrderOfRowsChangesNoBit() {
        CriticEstimator tiny = CriticEstimator.of(VariationalBound.NWJ).withTraining(TINY);
        for (KnownPair pair : List.of(
                KnownPair.gaussian(300, 2, 0.6, 1),
                KnownPair.separateClusters(300, 3, 2),
                KnownPair.symmetricChannel(300, 4, 0.2, 3))) {
            Estimate given = measure(tiny, pair);
            assertThat(measure(tiny, pair.sorted()).value()).as(pair.name()).isEqualTo(given.value());
            if (pair.x().rowShape().length == 0) {
                assertThat(measure(tiny, pair.recoded()).value())
                        .as(pair.name())
                        .isEqualTo(given.value());
            }
        }
    }

    /** Of labels, which rows measure depends on t: a difference between two t must not take them for the same rows. */
    @Test
    void samplesArePairedOnlyWhereXTellsRowsApart() {
        CriticEstimator tiny = CriticEstimator.of(VariationalBound.NWJ).withTraining(TINY);
        KnownPair normal = KnownPair.gaussian(300, 2, 0.6, 1);
        KnownPair clusters = KnownPair.separateClusters(300, 3, 2);
        assertThat(measure(tiny, normal).pointwiseNats()).isPresent();
        assertThat(measure(tiny, clusters).pointwiseNats().isPresent()).isEqualTo(RowOrder.restsOn(clusters.x()));
        assertThat(RowOrder.restsOn(normal.x())).isTrue();
        assertThat(RowOrder.restsOn(KnownPair.symmetricChannel(300, 4, 0.2, 3).x()))
                .isFalse();
    }

    @Test
    void anUntrainedCriticThatNeverImprovesReadsExactlyNothing() {
        KnownPair pair = KnownPair.gaussian(400, 1, 0.5, 4);
        CriticTraining hopeless = TINY.withSteps(1).withRate(1e-9);
        assertThat(measure(of(VariationalBound.NWJ).withTraining(hopeless), pair))
                .isCloseToNats(0, 1e-6);
    }

    @Test
    void aSeparableCriticReadsTheInformationToo() {
        KnownPair pair = KnownPair.gaussian(1500, 1, 0.8, 3);
        Estimate estimate = measure(of(VariationalBound.INFO_NCE).withCritic(Critic.separable(64, 2, 16)), pair);
        assertThat(estimate).isCloseToNats(pair.truth().nats(), 0.12);
        assertThat(estimate.settings()).containsEntry("critic", "SEPARABLE").containsEntry("embedding", "16");
    }

    @Test
    void theSeedIsTheOnlyRandomness() {
        KnownPair pair = KnownPair.gaussian(300, 2, 0.5, 4);
        CriticEstimator estimator = of(VariationalBound.MINE).withTraining(TINY);
        double[] first = measure(estimator, pair).pointwiseNats().orElseThrow();
        assertThat(measure(estimator, pair).pointwiseNats().orElseThrow()).isEqualTo(first);
        assertThat(estimator.estimate(pair.x(), pair.t(), 2).pointwiseNats().orElseThrow())
                .isNotEqualTo(first);
    }

    @Test
    void aKilledTrainingResumesAndEndsInTheSameBits(@TempDir Path folder) {
        KnownPair pair = KnownPair.gaussian(300, 2, 0.5, 4);
        List<Integer> steps = new ArrayList<>();
        for (VariationalBound bound : List.of(VariationalBound.MINE, VariationalBound.FLO)) {
            CriticEstimator plain = of(bound).withTraining(TINY);
            assertThatThrownBy(() -> measure(
                            plain.withTraining(TINY.checkpointsIn(folder).onProgress((step, all) -> {
                                if (step == 25) {
                                    throw new CancellationException("killed");
                                }
                            })),
                            pair))
                    .isInstanceOf(CancellationException.class);
            steps.clear();
            Estimate resumed = measure(
                    plain.withTraining(TINY.checkpointsIn(folder).onProgress((step, all) -> steps.add(step))), pair);
            assertThat(steps.get(0)).isBetween(20, 26);
            assertThat(resumed.pointwiseNats().orElseThrow())
                    .isEqualTo(measure(plain, pair).pointwiseNats().orElseThrow());
            assertThat(folder).isEmptyDirectory();
        }
    }

    /** Under normal scores a variable and an increasing function of it are the same to the critic. */
    @Test
    void heavyTailsAndScalesChangeNothing() {
        KnownPair pair = KnownPair.gaussian(300, 1, 0.8, 4);
        CriticEstimator estimator = of(VariationalBound.DONSKER_VARADHAN).withTraining(TINY);
        float[] x = pair.x().toArray();
        float[] t = pair.t().toArray();
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) Math.sinh(9 * x[i]);
            t[i] = 1e-20f * t[i];
        }
        assertThat(estimator.estimate(Samples.of(x, 1), Samples.of(t, 1), 1).value())
                .isEqualTo(measure(estimator, pair).value());
    }

    private static Block dense(int units) {
        return Linear.builder().setUnits(units).build();
    }

    @Test
    void ownBlocksAreTrainedByTheSameLoop() {
        KnownPair pair = KnownPair.gaussian(1500, 1, 0.8, 3);
        Supplier<Block> encoder = () ->
                new SequentialBlock().add(dense(32)).add(Activation.geluBlock()).add(dense(9));
        Estimate separable =
                measure(of(VariationalBound.INFO_NCE).withCritic(Critic.separable("gelu", encoder, encoder)), pair);
        assertThat(separable).isCloseToNats(pair.truth().nats(), 0.12);
        assertThat(separable.settings()).containsEntry("critic", "own: gelu");
        Supplier<Block> ofPair = () -> new SequentialBlock()
                .add(new LambdaBlock(both -> new NDList(both.get(0).concat(both.get(1), 1))))
                .add(dense(32))
                .add(Activation.reluBlock())
                .add(dense(1));
        Estimate joint = measure(
                of(VariationalBound.NWJ).withTraining(SHORT.withBatch(32)).withCritic(Critic.joint("relu", ofPair)),
                pair);
        assertThat(joint).isCloseToNats(pair.truth().nats(), 0.15);
    }

    @Test
    void blocksThatDependOnMoreThanTheirInputsAreRefused() {
        KnownPair pair = KnownPair.gaussian(100, 1, 0.8, 3);
        Block once = dense(3);
        refused(
                () -> new SequentialBlock()
                        .add(dense(4))
                        .add(BatchNorm.builder().build())
                        .add(dense(3)),
                pair,
                "batch normalisation");
        refused(() -> new SequentialBlock().add(Dropout.builder().build()).add(dense(3)), pair, "dropout");
        refused(() -> once, pair, "must be new");
        refused(() -> dense(1), pair, "k of at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Critic.joint(" ", Blocks::identityBlock))
                .withMessageContaining("name");
    }

    private static void refused(Supplier<Block> encoder, KnownPair pair, String why) {
        CriticEstimator estimator =
                of(VariationalBound.NWJ).withTraining(TINY).withCritic(Critic.separable("own", encoder, encoder));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measure(estimator, pair))
                .withMessageContaining(why);
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHORT.withBatch(1))
                .withMessageContaining("batch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHORT.withPenalty(-1))
                .withMessageContaining("penalty");
        assertThatIllegalArgumentException().isThrownBy(() -> SHORT.withRate(0)).withMessageContaining("rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Critic.joint(0, 2))
                .withMessageContaining("width");
    }

    @Test
    void aRunawayTrainingFailsInsteadOfReadingANumber() {
        KnownPair pair = KnownPair.gaussian(300, 1, 0.9, 3);
        CriticEstimator runaway = of(VariationalBound.NWJ)
                .withTraining(TINY.withRate(1).withPenalty(0))
                .withMargins(MarginalTransform.AS_THEY_ARE);
        float[] huge = pair.x().toArray();
        for (int i = 0; i < huge.length; i++) {
            huge[i] *= 1e20f;
        }
        assertThatThrownBy(() -> runaway.estimate(Samples.of(huge, 1), pair.t(), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("training");
    }
}
