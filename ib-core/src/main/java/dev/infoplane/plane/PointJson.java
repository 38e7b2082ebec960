package dev.infoplane.plane;

import com.google.common.base.Throwables;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.NoiseModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A point as JSON, in nats, under a version. */
final class PointJson {
    private static final int VERSION = 1;
    private static final Gson GSON = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .setPrettyPrinting()
            .create();

    private PointJson() {}

    record Read(PlanePoint point, int position) {}

    static String write(PlanePoint point, int position) {
        return GSON.toJson(new Point(
                VERSION,
                position,
                point.key().run(),
                point.key().epoch(),
                point.key().hookPoint(),
                point.inputInformation().map(PointJson::flat).orElse(null),
                point.labelInformation().map(PointJson::flat).orElse(null)));
    }

    static Read read(String json, Path from) throws IOException {
        try {
            Point p = GSON.fromJson(json, Point.class);
            if (p == null || p.version != VERSION) {
                throw new IOException("the point '" + from + "' has format version " + (p == null ? "none" : p.version)
                        + ", this library reads version " + VERSION);
            }
            PointKey key = new PointKey(
                    required(p.run, "run"), required(p.epoch, "epoch"), required(p.hookPoint, "hookPoint"));
            PlanePoint point = new PlanePoint(key, full(p.inputInformation), full(p.labelInformation));
            return new Read(point, required(p.position, "position"));
        } catch (JsonParseException e) {
            throw new IOException(
                    "the point '" + from + "' is not readable as JSON; delete it and it will be measured again", e);
        } catch (RuntimeException e) {
            Throwable cause = Throwables.getRootCause(e);
            throw new IOException(
                    "the point '" + from + "' is not complete and sound: "
                            + Optional.ofNullable(cause.getMessage()).orElse(cause.toString()),
                    e);
        }
    }

    private static <T> T required(T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("it has no readable '" + name + "'");
        }
        return value;
    }

    private static Flat flat(Estimate e) {
        return new Flat(
                e.value().nats(),
                e.standardError().map(Information::nats).orElse(null),
                e.bound(),
                noise(e.noise()),
                e.samples(),
                e.inputDimensions().orElse(null),
                e.estimator(),
                e.settings(),
                e.warnings(),
                e.learningCurve().map(LearningCurve::points).orElse(null),
                e.pointwiseNats().orElse(null));
    }

    private static Optional<Estimate> full(Flat f) {
        if (f == null) {
            return Optional.empty();
        }
        Estimate.Builder b = Estimate.of(
                        Information.ofNats(required(f.nats, "nats")),
                        required(f.bound, "bound"),
                        required(f.estimator, "estimator"),
                        required(f.samples, "samples"))
                .noise(noise(required(f.noise, "noise")))
                .settings(required(f.settings, "settings"));
        required(f.warnings, "warnings").forEach(b::warning);
        if (f.standardErrorNats != null) {
            b.standardError(Information.ofNats(f.standardErrorNats));
        }
        if (f.inputDimensions != null) {
            b.inputDimensions(f.inputDimensions);
        }
        if (f.learningCurve != null) {
            b.learningCurve(new LearningCurve(f.learningCurve));
        }
        if (f.pointwiseNats != null) {
            b.pointwiseNats(f.pointwiseNats);
        }
        return Optional.of(b.build());
    }

    private static Noise noise(NoiseModel model) {
        if (model instanceof NoiseModel.Gaussian g) {
            return new Noise("gaussian", g.sigma());
        }
        if (model instanceof NoiseModel.Quantised q) {
            return new Noise("quantised", q.width());
        }
        if (model instanceof NoiseModel.EqualFrequency e) {
            return new Noise("equal-frequency", e.cells());
        }
        if (model instanceof NoiseModel.Dropout d) {
            return new Noise("dropout", d.rate());
        }
        return new Noise("none", 0);
    }

    private static NoiseModel noise(Noise n) {
        return switch (required(n.kind, "kind")) {
            case "none" -> NoiseModel.none();
            case "gaussian" -> NoiseModel.gaussian(n.amount);
            case "quantised" -> NoiseModel.quantised(n.amount);
            case "equal-frequency" -> NoiseModel.equalFrequency((int) n.amount);
            case "dropout" -> NoiseModel.dropout(n.amount);
            default ->
                throw new IllegalArgumentException(
                        "its noise is '" + n.kind + "', known are none, gaussian, quantised, equal-frequency, dropout");
        };
    }

    private record Point(
            int version,
            Integer position,
            String run,
            Integer epoch,
            String hookPoint,
            Flat inputInformation,
            Flat labelInformation) {}

    private record Noise(String kind, double amount) {}

    private record Flat(
            Double nats,
            Double standardErrorNats,
            BoundKind bound,
            Noise noise,
            Integer samples,
            Integer inputDimensions,
            String estimator,
            Map<String, String> settings,
            List<String> warnings,
            List<LearningCurve.Point> learningCurve,
            double[] pointwiseNats) {}
}
