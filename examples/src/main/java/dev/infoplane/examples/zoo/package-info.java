/**
 * Networks of the zoo on the images that ship with the library: {@code TrainZooWeights} trains the weights of the zoo, {@code ZooStudy}
 * measures one plane for several networks under one budget.
 */
package dev.infoplane.examples.zoo;
