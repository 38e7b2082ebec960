package dev.infoplane.examples.study;

import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PointKey;
import dev.infoplane.report.HtmlReport;
import dev.infoplane.report.Hypothesis;
import dev.infoplane.report.PlanePlots;
import dev.infoplane.report.SampleGrid;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.hypothesis.ClaimTests;
import dev.infoplane.study.hypothesis.SeededPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The pictures and the page of a study. */
final class StudyReport {
    private final Path out;
    private final StudySpec preset;
    private final Manifest manifest;
    private final InformationPlane plane;
    private final Samples original;

    /** @param original the image whose activations the decoders drew from */
    StudyReport(Path out, StudySpec preset, Manifest manifest, InformationPlane plane, Samples original) {
        this.out = out;
        this.preset = preset;
        this.manifest = manifest;
        this.plane = plane;
        this.original = original;
    }

    void write() throws IOException {
        AtomicFiles.write(out.resolve("plane.svg"), PlanePlots.plane(plane));
        AtomicFiles.write(out.resolve("input-information.svg"), PlanePlots.inputCurves(plane));
        AtomicFiles.write(out.resolve("label-information.svg"), PlanePlots.labelCurves(plane));
        AtomicFiles.write(out.resolve("learning-curves.svg"), PlanePlots.inputLearningCurves(plane));
        HtmlReport report = HtmlReport.of("What does a ResNet compress?", plane)
                .hypotheses(ClaimTests.standard().test(SeededPlane.of(plane)).stream()
                        .map(Hypothesis::of)
                        .toList())
                .section("The experiment", experiment())
                .manifest(manifest.entries());
        for (Regime regime : Regime.values()) {
            SampleGrid grid = grid(regime);
            AtomicFiles.write(out.resolve("samples-" + regime + ".svg"), grid.svg());
            for (String hookPoint : preset.hookPoints()) {
                report = report.draws(regime.name(), hookPoint, grid(regime, hookPoint));
            }
        }
        report.write(out.resolve("report.html"));
    }

    private String experiment() {
        return "A ResNet (" + preset.network().stages() + " stages of "
                + preset.network().units() + " units, width "
                + preset.network().width() + ") was trained on " + preset.networkImages()
                + " images of Fashion-MNIST for " + preset.lastEpoch()
                + " epochs, once to name the class and once to give back the image. After epochs " + preset.epochs()
                + " a conditional PixelCNN++ (" + preset.decoder().filters() + " filters, "
                + preset.decoder().units()
                + " unit(s) a stage) learned on " + preset.decoderImages()
                + " other images to draw the image from the activations of each layer, and was scored on "
                + preset.measuredImages()
                + " images that neither had seen. Images are first reconstructed from each layer in closed form, by"
                + " ridge regression; the decoders improve on these reconstructions. They are one network, trained for"
                + " "
                + preset.budget().parentSteps()
                + " steps in which all layers and epochs of a regime have equal shares, and so has the unconditional"
                + " decoder they are compared with"
                + (preset.ownSteps() == 0 ? "" : "; then each takes " + preset.ownSteps() + " steps of its own")
                + ". The unconditional decoder is the better, on validation images, of this one and one that learned"
                + " nothing else. The label is read by a small classifier on the same activations, trained on the same"
                + " images as the decoders. The study follows Darlow & Storkey (2020); sizes and budgets are ours.";
    }

    /**
     * Columns: the image, then for each epoch as many draws as there are; rows: hook points, last without any. A place whose
     * images are lost stays black.
     */
    private SampleGrid grid(Regime regime) throws IOException {
        DrawnImages images = new DrawnImages(out, manifest.identity());
        Samples unconditional = drawn(images, "unconditional");
        List<String> columns = new ArrayList<>(List.of("image"));
        for (int epoch : preset.epochs()) {
            for (int i = 0; i < preset.drawn(); i++) {
                columns.add(i == 0 ? "epoch " + epoch : "");
            }
        }
        SampleGrid grid = SampleGrid.withColumns(columns.toArray(String[]::new));
        for (String hookPoint : preset.hookPoints()) {
            List<Samples> row = new ArrayList<>(List.of(original));
            for (int epoch : preset.epochs()) {
                row.add(drawn(images, DrawnImages.name(new PointKey(regime.name(), epoch, hookPoint))));
            }
            grid = grid.row(hookPoint, row.toArray(Samples[]::new));
        }
        List<Samples> row = new ArrayList<>(List.of(original));
        preset.epochs().forEach(e -> row.add(unconditional));
        return grid.row("no activations", row.toArray(Samples[]::new));
    }

    /** The same images of one hook point: a row for each epoch, the image first; the last row by the decoder that sees nothing. */
    private SampleGrid grid(Regime regime, String hookPoint) throws IOException {
        DrawnImages images = new DrawnImages(out, manifest.identity());
        String[] columns = new String[1 + preset.drawn()];
        Arrays.fill(columns, "");
        columns[0] = "image";
        SampleGrid grid = SampleGrid.withColumns(columns);
        for (int epoch : preset.epochs()) {
            PointKey key = new PointKey(regime.name(), epoch, hookPoint);
            grid = grid.row("epoch " + epoch, original, drawn(images, DrawnImages.name(key)));
        }
        return grid.row("no activations", original, drawn(images, "unconditional"));
    }

    private Samples drawn(DrawnImages images, String name) throws IOException {
        int[] shape = original.rowShape();
        return images.find(name)
                .filter(s -> s.rows() == preset.drawn() && Arrays.equals(s.rowShape(), shape))
                .orElseGet(() -> Samples.of(new float[preset.drawn() * original.dimensions()], shape));
    }
}
