/**
 * Residual networks: those for CIFAR and ImageNet of He et al. 2016, pre-activation, and wide ones.
 *
 * <p>What sets them apart from other ResNets are names: every block has a name that
 * says what it is, and never a number that shifts when a layer is inserted. A probe therefore finds {@code stage2.unit1.out} in every
 * size, and a classifier and an autoencoder of one {@link dev.infoplane.models.zoo.resnet.ResNetSpec} share the names of their
 * encoder.
 *
 * <p>{@link dev.infoplane.models.zoo.resnet.ResNet} builds them as ordinary DJL blocks. Convolutions pad channels themselves, since
 * the engine's own padding of channels is wrong (docs/decisions/0008-channels-the-engine-pads.md).
 */
@NullMarked
package dev.infoplane.models.zoo.resnet;

import org.jspecify.annotations.NullMarked;
