/** Noise inside networks: Gaussian noise and information dropout behind chosen blocks of any network of the zoo. */
@NullMarked
package dev.infoplane.models.zoo.noise;

import org.jspecify.annotations.NullMarked;
