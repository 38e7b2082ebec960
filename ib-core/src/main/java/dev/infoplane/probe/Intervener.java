package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import com.google.common.hash.Hashing;
import dev.infoplane.probe.internal.PassSubscription;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Carries out one intervention in the passes of one thread. */
final class Intervener extends PointVisitor {
    private final Intervention what;
    private final int place;
    private final Map<String, AtomicLong> counts;
    private final List<HookPoint> reached = new ArrayList<>();
    private boolean found;

    private Intervener(Intervention what, int place, Map<String, AtomicLong> counts) {
        this.what = what;
        this.place = place;
        this.counts = counts;
    }

    /**
     * A follower that carries it out, with its noise from the start.
     *
     * @param place among the interventions that were given together: none has the noise of another
     */
    static PassSubscription follower(Block root, Intervention what, int place, PassSubscription.Passes passes) {
        Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
        return PassSubscription.intervening(root, passes, () -> new Intervener(what, place, counts));
    }

    @Override
    UnaryOperator<NDArray> actionAt(HookPoint point) {
        if (!found) {
            reached.add(point);
        }
        if (!what.where().accepts(point)) {
            return null;
        }
        found = true;
        AtomicLong count = counts.computeIfAbsent(point.path(), p -> new AtomicLong());
        return value -> carryOut(value, random(point, count.getAndIncrement()));
    }

    private NDArray carryOut(NDArray value, SplittableRandom random) {
        try {
            return what.effect().apply(value, random);
        } catch (UnsupportedOperationException
                | StackOverflowError e) { // DJL's stand-in for a missing sum calls itself
            String engine = value.getManager().getEngine().getEngineName();
            throw new UnsupportedOperationException(
                    what + " cannot be carried out: an operation it needs is not there with the engine " + engine, e);
        }
    }

    /** An intervention that changes nothing would be a silent error. */
    @Override
    public void ended() {
        if (!found) {
            what.where().choose(reached);
        }
        reached.clear();
    }

    private SplittableRandom random(HookPoint point, long count) {
        long key = Hashing.sipHash24(what.seedValue(), place)
                .hashString(point.path(), StandardCharsets.UTF_8)
                .asLong();
        return new SplittableRandom(new SplittableRandom(key).nextLong() + count);
    }
}
