package dev.infoplane.cli.study;

import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import dev.infoplane.report.HtmlReport;
import dev.infoplane.report.Hypothesis;
import dev.infoplane.report.PlanePlots;
import dev.infoplane.report.SampleGrid;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.StudyResult;
import dev.infoplane.study.hypothesis.ClaimTests;
import dev.infoplane.study.hypothesis.SeededPlane;
import dev.infoplane.study.spec.StudySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pictures and the page of a study. */
final class StudyReport {
    private final StudyResult result;
    private final StudySpec spec;
    private final InformationPlane plane;
    private final Samples original;

    StudyReport(StudyResult result) {
        this.result = result;
        spec = result.study().spec();
        plane = result.plane();
        original = result.study().images().original();
    }

    void write() throws IOException {
        Path out = result.folder();
        AtomicFiles.write(out.resolve("plane.svg"), PlanePlots.plane(plane));
        AtomicFiles.write(out.resolve("input-information.svg"), PlanePlots.inputCurves(plane));
        AtomicFiles.write(out.resolve("label-information.svg"), PlanePlots.labelCurves(plane));
        AtomicFiles.write(out.resolve("learning-curves.svg"), PlanePlots.inputLearningCurves(plane));
        HtmlReport report = HtmlReport.of(spec.title(), plane)
                .hypotheses(ClaimTests.standard().test(SeededPlane.of(plane)).stream()
                        .map(Hypothesis::of)
                        .toList())
                .section("The experiment", experiment())
                .manifest(result.manifest().entries());
        result.metrics().forEach((run, metrics) -> {
            if (plane.runs().contains(run)) {
                metrics.forEach((name, byEpoch) -> report.metric(name, run, byEpoch));
            }
        });
        if (result.drawnWithoutActivations().isPresent()) {
            for (String run : runsDrawn()) {
                AtomicFiles.write(
                        out.resolve("samples-" + run + ".svg"), grid(run).svg());
                for (String hookPoint : result.study().graph().hookPoints()) {
                    report.draws(run, hookPoint, grid(run, hookPoint));
                }
            }
        }
        report.write(out.resolve("report.html"));
    }

    /** Those of the decoders that draw: the ones of the first seed. */
    private Set<String> runsDrawn() throws IOException {
        Set<String> runs = new LinkedHashSet<>();
        for (PlanePoint point : plane.points()) {
            if (result.drawn(point.key()).isPresent()) {
                runs.add(point.key().run());
            }
        }
        return runs;
    }

    private String experiment() {
        int last = spec.epochs().epochs().get(spec.epochs().epochs().size() - 1);
        boolean isPooled = result.study().graph().firstPool().isPresent();
        return "A network (" + spec.model().source() + ", " + spec.model().settings() + ") was trained on "
                + spec.data().network() + " images (" + spec.data().format() + ") for " + last
                + " epochs, once for each of "
                + spec.regimes()
                + (spec.networkSeeds().size() > 1 ? " and each of the seeds " + spec.networkSeeds() : "")
                + ". After epochs " + spec.epochs().epochs() + ", I(X;T) was measured by "
                + spec.input().estimator()
                + " and I(T;Y) by " + spec.label().estimator() + ". Whatever learns for that did so on "
                + spec.data().decoder() + " other images, and " + spec.data().measured()
                + " images that neither had seen measure."
                + (isPooled
                        ? " Images are first reconstructed from each layer in closed form, by ridge regression; the decoders"
                                + " improve on these reconstructions. They are one network, trained together for all layers,"
                                + " epochs and runs in equal shares, and so is the unconditional decoder they are compared"
                                + " with, unless one that learned nothing else is better on validation images."
                        : "")
                + (spec.shareUntrained() && spec.regimes().size() > 1
                        ? " Before training, the network is the same in all regimes, and was measured once."
                        : "")
                + " The study follows Darlow & Storkey (2020, arXiv 2003.06254); sizes and budgets are ours.";
    }

    /** Columns: the image, then for each epoch as many draws as there are; rows: hook points, last without any. */
    private SampleGrid grid(String run) throws IOException {
        List<String> columns = new ArrayList<>(List.of("image"));
        for (int epoch : spec.epochs().epochs()) {
            for (int i = 0; i < spec.draws(); i++) {
                columns.add(i == 0 ? "epoch " + epoch : "");
            }
        }
        SampleGrid grid = SampleGrid.withColumns(columns.toArray(String[]::new));
        for (String hookPoint : result.study().graph().hookPoints()) {
            List<Samples> row = new ArrayList<>(List.of(original));
            for (int epoch : spec.epochs().epochs()) {
                row.add(drawn(result.drawn(new PointKey(run, epoch, hookPoint))));
            }
            grid = grid.row(hookPoint, row.toArray(Samples[]::new));
        }
        List<Samples> row = new ArrayList<>(List.of(original));
        for (int i = 0; i < spec.epochs().epochs().size(); i++) {
            row.add(drawn(result.drawnWithoutActivations()));
        }
        return grid.row("no activations", row.toArray(Samples[]::new));
    }

    /** The images of one hook point: a row for each epoch, the image first; the last row by the decoder that sees nothing. */
    private SampleGrid grid(String run, String hookPoint) throws IOException {
        String[] columns = new String[1 + spec.draws()];
        Arrays.fill(columns, "");
        columns[0] = "image";
        SampleGrid grid = SampleGrid.withColumns(columns);
        for (int epoch : spec.epochs().epochs()) {
            grid = grid.row("epoch " + epoch, original, drawn(result.drawn(new PointKey(run, epoch, hookPoint))));
        }
        return grid.row("no activations", original, drawn(result.drawnWithoutActivations()));
    }

    private Samples drawn(Optional<Samples> images) {
        return images.orElseGet(() -> Samples.of(new float[spec.draws() * original.dimensions()], original.rowShape()));
    }
}
