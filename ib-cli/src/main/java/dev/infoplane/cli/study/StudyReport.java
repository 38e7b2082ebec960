package dev.infoplane.cli.study;

import com.google.common.base.Joiner;
import dev.infoplane.estimate.NoiseCurve;
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
import dev.infoplane.study.hypothesis.ClaimTable;
import dev.infoplane.study.hypothesis.ClaimTests;
import dev.infoplane.study.hypothesis.SeededPlane;
import dev.infoplane.study.hypothesis.TestedClaim;
import dev.infoplane.study.spec.StudySpec;
import dev.infoplane.study.work.StudyGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pictures and the page of a study. */
final class StudyReport {
    /** Costs that differ by no more than this factor are called equal. */
    private static final double ALIKE = 1.25;

    private static final Logger LOG = LoggerFactory.getLogger(StudyReport.class);

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
        picture("plane.svg", PlanePlots::plane);
        picture("input-information.svg", PlanePlots::inputCurves);
        picture("label-information.svg", PlanePlots::labelCurves);
        picture("learning-curves.svg", PlanePlots::inputLearningCurves);
        List<TestedClaim> claims = ClaimTests.standard().test(SeededPlane.of(plane));
        AtomicFiles.write(out.resolve("claims.csv"), ClaimTable.csv(claims));
        HtmlReport report = HtmlReport.of(spec.title(), plane)
                .hypotheses(claims.stream().map(Hypothesis::of).toList())
                .section("The experiment", experiment())
                .manifest(result.manifest().entries());
        result.metrics().forEach((run, metrics) -> {
            if (plane.runs().contains(run)) {
                metrics.forEach((name, byEpoch) -> report.metric(name, run, byEpoch));
            }
        });
        result.audit().ifPresent(second -> report.audit(second, audit()));
        if (!result.throughNoise().isEmpty()) {
            report.noise(noiseCurves());
        }
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

    /** Leaves out what a plane has nothing to show of, such as learning curves of estimators that do not train. */
    private void picture(String name, Function<InformationPlane, String> draw) throws IOException {
        String svg;
        try {
            svg = draw.apply(plane);
        } catch (IllegalArgumentException nothingToDraw) {
            LOG.info("no {}: {}", name, nothingToDraw.getMessage());
            return;
        }
        AtomicFiles.write(result.folder().resolve(name), svg);
    }

    private String audit() {
        StudyGraph graph = result.study().graph();
        OptionalDouble own = graph.firstPool().map(result::processorSeconds).orElse(OptionalDouble.empty());
        OptionalDouble other = graph.audit().map(result::processorSeconds).orElse(OptionalDouble.empty());
        return "The family " + spec.audit().estimator()
                + named(graph.audit().orElseThrow().family().settings())
                + " measured I(X;T) of "
                + (spec.audit().epochs().isEmpty()
                        ? "the same points"
                        : "the points of " + (spec.audit().epochs().size() == 1 ? "epoch " : "epochs ")
                                + listed(spec.audit().epochs()))
                + ", on the same images. "
                + (own.isPresent() && other.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "Its tasks took %.0f processor seconds, those of %s for all points %.0f: %s. Closed forms"
                                        + " that both read count for both.",
                                other.getAsDouble(),
                                spec.input().estimator(),
                                own.getAsDouble(),
                                cost(other.getAsDouble() / own.getAsDouble()))
                        : "How many processor seconds both took is not known, since tasks shared a process or were resumed after"
                                + " an interruption, so costs cannot be compared.");
    }

    private static String cost(double ratio) {
        return Math.abs(Math.log(ratio)) < Math.log(ALIKE)
                ? "about equal cost"
                : String.format(Locale.ROOT, "%.1f times the cost", ratio)
                        + ", so that this is no comparison at equal cost";
    }

    /** By point, in the order of the plane. */
    private Map<String, NoiseCurve> noiseCurves() {
        Map<String, NoiseCurve> curves = new LinkedHashMap<>();
        SortedMap<Double, InformationPlane> planes = result.throughNoise();
        for (PlanePoint point : planes.get(planes.firstKey()).points()) {
            List<NoiseCurve.Point> points = new ArrayList<>();
            planes.forEach((sigma, through) -> through.find(point.key())
                    .flatMap(PlanePoint::inputInformation)
                    .ifPresent(e -> points.add(new NoiseCurve.Point(sigma, e))));
            curves.put(point.key().toString(), new NoiseCurve(points));
        }
        return curves;
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
        return "A network, " + spec.model().source() + named(spec.model().settings()) + ", was trained on "
                + spec.data().network() + " images (" + spec.data().format() + ") for " + last
                + " epochs, once for each of "
                + listed(spec.regimes())
                + (spec.networkSeeds().size() > 1 ? ", with each of the seeds " + listed(spec.networkSeeds()) : "")
                + ". After epochs " + listed(spec.epochs().epochs()) + ", I(X;T) was measured by "
                + spec.input().estimator()
                + " and I(T;Y) by " + spec.label().estimator() + ". Whatever learns for that did so on "
                + spec.data().decoder() + " other images, and " + spec.data().measured()
                + " images that neither had seen measure."
                + seen(result.study().images().seen())
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

    private static String seen(long images) {
        return images == 0
                ? ""
                : " Of these, " + images + (images == 1 ? " is" : " are")
                        + " equal to an image that trains, so that information may read higher than it is.";
    }

    private static String listed(Collection<?> values) {
        return Joiner.on(", ").join(values);
    }

    private static String named(Map<String, ?> settings) {
        return settings.isEmpty()
                ? ""
                : " (" + Joiner.on(", ").withKeyValueSeparator(" ").join(settings) + ")";
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
