package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.Trainer;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.PointKey;
import dev.infoplane.probe.internal.session.PriorTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session finds in a store is its own result or an error. */
class ResumeTest {
    @TempDir
    private Path folder;

    private final Samples x = Nets.inputs(40, 7);
    private final Samples y = Nets.labels(x);
    private final List<PointKey> measured = new ArrayList<>();
    private Model model;
    private Trainer trainer;

    @BeforeEach
    void open() {
        model = Nets.model(new Nets.Staged());
        trainer = Nets.trainer(model, 3);
    }

    @AfterEach
    void close() {
        trainer.close();
        model.close();
    }

    /** An estimator with one setting, which its estimates say too. */
    private record Scaled(double scale, boolean declares) implements MiEstimator {
        @Override
        public String id() {
            return "scaled";
        }

        @Override
        public Map<String, String> settings() {
            return declares ? said() : Map.of();
        }

        private Map<String, String> said() {
            return Map.of("scale", Double.toString(scale));
        }

        @Override
        public Estimate estimate(Samples inputs, Samples t, long seed) {
            Estimate mean = new Nets.MeanOfT().estimate(inputs, t, seed);
            return Estimate.of(mean.value().times(scale), mean.bound(), id(), mean.samples())
                    .settings(said())
                    .build();
        }
    }

    private ProbeBuilder builder(Trainer on) {
        return Probes.on(on).tap("stem.out").storeIn(PlaneStore.open(folder)).listener(new ProbeListener() {
            @Override
            public void onMeasured(PlanePoint point) {
                measured.add(point.key());
            }
        });
    }

    private ProbeBuilder usual() {
        return builder(trainer).evaluateOn(x, y).inputInformation(new Scaled(1, true));
    }

    private void measureOnce() {
        usual().atEpochs(0).attach().close();
        assertThat(measured).hasSize(1);
    }

    @Test
    void anEqualSessionFindsItsPoint() {
        measureOnce();
        usual().batchSize(40).attach().close();
        assertThat(measured).hasSize(1);
    }

    @Test
    void anotherEstimatorSettingSeedOrDataIsRefusedByName() {
        measureOnce();
        assertRefused(
                builder(trainer).evaluateOn(x, y).inputInformation(new Nets.MeanOfT()),
                "I(X;T) estimator: \"mean-of-t\"");
        assertRefused(
                builder(trainer).evaluateOn(x, y).inputInformation(new Scaled(2, true)),
                "I(X;T) settings.scale: \"2.0\", was \"1.0\"");
        assertRefused(usual().seed(8), "I(X;T) seed: 8, was 0");
        assertRefused(
                builder(trainer).evaluateOn(Nets.inputs(40, 8)).inputInformation(new Scaled(1, true)),
                "I(X;T) samples.inputs: ");
        assertRefused(
                builder(trainer).evaluateOn(x.slice(0, 39)).inputInformation(new Scaled(1, true)),
                "I(X;T) samples.rows: 39, was ");
        assertRefused(usual().everyBatches(2), "I(X;T) counted: \"batches\", was \"epochs\"");
        assertThat(measured).hasSize(1);
    }

    /** Noise goes by batches, and a block may mix the rows of one. */
    @Test
    void anotherBatchSizeIsRefusedByName() {
        measureOnce();
        assertRefused(usual().batchSize(16), "activations batchSize: 16, was 40");
    }

    @Test
    void otherLabelsAreRefusedByNameWhereLabelsAreMeasured() {
        usual().labelInformation(new Scaled(1, true)).atEpochs(0).attach().close();
        Samples others = Nets.labels(Nets.inputs(40, 99));
        assertRefused(
                builder(trainer)
                        .evaluateOn(x, others)
                        .inputInformation(new Scaled(1, true))
                        .labelInformation(new Scaled(1, true)),
                "I(T;Y) samples.labels: ");
    }

