package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.infoplane.probe.internal.Faults;
import dev.infoplane.probe.internal.session.BlockHistory;
import dev.infoplane.probe.internal.session.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on what taps see. Nothing it does fails the pass that it watches. */
final class Recorder extends PointVisitor {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final List<Tap> taps;
    private final Sink sink;
    private final Faults faults;
    private final List<HookPoint> reached = new ArrayList<>();
    private final Map<String, String> meanings = new HashMap<>();
    private boolean checks;
    private boolean passed;

    /** Takes what was captured. What it throws is a fault of the recording, not of the pass. */
    interface Sink {
        /**
         * A value passed by.
         *
         * @param name what the tap calls it
         * @param view through which it is seen
         * @param value what the view shows of it; valid during this call only
         */
        void take(String name, HookPoint point, View view, NDArray value);

        /** No more comes under a name, because taking it failed. */
        default void dropped(String name, HookPoint point) {}

        /** A pass begins; what it was given is as it was before any intervention. */
        default void began(NDList inputs, NDList labels) {}

        /** A pass has ended without failure. */
        default void ended() {}
    }

    /** @param faults is told what cannot be recorded and why */
    Recorder(List<Tap> taps, Sink sink, Faults faults) {
        this.taps = taps;
        this.sink = sink;
        this.faults = faults;
    }

    /** Makes it a fault that a tap matches nothing. */
    Recorder checked() {
        checks = true;
        return this;
    }

    /** Remembers the blocks that this recorder meets in a history that it shares with others. */
    Recorder remembering(BlockHistory identities) {
        rememberIn(identities);
        return this;
    }

    @Override
    public void began(NDList inputs, NDList labels) {
        guard(() -> sink.began(inputs, labels));
    }

    @Override
    public void ended() {
        boolean first = !passed;
        passed = true;
        if (checks) {
            unmatched().ifPresent(faults::add);
        } else if (first) {
            unmatched().ifPresent(e -> LOG.warn("{}", e.getMessage()));
        }
        guard(sink::ended);
    }

    @Override
    public void failed(Throwable reason) {
        faults.stop(reason);
    }

    private void guard(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            faults.add(e);
        }
    }

    /** Why a tap has matched nothing in all passes so far, if one has not. */
    Optional<IllegalArgumentException> unmatched() {
        try {
            if (passed) {
                taps.forEach(tap -> tap.choose(reached));
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e);
        }
    }

    /** All points that were reached, inputs too, in the order in which they were. */
    List<HookPoint> reached() {
        return List.copyOf(reached);
    }

    @Override
    UnaryOperator<NDArray> actionAt(HookPoint point) {
        reached.add(point);
        Map<String, Tap> mine = new LinkedHashMap<>();
        guard(() -> taps.stream().filter(t -> t.accepts(point)).forEach(tap -> choose(tap, point, mine)));
        return mine.isEmpty()
                ? null
                : value -> {
                    mine.forEach((name, tap) -> take(name, point, tap.view(), value));
                    return value;
                };
    }

    private void choose(Tap tap, HookPoint point, Map<String, Tap> mine) {
        String name = tap.nameAt(point);
        String seen = tap.view().meaning();
        try {
            requireOneMeaning(name, point.path() + (seen.isEmpty() ? "" : " as " + seen));
            mine.putIfAbsent(name, tap);
        } catch (IllegalArgumentException e) {
            faults.add(name, e);
            sink.dropped(name, point);
        }
    }

    private void take(String name, HookPoint point, View view, NDArray value) {
        if (faults.concern(name)) {
            return;
        }
        try {
            takeOrFail(name, point, view, value);
        } catch (Throwable e) {
            faults.add(name, e);
            sink.dropped(name, point);
        }
    }

    private void takeOrFail(String name, HookPoint point, View view, NDArray value) {
        if (view == View.NONE) {
            sink.take(name, point, view, value);
            return;
        }
        try (NDArray plain = Values.plain(value);
                NDArray seen = seen(name, view, plain)) {
            sink.take(name, point, view, seen);
        }
    }

    private static NDArray seen(String name, View view, NDArray value) {
        NDArray seen;
        try {
            seen = view.apply(value);
        } catch (UnsupportedOperationException e) {
            String engine = value.getManager().getEngine().getEngineName();
            throw cannotShow(name, view, value, "the engine " + engine + " does not compute it; capture all of it", e);
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
