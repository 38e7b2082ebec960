package dev.infoplane.models.decoder.internal;

import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.models.decoder.internal.head.Head;
import dev.infoplane.models.decoder.internal.head.LevelScale;
import dev.infoplane.models.decoder.internal.net.PixelCnnNet;

/** A decoder of images without its weights. */
public interface ImageModel {
    /** The parameters of all its parts. */
    ParameterLayout layout();

    /** The network of the pixels. */
    PixelCnnNet net();

    /** What reads the outputs of the network. */
    Head head();

    /** The levels of a pixel. */
    LevelScale levels();
}
