package dev.infoplane.models.decoder.internal.net;

/** The two streams of features in a PixelCNN++. */
public enum PixelStream {
    /** Sees the rows above a pixel. */
    DOWN {
        @Override
        ConvolutionSpec convolution(String name, int in, int out) {
            return ConvolutionSpec.down(name, in, out);
        }

        @Override
        TransposedSpec doubling(String name, int channels) {
            return new TransposedSpec(name, channels, 3);
        }
    },
    /** Sees the rows above a pixel and the pixels to its left, by way of the down stream. */
    RIGHT {
        @Override
        ConvolutionSpec convolution(String name, int in, int out) {
            return ConvolutionSpec.downRight(name, in, out);
        }

        @Override
        TransposedSpec doubling(String name, int channels) {
            return new TransposedSpec(name, channels, 2);
        }
    };

    /** A convolution that keeps this stream causal. */
    abstract ConvolutionSpec convolution(String name, int in, int out);

    /** A transposed convolution that keeps this stream causal. */
    abstract TransposedSpec doubling(String name, int channels);

    String suffix() {
        return this == DOWN ? ".down" : ".right";
    }
}
