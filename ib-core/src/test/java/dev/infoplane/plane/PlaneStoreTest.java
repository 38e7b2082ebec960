package dev.infoplane.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.NoiseModel;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlaneStoreTest {
    @TempDir
    private Path folder;

    @Test
    void aPointIsReadBackToTheBit() {
        Estimate written = Estimate.ofPointwise(
                        new double[] {Math.PI, 1.0 / 3, -0.0, Double.MIN_VALUE}, BoundKind.DECODABLE, "decoder-bound")
                .noise(NoiseModel.gaussian(0.1))
                .inputDimensions(196)
                .settings(Map.of("folds", "8:1:3", "family", "pixelcnn"))
                .warning("ends, \"abruptly\" — 1 < 2 & é")
                .learningCurve(curve(0, 7.1, 100, 6.3000000000000001, 200, Double.POSITIVE_INFINITY))
                .build();
        PlaneStore.open(folder).put(new PlanePoint(key(3), Optional.of(written), Optional.empty()));

        PlanePoint point = PlaneStore.open(folder).find(key(3)).orElseThrow();
        assertThat(point.labelInformation()).isEmpty();
        assertSame(point.inputInformation().orElseThrow(), written);
    }

    @ParameterizedTest
    @MethodSource
    void everyNoiseModelIsReadBack(NoiseModel noise) {
        Estimate written = Estimate.of(Information.ofNats(-0.1), BoundKind.POINT, "ksg1", 7)
                .noise(noise)
                .build();
        PlaneStore.open(folder).put(new PlanePoint(key(0), Optional.empty(), Optional.of(written)));

        PlanePoint point = PlaneStore.open(folder).find(key(0)).orElseThrow();
        assertThat(point.inputInformation()).isEmpty();
        assertSame(point.labelInformation().orElseThrow(), written);
    }

    static Stream<NoiseModel> everyNoiseModelIsReadBack() {
        return Stream.of(
                NoiseModel.none(),
                NoiseModel.gaussian(1e-3),
                NoiseModel.quantised(0.07),
                NoiseModel.equalFrequency(30),
                NoiseModel.dropout(0.25));
    }

    @Test
    void infiniteAmountsAreReadBack() {
        Estimate written = Estimate.ofPointwise(
                        new double[] {Double.NEGATIVE_INFINITY, 1}, BoundKind.LOWER, "decoder-bound")
                .build();
        PlaneStore.open(folder).put(new PlanePoint(key(0), Optional.of(written), Optional.empty()));

        PlanePoint point = PlaneStore.open(folder).find(key(0)).orElseThrow();
        assertSame(point.inputInformation().orElseThrow(), written);
    }

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
        String name = list("points").findFirst().orElseThrow();
        Files.copy(
                elsewhere.resolve("points").resolve(name),
                folder.resolve("points").resolve(name),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> one.put(point(key(1), 1, Provenances.of(2, 1, 3))))
                .withMessageContaining("another process writes the run 'run'");
    }

    @Test
    void aDeletedPointThatIsMeasuredAgainGetsItsOldPlace() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        for (int epoch = 0; epoch < 3; epoch++) {
            store.put(point(new PointKey("run", epoch, "stem.out"), 1));
            store.put(point(new PointKey("run", epoch, "head.out"), 1));
        }
        String first = list("points")
                .filter(n -> n.startsWith("run-0-stem"))
                .findFirst()
                .orElseThrow();
        Files.delete(folder.resolve("points").resolve(first));

        PlaneStore reopened = PlaneStore.open(folder);
        assertThat(reopened.find(new PointKey("run", 0, "stem.out"))).isEmpty();
        reopened.put(point(new PointKey("run", 0, "stem.out"), 1));
        assertThat(reopened.plane().hookPoints()).containsExactly("stem.out", "head.out");
        assertThat(PlaneStore.open(folder).plane().hookPoints()).containsExactly("stem.out", "head.out");
    }

    @Test
    void deletedPointsAreForgottenAndADeletedFolderIsNamed() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(0), 1));
        store.put(point(key(1), 1));
        for (String name : list("points").filter(n -> n.startsWith("run-0")).toList()) {
            Files.delete(folder.resolve("points").resolve(name));
        }
        store.refresh();
        assertThat(store.plane().epochs("run")).containsExactly(1);

        for (String name : list("points").toList()) {
            Files.delete(folder.resolve("points").resolve(name));
        }
        Files.delete(folder.resolve("points"));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> store.put(point(key(2), 1)))
                .withMessageContaining("was deleted while in use");
    }

    @Test
    void openingCreatesNothing() {
        Path absent = folder.resolve("absent");
        PlaneStore.open(absent);
        PlaneStore.open(folder);

        assertThat(list(".")).isEmpty();
        PlaneStore.open(absent).put(point(key(0), 1));
        assertThat(absent.resolve("points")).isDirectory();
    }

    @Test
    void filesThatHaveNotChangedAreNotReadAgain() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(0), 1));
        Path file = folder.resolve("points").resolve(list("points").findFirst().orElseThrow());
        FileTime written = Files.getLastModifiedTime(file);
        Files.write(file, new byte[(int) Files.size(file)]);
        Files.setLastModifiedTime(file, written);

        store.put(point(key(1), 1));
        assertThat(store.plane().points()).hasSize(2);
    }

    @Test
    void layersKeepTheirOrderWhenReopened() {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(new PointKey("run", 0, "stem.out"), 1));
        store.put(point(new PointKey("run", 0, "head.out"), 1));
        store.put(point(new PointKey("run", 0, "stem.out"), 1));

        assertThat(PlaneStore.open(folder).plane().hookPoints()).containsExactly("stem.out", "head.out");
    }

    @Test
    void aFreedPlaceDoesNotGoToAnotherLayer() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(new PointKey("run", 0, "L1.out"), 1));
        store.put(point(new PointKey("run", 0, "L2.out"), 1));
        delete("run-0-L1");

        store.put(point(new PointKey("run", 0, "L3.out"), 1));
        assertThat(store.plane().hookPoints()).containsExactly("L2.out", "L3.out");
        store.put(point(new PointKey("run", 0, "L1.out"), 1));
        assertThat(store.plane().hookPoints()).containsExactly("L1.out", "L2.out", "L3.out");
        assertThat(PlaneStore.open(folder).plane().hookPoints()).containsExactly("L1.out", "L2.out", "L3.out");
    }

    @Test
    void layersOfKnownPlacesComeInTheOrderOfTheNetworkWhicheverWasMeasuredFirst() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(new PointKey("run", 0, "L1.out"), 1), 2);
        store.put(point(new PointKey("run", 0, "L2.out"), 1), 9);
        delete("run-0-L1");

        PlaneStore reopened = PlaneStore.open(folder);
        reopened.put(point(new PointKey("run", 0, "ReLU.out"), 1), 5);
        reopened.put(point(new PointKey("run", 0, "L1.out"), 1), 2);
        reopened.put(point(new PointKey("run", 0, "in"), 1), 0);
        assertThat(PlaneStore.open(folder).plane().hookPoints()).containsExactly("in", "L1.out", "ReLU.out", "L2.out");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> reopened.put(point(key(7), 1), -1))
                .withMessageContaining("0 or more, got -1");
    }

    private void delete(String prefix) throws IOException {
        String name =
                list("points").filter(n -> n.startsWith(prefix)).findFirst().orElseThrow();
        Files.delete(folder.resolve("points").resolve(name));
    }

    @ParameterizedTest
    @CsvSource({"a b, 0, x, a_b, 0, x", "run, 0, Stem, run, 0, stem", "a-1, 2, x, a, 1, 2-x", "a/b, 0, x, a:b, 0, x"})
    void keysThatLookAlikeAreDifferentPoints(String r1, int e1, String h1, String r2, int e2, String h2) {
        PointKey one = new PointKey(r1, e1, h1);
        PointKey two = new PointKey(r2, e2, h2);
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(one, 1));
        store.put(point(two, 2));

        PlaneStore reopened = PlaneStore.open(folder);
        assertThat(nats(reopened, one)).isEqualTo(1);
        assertThat(nats(reopened, two)).isEqualTo(2);
        assertThat(list("points").map(name -> name.toLowerCase(Locale.ROOT)).distinct())
                .hasSize(2);
    }

    @Test
    void namesLongerThanAFileNameMayBeAreWritten() {
        PointKey key = new PointKey("run", 0, "block.".repeat(100));
        PlaneStore.open(folder).put(point(key, 4));

        assertThat(nats(PlaneStore.open(folder), key)).isEqualTo(4);
    }

    @Test
    void theTableHasThePointsOfAllWriters() throws IOException {
        PlaneStore one = PlaneStore.open(folder);
        PlaneStore two = PlaneStore.open(folder);
        one.put(point(new PointKey("classifier", 0, "stem.out"), 1));
        two.put(point(new PointKey("autoencoder", 0, "stem.out"), 2));

        assertThat(Files.readAllLines(folder.resolve("plane.csv")))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("classifier,0,stem.out,"))
                .anyMatch(line -> line.startsWith("autoencoder,0,stem.out,"));
        one.refresh();
        assertThat(one.plane().runs()).containsExactly("autoencoder", "classifier");
    }

    @Test
    void onlyWholeFilesAreLeft() {
        PlaneStore store = PlaneStore.open(folder);
        for (int epoch = 0; epoch < 5; epoch++) {
            store.put(point(key(epoch), epoch));
        }

        assertThat(list("points")).hasSize(5).allMatch(name -> name.endsWith(".json"));
        assertThat(list(".")).containsExactlyInAnyOrder("plane.csv", "points");
    }

    @Test
    void halfAPointOfAKilledRunIsNotRead() throws IOException {
        PlaneStore.open(folder).put(point(key(0), 1));
        Files.writeString(folder.resolve("points/run-1-stem.out.json.0.part"), "{ \"version\": 1, \"ru");

        assertThat(PlaneStore.open(folder).plane().points()).hasSize(1);
    }

    @Test
    void aPointThatCannotBeWrittenIsNotKnown() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(0), 1));
        Path points = folder.resolve("points");
        Files.move(points, folder.resolve("elsewhere"));
        Files.writeString(points, "in the way");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> store.put(point(key(1), 2)))
                .withMessageContaining("cannot write run, epoch 1, stem.out")
                .withMessageContaining(folder.toString());
        assertThat(store.find(key(1))).isEmpty();
        assertThat(nats(store, key(0))).isEqualTo(1);
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> PlaneStore.open(file))
                .withMessageStartingWith("the output folder '" + file + "' cannot be written to");
    }

    @Test
    void missingFoldersAreMade() {
        PlaneStore store = PlaneStore.open(folder.resolve("a/b"));

        assertThat(store.folder()).isEqualTo(folder.resolve("a/b"));
        assertThat(store.plane().points()).isEmpty();
        assertThat(store.find(key(0))).isEmpty();
    }

    private static void assertSame(Estimate read, Estimate written) {
        assertThat(read.pointwiseNats().isPresent())
                .isEqualTo(written.pointwiseNats().isPresent());
        assertThat(bits(read.pointwiseNats().orElse(new double[0])))
                .isEqualTo(bits(written.pointwiseNats().orElse(new double[0])));
        assertThat(bits(read.value().nats())).isEqualTo(bits(written.value().nats()));
        assertThat(read.standardError()).isEqualTo(written.standardError());
        assertThat(read.bound()).isEqualTo(written.bound());
        assertThat(read.noise()).isEqualTo(written.noise());
        assertThat(read.samples()).isEqualTo(written.samples());
        assertThat(read.inputDimensions()).isEqualTo(written.inputDimensions());
        assertThat(read.estimator()).isEqualTo(written.estimator());
        assertThat(read.settings()).isEqualTo(written.settings());
        assertThat(read.warnings()).isEqualTo(written.warnings());
        assertThat(read.learningCurve()).isEqualTo(written.learningCurve());
    }

    private static List<Long> bits(double... values) {
        return Arrays.stream(values).mapToObj(Double::doubleToRawLongBits).toList();
    }

    private static LearningCurve curve(double... stepsAndNats) {
        List<LearningCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < stepsAndNats.length; i += 2) {
            points.add(new LearningCurve.Point((int) stepsAndNats[i], stepsAndNats[i + 1]));
        }
        return new LearningCurve(points);
    }

    private Stream<String> list(String under) {
        try (Stream<Path> files = Files.list(folder.resolve(under))) {
            return files.map(f -> f.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double nats(PlaneStore store, PointKey key) {
        return store.find(key)
                .orElseThrow()
                .inputInformation()
                .orElseThrow()
                .value()
                .nats();
    }

    private static PointKey key(int epoch) {
        return new PointKey("run", epoch, "stem.out");
    }

    private static PlanePoint point(PointKey key, double nats, Provenance from) {
        return new PlanePoint(key, point(key, nats).inputInformation(), Optional.empty(), Optional.of(from));
    }

    private static PlanePoint point(PointKey key, double nats) {
        Estimate estimate = Estimate.of(Information.ofNats(nats), BoundKind.POINT, "bins", 10)
                .build();
        return new PlanePoint(key, Optional.of(estimate), Optional.empty());
    }
}
