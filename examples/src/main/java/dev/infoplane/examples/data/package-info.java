/**
 * Fashion-MNIST from the examples' own jar or from a folder, and the idx format it comes in.
 */
package dev.infoplane.examples.data;
