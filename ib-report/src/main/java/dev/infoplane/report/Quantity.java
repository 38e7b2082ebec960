package dev.infoplane.report;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One of the two coordinates of the plane. */
enum Quantity {
    INPUT("I(X;T)", "bits per input", PlanePoint::inputInformation),
    LABEL("I(T;Y)", "bits", PlanePoint::labelInformation);

    private final String symbol;
    private final String unit;
    private final Function<PlanePoint, Optional<Estimate>> reader;

    Quantity(String symbol, String unit, Function<PlanePoint, Optional<Estimate>> reader) {
        this.symbol = symbol;
        this.unit = unit;
        this.reader = reader;
    }

    String symbol() {
        return symbol;
    }

    String unit() {
        return unit;
    }

    Optional<Estimate> of(PlanePoint point) {
        return reader.apply(point);
    }

    /** What was measured at a point, if it is a finite number and so can be drawn. */
    Optional<Estimate> drawable(PlanePoint point) {
        return of(point).filter(e -> Double.isFinite(e.value().nats()));
    }

    List<Estimate> estimates(InformationPlane plane) {
        return plane.points().stream().map(this::of).flatMap(Optional::stream).toList();
    }

    List<BoundKind> bounds(InformationPlane plane) {
        return estimates(plane).stream()
                .map(Estimate::bound)
                .distinct()
                .sorted()
                .toList();
    }

    List<NoiseModel> noises(InformationPlane plane) {
        return estimates(plane).stream().map(Estimate::noise).distinct().toList();
    }

    /** Symbol, claim, noise (where there is any) and unit: what an axis must say. */
    String axisTitle(InformationPlane plane) {
        String claim = bounds(plane).stream().map(BoundKind::phrase).collect(Collectors.joining(" or "));
        String noise = NoiseText.of(noises(plane));
        return symbol + ", " + claim + ", " + (noise.isEmpty() ? "" : "noise " + noise + ", ") + unit;
    }
}
