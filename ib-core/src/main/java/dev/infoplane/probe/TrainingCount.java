package dev.infoplane.probe;

import ai.djl.Model;
import ai.djl.training.Trainer;
import dev.infoplane.probe.internal.session.Digests;
import dev.infoplane.probe.internal.session.PriorTraining;
import dev.infoplane.storage.Identity;
import java.util.Optional;
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
    private Identity network;
    private int epochs;
    private int batches;

    /** @param start the epochs (or batches) completed so far, if the caller has said it */
    TrainingCount(Schedule schedule, Trainer trainer, Optional<Integer> start) {
        this.schedule = schedule;
        this.model = trainer.getModel();
        this.start = start.orElse(0);
        this.doubt = start.isPresent() ? Optional.empty() : PriorTraining.sign(trainer);
        this.network = current();
    }

    /** That the network seems to have been trained before the count began, of which nobody has said anything. */
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

    /** Whether rows that pass in the epoch that begins now can be asked for. */
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

    void batch() {
        batches++;
    }

    void epoch() {
        epochs++;
        network = current();
    }

    /** @throws IllegalStateException if the network has learned since the number of epochs was last known */
    void requireUpToDate(String run) {
        if ((!schedule.countsBatches() || batches == 0) && !current().equals(network)) {
            throw new IllegalStateException("the network of run '" + run + "' has changed since "
                    + (epochs == 0 ? "the probe was attached" : "epoch " + now() + " was announced")
                    + ", so it is not known how many epochs it has completed; " + HOW_TO_ANNOUNCE);
        }
    }

    /** What to tell when a session ends in which the network was trained and nobody announced it. */
    Optional<String> unannounced(String run) {
        boolean announced = schedule.countsBatches() ? batches > 0 : epochs > 0;
        if (announced || schedule.isOnDemand() || !hasChanged()) {
            return Optional.empty();
        }
        return Optional.of("the network of run '" + run + "' was trained, but no "
                + (schedule.countsBatches() ? "batch" : "epoch") + " was announced, so nothing was measured after "
                + unit() + " " + start + "; "
                + (schedule.countsBatches()
                        ? "announce each batch between its backward pass and its step, as EasyTrain.trainBatch does"
                        : HOW_TO_ANNOUNCE));
    }

    private boolean hasChanged() {
        try {
            return !current().equals(network);
        } catch (RuntimeException e) {
            LOG.debug("the network cannot be read any more", e);
            return false;
        }
    }
}
