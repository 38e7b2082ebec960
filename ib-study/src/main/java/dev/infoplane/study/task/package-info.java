/**
 * A study's work as a graph of values.
 *
 * <p>A {@link dev.infoplane.study.task.StudyTask} says what is to be computed and from which other tasks' outputs. It is known by
 * a digest of just that, so nothing is computed twice, within a study or after a restart. A
 * {@link dev.infoplane.study.task.TaskGraph} is a set of tasks with all their inputs. A
 * {@link dev.infoplane.study.task.TaskKind} does the tasks of one kind and is found on the class path. It sees a
 * {@link dev.infoplane.study.task.TaskContext} and nothing else, which is why it does not matter where it runs.
 */
@NullMarked
package dev.infoplane.study.task;

import org.jspecify.annotations.NullMarked;
