/**
 * Images for studies, read from local folders.
 *
 * <p>{@link dev.infoplane.study.data.LabelledImages} are eight-bit images with a class each. An
 * {@link dev.infoplane.study.data.ImageFormat} says how they lie in a folder: the idx files of MNIST and Fashion-MNIST, the
 * binary version of CIFAR-10, or a folder for each class, as in CINIC-10. A reader accepts complete and sound files only.
 */
@NullMarked
package dev.infoplane.study.data;

import org.jspecify.annotations.NullMarked;
