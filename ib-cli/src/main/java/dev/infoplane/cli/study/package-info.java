/**
 * The command {@code infoplane study}: reads a spec, has it planned and done by {@code ib-study}, shows how far it is, and writes the
 * report. It measures nothing.
 */
@NullMarked
package dev.infoplane.cli.study;

import org.jspecify.annotations.NullMarked;
