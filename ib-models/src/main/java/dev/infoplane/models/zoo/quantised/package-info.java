/**
 * Networks whose weights and activations have few levels. What they compute takes finitely many values, so that mutual information can be
 * counted instead of estimated.
 */
@NullMarked
package dev.infoplane.models.zoo.quantised;

import org.jspecify.annotations.NullMarked;
