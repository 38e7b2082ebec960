/**
 * How networks of the zoo are trained as published: learning-rate schedules, weight decay that spares norms and biases, label smoothing,
 * random crops and flips. All are ordinary DJL parts, for {@code EasyTrain} and a DJL training configuration.
 */
@NullMarked
package dev.infoplane.models.zoo.training;

import org.jspecify.annotations.NullMarked;
