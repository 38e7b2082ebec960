/**
 * Where the outputs of tasks are kept.
 *
 * <p>A {@link dev.infoplane.study.store.ResultStore} keeps bytes under their digest ({@link dev.infoplane.study.store.Blob})
 * and, for each task that has ended well, which bytes are its outputs ({@link dev.infoplane.study.store.TaskResult}). Bytes are
 * checked before they are read, so that a file that was damaged is noticed and its task is done again.
 * {@link dev.infoplane.study.store.FolderStore} is a folder; other stores are found by the scheme of their location.
 */
@NullMarked
package dev.infoplane.study.store;

import org.jspecify.annotations.NullMarked;
