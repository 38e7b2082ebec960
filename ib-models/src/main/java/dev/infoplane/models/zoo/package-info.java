/**
 * The model zoo: networks with named hook points, found by DJL's {@code Criteria}.
 *
 * <p>{@link dev.infoplane.models.zoo.InfoplaneZoo} lists them. An <em>artifact</em> is an architecture under an id such as {@code
 * resnet-20}. Without a filter it loads untrained; the filter {@code dataset} asks for weights that were trained on a data set. A few
 * small ones ship with this library, with a checksum, so that nothing is downloaded.
 *
 * <p>The architectures are in packages of their own: {@link dev.infoplane.models.zoo.resnet}, {@link dev.infoplane.models.zoo.rir},
 * {@link dev.infoplane.models.zoo.quantised}, {@link dev.infoplane.models.zoo.mlp}. {@link dev.infoplane.models.zoo.noise} makes noisy
 * variants, {@link dev.infoplane.models.zoo.training} holds what published training needs beside DJL.
 */
@NullMarked
package dev.infoplane.models.zoo;

import org.jspecify.annotations.NullMarked;
