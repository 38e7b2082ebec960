/**
 * Processes that use an engine: {@link dev.infoplane.study.process.EngineJvm} has the options and the environment of their JVM,
 * {@link dev.infoplane.study.process.ParentWatch} ends a process when its parent is gone, and
 * {@link dev.infoplane.study.process.EngineCache} finds a folder into which the engine can unpack its native libraries.
 */
@NullMarked
package dev.infoplane.study.process;

import org.jspecify.annotations.NullMarked;
