/**
 * Trains networks of the zoo on the images that ship with the examples, and measures how fast a step is.
 */
package dev.infoplane.examples.zoo;
