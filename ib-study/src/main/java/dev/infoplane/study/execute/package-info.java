/**
 * Who does the tasks of a study.
 *
 * <p>A {@link dev.infoplane.study.execute.TaskExecutor} does the tasks of a graph that have no results yet, each after its
 * inputs, the longest chain first. {@link dev.infoplane.study.execute.LocalExecutor} does them in this process and
 * {@link dev.infoplane.study.execute.ProcessExecutor} in worker processes. Both are a number of
 * {@link dev.infoplane.study.execute.TaskRunner}s driven by {@link dev.infoplane.study.execute.GraphExecution}; an executor for
 * a cluster is another kind of runner.
 *
 * <p>Whatever is killed, at most the tasks in hand are lost. A task that fails is reported with its reason, those that need it
 * are skipped, and the rest is done. A worker that is lost is replaced, and its task tried again. An output that turns out to be
 * damaged is computed again before the task that needs it.
 */
@NullMarked
package dev.infoplane.study.execute;

import org.jspecify.annotations.NullMarked;
