package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.estimate.Samples;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // attachments are closed, not used
class InterventionTest {
    private Model model;
    private Block net;
    private Trainer trainer;
    private NDList input;

    @BeforeEach
    void open() {
        model = Nets.model(new Nets.Staged());
        net = model.getBlock();
        trainer = Nets.trainer(model, 5);
        input = new NDList(trainer.getManager().create(Nets.inputs(2000, 1).toArray(), new Shape(2000, Nets.FEATURES)));
    }

    @AfterEach
    void close() {
        trainer.close();
        model.close();
    }

    /** What the head's input is in evaluation, under interventions at the block before it. */
    private NDArray stage(Intervention... changes) {
        try (Attachment change = Probes.intervene(net, changes);
                Capture capture = Probes.capture(net, trainer.getManager(), Tap.glob("head.in"))) {
            trainer.evaluate(input);
            return capture.arrays("head.in").head();
        }
    }

    private NDArray plain() {
        try (Capture capture = Probes.capture(net, trainer.getManager(), Tap.glob("stage1.out"))) {
            trainer.evaluate(input);
            return capture.arrays("stage1.out").head();
        }
    }

    @Test
    void gaussianNoiseHasItsStandardDeviationAndReachesTheNextBlock() {
        float[] noise = stage(Intervention.gaussianNoise("stage1.out", 0.5).seed(3))
                .sub(plain())
                .toFloatArray();
        double square = 0;
        double sum = 0;
        for (float n : noise) {
            square += n * n;
            sum += n;
        }
        // 16,000 values: the standard error of the mean is 0.004, that of the variance 0.0028
        assertThat(sum / noise.length).isCloseTo(0, within(0.016));
        assertThat(square / noise.length).isCloseTo(0.25, within(0.012));
    }

    @Test
    void noiseDependsOnTheSeedAndThePassAlone() {
        NDArray first = stage(Intervention.gaussianNoise("stage1.out", 0.5).seed(3));
        assertThat(stage(Intervention.gaussianNoise("stage1.out", 0.5).seed(3))).isEqualTo(first);
        assertThat(stage(Intervention.gaussianNoise("stage1.out", 0.5).seed(4))).isNotEqualTo(first);
        try (Attachment noise = Probes.intervene(net, Intervention.gaussianNoise("out", 1))) {
            NDArray one = trainer.evaluate(input).head();
            assertThat(trainer.evaluate(input).head()).isNotEqualTo(one);
            noise.close();
            assertThat(trainer.evaluate(input).head()).isNotEqualTo(one);
        }
    }

    @Test
    void quantisedValuesLieInTheMiddleOfTheirCells() {
        NDArray rounded = stage(Intervention.quantise("stage1.out", 2, 0, 2));
        float[] before = plain().toFloatArray();
        float[] after = rounded.toFloatArray();
        for (int i = 0; i < after.length; i++) {
            double cell = Math.min(3, Math.floor(before[i] / 0.5));
            assertThat(after[i]).isEqualTo((float) (0.5 * cell + 0.25));
        }
    }

    @Test
    void infinityIsRoundedToTheLastCell() {
        float[] rounded = stage(
                        Intervention.replace("stage1.out", v -> v.div(0)),
                        Intervention.quantise("stage1.out", 2, -1, 1))
                .toFloatArray();
        for (float v : rounded) {
            assertThat(Float.isNaN(v) || Math.abs(v) == 0.75f).as("%s", v).isTrue(); // 0 / 0 stays
        }
        assertThat(rounded).contains(0.75f);
    }

