package dev.infoplane.examples.probe;

import ai.djl.Model;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.MiEstimator;
import dev.infoplane.estimate.Samples;
import dev.infoplane.probe.Capture;
import dev.infoplane.probe.ProbeSession;
import dev.infoplane.probe.Probes;
import dev.infoplane.probe.Tap;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What probes cost: training steps of a ResNet-20, with and without probes in turn, in one run. Of each condition the median
 * of the differences to the plain step of the same round is shown, with its standard error: first in CPU time of the training
 * thread, which neighbours on the machine disturb little (run with one engine thread), then by the clock.
 */
public final class ProbeCost {
    private static final String[] FOUR = {
        "Conv2d.out", "ParallelBlock#3.out", "ParallelBlock#6.out", "ParallelBlock#9.out"
    };

    private static final int WARM_UP = 5;

    private ProbeCost() {}

    /** Milliseconds a step, by the clock and of the training thread's CPU. */
    private record Times(double[] wall, double[] cpu) {}

    /** What is attached during a step. */
    private interface Condition {
        AutoCloseable attach(Trainer trainer, Block net, NDManager step) throws Exception;

        /** What is done between two steps with what was captured. */
        default void forget(Capture capture) {
            capture.clear();
        }
    }

    /**
     * Prints a table.
     *
     * @param args how many rounds to measure, and the batch sizes; 40, then 16, 64 and 128 unless given
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        int[] batches = args.length > 1
                ? Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray()
                : new int[] {16, 64, 128};
        perCall(20_000_000, System.out);
        for (int batch : batches) {
            measure(batch, rounds, System.out);
        }
    }

    /** What the hook adds to the call of a block that does nothing; the first line is before it is woven in. */
    static void perCall(int calls, PrintStream out) {
        Block nothing = new SequentialBlock()
                .add(Blocks.identityBlock())
                .getChildren()
                .get(0)
                .getValue();
        out.printf(Locale.ROOT, "| not woven | %.1f ns |%n", nanosACall(nothing, calls));
        try (Capture elsewhere = Probes.capture(Blocks.identityBlock(), "out")) {
            elsewhere.clear();
        }
        out.printf(Locale.ROOT, "| woven, nothing attached | %.1f ns |%n", nanosACall(nothing, calls));
        try (Capture elsewhere = Probes.capture(Blocks.identityBlock(), "out")) {
            elsewhere.clear();
            out.printf(Locale.ROOT, "| a capture of another network | %.1f ns |%n", nanosACall(nothing, calls));
        }
    }

