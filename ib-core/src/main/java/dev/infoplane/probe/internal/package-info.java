/**
 * How calls of blocks are seen and named. Not an API.
 *
 * <h2>Weaving</h2>
 *
 * <p>{@code ForwardAgent} installs a class transformer, {@code ForwardWeaver}, at the first probe or by {@code -javaagent}. The
 * transformer copies the lines of {@code ForwardAdvice} into each {@code forward} method by which a block can be called. These lines
 * call {@code ForwardHook}, which forwards the call to the listeners, if there are any. The classes are public because the
 * woven blocks, which live in other packages, must be able to call them.
 */
@NullMarked
package dev.infoplane.probe.internal;

import org.jspecify.annotations.NullMarked;
