package dev.infoplane.models.decoder.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wiring of figure 2 of the paper, without an engine: every layer is written down with what it reads. */
class PixelCnnTopologyTest {
    private static final class Recorder implements LayerInterpreter<String> {
        private final List<String> lines = new ArrayList<>();
        private final List<GatedUnitSpec> units = new ArrayList<>();

        private String record(String name, String reads) {
            lines.add(name + " <- " + reads);
            return name;
        }

        @Override
        public String input(PixelStream stream, List<ConvolutionSpec> convolutions) {
            return record(
                    stream.name(),
                    convolutions.stream().map(ConvolutionSpec::name).collect(Collectors.joining(" + ")));
        }

        @Override
        public String gatedUnit(GatedUnitSpec unit, String features, List<String> sides) {
            units.add(unit);
            return record(unit.name(), features + (sides.isEmpty() ? "" : ", " + String.join(", ", sides)));
        }

        @Override
        public String halve(PixelStream stream, int resolution, ConvolutionSpec convolution, String features) {
            return record(convolution.name(), features);
        }

        @Override
        public String enlarge(PixelStream stream, int resolution, TransposedSpec convolution, String features) {
            return record(convolution.name(), features);
        }
    }

    @Test
    void everyUnitOnTheWayUpReadsItsPartnerOnTheWayDown() {
        Recorder recorder = new Recorder();
        assertThat(new PixelCnnTopology(4, 1, 2, 1, 10).wire(recorder)).isEqualTo("decoder0.unit1.right");
        assertThat(recorder.lines)
                .containsExactly(
                        "DOWN <- in.down",
                        "RIGHT <- in.above + in.left",
                        "encoder0.unit0.down <- DOWN",
                        "encoder0.unit0.right <- RIGHT, encoder0.unit0.down",
                        "halve0.down <- encoder0.unit0.down",
                        "halve0.right <- encoder0.unit0.right",
                        "encoder1.unit0.down <- halve0.down",
                        "encoder1.unit0.right <- halve0.right, encoder1.unit0.down",
                        "decoder1.unit0.down <- encoder1.unit0.down, halve0.down",
                        "decoder1.unit0.right <- encoder1.unit0.right, decoder1.unit0.down, halve0.right",
                        "double1.down <- decoder1.unit0.down",
                        "double1.right <- decoder1.unit0.right",
                        "decoder0.unit0.down <- double1.down, encoder0.unit0.down",
                        "decoder0.unit0.right <- double1.right, decoder0.unit0.down, encoder0.unit0.right",
                        "decoder0.unit1.down <- decoder0.unit0.down, DOWN",
                        "decoder0.unit1.right <- decoder0.unit0.right, decoder0.unit1.down, RIGHT");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "1, 2", "5, 3", "1, 4"})
    void ordinalsCountTheUnitsOfEachResolution(int units, int resolutions) {
        PixelCnnTopology topology = new PixelCnnTopology(4, units, resolutions, 3, 10);
        Recorder recorder = new Recorder();
        topology.wire(recorder);
        for (int r = 0; r < resolutions; r++) {
            int resolution = r;
            Set<Integer> ordinals = recorder.units.stream()
                    .filter(u -> u.resolution() == resolution)
                    .map(GatedUnitSpec::ordinal)
                    .collect(Collectors.toCollection(HashSet::new));
            assertThat(ordinals).hasSize(topology.gatedUnits(r)).allMatch(o -> o < topology.gatedUnits(resolution));
        }
        assertThat(recorder.units).extracting(GatedUnitSpec::name).doesNotHaveDuplicates();
    }

    @Test
    void kernelsSeeWhatTheirNamesSay() {
        assertThat(seen(Kernel.strictlyAbove(2, 3)))
                .containsExactlyInAnyOrder("-2 -1", "-2 0", "-2 1", "-1 -1", "-1 0", "-1 1");
        assertThat(seen(Kernel.strictlyLeft(2))).containsExactlyInAnyOrder("-1 -1", "0 -1");
        assertThat(seen(Kernel.aboveAndHere(2, 3)))
                .containsExactlyInAnyOrder("-1 -1", "-1 0", "-1 1", "0 -1", "0 0", "0 1");
        assertThat(seen(Kernel.aboveLeftAndHere(2, 2))).containsExactlyInAnyOrder("-1 -1", "-1 0", "0 -1", "0 0");
        assertThat(seen(Kernel.POINT)).containsExactly("0 0");
        assertThat(Kernel.strictlyAbove(1, 3).seesOnlyRowsAbove()).isTrue();
        assertThat(Kernel.strictlyLeft(2).seesOnlyRowsAbove()).isFalse();
    }

    /** Rows and columns that an output sees, relative to itself; padding in front moves what is seen there. */
    private static List<String> seen(Kernel kernel) {
        List<String> places = new ArrayList<>();
        for (int row = 0; row < kernel.height(); row++) {
            for (int column = 0; column < kernel.width(); column++) {
                places.add((row - kernel.top()) + " " + (column - kernel.left()));
            }
        }
        return places;
    }
}