    /** The least of seven turns. */
    private static double nanosACall(Block block, int calls) {
        NDList empty = new NDList();
        double least = Double.POSITIVE_INFINITY;
        for (int turn = 0; turn < 7; turn++) {
            long begin = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                block.forward(null, empty, false);
            }
            least = Math.min(least, (double) (System.nanoTime() - begin) / calls);
        }
        return least;
    }

    private static Map<String, Condition> conditions() {
        Map<String, Condition> all = new LinkedHashMap<>();
        all.put("plain", (trainer, net, step) -> () -> {});
        all.put("plain again", (trainer, net, step) -> () -> {});
        all.put("a session between measurements", (trainer, net, step) -> session(trainer));
        Block elsewhere = new SequentialBlock().add(Blocks.identityBlock());
        all.put("a capture of another network", (trainer, net, step) -> Probes.capture(elsewhere, "out"));
        all.put("1 tap, to the heap", (trainer, net, step) -> Probes.capture(net, FOUR[1]));
        Tap four = Tap.regex(String.join("|", FOUR));
        all.put("4 taps, on the device", (trainer, net, step) -> Probes.capture(net, step, four));
        all.put("4 taps, on the device, rewound", new Condition() {
            @Override
            public AutoCloseable attach(Trainer trainer, Block net, NDManager step) {
                return Probes.capture(net, step, four);
            }

            @Override
            public void forget(Capture capture) {
                capture.rewind();
            }
        });
        all.put("4 taps, to the heap", (trainer, net, step) -> Probes.capture(net, FOUR));
        all.put("9 taps, to the heap", (trainer, net, step) -> Probes.capture(net, "ParallelBlock*.out"));
        all.put("all 87 outputs, to the heap", (trainer, net, step) -> Probes.capture(net, "**"));
        return all;
    }

    private static ProbeSession session(Trainer trainer) {
        MiEstimator none = new MiEstimator() {
            @Override
            public String id() {
                return "none";
            }

            @Override
            public Estimate estimate(Samples x, Samples t, long seed) {
                throw new UnsupportedOperationException("nothing is measured here");
            }
        };
        return Probes.on(trainer)
                .tap(FOUR)
                .evaluateOn(Samples.of(new float[28 * 28], 1, 28, 28))
                .inputInformation(none)
                .onDemand()
                .attach();
    }

    static void measure(int batch, int rounds, PrintStream out) throws Exception {
        Map<String, Condition> conditions = conditions();
        Map<String, Times> times = new LinkedHashMap<>();
        conditions.keySet().forEach(name -> times.put(name, new Times(new double[rounds], new double[rounds])));
        double[] copies = new double[rounds];
        double[] duplicates = new double[rounds];
        Shape shape = new Shape(batch, 1, 28, 28);
        try (Model model = Model.newInstance("resnet20", "PyTorch")) {
            model.setBlock(ResNetV1.builder()
                    .setNumLayers(20)
                    .setOutSize(10)
                    .setImageShape(new Shape(1, 28, 28))
                    .build());
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(Optimizer.adam().build());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(shape);
                List<String> order = new ArrayList<>(conditions.keySet());
                for (int round = -WARM_UP; round < rounds; round++) {
                    Collections.shuffle(order, new Random(round));
                    for (String name : order) {
                        step(trainer, shape, conditions.get(name), times.get(name), round);
                    }
                    if (round >= 0) {
                        copies[round] = copy(trainer, shape, NDArray::toFloatArray);
                        duplicates[round] = copy(trainer, shape, NDArray::duplicate);
                    }
                }
            }
        }
        double plain = median(times.get("plain").cpu);
        out.printf(
                Locale.ROOT,
                "batch %d: a plain step takes %.1f ms of CPU; the bare copy of what 4 taps see %.2f ms (%.2f %%) to the"
                        + " heap, %.2f ms (%.2f %%) on the device%n",
                batch,
                plain,
                median(copies),
                100 * median(copies) / plain,
                median(duplicates),
                100 * median(duplicates) / plain);
        times.forEach((name, t) -> out.printf(
                Locale.ROOT,
                "| %d | %s | %s | %s |%n",
                batch,
                name,
                more(t.cpu, times.get("plain").cpu),
                more(t.wall, times.get("plain").wall)));
    }

    /** By how many per cent of a plain step the steps are longer than the plain ones of the same rounds. */
    private static String more(double[] ms, double[] plain) {
        double[] more = new double[ms.length];
        Arrays.setAll(more, i -> 100 * (ms[i] - plain[i]) / median(plain));
        return String.format(Locale.ROOT, "%+.2f ± %.2f %%", median(more), error(more));
    }

    private static void step(Trainer trainer, Shape shape, Condition condition, Times times, int round)
            throws Exception {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDArray images = manager.randomUniform(0, 1, shape);
            NDArray labels = manager.arange((float) shape.get(0)).mod(10);
            try (AutoCloseable attached =
                    condition.attach(trainer, trainer.getModel().getBlock(), manager)) {
                trainer.evaluate(new NDList(images)); // the first pass of a capture also finds the hook points
                if (attached instanceof Capture capture) {
                    condition.forget(capture);
                }
                long wall = System.nanoTime();
                long cpu = threadNanos();
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    NDArray y = trainer.forward(new NDList(images)).head();
                    collector.backward(trainer.getLoss().evaluate(new NDList(labels), new NDList(y)));
                }
                trainer.step();
                if (round >= 0) {
                    times.cpu[round] = (threadNanos() - cpu) / 1e6;
                    times.wall[round] = (System.nanoTime() - wall) / 1e6;
                }
                if (attached instanceof Capture capture) {
                    condition.forget(capture);
                }
            }
        }
    }

    /** Copies arrays as large as what the four taps see. */
    private static double copy(Trainer trainer, Shape shape, Consumer<NDArray> copying) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            List<NDArray> values = new ArrayList<>();
            for (int[] s : new int[][] {{16, 28}, {16, 28}, {32, 14}, {64, 7}}) {
                values.add(manager.ones(new Shape(shape.get(0), s[0], s[1], s[1])));
            }
            long begin = threadNanos();
            values.forEach(copying);
            return (threadNanos() - begin) / 1e6;
        }
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The standard error of the median, from the median absolute deviation. */
    private static double error(double[] values) {
        double middle = median(values);
        double deviation =
                median(Arrays.stream(values).map(v -> Math.abs(v - middle)).toArray());
        return 1.4826 * 1.2533 * deviation / Math.sqrt(values.length);
    }
}
