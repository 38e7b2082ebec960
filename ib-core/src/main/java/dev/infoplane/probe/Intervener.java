package dev.infoplane.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
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
    private final Map<String, AtomicLong> counts;
    private final List<HookPoint> reached = new ArrayList<>();
    private boolean found;

    private Intervener(Intervention what, Map<String, AtomicLong> counts) {
        this.what = what;
        this.counts = counts;
    }

    /** A follower that carries it out, with its noise from the start. */
    static Follower follower(Block root, Intervention what, Follower.Passes passes) {
        Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
        return Follower.intervening(root, passes, () -> new Intervener(what, counts));
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
        return value -> what.effect().apply(value, random(point, count.getAndIncrement()));
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
        long key =
                new SplittableRandom(what.seedValue()).nextLong() ^ point.path().hashCode();
        return new SplittableRandom(new SplittableRandom(key).nextLong() + count);
    }
}