    @Test
    void interventionsGivenTogetherAndPointsOfEqualHashHaveNoiseOfTheirOwn() {
        float[] both = stage(Intervention.gaussianNoise("stage1.out", 1), Intervention.gaussianNoise("stage1.out", 1))
                .sub(plain())
                .toFloatArray();
        double square = 0;
        for (float n : both) {
            square += n * n;
        }
        assertThat(square / both.length).isCloseTo(2, within(0.08));
        SequentialBlock twins =
                new SequentialBlock().add(new LambdaBlock(x -> x, "Aa")).add(new LambdaBlock(x -> x, "BB"));
        try (Attachment noise = Probes.intervene(twins, Intervention.gaussianNoise("*.out", 1));
                Capture capture = Probes.capture(twins, "**")) {
            twins.forward(null, new NDList(trainer.getManager().zeros(new Shape(1, 4))), false);
            float[] first = capture.samples("Aa.out").toArray();
            float[] second = capture.samples("BB.out").toArray();
            assertThat(second[0] - first[0]).isNotEqualTo(first[0]);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void aCheckedExceptionOfAReplacementLeavesTheThreadClean() {
        Intervention failing = Intervention.replace("stage1.out", v -> {
            InterventionTest.<RuntimeException>sneak(new IOException("as in Kotlin"));
            return v;
        });
        try (Attachment change = Probes.intervene(net, failing)) {
            assertThatThrownBy(() -> trainer.evaluate(input)).isInstanceOf(IOException.class);
        }
        assertThat(plain().getShape()).isEqualTo(new Shape(2000, 8));
    }

    @Test
    void anEstimateThatHasNoiseOfItsOwnKeepsIt() {
        MiEstimator rounding = new MiEstimator() {
            @Override
            public String id() {
                return "rounding";
            }

            @Override
            public Estimate estimate(Samples x, Samples t, long seed) {
                return Estimate.of(Information.ZERO, BoundKind.POINT, id(), x.rows())
                        .noise(NoiseModel.quantised(0.5))
                        .build();
            }
        };
        try (ProbeSession session = Probes.on(trainer)
                .tap("stage1.out")
                .evaluateOn(Nets.inputs(8, 1))
                .inputInformation(rounding)
                .intervene(Intervention.gaussianNoise("stage1.out", 0.1))
                .attach()) {
            Estimate found = session.plane().points().get(0).inputInformation().orElseThrow();
            assertThat(found.noise()).isEqualTo(NoiseModel.quantised(0.5));
            assertThat(found.warnings())
                    .singleElement()
                    .asString()
                    .contains("changed by gaussian(sigma=0.1) at 'stage1.out'");
        }
    }

    @Test
    void replacedValuesTakeTheirPlaceAndMustFit() {
        assertThat(stage(Intervention.replace("stage1.out", NDArray::zerosLike))
                        .sum()
                        .getFloat())
                .isZero();
        try (Attachment change = Probes.intervene(net, Intervention.replace("stage1.out", v -> v.get(":1")))) {
            assertThatThrownBy(() -> trainer.evaluate(input))
                    .hasMessageContaining("must have its shape, (2000, 8), but has (1, 8)");
        }
        assertThat(trainer.evaluate(input).head().getShape()).isEqualTo(new Shape(2000, 3));
    }

    /** A network whose last block works in place, as some do to save memory. */
    private static SequentialBlock inPlace() {
        return new SequentialBlock()
                .add(new LambdaBlock(x -> new NDList(x.head().add(1)), "first"))
                .add(new LambdaBlock(x -> new NDList(x.head().muli(10)), "second"));
    }

    private float[] run(Block block, NDManager manager) {
        return block.forward(null, new NDList(manager.zeros(new Shape(2, 2))), false)
                .head()
                .toFloatArray();
    }

    @Test
    void aPatchIsNotChangedByWhatTheNetworkDoesInPlace() {
        SequentialBlock twins = inPlace();
        NDManager keeper = trainer.getManager();
        for (View view : new View[] {View.of("all", v -> v), View.firstChannels(2), View.half(), View.flatten()}) {
            try (Capture capture = Probes.capture(
                    twins,
                    keeper,
                    Tap.glob("first.out").as("patch"),
                    Tap.glob("first.out").view(view).as("seen"))) {
                run(twins, keeper);
                NDArray patch = capture.arrays("patch").head();
                assertThat(patch.toFloatArray()).containsOnly(1);
                try (Attachment change = Probes.intervene(twins, Intervention.replace("first.out", v -> patch))) {
                    assertThat(run(twins, keeper)).containsOnly(10);
                    assertThat(run(twins, keeper)).containsOnly(10);
                }
                assertThat(patch.toFloatArray()).containsOnly(1);
                assertThat(capture.arrays("patch")).hasSize(3);
                assertThat(capture.samples("patch").toArray()).containsOnly(1);
                assertThat(capture.samples("seen").toArray()).as(view.name()).containsOnly(1);
            }
        }
    }

    @Test
    void aPatchMayBeAPartOfWhatWasCapturedAndOutlivesThePass() {
        SequentialBlock twins = inPlace();
        try (NDManager keeper = trainer.getManager().newSubManager();
                Capture capture = Probes.capture(twins, keeper, Tap.glob("first.out"))) {
            try (NDManager first = trainer.getManager().newSubManager()) {
                twins.forward(null, new NDList(first.ones(new Shape(4, 2))), false);
            }
            NDArray kept = capture.arrays("first.out").head();
            try (Attachment change = Probes.intervene(twins, Intervention.replace("first.out", v -> kept.get("1:3")))) {
                for (int pass = 0; pass < 2; pass++) {
                    try (NDManager batch = trainer.getManager().newSubManager()) {
                        assertThat(run(twins, batch)).containsOnly(20);
                    }
                }
            }
            assertThat(kept.toFloatArray()).hasSize(8).containsOnly(2);
        }
    }

    @Test
    void copiesOfAPatchGoWithThePassAndNotWithItsKeeper() {
        SequentialBlock twins = inPlace();
        try (NDManager keeper = trainer.getManager().newSubManager()) {
            NDArray patch = keeper.ones(new Shape(2, 2));
            try (Attachment change = Probes.intervene(twins, Intervention.replace("first.out", v -> patch))) {
                int before = keeper.getManagedArrays().size();
                for (int pass = 0; pass < 3; pass++) {
                    try (NDManager batch = trainer.getManager().newSubManager()) {
                        run(twins, batch);
                    }
                }
                assertThat(keeper.getManagedArrays()).hasSize(before);
            }
        }
    }

    @Test
    void gradientsPassStraightThroughNoiseAndRounding() {
        for (Intervention change : new Intervention[] {
            Intervention.gaussianNoise("stem.Linear.out", 0.5), Intervention.quantise("stem.Linear.out", 8, -4, 4)
        }) {
            try (Attachment attached = Probes.intervene(net, change);
                    GradientCollector collector = trainer.newGradientCollector()) {
                collector.backward(trainer.forward(input).head().square().sum());
            }
            NDArray gradient = net.getParameters().get(0).getValue().getArray().getGradient();
            assertThat(gradient.abs().sum().getFloat()).isPositive();
        }
    }

    @Test
    void aPhaseLimitsAnIntervention() {
        NDArray expected = trainer.evaluate(input).head();
        int[] calls = {0};
        Intervention count = Intervention.replace("stem.out", v -> {
            calls[0]++;
            return v;
        });
        try (Attachment attached = Probes.intervene(net, count.duringTraining())) {
            assertThat(trainer.evaluate(input).head()).isEqualTo(expected);
            assertThat(calls[0]).isZero();
            trainer.forward(input);
            assertThat(calls[0]).isEqualTo(1);
        }
        try (Attachment attached = Probes.intervene(net, count.duringEvaluation())) {
            trainer.forward(input);
            assertThat(calls[0]).isEqualTo(1);
            trainer.evaluate(input);
            assertThat(calls[0]).isEqualTo(2);
        }
    }

    @Test
    void changesHappenInOrder() {
        NDArray seen = stage(
                Intervention.replace("stage1.out", v -> v.zerosLike().add(1)),
                Intervention.replace("stage1.out", v -> v.mul(3)));
        assertThat(seen.mean().getFloat()).isEqualTo(3);
    }

    @Test
    void noiseInTrainingChangesTheWeightsAndIsRepeatable() throws Exception {
        float[][] noisy = train(Intervention.gaussianNoise("stem.out", 0.3).duringTraining());
        assertThat(train(Intervention.gaussianNoise("stem.out", 0.3).duringTraining()))
                .isDeepEqualTo(noisy);
        float[][] plain = train(Intervention.replace("stem.out", v -> v));
        assertThat(java.util.Arrays.deepEquals(plain, noisy)).isFalse();
    }

    private static float[][] train(Intervention change) throws Exception {
        try (Model fresh = Nets.model(new Nets.Staged());
                Trainer trains = Nets.trainer(fresh, 5);
                Attachment attached = Probes.intervene(fresh.getBlock(), change)) {
            Nets.train(trains, 2);
            return Nets.weights(fresh);
        }
    }

    @Test
    void anInterventionThatMatchesNothingFailsTheFirstPass() {
        try (Attachment change = Probes.intervene(net, Intervention.gaussianNoise("stage7.out", 1))) {
            assertThatThrownBy(() -> trainer.evaluate(input))
                    .hasMessageContaining("no hook point matches 'stage7.out'");
        }
        assertThatThrownBy(() -> Intervention.gaussianNoise("out", 0))
                .hasMessageContaining("sigma must be a positive number");
        assertThatThrownBy(() -> Intervention.quantise("out", 17, 0, 1)).hasMessageContaining("got 17");
        assertThatThrownBy(() -> Intervention.quantise("out", 3, 1, 1))
                .hasMessageContaining("low < high, got 1.0 to 1.0");
    }

    @Test
    void anEstimateAtANoisyPointCarriesTheNoise() {
        Samples x = Nets.inputs(40, 1);
        try (ProbeSession probes = Probes.on(trainer)
                .tap("stage1.out", "head.out")
                .evaluateOn(x)
                .inputInformation(new Nets.MeanOfT())
                .intervene(Intervention.gaussianNoise("stage1.out", 0.25))
                .attach()) {
            Estimate at = probes.plane().points().get(1).inputInformation().orElseThrow();
            Estimate after = probes.plane().points().get(0).inputInformation().orElseThrow();
            assertThat(at.noise()).isEqualTo(NoiseModel.gaussian(0.25));
            assertThat(at.warnings()).isEmpty();
            assertThat(after.noise()).isEqualTo(NoiseModel.none());
            assertThat(after.warnings())
                    .containsExactly("the network was changed by gaussian(sigma=0.25) at 'stage1.out'");
        }
    }
}
