/** The multilayer perceptrons of the literature on information planes, and their low-bit and binary variants. */
@NullMarked
package dev.infoplane.models.zoo.mlp;

import org.jspecify.annotations.NullMarked;
