package dev.infoplane.density;

/**
 * A point of a pool whose density was learned elsewhere.
 *
 * @param density that was learned together with those of the other points
 * @param values how many values a row of its activations has
 */
public record LearnedPoint(PooledDensity density, int values) {}
