/**
 * Decoders on image sources whose information is known exactly, and their bits per dimension on Fashion-MNIST.
 */
package dev.infoplane.examples.truth;
