/**
 * How long a training step of a PixelCNN++ takes, beside a product of two matrices as a yardstick.
 */
package dev.infoplane.examples.speed;
