/**
 * How the programs of this module run as processes, whatever they compute.
 *
 * <p>{@code Programs} parses the command line and turns failures into one sentence and an exit code ({@code Failures}). {@code Progress}
 * shows how far a program is, on a terminal or line by line.
 */
package dev.infoplane.examples.process;
