package dev.infoplane.plane;

import static dev.infoplane.plane.StoredPoints.curve;
import static dev.infoplane.plane.StoredPoints.key;
import static dev.infoplane.plane.StoredPoints.list;
import static dev.infoplane.plane.StoredPoints.nats;
import static dev.infoplane.plane.StoredPoints.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a store refuses because it contradicts what the store holds. */
class PlaneStoreContradictionsTest {
    @TempDir
    private Path folder;

    @Test
    void anEqualPointMayBePutAgain() {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(1), 1));
        store.put(point(key(1), 1));
        store.put(point(key(2), 1, Provenances.of(1)));
        store.put(point(key(2), 1, Provenances.of(1)));

        assertThat(store.plane().points()).hasSize(2);
    }

    @Test
    void aPointOfUnknownProvenanceIsNotReplacedByAnotherResult() {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(0), 0));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.put(point(key(0), 55)))
                .withMessageContaining("I(X;T) value: 55.0 nats, was 0.0 nats")
                .withMessageContaining("Nothing was overwritten");
        assertThat(nats(store, key(0))).isZero();
        assertThat(nats(PlaneStore.open(folder), key(0))).isZero();
    }

    @Test
    void equalProvenanceDoesNotExcuseAnotherResult() {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(1), 1, Provenances.of(1)));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.put(point(key(1), 2, Provenances.of(1))))
                .withMessageContaining("I(X;T) value: 2.0 nats, was 1.0 nats");
        assertThat(nats(PlaneStore.open(folder), key(1))).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource
    void everyPartOfAResultIsCompared(Estimate.Builder other, String difference) {
        PlaneStore store = PlaneStore.open(folder);
        Optional<Estimate> first = Optional.of(ofOnes().build());
        store.put(new PlanePoint(key(0), Optional.empty(), first));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.put(new PlanePoint(key(0), Optional.empty(), Optional.of(other.build()))))
                .withMessageContaining("I(T;Y) " + difference);
        store.put(new PlanePoint(key(0), first, first));
        assertThatExceptionOfType(IllegalStateException.class)
                .as("a quantity that is stored and not measured again")
                .isThrownBy(() -> store.put(new PlanePoint(key(0), Optional.empty(), first)))
                .withMessageContaining("I(X;T): absent, was 1.0 nats");
    }

    static Stream<Arguments> everyPartOfAResultIsCompared() {
        return Stream.of(
                Arguments.of(ofOnes().warning("doubtful"), "warnings: [doubtful], was []"),
                Arguments.of(ofOnes().noise(NoiseModel.gaussian(1)), "noise: "),
                Arguments.of(ofOnes().settings(Map.of("k", "3")), "settings: {k=3}, was {}"),
                Arguments.of(ofOnes().standardError(Information.ofNats(1)), "standard error: 1.0, was "),
                Arguments.of(ofOnes().inputDimensions(4), "input dimensions: 4, was unknown"),
                Arguments.of(ofOnes().learningCurve(curve(0, 1)), "learning curve: "),
                Arguments.of(
                        ofOnes().learningCurve(
                                        new LearningCurve(List.of(), List.of(new LearningCurve.Annealed(1, 1, 0)))),
                        "annealed values: [Annealed"),
                Arguments.of(ofOnes().convergenceGap(ConvergenceGap.NONE), "convergence gap: "),
                Arguments.of(ofOnes().generalizationGap(Information.ZERO), "generalization gap: "),
                Arguments.of(ofOnes().decoderSpread(Information.ZERO), "decoder spread: "),
                Arguments.of(
                        Estimate.ofPointwise(new double[] {0.5, 1.5}, BoundKind.POINT, "bins"),
                        "pointwise contributions: 2 numbers"),
                Arguments.of(
                        Estimate.ofPointwise(new double[] {1, 1}, BoundKind.LOWER, "bins"), "bound: LOWER, was POINT"));
    }

    private static Estimate.Builder ofOnes() {
        return Estimate.ofPointwise(new double[] {1, 1}, BoundKind.POINT, "bins");
    }

    @Test
    void theProvenanceIsReadBack() {
        PlaneStore.open(folder).put(point(key(1), 1, Provenances.of(1)));

        assertThat(PlaneStore.open(folder).find(key(1)).orElseThrow().provenance())
                .contains(Provenances.of(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 7 | 3 | network values: 2, was 1",
                "2 | 7 | 3 | activations firstRows: 2, was 1",
                "1 | 8 | 3 | I(X;T) seed: 8, was 7",
                "1 | 7 | 5 | I(X;T) settings.k: 5, was 3"
            })
    void anotherResultUnderTheSameKeyIsNeitherFoundNorOverwritten(int network, int seed, int k, String difference) {
        PlaneStore.open(folder).put(point(key(1), 1, Provenances.of(1)));
        PlaneStore store = PlaneStore.open(folder);
        Provenance other = Provenances.of(network, seed, k);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.find(key(1), other))
                .withMessageContaining(difference)
                .withMessageContaining("another run name or another folder");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.put(point(key(1), 2, other)))
                .withMessageContaining(difference);
        assertThat(nats(PlaneStore.open(folder), key(1))).isEqualTo(1);
        assertThat(store.find(key(1), Provenances.of(1))).isPresent();
    }

    @Test
    void aPointOfAnotherWholeIsNeitherFoundNorOverwritten() {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(1), 1, Provenances.partOf(1)));

        PlaneStore again = PlaneStore.open(folder);
        assertThat(again.find(key(1), Provenances.partOf(1))).isPresent();
        assertRefused(again, key(1), Provenances.partOf(2), "part of seed: 2, was 1");
        assertRefused(again, key(1), Provenances.of(1), "part of nothing, was part of ");
        assertRefused(again, key(2), Provenances.partOf(2), "part of seed: 2, was 1");
        assertThat(nats(PlaneStore.open(folder), key(1))).isEqualTo(1);
    }

    private static void assertRefused(PlaneStore store, PointKey key, Provenance from, String difference) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.find(key, from))
                .withMessageContaining(difference);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.put(point(key, 2, from)))
                .withMessageContaining(difference);
    }

    @Test
    void aPointOfUnknownProvenanceIsNotTakenForOneThatIsKnown() {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(1), 1));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.find(key(1), Provenances.of(1)))
                .withMessageContaining("does not say what it was measured from");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.put(point(key(1), 2, Provenances.of(1))));
    }

    @Test
    void aRunHasOneNetworkAnEpochAndOneWayOfMeasuringAHookPoint() {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(1), 1, Provenances.of(1)));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.put(point(new PointKey("run", 1, "head.out"), 2, Provenances.of(2))))
                .withMessageContaining("network values: 2, was 1");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.put(point(key(2), 2, Provenances.of(2, 7, 5))))
                .withMessageContaining("I(X;T) settings.k: 5, was 3");
        store.put(point(key(2), 2, Provenances.of(2)));
        store.put(point(new PointKey("run", 2, "head.out"), 2, Provenances.of(2, 7, 5)));
        store.put(point(new PointKey("other", 1, "stem.out"), 2, Provenances.of(9, 1, 1)));
        assertThat(store.plane().points()).hasSize(4);
    }

    /** Each was accepted once, and the trajectory then showed a change that no training had made. */
    @ParameterizedTest
    @MethodSource
    void aTrajectoryIsNotContinuedWithSomethingElse(Provenance other, String difference) {
        PlaneStore store = PlaneStore.open(folder);
        PlanePoint first = point(key(0), 1, Provenances.of(1));
        PlanePoint second = point(key(1), 2, other);
        store.put(first);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.find(key(1), other))
                .withMessageContaining(difference);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.put(second))
                .withMessageContaining(difference);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> InformationPlane.of(List.of(first, second)))
                .withMessageContaining(difference);
        store.put(point(new PointKey("other", 1, "stem.out"), 2, other));
        assertThat(store.plane().points()).hasSize(2);
    }

    static Stream<Arguments> aTrajectoryIsNotContinuedWithSomethingElse() {
        Provenance usual = Provenances.of(2);
        return Stream.of(
                Arguments.of(capture(usual, "path", "Linear#2.out"), "activations path: \"Linear#2.out\""),
                Arguments.of(capture(usual, "view", "firstChannels(1)"), "activations view: \"firstChannels(1)\""),
                Arguments.of(capture(usual, "interventions", List.of("gaussian")), "activations interventions: "),
                Arguments.of(architecture(usual, "ff12"), "network layout: \"ff12\""));
    }

    @Test
    void whatTrainingChangesDoesNotEndATrajectory() {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(0), 1, capture(Provenances.of(1), "labels", "a1")));
        store.put(point(key(1), 2, capture(Provenances.of(2), "labels", "b2")));
        assertThat(store.plane().epochs("run")).containsExactly(0, 1);
    }

    /** The stored point has no I(T;Y) to compare with; those of other epochs have. */
    @Test
    void aQuantityAddedToAPointIsMeasuredAsAtOtherEpochs() {
        PlaneStore store = PlaneStore.open(folder);
        PlanePoint both = point(key(0), 1, Provenances.of(1));
        store.put(
                new PlanePoint(key(0), both.inputInformation(), both.inputInformation(), Optional.of(labelled(1, 3))));
        store.put(point(key(1), 1, Provenances.of(2)));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> store.find(key(1), labelled(2, 5)))
                .withMessageContaining("I(T;Y) k: 5, was 3");
        assertThat(store.find(key(1), labelled(2, 3))).isPresent();
    }

    private static Provenance labelled(int network, int k) {
        Provenance from = Provenances.of(network);
        Identity label = Identity.of("measurement", 1).with("k", k);
        return new Provenance(
                from.network(), from.activations(), from.inputInformation(), Optional.of(label), Optional.empty());
    }

    private static Provenance capture(Provenance from, String name, Object value) {
        Identity activations = from.activations().without(name).with(name, value);
        return new Provenance(
                from.network(), activations, from.inputInformation(), from.labelInformation(), Optional.empty());
    }

    private static Provenance architecture(Provenance from, String layout) {
        Identity network = from.network().without("layout").with("layout", layout);
        return new Provenance(
                network, from.activations(), from.inputInformation(), from.labelInformation(), Optional.empty());
    }

    /** The check at the claim of a folder may be passed by two processes at once; the points are not mixed all the same. */
    @Test
    void twoProcessesWithOneRunNameAndTwoSeedsAreTold() {
        PlaneStore one = PlaneStore.open(folder);
        PlaneStore two = PlaneStore.open(folder);
        one.put(point(key(0), 1, Provenances.of(1, 1, 3)));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> two.put(point(key(0), 2, Provenances.of(1, 2, 3))))
                .withMessageContaining("I(X;T) seed: 2, was 1");
        assertThat(two.find(key(0), Provenances.of(1, 1, 3))).isPresent();
    }

    @Test
    void aWriterWhosePointWasReplacedByAnotherResultIsTold() throws IOException {
        PlaneStore one = PlaneStore.open(folder);
        one.put(point(key(0), 1, Provenances.of(1, 1, 3)));
        Path elsewhere = folder.resolve("elsewhere");
        PlaneStore.open(elsewhere).put(point(key(0), 2.5, Provenances.of(1, 2, 3)));
        String name = list(folder, "points").findFirst().orElseThrow();
        Files.copy(
                elsewhere.resolve("points").resolve(name),
                folder.resolve("points").resolve(name),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> one.put(point(key(1), 1, Provenances.of(2, 1, 3))))
                .withMessageContaining("another process writes the run 'run'");
    }
}
