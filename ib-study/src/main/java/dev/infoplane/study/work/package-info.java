/**
 * The work of a study as tasks: how a spec becomes a graph ({@link dev.infoplane.study.work.StudyGraph}), and how each kind of task
 * is done.
 *
 * <pre>{@code
 *   images ─┬─▶ train network (regime × seed) ─┬─▶ prepare point ──┬─▶ learn pool ────────────┬─▶ score point, draw point
 *           │        activations at the epochs ├─▶ label of point  ├─▶ learn unconditional ───┼─▶ score unconditional
 *           └─▶ prepare unconditional ─────────┴───────────────────┘                          ┘
 * }</pre>
 *
 * <p>The process that starts the study puts the images into the store; tasks read the store and nothing else. All numbers are
 * determined by what is in a task, so that every kind has a version, which is raised when its numbers or the form of its outputs
 * change.
 */
@NullMarked
package dev.infoplane.study.work;

import org.jspecify.annotations.NullMarked;
