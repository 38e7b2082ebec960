package dev.infoplane.study.hypothesis;

import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.PlanePoint;
import java.util.Optional;
import java.util.function.Function;

/** One of the two amounts of an information plane. */
public enum Amount {
    /** I(X;T), what a layer holds about the input. */
    INPUT("I(X;T)", PlanePoint::inputInformation),
    /** I(T;Y), what a layer holds about the label. */
    LABEL("I(T;Y)", PlanePoint::labelInformation);

    private final String symbol;
    private final Function<PlanePoint, Optional<Estimate>> reader;

    Amount(String symbol, Function<PlanePoint, Optional<Estimate>> reader) {
        this.symbol = symbol;
        this.reader = reader;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }

    Optional<Estimate> of(PlanePoint point) {
        return reader.apply(point);
    }
}
