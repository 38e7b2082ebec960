package dev.infoplane.report;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.Samples;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Whole pages as a study writes them: a measured plane of 28×28 images, with learning curves and images that are made up. */
final class StudyPages {
    private StudyPages() {}

    static HtmlReport published() throws IOException {
        InformationPlane plane = plane(Path.of("src/test/resources/plane-of-two-networks.csv"));
        HtmlReport report = HtmlReport.of("What does a ResNet compress?", plane)
                .finding("This page was made by a test. Amounts are those of a study; images and curves are made up.")
                .fact("images measured", "1500")
                .hypotheses(List.of(
                        Hypothesis.tested(
                                "Fitting: I(X;T) of stage2.out of the classifier rises from epoch 0 to its peak.",
                                finding(31.2, 24.8, 37.6, 0.0004),
                                "holds"),
                        Hypothesis.tested(
                                "Compression: I(X;T) of stage4.out of the classifier falls from its peak to the end.",
                                finding(-3.1, -9.0, 2.8, 0.61),
                                "not shown: more training of the decoders may make up for it"),
                        Hypothesis.untested("Deeper layers hold less.", "cannot be tested: one layer is not trained")))
                .section("The experiment", "A small ResNet.")
                .manifest(Map.of("seed", "17", "digest of the data", "0123456789abcdef".repeat(4)));
        for (String run : plane.runs()) {
            report.metric(
                            "accuracy on held-out images",
                            run,
                            rising(plane.epochs(run), run.equals("classifier") ? 0.9 : 0.5))
                    .metric("reconstruction loss, bits per dimension", run, rising(plane.epochs(run), -2));
            for (String hook : plane.hookPoints()) {
                report.draws(run, hook, grid(plane.epochs(run)));
            }
        }
        return report;
    }

    private static Hypothesis.Finding finding(double effect, double low, double high, double p) {
        return new Hypothesis.Finding(Information.ofBits(effect), Information.ofBits(low), Information.ofBits(high), p);
    }

    private static Map<Integer, Double> rising(List<Integer> epochs, double by) {
        Map<Integer, Double> values = new TreeMap<>();
        epochs.forEach(e -> values.put(e, Math.abs(0.1 + by * (1 - Math.exp(-e / 3.0)))));
        return values;
    }

    private static SampleGrid grid(List<Integer> epochs) {
        SampleGrid grid = SampleGrid.withColumns("original", "drawn", "");
        Random random = new Random(5);
        for (int epoch : epochs) {
            float[] pixels = new float[3 * 28 * 28];
            for (int i = 0; i < pixels.length; i++) {
                double ring = Math.exp(-Math.pow(Math.hypot(i % 28 - 14, i / 28 % 28 - 14) - 8, 2) / 6);
                double noise = i < 28 * 28 ? 0 : 0.4 * random.nextDouble();
                pixels[i] = (float) Math.min(1, ring + noise);
            }
            grid = grid.row("epoch " + epoch, Samples.of(pixels, 1, 28, 28));
        }
        return grid;
    }

    static InformationPlane plane(Path csv) throws IOException {
        List<PlanePoint> points = new ArrayList<>();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader reader = Files.newBufferedReader(csv)) {
            for (CSVRecord row : format.parse(reader)) {
                points.add(new PlanePoint(
                        new PointKey(row.get("run"), Integer.parseInt(row.get("epoch")), row.get("hook_point")),
                        Optional.of(estimate(row, "input", row.get("warnings"))),
                        Optional.of(estimate(row, "label", ""))));
            }
        }
        return InformationPlane.of(points);
    }

    private static Estimate estimate(CSVRecord row, String name, String warning) {
        double bits = Double.parseDouble(row.get(name + "_information_bits"));
        BoundKind bound = Arrays.stream(BoundKind.values())
                .filter(b -> b.phrase().equals(row.get(name + "_bound")))
                .findFirst()
                .orElseThrow();
        LearningCurve curve = FakePlanes.curve(name.equals("input") ? 1400 - bits : 3.4 - bits, 60, 300, 0.02);
        Estimate.Builder estimate = Estimate.of(
                        Information.ofBits(bits),
                        bound,
                        row.get(name + "_estimator"),
                        Integer.parseInt(row.get(name + "_samples")))
                .standardError(Information.ofBits(Double.parseDouble(row.get(name + "_information_se_bits"))));
        if (!warning.isEmpty() && row.get("hook_point").equals("stage1.out")) {
            estimate.warning(warning);
        }
        return FakePlanes.learned(estimate, curve).build();
    }
}
