package dev.infoplane.models.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import dev.infoplane.learn.EngineArrays;
import dev.infoplane.learn.Initializer;
import dev.infoplane.learn.ParameterLayout;
import dev.infoplane.learn.Weights;
import dev.infoplane.models.internal.HeadOnForm;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The network. One part reads the layer and x̂ by ordinary convolutions. Another sees, at each pixel, what was read there, the pixels
 * before it within a radius of three, and what the closed form says, and gives parameters of the head {@linkplain HeadOnForm
 * relative to the closed form}, or what is to be added to those of a pool. Only one layer of the second part looks at other pixels, so an image can be drawn pixel by pixel at
 * little cost.
 *
 * @param cells of the layer
 */
record CnnNet(ContextCnnSize size, CnnFeatures features, HeadOnForm onForm, Cells cells, ParameterLayout layout) {
    /** How far back levels are seen. */
    static final int FAR = 3;

    /** How far back errors are seen. */
    static final int CLOSE = 2;

    private static final int READ = 3;

    /** Layers that read on from what is read of the activations and of x̂, each the places next to it. */
    private static final int READERS = 3;

    private static final Shape ONE = new Shape(1, 1);
    private static final Shape NO_PADDING = new Shape(0, 0);

    static CnnNet of(ContextCnnSize size, CnnFeatures features, HeadOnForm onForm, Cells cells) {
        ParameterLayout layout = new ParameterLayout();
        int width = size.width();
        int kernel = cells.isVector() ? 1 : READ;
        if (cells.phases() == 1) {
            convolution(layout, "layer", width, cells.channels(), kernel, kernel);
        } else {
            convolution(layout, "layer", 2 * width, cells.channels(), kernel, kernel);
            convolution(layout, "spread", width * cells.phases(), 2 * width, 1, 1);
        }
        convolution(layout, "visible", width, features.visibleCount(), READ, READ);
        for (int k = 0; k < READERS; k++) {
            convolution(layout, "read" + k, width, width, READ, READ);
        }
        convolution(layout, "far", 2 * width, features.channels(), FAR + 1, 2 * FAR + 1);
        convolution(layout, "close", 2 * width, 2 * features.channels(), CLOSE + 1, 2 * CLOSE + 1);
        convolution(layout, "local", 2 * width, width + features.localCount(), 1, 1);
        convolution(layout, "hidden0", 2 * width, 2 * width, 1, 1);
        convolution(layout, "hidden1", 2 * width, 2 * width, 1, 1);
        layout.add("out", Initializer.ZERO, onForm.head().parameters(), 2L * width, 1, 1);
        layout.add("out.b", Initializer.ZERO, onForm.head().parameters());
        return new CnnNet(size, features, onForm, cells, layout);
    }

    private static void convolution(ParameterLayout layout, String name, int out, int in, int height, int width) {
        layout.addHidden(name, Initializer.LECUN_NORMAL, out, in, height, width);
        layout.add(name + ".b", Initializer.ZERO, out);
    }

    /** Values to start from: the network says nothing yet. */
    float[] initial(RandomGenerator random) {
        return layout.initial(random);
    }

    /** Values to start from: the network says of all sub-pixels what the closed form does. */
    float[] neutral(RandomGenerator random) {
        float[] values = initial(random);
        float[] neutral = onForm.neutral();
        System.arraycopy(neutral, 0, values, layout.slot("out.b").offset(), neutral.length);
        return values;
    }

    /**
     * A batch of images. Sub-pixels of b images are listed channel by channel, {@code n = b · channels} maps.
     *
     * @param seen activations {@code [b, channels, h, w]}
     * @param visible {@code [b, visibleCount, height, width]}
     * @param far levels {@code [b, channels, height + 3, width + 6]}, zeros above and at the sides
     * @param close errors {@code [b, 2 · channels, height + 2, width + 4]}, zeros above and at the sides
     * @param local {@code [n, localCount, height, width]}
     * @param base {@code [n, height, width, baseSize]}
     * @param said where the network begins, {@code [n, height, width, parameters]}; empty for the closed form
     * @param wanted the sub-pixels on the scale −1 to 1, {@code [n, height, width, 1]}
     */
    record Batch(
            NDArray seen,
            NDArray visible,
            NDArray far,
            NDArray close,
            NDArray local,
            NDArray base,
            Optional<NDArray> said,
            NDArray wanted) {}

    /** Log-probabilities of all sub-pixels in nats, {@code [n, height, width]}. */
    NDArray logProbability(Weights w, Batch batch) {
        int channels = features.channels();
        NDArray before = convolved(w, "far", batch.far, causal(w, "far", FAR))
                .add(convolved(w, "close", batch.close, causal(w, "close", CLOSE)));
        NDArray read = read(w, batch.seen, batch.visible);
        if (channels > 1) {
            before = before.repeat(0, channels);
            read = read.repeat(0, channels);
        }
        NDArray x = Activation.elu(
                plain(w, "local", NDArrays.concat(new NDList(read, batch.local), 1), NO_PADDING)
                        .add(before),
                1);
        x = x.add(Activation.elu(plain(w, "hidden0", x, NO_PADDING), 1));
        x = x.add(Activation.elu(plain(w, "hidden1", x, NO_PADDING), 1));
        NDArray out = plain(w, "out", x, NO_PADDING).transpose(0, 2, 3, 1);
        return onForm.logProbability(batch.wanted, batch.said.map(out::add).orElse(out), batch.base);
    }

    /** What is read of activations and x̂, {@code [b, width, height, width]}. */
    NDArray read(Weights w, NDArray seen, NDArray visible) {
        Shape around = new Shape(READ / 2, READ / 2);
        NDArray maps = plain(w, "layer", seen, cells.isVector() ? NO_PADDING : around);
        if (cells.phases() > 1) {
            maps = plain(w, "spread", Activation.elu(maps, 1), NO_PADDING);
        }
        NDArray x = Activation.elu(plain(w, "visible", visible, around).add(cells.atPixels(maps, size.width())), 1);
        for (int k = 0; k < READERS; k++) {
            x = x.add(Activation.elu(plain(w, "read" + k, x, around), 1));
        }
        return x;
    }

    private static NDArray plain(Weights w, String name, NDArray x, Shape padding) {
        return convolution(x, w.get(name), w.get(name + ".b"), padding);
    }

    private static NDArray convolved(Weights w, String name, NDArray x, NDArray kernel) {
        return convolution(x, kernel, w.get(name + ".b"), NO_PADDING);
    }

    private static NDArray convolution(NDArray x, NDArray kernel, NDArray bias, Shape padding) {
        return Conv2d.conv2d(x, kernel, bias, ONE, padding, ONE, 1).singletonOrThrow();
    }

    /** A kernel that sees only pixels before its own: the last row ends at the middle. */
    private static NDArray causal(Weights w, String name, int radius) {
        return w.derived(name + ".causal", () -> {
            NDArray kernel = w.get(name);
            int across = 2 * radius + 1;
            float[] mask = new float[(radius + 1) * across];
            for (int k = 0; k < mask.length; k++) {
                mask[k] = isBefore(k, radius) ? 1 : 0;
            }
            return kernel.mul(EngineArrays.floats(kernel.getManager(), mask, new Shape(1, 1, radius + 1, across)));
        });
    }

    /** Whether a place of a kernel of so many rows above lies before its own pixel. */
    static boolean isBefore(int k, int radius) {
        int across = 2 * radius + 1;
        return k / across < radius || k % across < radius;
    }
}
