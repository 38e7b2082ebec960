package dev.infoplane.examples.speed;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.infoplane.examples.process.ProcessorTime;
import dev.infoplane.examples.process.Programs;
import dev.infoplane.models.zoo.resnet.ResNet;
import dev.infoplane.models.zoo.resnet.ResNetSpec;
import dev.infoplane.models.zoo.training.SelectiveDecay;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a training step of a ResNet for small images takes: forward, backward, SGD with momentum and weight decay of kernels, on
 * images of noise. {@code benchmarks/resnet_step.py} is the same in Python, {@code benchmarks/compare-resnet.sh} runs both in turn.
 */
@Command(
        name = "resnet-step-times",
        mixinStandardHelpOptions = true,
        description = "Times training steps of a ResNet.",
        sortOptions = false)
public final class ResNetStepTimes implements Callable<Integer> {
    private static final int BLOCK = 5;
    private static final int CLASSES = 10;

    @Option(names = "--depth", description = "6n + 2 (default: ${DEFAULT-VALUE}).")
    private int depth = 20;

    @Option(names = "--batch", description = "Images a step (default: ${DEFAULT-VALUE}).")
    private int batch = 64;

    @Option(names = "--size", description = "Height and width of the images (default: ${DEFAULT-VALUE}).")
    private int side = 28;

    @Option(
            names = "--blocks",
            description = "Blocks of five steps to time, after one to warm up (default: ${DEFAULT-VALUE}).")
    private int blocks = 6;

    private ResNetStepTimes() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(Programs.commandLine(new ResNetStepTimes()).execute(args));
    }

    @Override
    public Integer call() {
        double[] milliseconds = new double[blocks];
        try (Model model = Model.newInstance("resnet")) {
            model.setBlock(ResNet.classifier(ResNetSpec.cifar(depth), CLASSES));
            Optimizer sgd = Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed(0.1f))
                    .optMomentum(0.9f)
                    .build();
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(SelectiveDecay.of(1e-4, model.getBlock(), sgd));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(batch, 1, side, side));
                block(trainer);
                ProcessorTime time = new ProcessorTime();
                for (int i = 0; i < blocks; i++) {
                    block(trainer);
                    milliseconds[i] = 1000 * time.lap() / BLOCK;
                }
            }
        }
        Arrays.sort(milliseconds);
        System.out.printf(
                Locale.ROOT,
                "DJL: processor %.1f ms a step (median of %d blocks of %d)%n",
                (milliseconds[blocks / 2] + milliseconds[(blocks - 1) / 2]) / 2,
                blocks,
                BLOCK);
        return 0;
    }

    /** Steps that are timed together, since a JVM counts its processor time in hundredths of a second. */
    private void block(Trainer trainer) {
        for (int i = 0; i < BLOCK; i++) {
            step(trainer);
        }
    }

    private void step(Trainer trainer) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDArray images = manager.randomUniform(0, 1, new Shape(batch, 1, side, side));
            NDArray labels = manager.zeros(new Shape(batch));
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    NDList logits = trainer.forward(new NDList(images));
                    gradients.backward(trainer.getLoss().evaluate(new NDList(labels), logits));
                }
            }
            trainer.step();
        }
    }
}
