/**
 * How the programs of this module run as processes, whatever they compute.
 *
 * <p>{@code Programs} parses the command line and turns failures into one sentence and an exit code ({@code Failures}). {@code Progress}
 * shows how far a program is, on a terminal or line by line. {@code StudyJvm} starts worker processes with the options of their
 * parent, {@code ParentWatch} ends a process when its parent is gone, and {@code EngineCache} finds a folder into which the engine
 * can unpack its native libraries.
 */
package dev.infoplane.examples.process;
