/**
 * The experiment of Shwartz-Ziv and Tishby (2017), repeated with three estimators side by side.
 *
 * <p>A small tanh or ReLU network learns a label of all 4,096 inputs of 12 bits. Since the inputs can be enumerated, the exact
 * information of every layer is known, and binning and pairwise-distance bounds can be compared with it. The result: the famous
 * compression of tanh layers is a property of the estimators, see {@code docs/guide/why-tanh-compresses.md}.
 */
package dev.infoplane.examples.classic;
