/**
 * How long a training step of a PixelCNN++ takes, beside a product of two matrices as a yardstick, and one of a ResNet.
 */
package dev.infoplane.examples.speed;
