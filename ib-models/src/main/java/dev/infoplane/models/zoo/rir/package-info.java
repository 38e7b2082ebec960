/**
 * Resnet in Resnet: networks of two streams, one that keeps and one that can forget, and the initialisation that makes one stream of
 * both.
 */
@NullMarked
package dev.infoplane.models.zoo.rir;

import org.jspecify.annotations.NullMarked;
