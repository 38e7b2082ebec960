/**
 * One training engine for everything that has to be trained in order to measure: densities that decode activations, and
 * critics of neural estimators.
 *
 * <h2>Why not DJL's trainer</h2>
 *
 * <p>A measurement that needs a training is only as trustworthy as that training is repeatable. Two points of an information
 * plane differ because two layers differ, never because two trainings drew different batches. So this engine promises more
 * than a trainer for models usually does: the same seed gives the same bits; a killed process resumes and ends in the same bits;
 * the engine's own random stream is not touched, so that measuring a network does not disturb its training.
 *
 * <h2>The nouns</h2>
 *
 * <p>A {@link dev.infoplane.learn.ParameterLayout} says where each parameter lies in one flat vector, and how it starts
 * ({@link dev.infoplane.learn.Initializer}). {@link dev.infoplane.learn.Weights} are the parameters as arrays, cut out of that
 * vector for one pass. An {@link dev.infoplane.learn.Objective} computes the loss of chosen rows from them. A
 * {@link dev.infoplane.learn.TrainingPlan} says how many steps to take, at which rate, and how often to look at validation
 * rows. A {@link dev.infoplane.learn.TrainingLoop} takes the steps, from a {@link dev.infoplane.learn.TrainingStart} to a
 * {@link dev.infoplane.learn.TrainingResult}, and keeps its state in a {@link dev.infoplane.learn.Checkpoint}.
 *
 * <h2>The way of the data</h2>
 *
 * <pre>
 * ParameterLayout ─initial(random)─▶ float[] ─▶ TrainingStart ─▶ TrainingLoop.run
 *                                                                    │  each step
 *          Objective.losses(Weights, rows) ◀─ batch of row numbers ──┤
 *                    │ mean, backward                                │
 *                    └──▶ gradient ─▶ Adam ─▶ weights, average ──────┤
 *                                                                    │  each check
 *          Objective.evaluate(average) ─▶ LearningCurve, Checkpoint ◀┘
 * </pre>
 *
 * <p>One flat vector makes copying, averaging, optimising and saving one operation each. It also makes a common start cheap: a
 * child network whose layout {@linkplain dev.infoplane.learn.ParameterLayout#startingWith begins with} that of its parent
 * starts from the parent's weights, and from the parent's {@linkplain dev.infoplane.learn.AdamMoments moments}, by copying a
 * prefix.
 *
 * <h2>Randomness</h2>
 *
 * <p>Each purpose (initial weights, order of batches, dropout) has a stream of its own, derived from one seed by
 * {@link dev.infoplane.learn.SeedStreams}. What is random within a step is a function of the seed and of the number of the
 * batch, never of how many numbers were drawn before; this is what makes a resumed training exact.
 *
 * <h2>Memory</h2>
 *
 * <p>Inputs go through {@link dev.infoplane.learn.EngineArrays}, which explains why. DJL allows one gradient collector a
 * JVM: two trainings at once need two processes.
 */
@NullMarked
package dev.infoplane.learn;

import org.jspecify.annotations.NullMarked;
