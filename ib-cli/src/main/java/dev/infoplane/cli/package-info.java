/**
 * The command line: {@code infoplane estimate}, {@code list}, {@code recommend} and {@code plane}, for arrays that were saved
 * elsewhere, and {@code infoplane study} (package {@code study}). It holds no measurement of its own: it reads files, asks the
 * estimators of the class path, and prints.
 *
 * <p>Exit codes: 0 if all went well, 1 if something failed, 2 if what was asked for makes no sense, 3 if {@code --strict} was
 * given and an estimate carries a warning.
 */
@NullMarked
package dev.infoplane.cli;

import org.jspecify.annotations.NullMarked;
