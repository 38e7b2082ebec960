package dev.infoplane.examples.study;

import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.examples.process.StudyVersion;
import dev.infoplane.models.decoder.LabelDecoder;
import dev.infoplane.storage.Identity;
import java.util.Map;

/** Everything that determines the results of a study, under names that do not change when the code does. */
final class StudyIdentity {
    private static final int VERSION = 3;

    private StudyIdentity() {}

    static Identity of(String preset, StudySpec p, long seed, StudyData data) {
        Map<String, String> decoder = StudyDecoders.of(p).settings();
        Map<String, String> labelDecoder =
                LabelDecoder.of(FashionMnist.CLASSES).steps(p.labelSteps()).settings();
        return Identity.of("resnet-study", VERSION)
                .with("preset", preset)
                .with("seed", seed)
                .with("data", Map.of("sha256", data.hash(), "side", data.side()))
                .with(
                        "images",
                        Map.of(
                                "train the network", p.networkImages(),
                                "train the decoders", p.decoderImages(),
                                "draw learning curves", p.validationImages(),
                                "measure", p.measuredImages()))
                .with(
                        "network",
                        Map.of(
                                "width", p.network().width(),
                                "stages", p.network().stages(),
                                "units", p.network().units(),
                                "batchSize", p.batchSize()))
                .with("epochs", p.epochs())
                .with("hookPoints", p.hookPoints())
                .with("decoder", decoder)
                .with("learningCurveChecks", p.budget().checks())
                .with("labelDecoder", labelDecoder)
                .with("drawn", p.drawn())
                .with("engineThreads", 1)
                .with("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .with("infoplane", StudyVersion.infoplane())
                .with("djl", StudyVersion.djl())
                .with("pytorch", StudyVersion.pytorch());
    }
}
