package dev.infoplane.models.decoder;

import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.ReconstructedPool;
import dev.infoplane.models.closedform.ShownImage;
import dev.infoplane.models.decoder.internal.PredictedImage;
import dev.infoplane.models.decoder.internal.PredictedImages;
import dev.infoplane.models.decoder.internal.PredictedPoint;
import dev.infoplane.models.internal.SamplesIdentity;
import dev.infoplane.storage.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All images of a pool and what its closed forms predict of them.
 *
 * @param parts of every decoder of the pool
 * @param teaching the rows that may teach
 * @param points in order of their names; the last one is without activations
 */
record PooledPoints(ClosedFormTraining parts, Samples teaching, Samples measured, List<Point> points) {
    /**
     * What is kept of a point.
     *
     * @param identity of its activations
     * @param warnings about them
     * @param firstMeasured the first of the rows that measure
     */
    record Point(
            String name,
            Identity identity,
            List<String> warnings,
            PredictedImages fit,
            PredictedImages validate,
            PredictedImages measure,
            PointMaps maps,
            int firstMeasured) {}

    /** Reads the activations of each point once, and keeps what a closed form makes of them. */
    static PooledPoints of(
            DecoderOptions options, Samples x, Folds folds, Map<String, ? extends Supplier<Samples>> readers) {
        ClosedFormTraining parts = new ClosedFormTraining(options, options.closedForm.orElseThrow(), x.rowShape());
        Map<String, Identity> identities = new HashMap<>();
        Map<String, List<String>> warnings = new HashMap<>();
        Map<String, Supplier<Samples>> watched = new TreeMap<>();
        readers.forEach((name, reader) -> watched.put(name, () -> {
            Samples t = reader.get();
            try {
                Samples.requireMatched(x, t, 1);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the point '" + name + "': " + e.getMessage(), e);
            }
            identities.put(name, SamplesIdentity.of(t));
            warnings.put(name, parts.closedForm().warnings(folds.fit(t)));
            return t;
        }));
        ReconstructedPool pool = ReconstructedPool.of(parts.closedForm(), x, folds, watched);
        Rows rows = new Rows(
                pool.firstTeachingRow(),
                folds.fit(x).rows(),
                folds.fit(x).rows() + folds.validate(x).rows());
        Samples teaching = x.slice(rows.first, rows.validate);
        List<Point> points = new ArrayList<>();
        pool.points()
                .forEach((name, maps) ->
                        points.add(rows.point(parts, teaching, name, identities.get(name), warnings.get(name), maps)));
        points.add(rows.point(parts, teaching, "", Identity.of("no activations", 1), List.of(), pool.none()));
        return new PooledPoints(parts, teaching, folds.measure(x), List.copyOf(points));
    }

    /** Where the rows of each role begin. */
    private record Rows(int first, int validate, int measure) {
        Point point(
                ClosedFormTraining parts,
                Samples teaching,
                String name,
                Identity identity,
                List<String> warnings,
                PointMaps maps) {
            PredictedPoint point = new PredictedPoint(
                    parts.usualError(teaching, row -> new Shown(maps, first + row)),
                    name.isEmpty(),
                    parts.table(maps::levelTable));
            return new Point(
                    name,
                    identity,
                    warnings,
                    images(point, maps, first),
                    images(point, maps, validate),
                    images(point, maps, measure),
                    maps,
                    measure);
        }

        private static PredictedImages images(PredictedPoint point, PointMaps maps, int from) {
            return new PredictedImages(point, row -> new Shown(maps, from + row));
        }
    }

    private record Shown(ShownImage image) implements PredictedImage {
        Shown(PointMaps maps, int row) {
            this(maps.image(row));
        }

        @Override
        public float visible(int subPixel) {
            return image.visible(subPixel);
        }

        @Override
        public float mean(int subPixel) {
            return image.mean(subPixel);
        }

        @Override
        public float scale(int subPixel) {
            return (float) Math.exp(image.logScale(subPixel));
        }
    }

    Point blind() {
        return points.get(points.size() - 1);
    }
}
