package dev.infoplane.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InformationPlaneTest {
    private final InformationPlane plane = InformationPlane.of(List.of(
            point("b", 10, "stem.out", 1),
            point("b", 10, "head.out", 2),
            point("b", 2, "stem.out", 3),
            point("a", 0, "stem.out", 4)));

    @Test
    void pointsComeByRunThenEpochThenHookPoint() {
        assertThat(plane.points())
                .extracting(p -> p.key().toString())
                .containsExactly(
                        "a, epoch 0, stem.out",
                        "b, epoch 2, stem.out",
                        "b, epoch 10, head.out",
                        "b, epoch 10, stem.out");
        assertThat(plane.runs()).containsExactly("a", "b");
        assertThat(plane.epochs("b")).containsExactly(2, 10);
    }

    @Test
    void hookPointsKeepTheOrderOfTheLayers() {
        assertThat(plane.hookPoints()).containsExactly("stem.out", "head.out");
    }

    @Test
    void aTrajectoryFollowsOneLayerThroughTheEpochs() {
        assertThat(plane.trajectory("b", "stem.out"))
                .extracting(p -> p.inputInformation().orElseThrow().value().nats())
                .containsExactly(3.0, 1.0);
    }

    @Test
    void aTrajectoryOfNothingListsWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plane.trajectory("a", "head.out"))
                .withMessageContaining("'head.out' of run 'a'")
                .withMessageContaining("[a, b]")
                .withMessageContaining("[stem.out, head.out]");
    }

    @Test
    void aPointIsFoundByItsKey() {
        assertThat(plane.find(new PointKey("a", 0, "stem.out")))
                .contains(plane.points().get(0));
        assertThat(plane.find(new PointKey("a", 1, "stem.out"))).isEmpty();
    }

    @Test
    void twoPointsInOnePlaceAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InformationPlane.of(List.of(point("a", 0, "x", 1), point("a", 0, "x", 2))))
                .withMessage("two points for a, epoch 0, x");
    }

    @Test
    void pointsOfTwoExperimentsUnderOneRunNameAreRefused() {
        PlanePoint first = measured(0, "x", Provenances.of(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> InformationPlane.of(List.of(first, measured(0, "y", Provenances.of(2)))))
                .withMessageContaining("a, epoch 0, y")
                .withMessageContaining("network values: 2, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InformationPlane.of(List.of(first, measured(1, "x", Provenances.of(2, 8, 3)))))
                .withMessageContaining("I(X;T) seed: 8, was 7");
        assertThat(InformationPlane.of(List.of(first, measured(1, "x", Provenances.of(2))))
                        .points())
                .hasSize(2);
    }

    private static PlanePoint measured(int epoch, String hookPoint, Provenance from) {
        PlanePoint point = point("a", epoch, hookPoint, 1);
        return new PlanePoint(point.key(), point.inputInformation(), Optional.empty(), Optional.of(from));
    }

    @Test
    void aPointWithoutMeasurementAndAKeyWithoutNameAreRefused() {
        PointKey key = new PointKey("a", 0, "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlanePoint(key, Optional.empty(), Optional.empty()))
                .withMessage("nothing was measured at a, epoch 0, x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PointKey("a", -1, "x"))
                .withMessageContaining("got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PointKey(" ", 0, "x"))
                .withMessageContaining("blank");
    }

    private static PlanePoint point(String run, int epoch, String hookPoint, double nats) {
        Estimate estimate = Estimate.of(Information.ofNats(nats), BoundKind.POINT, "bins", 10)
                .build();
        return new PlanePoint(new PointKey(run, epoch, hookPoint), Optional.of(estimate), Optional.empty());
    }
}