    @Test
    void anotherViewAliasedPointOrInterventionIsRefusedByName() {
        builderOf(Tap.glob("stem.out").as("layer")).attach().close();
        assertRefused(builderOf(Tap.glob("head.out").as("layer")), "activations path: \"head.out\", was \"stem.out\"");
        assertRefused(
                builderOf(Tap.glob("stem.out").view(View.firstChannels(2)).as("layer")),
                "activations view: \"firstChannels(2)\"");
        assertRefused(
                builderOf(Tap.glob("stem.out").as("layer"))
                        .intervene(Intervention.gaussianNoise("stem.Linear.out", 0.1)),
                "activations interventions: ");
        assertRefused(
                builderOf(
                        Tap.glob("stem.out").view(View.of("all", v -> v.mul(2))).as("layer")),
                "activations firstRows: ");
    }

    private ProbeBuilder builderOf(Tap tap) {
        return Probes.on(trainer)
                .tap(tap)
                .atEpochs(0)
                .storeIn(PlaneStore.open(folder))
                .evaluateOn(x)
                .inputInformation(new Scaled(1, true));
    }

    @Test
    void anotherNetworkIsRefusedByName() throws Exception {
        measureOnce();
        try (Model other = Nets.model(new Nets.Staged());
                Trainer its = Nets.trainer(other, 4)) {
            assertRefused(builder(its).evaluateOn(x, y).inputInformation(new Scaled(1, true)), "values: ");
        }
    }

    /** The same parameters and another function between them, which no parameter shows. */
    @Test
    void anotherActivationFunctionOverTheSameParametersIsRefused() {
        measureSmall(Activation::relu, builder -> builder.attach().close());
        measureSmall(Activation::tanh, builder -> assertRefused(builder, "activations firstRows: "));
    }

    private void measureSmall(UnaryOperator<NDList> function, Consumer<ProbeBuilder> session) {
        Block net = new SequentialBlock()
                .add(Linear.builder().setUnits(4).build())
                .add(new LambdaBlock(function::apply, "f"))
                .add(Linear.builder().setUnits(3).build());
        try (Model small = Nets.model(net);
                Trainer its = Nets.trainer(small, 3)) {
            session.accept(Probes.on(its)
                    .tap("f.out")
                    .storeIn(PlaneStore.open(folder))
                    .evaluateOn(x)
                    .inputInformation(new Scaled(1, true))
                    .atEpochs(0));
        }
    }

    private static void assertRefused(ProbeBuilder builder, String difference) {
        assertThatThrownBy(builder::attach)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(difference)
                .hasMessageContaining("another run name or another folder");
    }

    @Test
    void whatASecondSessionMeasuresMoreIsAddedToThePoint() {
        measureOnce();
        builder(trainer)
                .evaluateOn(x, y)
                .labelInformation(new Scaled(3, true))
                .atEpochs(0)
                .attach()
                .close();
        PlanePoint point = PlaneStore.open(folder).plane().points().get(0);
        assertThat(point.inputInformation()).isPresent();
        assertThat(point.labelInformation()).isPresent();
        assertThat(point.provenance().orElseThrow().inputInformation()).isPresent();
        usual().labelInformation(new Scaled(3, true)).atEpochs(0).attach().close();
        assertThat(measured).hasSize(2);
    }

    /** An estimator from elsewhere may not declare what its estimates say. */
    @Test
    void anEstimatorThatDoesNotDeclareItsSettingsIsMeasuredAgainAndRefusedIfTheyDiffer() {
        builder(trainer)
                .evaluateOn(x)
                .inputInformation(new Scaled(1, false))
                .attach()
                .close();
        builder(trainer)
                .evaluateOn(x)
                .inputInformation(new Scaled(1, false))
                .attach()
                .close();
        assertThat(measured).hasSize(2);
        assertThatThrownBy(() -> builder(trainer)
                        .evaluateOn(x)
                        .inputInformation(new Scaled(2, false))
                        .attach())
                .hasMessageContaining("I(X;T) settings: {scale=2.0}, was {scale=1.0}");
    }

