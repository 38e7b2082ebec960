/**
 * The networks of a study: what they are trained for ({@link dev.infoplane.study.network.Regime}), how they are made from a spec,
 * and what their layers compute after some epochs. This package computes with DJL; {@code spec}, {@code data},
 * {@code task}, {@code store} and {@code execute} do not know DJL at all.
 */
@NullMarked
package dev.infoplane.study.network;

import org.jspecify.annotations.NullMarked;
