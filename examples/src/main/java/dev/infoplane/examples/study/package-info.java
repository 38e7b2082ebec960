/**
 * The ResNet study after Darlow and Storkey (2020), and programs that test its conclusions.
 *
 * <p>{@code ResNetStudy} trains a small ResNet on Fashion-MNIST in two regimes, as classifier and as autoencoder, each in a process
 * of its own. What each layer computes after several epochs is stored; then one pool of PixelCNN++ decoders on a closed form measures
 * all points of the network. Trained networks, trained decoders and finished points are on disk, so that an interrupted study resumes. {@code PlaneAgreement} asks whether the conclusions hold with a larger
 * training budget, and {@code StartComparison} compares the ways in which decoders can start.
 */
package dev.infoplane.examples.study;
