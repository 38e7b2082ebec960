package dev.infoplane.plane;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Points to put into stores, and what a store has of them. */
final class StoredPoints {
    private StoredPoints() {}

    static double nats(PlaneStore store, PointKey key) {
        return store.find(key)
                .orElseThrow()
                .inputInformation()
                .orElseThrow()
                .value()
                .nats();
    }

    static PointKey key(int epoch) {
        return new PointKey("run", epoch, "stem.out");
    }

    static PlanePoint point(PointKey key, double nats, Provenance from) {
        return new PlanePoint(key, point(key, nats).inputInformation(), Optional.empty(), Optional.of(from));
    }

    static PlanePoint point(PointKey key, double nats) {
        Estimate estimate = Estimate.of(Information.ofNats(nats), BoundKind.POINT, "bins", 10)
                .build();
        return new PlanePoint(key, Optional.of(estimate), Optional.empty());
    }

    static LearningCurve curve(double... stepsAndNats) {
        List<LearningCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < stepsAndNats.length; i += 2) {
            points.add(new LearningCurve.Point((int) stepsAndNats[i], stepsAndNats[i + 1]));
        }
        return new LearningCurve(points);
    }

    static Stream<String> list(Path folder, String under) {
        try (Stream<Path> files = Files.list(folder.resolve(under))) {
            return files.map(f -> f.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
