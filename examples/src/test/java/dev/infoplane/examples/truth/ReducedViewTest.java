package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReducedViewTest {
    private static final LevelChain ROW = LevelChain.flips(0.1);
    private static final double[][] COLOUR = {{0.9, 0.1}, {0.3, 0.7}};

    @Test
    void oneRowLacksWhatItsUnseenEndHeld() {
        ChainImages source = ChainImages.grey(ROW, 1, 16);
        Samples x = source.draw(200, 1);

        List<ReducedView> views = ReducedView.withoutEnds(x, source.bits(), ROW::bits);

        assertThat(views).isNotEmpty();
        for (ReducedView view : views) {
            int seen = 16 - unseen(view.t());
            assertThat(seen).isBetween(1, 15);
            assertThat(view.share() * source.bits()).isCloseTo(ROW.bits(16) - ROW.bits(seen), within(1e-9));
        }
    }

    @Test
    void sharesAreAsNearAsPixelsAllow() {
        ChainImages source = ChainImages.grey(ROW, 8, 16);

        List<ReducedView> views = ReducedView.withoutEnds(source.draw(50, 1), source.bits(), ROW::bits);

        assertThat(views)
                .extracting(ReducedView::share)
                .satisfiesExactly(
                        share -> assertThat(share).isCloseTo(0.02, within(0.01)),
                        share -> assertThat(share).isCloseTo(0.05, within(0.01)),
                        share -> assertThat(share).isCloseTo(0.1, within(0.01)));
    }

    @Test
    void rowsThatAreCutLackTheSameEnd() {
        ChainImages source = ChainImages.grey(ROW, 8, 16);
        Samples x = source.draw(500, 1);

        for (ReducedView view : ReducedView.withoutEnds(x, source.bits(), ROW::bits)) {
            int rows = (int) IntStream.range(0, 8)
                    .filter(y -> isUnseen(view.t(), 16 * y + 15))
                    .count();
            int pixels = unseen(view.t()) / rows;
            assertThat(IntStream.range(0, 128).filter(j -> isUnseen(view.t(), j)))
                    .allMatch(j -> j / 16 < rows && j % 16 >= 16 - pixels)
                    .hasSize(rows * pixels);
            assertThat(view.share() * source.bits())
                    .isCloseTo(rows * (ROW.bits(16) - ROW.bits(16 - pixels)), within(1e-9));
        }
    }

    @Test
    void pixelsOfTheLastColourHoldWhatThatColourAdds() {
        ChainImages three = new ChainImages(ROW, List.of(COLOUR, COLOUR), 4, 8);
        ChainImages two = new ChainImages(ROW, List.<double[][]>of(COLOUR), 4, 8);
        double added =
                4 * IntStream.range(0, 8).mapToDouble(three::bitsOfLastColour).sum();

        assertThat(added).isCloseTo(three.bits() - two.bits(), within(1e-9));
    }

    @Test
    void onlyPixelsOfTheLastColourAreUnseen() {
        ChainImages source = ChainImages.coloured(ROW, COLOUR, 4, 8);
        Samples x = source.draw(200, 1);

        List<ReducedView> views = ReducedView.withoutLastColour(x, source.bits(), source::bitsOfLastColour);

        assertThat(views).hasSizeBetween(2, 3);
        for (ReducedView view : views) {
            double lacking = IntStream.range(0, unseen(view.t()))
                    .mapToDouble(p -> source.bitsOfLastColour(p % 8))
                    .sum();
            assertThat(view.share() * source.bits()).isCloseTo(lacking, within(1e-9));
            assertThat(IntStream.range(0, 64).allMatch(j -> view.t().get(0, j) == x.get(0, j)))
                    .isTrue();
        }
    }

    /** How many values are 0 in all rows. */
    private static int unseen(Samples t) {
        return (int)
                IntStream.range(0, t.dimensions()).filter(j -> isUnseen(t, j)).count();
    }

    private static boolean isUnseen(Samples t, int j) {
        return IntStream.range(0, t.rows()).allMatch(i -> t.get(i, j) == 0);
    }
}
