package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.Samples;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReencodingsTest {
    private static final int ROWS = 400;
    private static final int VALUES = 3 * 4 * 5;

    static Stream<Named<UnaryOperator<Samples>>> codes() {
        return Stream.of(
                Named.of("mixed channels", t -> Reencodings.mixedChannels(t, 1)),
                Named.of("mixed values", t -> Reencodings.mixedValues(t, 1)),
                Named.of("cumulative sums", Reencodings::cumulativeSums),
                Named.of("permuted places", t -> Reencodings.permutedPlaces(t, 1)),
                Named.of("affine", t -> Reencodings.affine(t, 1)));
    }

    /** Least squares from the code, a third of the rows unseen, gives back every level. */
    @ParameterizedTest
    @MethodSource("codes")
    void everyLevelCanBeReadBackLinearly(UnaryOperator<Samples> code) {
        ChainImages images = ChainImages.coloured(
                LevelChain.autoregressive(16, 0.9, 2),
                LevelChain.autoregressive(16, 0.5, 2).step(),
                4,
                5);
        Samples t = images.draw(ROWS, 3);
        Samples coded = code.apply(t);
        assertThat(coded.rowShape()).isEqualTo(t.rowShape());
        assertThat(coded.toArray()).isNotEqualTo(t.toArray());
        int taught = 2 * ROWS / 3;
        RealMatrix inverse =
                new QRDecomposition(design(coded, 0, taught)).getSolver().solve(values(t, 0, taught));
        RealMatrix read = design(coded, taught, ROWS).multiply(inverse);
        for (int i = taught; i < ROWS; i++) {
            for (int j = 0; j < VALUES; j++) {
                assertThat(Math.rint(read.getEntry(i - taught, j))).isEqualTo(t.get(i, j));
            }
        }
    }

    private static RealMatrix values(Samples t, int from, int to) {
        RealMatrix matrix = new Array2DRowRealMatrix(to - from, t.dimensions());
        for (int i = from; i < to; i++) {
            for (int j = 0; j < t.dimensions(); j++) {
                matrix.setEntry(i - from, j, t.get(i, j));
            }
        }
        return matrix;
    }

    private static RealMatrix design(Samples t, int from, int to) {
        RealMatrix matrix = new Array2DRowRealMatrix(to - from, t.dimensions() + 1);
        matrix.setSubMatrix(values(t, from, to).getData(), 0, 0);
        for (int i = 0; i < to - from; i++) {
            matrix.setEntry(i, t.dimensions(), 1);
        }
        return matrix;
    }
}
