package dev.infoplane.estimators.neural.internal;

/**
 * What a value seems to miss.
 *
 * @param nats how much
 * @param warning the words for it
 */
public record Missed(double nats, String warning) {}
