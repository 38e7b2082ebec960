package dev.infoplane.probe;

import ai.djl.Model;
import ai.djl.training.Trainer;
import dev.infoplane.probe.internal.session.Digests;
import dev.infoplane.probe.internal.session.PriorTraining;
import dev.infoplane.storage.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many epochs and batches a network has learned from, as far as anybody announced them, and whether it has changed since
 * the last announcement.
 */
final class TrainingCount {
    static final String HOW_TO_ANNOUNCE =
            "announce each finished epoch, trainer.notifyListeners(l -> l.onEpoch(trainer)),"
                    + " or call measureNow(epoch) with the number of epochs completed";

    private static final Logger LOG = LoggerFactory.getLogger(TrainingCount.class);

    private final Schedule schedule;
    private final Model model;
    private final int start;
    private final Optional<String> doubt;
    private final PassCount passes = new PassCount();
    private Identity network;
    private Identity lastNamed;
    private String lastName = "";
    private int epochs;
    private int batches;

    /** @param start the epochs (or batches) completed so far, if the caller has said it */
    TrainingCount(Schedule schedule, Trainer trainer, Optional<Integer> start) {
        this.schedule = schedule;
        this.model = trainer.getModel();
        this.start = start.orElse(0);
        this.doubt = start.isPresent() ? Optional.empty() : PriorTraining.sign(trainer);
        this.network = current();
        this.lastNamed = network;
    }

    /** Why the numbers of epochs may be wrong. */
    List<String> doubts() {
        return Stream.concat(doubt().stream(), passes.doubt().stream()).toList();
    }

    /** A warning if the network seems to have been trained before the count began and no start was set. */
    Optional<String> doubt() {
        return doubt.map(
                sign -> unit() + " are counted from the attachment of the probe, but the network seems to have been"
                        + " trained before: " + sign + "; say after how many " + unit()
                        + " with startingAtEpoch(n), 0 for none");
    }

    /** The epochs (or batches) completed. */
    int now() {
        return start + (schedule.countsBatches() ? batches : epochs);
    }

    /** Whether it is time to measure. */
    boolean isDue() {
        return schedule.includes(now());
    }

    /** Whether the schedule may need rows of the epoch that begins now. */
    boolean collects() {
        return schedule.collects(start + epochs + 1);
    }

    boolean countsBatches() {
        return schedule.countsBatches();
    }

    /** What {@link #now} counts. */
    String unit() {
        return schedule.countsBatches() ? "batches" : "epochs";
    }

    /** The network as it is now. */
    Identity current() {
        return Digests.network(model.getBlock());
    }

    /** Hears of training passes. */
    PassCount passes() {
        return passes;
    }

    /**
     * A batch is announced that is not counted yet.
     *
     * @param parts into how many parts the loop has split it
     */
    void checkPasses(int parts) {
        passes.announced(batches + 1, parts).ifPresent(LOG::warn);
    }

    void batch() {
        batches++;
    }

    void epoch() {
        epochs++;
        if (schedule.countsBatches()) {
            return;
        }
        network = current();
        named(network, "epoch " + (start + epochs) + " was announced");
    }

    /** Somebody else has counted: the network was measured under a number that was given. */
    void measured(int underEpoch, Identity measured) {
        named(measured, "it was measured under epoch " + underEpoch);
    }

    private void named(Identity named, String how) {
        lastNamed = named;
        lastName = how;
    }

    /** Whether {@link #now} is the number of the network as it is now, as far as can be seen without reading it. */
    boolean isUpToDate() {
        return !schedule.countsBatches() || !passes.isAhead();
    }

    private boolean countsAnnouncedBatches() {
        return schedule.countsBatches() && batches > 0;
    }

    /** @throws IllegalStateException if the network has learned since the number of epochs was last known */
    void requireUpToDate(String run) {
        if (countsAnnouncedBatches() ? passes.isAhead() : !current().equals(network)) {
            String last = (schedule.countsBatches() ? "batch " : "epoch ") + now() + " was announced";
            throw new IllegalStateException("the network of run '" + run + "' has "
                    + (countsAnnouncedBatches() ? "made a training pass" : "changed") + " since "
                    + (now() == start ? "the probe was attached" : last)
                    + ", so it is not known how many " + unit() + " it has completed; " + howToAnnounce());
        }
    }

    /**
     * What to tell when a session ends.
     *
     * @param measured the epochs (or batches) that were measured
     */
    List<String> unfinished(String run, Set<Integer> measured) {
        List<String> lines = new ArrayList<>();
        unannounced().ifPresent(lines::add);
        if (countsAnnouncedBatches() && isDue() && isUpToDate() && !measured.contains(now())) {
            lines.add("batch " + now() + " was due and was not measured, because the session ended before another batch"
                    + " or the end of the epoch was announced; call measureNow() after the last step");
        }
        List<Integer> missed =
                schedule.named().stream().filter(e -> !measured.contains(e)).toList();
        if (!missed.isEmpty()) {
            lines.add("epochs " + missed + " were to be measured and were not: the session began at epoch " + start
                    + " and ended at epoch " + now());
        } else if (measured.isEmpty() && epochs + batches > 0 && !schedule.isOnDemand()) {
            lines.add("nothing was measured: the schedule is " + schedule.words() + ", the session began after " + start
                    + " " + unit() + " and ended after " + now());
        }
        return lines.stream().map(line -> "run '" + run + "': " + line).toList();
    }

    private Optional<String> unannounced() {
        if (schedule.isOnDemand() || countsAnnouncedBatches() && isUpToDate() || !hasChanged()) {
            return Optional.empty();
        }
        String what = schedule.countsBatches() ? "batch" : "epoch";
        String when = countsAnnouncedBatches() ? "batch " + now() + " was announced" : lastName;
        return Optional.of(
                when.isEmpty()
                        ? "the network was trained, but no " + what + " was announced, so nothing was measured after "
                                + unit() + " " + start + "; " + howToAnnounce()
                        : "the network was trained further after " + when + ", but no further " + what
                                + " was announced, so nothing was measured after that; " + howToAnnounce());
    }

    private String howToAnnounce() {
        return schedule.countsBatches()
                ? "announce each batch between its backward pass and its step, as EasyTrain.trainBatch does, or call"
                        + " measureNow(n) with the number of batches completed"
                : HOW_TO_ANNOUNCE;
    }

    private boolean hasChanged() {
        try {
            return !current().equals(lastNamed);
        } catch (RuntimeException e) {
            LOG.debug("the network cannot be read any more", e);
            return false;
        }
    }
}
