package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Hands on what taps see. */
final class Recorder extends PointVisitor {
    private final List<Tap> taps;
    private final Sink sink;
    private final List<HookPoint> reached = new ArrayList<>();
    private final Map<String, String> meanings = new HashMap<>();
    private boolean checks;

    /** Takes what was captured. */
    interface Sink {
        /**
         * A value passed by.
         *
         * @param name what the tap calls it
         * @param view through which it is seen
         * @param value what the view shows of it; valid during this call only
         */
        void take(String name, HookPoint point, View view, NDArray value);

        /** A pass begins; what it was given is as it was before any intervention. */
        default void began(NDList inputs, NDList labels) {}

        /** A pass has ended without failure. */
        default void ended() {}
    }

    Recorder(List<Tap> taps, Sink sink) {
        this.taps = taps;
        this.sink = sink;
    }

    /** The same, but the first pass fails if a tap matches nothing. */
    Recorder checked() {
        checks = true;
        return this;
    }

    @Override
    public void began(NDList inputs, NDList labels) {
        sink.began(inputs, labels);
    }

    @Override
    public void ended() {
        if (checks) {
            checks = false;
            taps.forEach(tap -> tap.choose(reached));
        }
        sink.ended();
    }

    /** All points that were reached, inputs too, in the order in which they were. */
    List<HookPoint> reached() {
        return List.copyOf(reached);
    }

    @Override
    UnaryOperator<NDArray> actionAt(HookPoint point) {
        reached.add(point);
        Map<String, Tap> mine = new LinkedHashMap<>();
        taps.stream().filter(t -> t.accepts(point)).forEach(tap -> {
            mine.putIfAbsent(tap.nameAt(point), tap);
            String seen = tap.view().meaning();
            requireOneMeaning(tap.nameAt(point), point.path() + (seen.isEmpty() ? "" : " as " + seen));
        });
        return mine.isEmpty()
                ? null
                : value -> {
                    mine.forEach((name, tap) -> take(name, point, tap.view(), value));
                    return value;
                };
    }

    private void take(String name, HookPoint point, View view, NDArray value) {
        if (view == View.NONE) {
            sink.take(name, point, view, value);
            return;
        }
        try (NDArray plain = value.stopGradient();
                NDArray seen = seen(name, view, plain)) {
            sink.take(name, point, view, seen);
        }
    }

    private static NDArray seen(String name, View view, NDArray value) {
        NDArray seen;
        try {
            seen = view.apply(value);
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw cannotShow(name, view, value, reason, e);
        }
        if (seen == null) {
            throw cannotShow(name, view, value, "it gave null", null);
        }
        return seen;
    }

    private static IllegalArgumentException cannotShow(
            String name, View view, NDArray value, String reason, RuntimeException cause) {
        return new IllegalArgumentException(
                "the view " + view + " cannot show what is captured as '" + name + "', a value of type "
                        + value.getDataType() + " and shape " + value.getShape() + ": " + reason,
                cause);
    }

    private void requireOneMeaning(String name, String meaning) {
        String before = meanings.putIfAbsent(name, meaning);
        if (before != null && !before.equals(meaning)) {
            throw new IllegalArgumentException("'" + name + "' would be the name of both " + before + " and " + meaning
                    + "; a name can stand for one thing only, see Tap.as(...)");
        }
    }
}
