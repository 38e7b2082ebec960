package dev.infoplane.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final List<String> LAYERS = List.of("a", "b");

    /** A plane whose layers read these bits at epochs 0, 1, …; NaN for an epoch that was not read. */
    private static InformationPlane plane(long seed, double... bits) {
        List<PlanePoint> points = new ArrayList<>();
        for (String layer : LAYERS) {
            for (int epoch = 0; epoch < bits.length; epoch++) {
                if (!Double.isNaN(bits[epoch])) {
                    Estimate e = FakePlanes.learned(
                                    Estimate.ofPointwise(
                                            FakePlanes.pointwise(bits[epoch], 5, seed + epoch),
                                            BoundKind.DECODABLE,
                                            "decoder-bound"),
                                    FakePlanes.curve(600, 50, 300, 1))
                            .build();
                    points.add(FakePlanes.point("classifier", epoch, layer, e, null));
                }
            }
        }
        return InformationPlane.of(points);
    }

    private static String summary(InformationPlane second) {
        return Audit.of(plane(1, 100, 120, 140), second, "how").text().get(1);
    }

    @Test
    void changesAreComparedWhereTheAuditReadBothEnds() {
        assertThat(summary(plane(5, 90, Double.NaN, 150)))
                .contains("Of the 2 changes", "the audit read both ends of 2, and 2 have the same direction in it");
        assertThat(summary(plane(5, 150, Double.NaN, 90))).contains("and 0 have the same direction in it");
    }

    @Test
    void anAuditOfTheLastEpochAloneContradictsNoChange() {
        assertThat(summary(plane(5, Double.NaN, Double.NaN, 90)))
                .contains("The audit read both ends of none of the 2 changes", "neither confirms nor contradicts")
                .doesNotContain("same direction");
    }

    @Test
    void otherEpochsThanTheEndsAreNotTakenForThem() {
        assertThat(summary(plane(5, Double.NaN, 90, 150))).contains("read both ends of none of the 2 changes");
    }
}
