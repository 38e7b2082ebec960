package dev.infoplane.study;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.spec.EstimatorSpec;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.work.StudyGraph;
import dev.infoplane.study.work.StudyImages;
import java.util.Map;

/** Everything that determines the results of a study, under names that do not change when the code does. */
final class StudyIdentity {
    private static final int VERSION = 4;

    private StudyIdentity() {}

    /** @param graph what was planned: the environment and revisions of code, which the spec does not say */
    static Identity of(StudySpec spec, StudyImages images, StudyGraph graph) {
        return Identity.of("study", VERSION)
                .with(
                        "data",
                        Map.of(
                                "sha256", images.hash(),
                                "halve", spec.data().halve(),
                                "seed", spec.data().seed()))
                .with(
                        "images",
                        Map.of(
                                "train the network", spec.data().network(),
                                "train the decoders", spec.data().decoder(),
                                "draw learning curves", spec.data().validation(),
                                "measure", spec.data().measured()))
                .with(
                        "model",
                        Map.of(
                                "source",
                                spec.model().source(),
                                "settings",
                                spec.model().settings()))
                .with("regimes", spec.regimes())
                .with(
                        "training",
                        Map.of(
                                "batchSize", spec.training().batchSize(),
                                "learningRate", spec.training().learningRate()))
                .with("epochs", spec.epochs().epochs())
                .with("hookPoints", spec.hookPoints())
                .with("shareUntrained", spec.shareUntrained())
                .with("input", of(spec.input()))
                .with("label", of(spec.label()))
                .with(
                        "audit",
                        Map.of(
                                "estimator", spec.audit().estimator(),
                                "settings", spec.audit().settings(),
                                "epochs", spec.audit().epochs()))
                .with(
                        "noise",
                        Map.of(
                                "sigmas",
                                spec.noise().sigmas(),
                                "epochs",
                                spec.noise().epochs()))
                .with("draws", spec.draws())
                .with("networkSeeds", spec.networkSeeds())
                .with("decoderSeeds", spec.decoderSeeds())
                .with("environment", graph.environment())
                .with("networks", graph.networks())
                .with("revisions", graph.revisions());
    }

    private static Map<String, Object> of(EstimatorSpec quantity) {
        return Map.of("estimator", quantity.estimator(), "settings", quantity.settings());
    }
}
