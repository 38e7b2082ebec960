package dev.infoplane.models.decoder;

import dev.infoplane.density.Folds;
import dev.infoplane.estimate.Samples;
import dev.infoplane.models.closedform.PointMaps;
import dev.infoplane.models.closedform.PoolImages;
import dev.infoplane.models.closedform.ShownImage;
import dev.infoplane.models.decoder.internal.PredictedImage;
import dev.infoplane.models.decoder.internal.PredictedImages;
import dev.infoplane.models.decoder.internal.PredictedPoint;
import dev.infoplane.storage.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * All images of a pool and what its closed forms predict of them.
 *
 * @param rows the images in their roles
 * @param points in order of their names; the last one is without activations
 */
record PooledPoints(Rows rows, List<Point> points) {
    /**
     * One point.
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

    /** @param none what is predicted without activations */
    static PooledPoints of(Rows rows, SortedMap<String, PoolImages.Prepared> prepared, PoolImages.Prepared none) {
        List<Point> points = new ArrayList<>();
        prepared.forEach((name, point) -> points.add(rows.point(name, point)));
        points.add(rows.blind(none));
        return new PooledPoints(rows, List.copyOf(points));
    }

    /**
     * The images of a pool in their roles.
     *
     * @param parts of every decoder of the pool
     * @param images as closed forms see them
     */
    record Rows(ClosedFormTraining parts, PoolImages images, Samples x, Folds folds) {
        static Rows of(DecoderOptions options, Samples x, Folds folds) {
            ClosedFormTraining parts = new ClosedFormTraining(options, x.rowShape());
            return new Rows(parts, PoolImages.of(parts.closedForm(), x, folds), x, folds);
        }

        /** The rows that may teach. */
        Samples teaching() {
            return x.slice(first(), firstValidating());
        }

        Samples measured() {
            return folds.measure(x);
        }

        private int first() {
            return parts.closedForm().firstTeachingRow();
        }

        private int firstValidating() {
            return folds.fit(x).rows();
        }

        private int firstMeasured() {
            return firstValidating() + folds.validate(x).rows();
        }

        Point point(String name, PoolImages.Prepared prepared) {
            return point(name, false, prepared);
        }

        Point blind(PoolImages.Prepared none) {
            return point("", true, none);
        }

        private Point point(String name, boolean isBlind, PoolImages.Prepared prepared) {
            PointMaps maps = prepared.maps();
            PredictedPoint point = new PredictedPoint(
                    parts.usualError(teaching(), row -> new Shown(maps, first() + row)),
                    isBlind,
                    parts.table(maps::levelTable));
            return new Point(
                    name,
                    prepared.identity(),
                    prepared.warningsThroughMaps(),
                    taught(point, maps),
                    images(point, maps, firstValidating()),
                    images(point, maps, firstMeasured()),
                    maps,
                    firstMeasured());
        }

        private PredictedImages taught(PredictedPoint point, PointMaps maps) {
            int rows = teaching().rows();
            return new PredictedImages(
                    point, row -> new Shown(maps.image(first() + row % rows, row / rows)), maps.draws());
        }

        private static PredictedImages images(PredictedPoint point, PointMaps maps, int from) {
            return new PredictedImages(point, row -> new Shown(maps, from + row), 1);
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

    /** The names of all but the one without activations. */
    List<String> names() {
        return points.stream().limit(points.size() - 1).map(Point::name).toList();
    }
}
