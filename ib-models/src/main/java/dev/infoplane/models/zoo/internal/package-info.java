/**
 * The layers that all networks of the zoo are built from.
 *
 * <p>{@link dev.infoplane.models.zoo.internal.NamedSequence} gives every block a name that says what it is. {@link
 * dev.infoplane.models.zoo.internal.LayerFactory} makes the layers that differ between a network and its quantised variant, so that
 * an architecture is written once. Convolutions pad channels themselves, since the engine's own padding is wrong
 * (docs/decisions/0008-channels-the-engine-pads.md).
 */
@NullMarked
package dev.infoplane.models.zoo.internal;

import org.jspecify.annotations.NullMarked;
