package dev.infoplane.models.decoder.internal;

import ai.djl.ndarray.NDArray;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.condition.ConditionEncoder;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.decoder.internal.net.ConditionFeatures;
import dev.infoplane.models.decoder.internal.net.Dropout;
import dev.infoplane.models.decoder.internal.net.PixelCnnNet;

/**
 * A decoder without its weights: a network, the head that reads its outputs, and the path of its condition.
 *
 * @param layout the parameters of network and condition
 * @param levels the levels of a pixel
 * @param encoder {@link ConditionEncoder#NONE} if unconditional
 */
public record DecoderModel(
        ParameterLayout layout, PixelCnnNet net, Head head, LevelScale levels, ConditionEncoder encoder)
        implements ImageModel {
    /** Parameters of the head at every pixel, {@code [b, h, w, parameters]}. */
    public NDArray parameters(Weights w, NDArray images, ConditionFeatures condition, Dropout dropout) {
        NDArray parameters = net.apply(w, images, condition, dropout);
        return condition
                .affine()
                .map(a -> head.shiftedAndScaled(parameters, PixelCnnNet.cropped(a, images.getShape())))
                .orElse(parameters);
    }
}
