/**
 * What every module needs to keep results on disk: files that are complete or absent, and identities that say what a
 * result was made from.
 *
 * <p>{@link dev.infoplane.storage.AtomicFiles} is the only way in which the library writes a file. The content goes to a
 * temporary sibling first and is then moved over the target. A process that is killed, or a disk that fills up, leaves the
 * old file as it was.
 *
 * <p>An {@link dev.infoplane.storage.Identity} is a canonical, versioned JSON object. It lists everything that determines a
 * result: settings, seeds, digests of data. Two results may be exchanged for each other exactly if their identities are
 * equal. Names in an identity are written out by hand and never taken from the {@code toString} of a class, so that
 * renaming Java code does not change what is already on disk; golden tests hold them.
 *
 * <p>The package knows no engine and no other package of the library.
 */
@NullMarked
package dev.infoplane.storage;

import org.jspecify.annotations.NullMarked;
