/**
 * A study from its spec to its results.
 *
 * <pre>{@code
 * Study study = Study.of(SpecFile.preset("quick"));
 * ExecutorProvider.Request request = new ExecutorProvider.Request(folder, 2, Optional.empty(), Optional.empty());
 * StudyResult result =
 *         study.run(folder, () -> ExecutorProvider.of("processes").open(request), TaskListener.NONE);
 * InformationPlane plane = result.plane();
 * }</pre>
 *
 * <p>The packages below hold the parts: {@code spec} what is to be done, {@code data} images, {@code network} networks, {@code work}
 * the kinds of task, {@code task}, {@code store} and {@code execute} the machinery that does tasks and survives being killed,
 * {@code process} the processes of workers, and {@code hypothesis} the tests of what a study claims.
 */
@NullMarked
package dev.infoplane.study;

import org.jspecify.annotations.NullMarked;
