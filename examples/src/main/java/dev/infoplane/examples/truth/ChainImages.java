package dev.infoplane.examples.truth;

import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Images of independent rows, each a {@link LevelChain}, in one colour or three: the second colour of a pixel depends on its
 * first, and the third on its second. What maps of such images hold is known exactly. All amounts are in bits.
 *
 * @param row the chain of the first colour
 * @param colours for each further colour, the probabilities of its levels given those of the colour before
 */
record ChainImages(LevelChain row, List<double[][]> colours, int height, int width) {
    /** Images of one colour. */
    static ChainImages grey(LevelChain row, int height, int width) {
        return new ChainImages(row, List.of(), height, width);
    }

    /** Images of three colours that follow one another in one way. */
    static ChainImages coloured(LevelChain row, double[][] colour, int height, int width) {
        return new ChainImages(row, List.of(colour, colour), height, width);
    }

    /** Draws images {@code [1 or 3, height, width]}. */
    Samples draw(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int places = height * width;
        int channels = 1 + colours.size();
        float[] values = new float[Math.multiplyExact(n * channels, places)];
        for (int i = 0; i < n; i++) {
            int image = i * channels * places;
            for (int y = 0; y < height; y++) {
                row.draw(values, image + y * width, width, random);
            }
            for (int p = places; p < channels * places; p++) {
                double[][] next = colours.get(p / places - 1);
                values[image + p] = LevelChain.draw(next[(int) values[image + p - places]], random);
            }
        }
        return Samples.of(values, channels, height, width);
    }

    /** What the images hold. */
    double bits() {
        return bitsOfEveryColumn(1);
    }

    /** What every s-th column of all colours holds. */
    double bitsOfEveryColumn(int stride) {
        double bits = row.bitsOfEvery(stride, width);
        for (int x = 0; x < width / stride; x++) {
            double[] level = row.at(x * stride);
            for (double[][] next : colours) {
                bits += LevelChain.conditionalEntropy(level, next);
                level = LevelChain.product(new double[][] {level}, next)[0];
            }
        }
        return height * bits;
    }

    /**
     * What the upper bits of the pixels of the first colour hold. The number of sequences in a row must be within reach.
     *
     * @param dropped how many lower bits are not seen
     */
    double bitsOfUpper(int dropped) {
        return height * row.bitsOf(level -> level >> dropped, width);
    }

    /** What a pixel of the last colour adds to the other colours of its place. */
    double bitsOfLastColour(int column) {
        double[] level = row.at(column);
        for (double[][] next : colours.subList(0, colours.size() - 1)) {
            level = LevelChain.product(new double[][] {level}, next)[0];
        }
        return LevelChain.conditionalEntropy(level, colours.get(colours.size() - 1));
    }

    /** What the first colour alone holds. */
    double bitsOfFirstColour() {
        return height * row.bits(width);
    }

    /** The pixels without so many of their lower bits. */
    static Samples withoutLowerBits(Samples x, int dropped) {
        float[] values = x.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) values[i] >> dropped;
        }
        return Samples.of(values, x.rowShape());
    }

    /** The first colour of images. */
    static Samples firstColour(Samples x) {
        int[] shape = x.rowShape();
        int places = shape[1] * shape[2];
        float[] values = new float[x.rows() * places];
        for (int i = 0; i < x.rows(); i++) {
            for (int p = 0; p < places; p++) {
                values[i * places + p] = x.get(i, p);
            }
        }
        return Samples.of(values, 1, shape[1], shape[2]);
    }
}
