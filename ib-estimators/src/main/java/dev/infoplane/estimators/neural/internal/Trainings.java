package dev.infoplane.estimators.neural.internal;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.infoplane.storage.Identity;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What all trainings of this package share: one at a time in a JVM, and a name under which a killed one is found again. */
public final class Trainings {
    private static final int IDENTITY_VERSION = 1;
    private static final ReentrantLock ENGINE = new ReentrantLock();

    private Trainings() {}

    /** Runs an action that trains while no other one does: DJL allows one gradient collector a JVM. */
    public static <T> T alone(Supplier<T> action) {
        ENGINE.lock();
        try {
            return action.get();
        } finally {
            ENGINE.unlock();
        }
    }

    /** What determines a training beside its start, plan and seed. */
    public static Identity identity(String estimator, Map<String, String> settings, EncodedPair pair) {
        Hasher hasher = Hashing.sha256().newHasher();
        for (EncodedSide side : new EncodedSide[] {pair.x(), pair.t()}) {
            for (float v : side.values()) {
                hasher.putFloat(v);
            }
        }
        for (int row : pair.rows()) {
            hasher.putInt(row);
        }
        return Identity.of("neural estimator", IDENTITY_VERSION)
                .with("estimator", estimator)
                .with("settings", settings.toString())
                .with("rows", hasher.hash().toString());
    }
}
