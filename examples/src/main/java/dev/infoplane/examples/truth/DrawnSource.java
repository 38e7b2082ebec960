package dev.infoplane.examples.truth;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.PixelLevels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Images and what is seen of them, with sizes and parameters drawn from a seed, and what they are known to hold. Amounts are in
 * bits.
 *
 * @param name kind and parameters
 * @param x images
 * @param t what is seen of them
 * @param truth information between the two
 * @param entropy what the images hold
 * @param reduced versions of t that hold a little less
 */
record DrawnSource(
        String name, Samples x, Samples t, PixelLevels levels, double truth, double entropy, List<Reduced> reduced) {
    /** The shares of the information that reduced versions lack, as nearly as whole pixels allow. */
    private static final double[] SHARES = {0.02, 0.05, 0.1};

    /** A version of t that holds less, by a known share. */
    record Reduced(Samples t, double share) {}

    /** What may be seen of which images. */
    enum Kind {
        BINARY_COLUMNS,
        FEW_LEVELS_COLUMNS,
        FEW_LEVELS_UPPER_BITS,
        BYTES_UPPER_BITS,
        BYTES_COLUMNS,
        COLOURED_COLUMNS,
        FIRST_COLOUR,
        PROTOTYPE,
        ALL_PERMUTED,
        NOTHING
    }

    /** Draws the parameters of a kind, and so many images. */
    static DrawnSource of(Kind kind, int images, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return switch (kind) {
            case BINARY_COLUMNS -> columns(binary(random), images, random);
            case FEW_LEVELS_COLUMNS -> columns(grey(4 + random.nextInt(9), 8, random), images, random);
            case FEW_LEVELS_UPPER_BITS -> upperBits(grey(4 << random.nextInt(2), 6, random), images, random);
            case BYTES_UPPER_BITS -> upperBits(grey(256, 6, random), images, random);
            case BYTES_COLUMNS -> columns(grey(256, 8, random), images, random);
            case COLOURED_COLUMNS -> columns(coloured(random), images, random);
            case FIRST_COLOUR -> firstColour(coloured(random), images, random);
            case PROTOTYPE -> prototype(images, random);
            case ALL_PERMUTED -> permuted(binary(random), images, random);
            case NOTHING -> nothing(binary(random), images, random);
        };
    }

    private static int even(int from, int to, SplittableRandom random) {
        return 2 * random.nextInt(from / 2, to / 2 + 1);
    }

    private static ChainImages binary(SplittableRandom random) {
        return ChainImages.grey(
                LevelChain.flips(random.nextDouble(0.05, 0.25)), even(4, 8, random), 4 * random.nextInt(2, 5));
    }

    private static ChainImages grey(int levels, int width, SplittableRandom random) {
        LevelChain row = LevelChain.autoregressive(
                levels, random.nextDouble(0.6, 0.98), levels * random.nextDouble(0.02, 0.1) + 0.2);
        return ChainImages.grey(row, even(4, 8, random), width);
    }

    private static ChainImages coloured(SplittableRandom random) {
        double flip = random.nextDouble(0.05, 0.2);
        return ChainImages.coloured(
                LevelChain.flips(random.nextDouble(0.05, 0.25)),
                new double[][] {{1 - flip, flip}, {flip, 1 - flip}},
                even(4, 8, random),
                8);
    }

    private static PixelLevels levels(ChainImages images) {
        int count = images.row().levels();
        return count == 2 ? PixelLevels.BINARY : new PixelLevels(count, 0, count - 1);
    }

    private static DrawnSource columns(ChainImages source, int images, SplittableRandom random) {
        int stride = 2 << random.nextInt(source.width() >= 8 ? 2 : 1);
        Samples x = source.draw(images, random.nextLong());
        Samples t = Sources.everyColumn(x, stride);
        double truth = source.bitsOfEveryColumn(stride);
        List<Reduced> reduced = new ArrayList<>();
        if (source.colours().isEmpty()) {
            double[] ends = ends(source, stride);
            for (double share : SHARES) {
                reduced.add(withoutEnds(t, ends, share * truth, truth));
            }
        }
        return new DrawnSource(
                name("every " + stride + ". column", source), x, t, levels(source), truth, source.bits(), reduced);
    }

    /** How many bits of a row the last k of the kept columns add, indexed by k. */
    private static double[] ends(ChainImages source, int stride) {
        int kept = source.width() / stride;
        double[] ends = new double[kept];
        double all = source.row().bitsOfEvery(stride, kept * stride);
        for (int k = 1; k < kept; k++) {
            ends[k] = all - source.row().bitsOfEvery(stride, (kept - k) * stride);
        }
        return ends;
    }

    /** Ends of rows set to 0, from the first row on, as many as lack the wanted bits most nearly. */
    private static Reduced withoutEnds(Samples t, double[] ends, double wanted, double truth) {
        int height = t.rowShape()[1];
        int bestRows = 1;
        int bestEnd = 1;
        for (int rows = 1; rows <= height; rows++) {
            for (int k = 1; k < ends.length; k++) {
                if (Math.abs(rows * ends[k] - wanted) < Math.abs(bestRows * ends[bestEnd] - wanted)) {
                    bestRows = rows;
                    bestEnd = k;
                }
            }
        }
        float[] values = t.toArray();
        int kept = ends.length;
        for (int i = 0; i < values.length; i++) {
            boolean isEnd = i % kept >= kept - bestEnd && i / kept % height < bestRows;
            values[i] = isEnd ? 0 : values[i];
        }
        return new Reduced(Samples.of(values, t.rowShape()), bestRows * ends[bestEnd] / truth);
    }

    private static DrawnSource upperBits(ChainImages source, int images, SplittableRandom random) {
        int bits = Integer.numberOfTrailingZeros(source.row().levels());
        int dropped = bits - 1 - random.nextInt(Math.min(2, bits - 1));
        Samples x = source.draw(images, random.nextLong());
        return new DrawnSource(
                name("without " + dropped + " bits", source),
                x,
                ChainImages.withoutLowerBits(x, dropped),
                levels(source),
                source.bitsOfUpper(dropped),
                source.bits(),
                List.of());
    }

    private static DrawnSource firstColour(ChainImages source, int images, SplittableRandom random) {
        Samples x = source.draw(images, random.nextLong());
        return new DrawnSource(
                name("first colour", source),
                x,
                ChainImages.firstColour(x),
                levels(source),
                source.bitsOfFirstColour(),
                source.bits(),
                List.of());
    }

    private static DrawnSource permuted(ChainImages source, int images, SplittableRandom random) {
        Samples x = source.draw(images, random.nextLong());
        return new DrawnSource(
                name("all, permuted", source),
                x,
                Sources.permuted(x, random.nextLong(), x.dimensions()),
                levels(source),
                source.bits(),
                source.bits(),
                List.of());
    }

    private static DrawnSource nothing(ChainImages source, int images, SplittableRandom random) {
        int d = 16 << random.nextInt(5);
        float[] values = new float[images * d];
        SplittableRandom normals = random.split();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) normals.nextGaussian();
        }
        return new DrawnSource(
                name(d + " independent normals", source),
                source.draw(images, random.nextLong()),
                Samples.of(values, d),
                levels(source),
                0,
                source.bits(),
                List.of());
    }

    private static DrawnSource prototype(int images, SplittableRandom random) {
        int count = 4 << random.nextInt(3);
        int side = even(4, 8, random);
        PrototypeMixture source =
                PrototypeMixture.random(count, random.nextDouble(0.05, 0.15), side, side, random.nextLong());
        PrototypeMixture.Drawn drawn = source.draw(images, random.nextLong());
        return new DrawnSource(
                String.format(Locale.ROOT, "label of %d prototypes %d×%d, flip %.3f", count, side, side, source.flip()),
                drawn.images(),
                drawn.oneHot(count),
                PixelLevels.BINARY,
                source.labelBits().bits(),
                source.imageBits().bits(),
                List.of());
    }

    private static String name(String seen, ChainImages source) {
        return String.format(
                Locale.ROOT,
                "%s of %d×%d of %d levels in %d colours, %.1f bits",
                seen,
                source.height(),
                source.width(),
                source.row().levels(),
                1 + source.colours().size(),
                source.bits());
    }
}
