package dev.infoplane.density;

import dev.infoplane.estimate.NoiseModel;

/**
 * A point of a pool whose density was learned elsewhere.
 *
 * @param density that was learned together with those of the other points
 * @param values how many values a row of its activations has
 * @param noise that was added to its activations
 */
public record LearnedPoint(PooledDensity density, int values, NoiseModel noise) {}
