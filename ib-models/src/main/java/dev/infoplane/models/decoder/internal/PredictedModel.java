package dev.infoplane.models.decoder.internal;

import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.models.decoder.internal.condition.PredictionEncoder;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.decoder.internal.net.PixelCnnNet;

/**
 * A decoder that improves on predictions: both streams see how far pixels were from theirs, and the head's parameters are
 * relative to them.
 *
 * @param net whose streams see {@link PixelView#seen} numbers of a pixel
 */
public record PredictedModel(
        ParameterLayout layout, PixelCnnNet net, Head head, LevelScale levels, PredictionEncoder encoder)
        implements ImageModel {
    /** The numbers in which the network sees images. */
    public PixelView view() {
        return new PixelView(net.topology().channels() / 2, levels);
    }
}
