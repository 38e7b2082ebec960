/**
 * Reads the activations of any DJL model while it trains or predicts.
 *
 * <h2>Hook points</h2>
 *
 * <p>A <i>hook point</i> is a named value inside a network: the output or an input of a block, or of the model itself. Its path is
 * made of the names that the model's author gave, from the root down, as in {@code stage2.unit3.out}. {@code Probes.list} shows all
 * of them for a given input shape. A {@link dev.infoplane.probe.Tap} selects hook points by glob, regular expression or predicate,
 * and a {@link dev.infoplane.probe.View} says which part of a value is copied: a pooled map, the first channels, a projection.
 *
 * <h2>Three ways to use them</h2>
 *
 * <ul>
 *   <li>A {@link dev.infoplane.probe.ProbeSession} attaches to a {@code Trainer}. After the scheduled epochs it runs held-out
 *       samples through the network, gives the activations to estimators, and collects the points of an information plane.
 *   <li>A {@link dev.infoplane.probe.Capture} keeps what the hook points compute during passes that you run yourself.
 *   <li>An {@link dev.infoplane.probe.Intervention} changes values on their way: it adds noise, rounds, or replaces them.
 * </ul>
 *
 * <p>All three are closeable, and closing them twice is harmless. {@link dev.infoplane.probe.Probes} is the entry to each.
 *
 * <h2>How it works</h2>
 *
 * <p>DJL has no hooks. A Java agent inserts one call at the start and end of the {@code forward} methods of block classes
 * ({@code probe.internal}). While nothing is attached, that call costs one volatile read. While something is attached, a tracker
 * follows the calls below the model's root on each thread, derives the path of each call, and passes values to the listeners of that
 * path. The model itself is not touched: its blocks, parameters, names, files, outputs and gradients stay the same.
 *
 * <p>The design and its alternatives: {@code docs/decisions/0004-hooks.md}. A guide with examples: {@code docs/probes.md}.
 */
@NullMarked
package dev.infoplane.probe;

import org.jspecify.annotations.NullMarked;
