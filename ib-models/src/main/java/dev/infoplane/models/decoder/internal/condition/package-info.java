/**
 * How activations condition a PixelCNN++.
 *
 * <p>Activations come in every shape: maps that are smaller or larger than the image, vectors, class labels. A network wants
 * {@link dev.infoplane.models.decoder.internal.net.ConditionFeatures}, arrays to add at named places. A
 * {@link dev.infoplane.models.decoder.internal.condition.ConditionEncoder} is the path from one to the other. There are two.
 *
 * <h2>Maps</h2>
 *
 * <p>{@link dev.infoplane.models.decoder.internal.condition.MapConditionEncoder} keeps every activation at its place in the image:
 *
 * <pre>
 * rows of t ─Standardization─▶ ─SpaceToDepth─▶ map no larger than the image
 *                                                  │ ConditionUpsampler (belongs to one kind of activations)
 *                                                  ▼
 *                            map of the size of the image + learned token
 *                                                  │ ConditionNetwork
 *                                                  ▼
 *            first layer of both streams · every gate at every resolution · last layer · shift and scale of the head
 * </pre>
 *
 * <h2>Vectors as biases</h2>
 *
 * <p>{@link dev.infoplane.models.decoder.internal.condition.BiasConditionEncoder} is the published form for vectors and class
 * labels: a linear function of the vector is added to every gate, the same at all places.
 *
 * <h2>Predictions</h2>
 *
 * <p>{@link dev.infoplane.models.decoder.internal.condition.PredictionEncoder} is the path of images that a closed form reconstructs: the
 * reconstruction itself enters as a map, and what is predicted of a pixel enters at that pixel alone.
 *
 * <h2>Dropped conditions</h2>
 *
 * <p>A condition can be dropped for some images of a batch, or for all of them (conditioning dropout; Ho &amp; Salimans 2022). A
 * learned token then takes its place, and one network learns q(x|t) and q(x) together. A
 * {@link dev.infoplane.models.decoder.internal.condition.Condition} is an encoder together with rows to encode, or dropped.
 */
@NullMarked
package dev.infoplane.models.decoder.internal.condition;

import org.jspecify.annotations.NullMarked;
