/**
 * The ResNet study after Darlow and Storkey (2020), and programs that test its conclusions.
 *
 * <p>{@code ResNetStudy} trains a small ResNet on Fashion-MNIST in two regimes, as classifier and as autoencoder, each in a process
 * of its own. A probe session measures each layer after several epochs with PixelCNN++ decoders, and every finished point goes to
 * disk at once, so that an interrupted study resumes. {@code PlaneAgreement} asks whether the conclusions hold with a larger
 * training budget, and {@code StartComparison} compares the ways in which decoders can start.
 */
package dev.infoplane.examples.study;
