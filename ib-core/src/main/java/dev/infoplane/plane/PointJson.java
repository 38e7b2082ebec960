package dev.infoplane.plane;

import com.google.common.base.Throwables;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A point as JSON, in nats, under a version. */
final class PointJson {
    private static final int VERSION = 2;
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
                point.labelInformation().map(PointJson::flat).orElse(null),
                point.provenance().map(PointJson::origin).orElse(null)));
    }

    /** @throws IOException if this is not a sound point, saying what is wrong as the rest of a sentence about its file */
    static Read read(String json) throws IOException {
        try {
            Point p = GSON.fromJson(json, Point.class);
            if (p == null || p.version != VERSION) {
                throw new IOException("has format version " + (p == null ? "none" : p.version)
                        + ", and this library reads version " + VERSION);
            }
            PointKey key = new PointKey(
                    required(p.run, "run"), required(p.epoch, "epoch"), required(p.hookPoint, "hookPoint"));
            PlanePoint point = new PlanePoint(
                    key,
                    full(p.inputInformation),
                    full(p.labelInformation),
                    Optional.ofNullable(p.provenance).map(PointJson::provenance));
            return new Read(point, position(required(p.position, "position")));
        } catch (JsonParseException e) {
            throw new IOException("is not readable as JSON: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            Throwable cause = Throwables.getRootCause(e);
            throw new IOException(
                    "is not complete and sound: "
                            + Optional.ofNullable(cause.getMessage()).orElse("a value is missing or of the wrong type"),
                    e);
        }
    }

    private static int position(int position) {
        if (position < 0) {
            throw new IllegalArgumentException("its position must be 0 or more, got " + position);
        }
        return position;
    }

    private static Origin origin(Provenance from) {
        return new Origin(
                tree(from.network()),
                tree(from.activations()),
                from.inputInformation().map(PointJson::tree).orElse(null),
                from.labelInformation().map(PointJson::tree).orElse(null),
                from.partOf().map(PointJson::tree).orElse(null));
    }

    private static Provenance provenance(Origin o) {
        return new Provenance(
                identity(required(o.network, "network")),
                identity(required(o.activations, "activations")),
                Optional.ofNullable(o.inputInformation).map(PointJson::identity),
                Optional.ofNullable(o.labelInformation).map(PointJson::identity),
                Optional.ofNullable(o.partOf).map(PointJson::identity));
    }

    private static JsonElement tree(Identity identity) {
        return JsonParser.parseString(identity.json());
    }

    private static Identity identity(JsonElement tree) {
        return Identity.parse(tree.toString());
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
                e.learningCurve().map(LearningCurve::annealed).orElse(null),
                e.convergenceGap().map(PointJson::gap).orElse(null),
                e.generalizationGap().map(Information::nats).orElse(null),
                e.decoderSpread().map(Information::nats).orElse(null),
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
            b.learningCurve(new LearningCurve(f.learningCurve, f.annealed == null ? List.of() : f.annealed));
        }
        if (f.convergenceGap != null) {
            b.convergenceGap(gap(f.convergenceGap));
        }
        if (f.generalizationGapNats != null) {
            b.generalizationGap(Information.ofNats(f.generalizationGapNats));
        }
        if (f.decoderSpreadNats != null) {
            b.decoderSpread(Information.ofNats(f.decoderSpreadNats));
        }
        if (f.pointwiseNats != null) {
            b.pointwiseNats(f.pointwiseNats);
        }
        return Optional.of(b.build());
    }

    private static Gap gap(ConvergenceGap g) {
        return new Gap(g.expected().nats(), g.low().nats(), g.high().nats());
    }

    private static ConvergenceGap gap(Gap g) {
        return new ConvergenceGap(
                Information.ofNats(g.expectedNats), Information.ofNats(g.lowNats), Information.ofNats(g.highNats));
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
            Flat labelInformation,
            Origin provenance) {}

    private record Origin(
            JsonElement network,
            JsonElement activations,
            JsonElement inputInformation,
            JsonElement labelInformation,
            JsonElement partOf) {}

    private record Noise(String kind, double amount) {}

    private record Gap(double expectedNats, double lowNats, double highNats) {}

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
            List<LearningCurve.Annealed> annealed,
            Gap convergenceGap,
            Double generalizationGapNats,
            Double decoderSpreadNats,
            double[] pointwiseNats) {}
}