    @Test
    void aNetworkTrainedFurtherIsNotFiledUnderTheEpochThatIsMissing() throws Exception {
        try (ProbeSession first = usual().attach()) {
            Nets.train(trainer, 2);
            assertThat(first.plane().epochs("net")).containsExactly(0, 1, 2);
        }
        Nets.train(trainer, 3);
        assertRefused(usual(), "the stored network of epoch 0 is another one");
        assertRefused(usual().atEpochs(3), "say after how many epochs with startingAtEpoch(n)");
        assertRefused(usual().onDemand().startingAtEpoch(2), "the stored network of epoch 2 is another one");

        try (ProbeSession resumed = usual().startingAtEpoch(5).attach()) {
            Nets.train(trainer, 1);
            assertThat(resumed.plane().epochs("net")).containsExactly(5, 6);
            assertThat(resumed.plane().points())
                    .allSatisfy(
                            p -> assertThat(p.inputInformation().orElseThrow().warnings())
                                    .isEmpty());
        }
        assertThat(PlaneStore.open(folder).plane().epochs("net")).containsExactly(0, 1, 2, 5, 6);
    }

    @Test
    void theStoredEpochOfTheNetworkIsNamed() throws Exception {
        try (ProbeSession first = usual().attach()) {
            Nets.train(trainer, 2);
            assertThat(first.plane().epochs("net")).hasSize(3);
        }
        assertThatThrownBy(() -> usual().attach()).hasMessageContaining("call startingAtEpoch(2)");
        assertThatThrownBy(() -> usual().startingAtEpoch(7).onDemand().attach())
                .hasMessageContaining("no network is stored for epoch 7")
                .hasMessageContaining("call startingAtEpoch(2)");
        try (ProbeSession resumed = usual().startingAtEpoch(2).attach()) {
            Nets.train(trainer, 1);
            assertThat(resumed.plane().epochs("net")).containsExactly(2, 3);
        }
    }

    @Test
    void aHookPointThatIsAddedLaterIsNotMeasuredOnAnotherNetwork() throws Exception {
        usual().onDemand().attach().close();
        try (ProbeSession first = usual().onDemand().attach()) {
            first.measureNow(4);
        }
        Nets.train(trainer, 1);
        try (ProbeSession second = Probes.on(trainer)
                .tap("head.out")
                .storeIn(PlaneStore.open(folder))
                .evaluateOn(x)
                .inputInformation(new Scaled(1, true))
                .startingAtEpoch(5)
                .onDemand()
                .attach()) {
            assertThatThrownBy(() -> second.measureNow(4)).hasMessageContaining("network values: ");
            second.measureNow();
            assertThat(second.plane().epochs("net")).containsExactly(5);
        }
    }

    @Test
    void aTrainedNetworkIsNotCalledUntrainedInSilence() throws Exception {
        Nets.train(trainer, 1);
        assertThat(warnings(usual())).singleElement().asString().contains("seems to have been trained before");
        assertThat(warnings(usual().named("said").startingAtEpoch(0))).isEmpty();
    }

    @Test
    void aFreshNetworkIsNotDoubted() {
        assertThat(warnings(usual())).isEmpty();
    }

    @Test
    void notesOfDjlAreSignsOfTraining() {
        assertThat(PriorTraining.sign(trainer)).isEmpty();
        model.setProperty("Epoch", "5");
        assertThat(PriorTraining.sign(trainer)).contains("the model's property 'Epoch' is 5");
        model.setProperty("Epoch", "0");
        assertThat(PriorTraining.sign(trainer)).isEmpty();
    }

    private static List<String> warnings(ProbeBuilder builder) {
        try (ProbeSession probes = builder.attach()) {
            Optional<Estimate> estimate = probes.plane().points().get(0).inputInformation();
            return estimate.orElseThrow().warnings();
        }
    }

    @Test
    void rowsOfTrainingAreFoundAgainByAnEqualRunOnly() throws Exception {
        trainOnRows(trainer);
        assertThat(measured).hasSize(2);
        try (Model again = Nets.model(new Nets.Staged());
                Trainer same = Nets.trainer(again, 3)) {
            trainOnRows(same);
        }
        assertThat(measured).hasSize(2);
        try (Model again = Nets.model(new Nets.Staged());
                Trainer other = Nets.trainer(again, 4)) {
            assertThatThrownBy(() -> trainOnRows(other)).hasMessageContaining("network values: ");
        }
    }

    private void trainOnRows(Trainer on) throws Exception {
        try (ProbeSession probes = builder(on)
                .evaluateOnTraining(40)
                .inputInformation(new Scaled(1, true))
                .attach()) {
            Nets.train(on, 2);
            assertThat(probes.plane().epochs("net")).containsExactly(1, 2);
        }
    }
}
