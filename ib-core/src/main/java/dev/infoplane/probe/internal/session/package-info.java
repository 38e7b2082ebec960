/**
 * What a probe session keeps and compares, apart from activations. Not an API.
 *
 * <p>{@code SeededEstimator} is an estimator with its seed; {@code Digests} and {@code StoredRun} identify networks and samples, so
 * that a session never continues the results of something else; {@code PriorTraining} finds out whether a network was trained
 * before; {@code BlockHistory} notices when a name stands for several blocks; {@code RunningState} saves the running statistics of
 * batch norm; {@code ListenerSlot} lets several sessions listen to one trainer.
 */
@NullMarked
package dev.infoplane.probe.internal.session;

import org.jspecify.annotations.NullMarked;
