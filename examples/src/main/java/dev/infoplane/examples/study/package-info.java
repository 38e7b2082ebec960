/**
 * Programs that test what the decoders of the ResNet study (after Darlow and Storkey 2020) are worth. The study itself is a preset of
 * {@code infoplane study}.
 *
 * <p>{@code PlaneAgreement} asks whether the conclusions of a study hold with a larger training budget, {@code StartComparison}
 * compares the ways in which decoders can start, {@code PooledComparison} measures decoders that share a training, and
 * {@code OwnCnnComparison} context CNNs of single layers.
 */
package dev.infoplane.examples.study;
