/**
 * The networks of a study: what they are trained for ({@link dev.infoplane.study.network.Regime}), how they are made from a spec,
 * and what their layers compute after some epochs. The only package of this module that knows an engine.
 */
@NullMarked
package dev.infoplane.study.network;

import org.jspecify.annotations.NullMarked;
