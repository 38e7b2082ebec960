/**
 * How the programs of this module run as processes, whatever they compute.
 *
 * <p>{@code Programs} parses the command line and turns failures into one sentence and an exit code ({@code Failures}).
 * {@code ProcessorTime} says what a part of a program costs, {@code StudyVersion} with which versions a program runs.
 */
package dev.infoplane.examples.process;
