package dev.infoplane.examples.truth;

import dev.infoplane.estimate.Samples;
import dev.infoplane.models.decoder.PixelLevels;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

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
        String name,
        Samples x,
        Samples t,
        PixelLevels levels,
        double truth,
        double entropy,
        List<ReducedView> reduced) {
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
        List<ReducedView> reduced = source.colours().isEmpty()
                ? ReducedView.withoutEnds(t, truth, k -> source.row().bitsOfEvery(stride, k * stride))
                : ReducedView.withoutLastColour(t, truth, column -> source.bitsOfLastColour(column * stride));
        return new DrawnSource(
                name("every " + stride + ". column", source), x, t, levels(source), truth, source.bits(), reduced);
    }

    private static DrawnSource upperBits(ChainImages source, int images, SplittableRandom random) {
        int bits = Integer.numberOfTrailingZeros(source.row().levels());
        int dropped = bits - 1 - random.nextInt(Math.min(2, bits - 1));
        Samples x = source.draw(images, random.nextLong());
        Samples t = ChainImages.withoutLowerBits(x, dropped);
        double truth = source.bitsOfUpper(dropped);
        return new DrawnSource(
                name("without " + dropped + " bits", source),
                x,
                t,
                levels(source),
                truth,
                source.bits(),
                ReducedView.withoutEnds(t, truth, k -> source.row().bitsOf(level -> level >> dropped, k)));
    }

    private static DrawnSource firstColour(ChainImages source, int images, SplittableRandom random) {
        Samples x = source.draw(images, random.nextLong());
        Samples t = ChainImages.firstColour(x);
        double truth = source.bitsOfFirstColour();
        return new DrawnSource(
                name("first colour", source),
                x,
                t,
                levels(source),
                truth,
                source.bits(),
                ReducedView.withoutEnds(t, truth, source.row()::bits));
    }

    private static DrawnSource permuted(ChainImages source, int images, SplittableRandom random) {
        Samples x = source.draw(images, random.nextLong());
        long order = random.nextLong();
        UnaryOperator<Samples> permute = map -> Sources.permuted(map, order, x.dimensions());
        return new DrawnSource(
                name("all, permuted", source),
                x,
                permute.apply(x),
                levels(source),
                source.bits(),
                source.bits(),
                ReducedView.withoutEnds(x, source.bits(), source.row()::bits).stream()
                        .map(view -> new ReducedView(permute.apply(view.t()), view.share()))
                        .toList());
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
