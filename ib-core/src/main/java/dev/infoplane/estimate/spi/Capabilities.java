package dev.infoplane.estimate.spi;

import dev.infoplane.estimate.BoundKind;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an estimator can do and what it needs. Starts from {@link #of} and is narrowed or widened in plain words.
 *
 * @param bound what its results claim
 * @param variables which kinds of pairs it takes
 * @param maxDimensions the most values a row of either side may have
 * @param needsLabels whether {@code x} must repeat: labels, or another variable with few values
 * @param needsEngine whether it needs a DJL engine with its native library
 * @param symmetric whether exchanging x and t changes no more than rounding
 * @param differentiable whether its value can be a training loss
 * @param invariances the maps that change no more than rounding
 */
public record Capabilities(
        BoundKind bound,
        Set<Variables> variables,
        int maxDimensions,
        boolean needsLabels,
        boolean needsEngine,
        boolean symmetric,
        boolean differentiable,
        Set<Invariance> invariances) {
    /** Kinds of pairs. */
    public enum Variables {
        /** Both sides take few values, many times each. */
        DISCRETE,
        /** Both sides have densities. */
        CONTINUOUS,
        /** {@code x} takes few values (a label, say), {@code t} has a density for each. */
        MIXED
    }

    /** Maps under which mutual information does not change. */
    public enum Invariance {
        /** Each column times a constant of its own. */
        SCALING,
        /** Each column through an increasing function of its own. */
        MONOTONE,
        /** Rows renamed so that equal ones stay equal and different ones different. */
        RELABELLING
    }

    /** Takes copies; refuses an empty set of variables. */
    public Capabilities {
        variables = Set.copyOf(variables);
        invariances = Set.copyOf(invariances);
        if (variables.isEmpty()) {
            throw new IllegalArgumentException("an estimator must take at least one kind of variables, got none");
        }
        if (maxDimensions < 1) {
            throw new IllegalArgumentException("maxDimensions must be at least 1, got " + maxDimensions);
        }
    }

    /** Takes these variables in any dimension, needs neither labels nor an engine, claims no symmetry or invariance. */
    public static Capabilities of(BoundKind bound, Variables first, Variables... more) {
        return new Capabilities(
                bound, EnumSet.of(first, more), Integer.MAX_VALUE, false, false, false, false, Set.of());
    }

    /** A copy of these capabilities that claims symmetry. */
    public Capabilities asSymmetric() {
        return new Capabilities(
                bound, variables, maxDimensions, needsLabels, needsEngine, true, differentiable, invariances);
    }

    /** A copy of these capabilities that claims these invariances and no others. */
    public Capabilities invariantUnder(Invariance first, Invariance... more) {
        return new Capabilities(
                bound,
                variables,
                maxDimensions,
                needsLabels,
                needsEngine,
                symmetric,
                differentiable,
                EnumSet.of(first, more));
    }

    /** A copy of these capabilities that needs labels. */
    public Capabilities needingLabels() {
        return new Capabilities(
                bound, variables, maxDimensions, true, needsEngine, symmetric, differentiable, invariances);
    }

    /** A copy of these capabilities that needs an engine. */
    public Capabilities needingEngine() {
        return new Capabilities(
                bound, variables, maxDimensions, needsLabels, true, symmetric, differentiable, invariances);
    }

    /** A copy of these capabilities whose value can be a training loss. */
    public Capabilities asDifferentiable() {
        return new Capabilities(
                bound, variables, maxDimensions, needsLabels, needsEngine, symmetric, true, invariances);
    }

    /** A copy of these capabilities for rows of at most {@code most} values. */
    public Capabilities upToDimensions(int most) {
        return new Capabilities(
                bound, variables, most, needsLabels, needsEngine, symmetric, differentiable, invariances);
    }
}
