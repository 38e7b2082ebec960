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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
                .learningCurve(new LearningCurve(
                        curve(0, 7.1, 100, 6.3000000000000001, 200, Double.POSITIVE_INFINITY)
                                .points(),
                        List.of(new LearningCurve.Annealed(100, 6.3, 0), new LearningCurve.Annealed(200, 6.1, 1e-300))))
                .convergenceGap(new ConvergenceGap(
                        Information.ofNats(1.0 / 7),
                        Information.ofNats(-0.1),
                        Information.ofNats(Double.POSITIVE_INFINITY)))
                .generalizationGap(Information.ofNats(1.0 / 9))
                .decoderSpread(Information.ofNats(1.0 / 11))
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
    void aDeletedPointThatIsMeasuredAgainGetsItsOldPlace() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        for (int epoch = 0; epoch < 3; epoch++) {
            store.put(point(new PointKey("run", epoch, "stem.out"), 1));
            store.put(point(new PointKey("run", epoch, "head.out"), 1));
        }
        String first = list(folder, "points")
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
    void pointsAndTableAreInNaturalOrder() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        for (int epoch = 0; epoch < 2; epoch++) {
            store.put(point(new PointKey("run", epoch, "conv10"), 1));
            store.put(point(new PointKey("run", epoch, "conv2"), 1));
        }
        assertThat(store.plane().points())
                .extracting(p -> p.key().hookPoint())
                .containsExactly("conv2", "conv10", "conv2", "conv10");
        assertThat(Files.readAllLines(folder.resolve("plane.csv")))
                .extracting(line -> line.split(",")[2])
                .containsExactly("hook_point", "conv2", "conv10", "conv2", "conv10");
    }

    @Test
    void layersThatComeLaterCanBePutInTheirPlace() {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(new PointKey("run", 0, "conv2"), 1), 0);
        store.put(point(new PointKey("run", 0, "conv10"), 1), 1);
        store.put(point(new PointKey("run", 0, "old"), 1), 2);
        store.put(point(new PointKey("run", 0, "conv5"), 1), 1);
        store.order(List.of("conv2", "conv5", "conv10"));
        assertThat(store.plane().hookPoints()).containsExactly("conv2", "conv5", "conv10", "old");
        assertThat(PlaneStore.open(folder).plane().hookPoints()).containsExactly("conv2", "conv5", "conv10", "old");
    }

    @Test
    void deletedPointsAreForgottenAndADeletedFolderIsNamed() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(0), 1));
        store.put(point(key(1), 1));
        for (String name :
                list(folder, "points").filter(n -> n.startsWith("run-0")).toList()) {
            Files.delete(folder.resolve("points").resolve(name));
        }
        store.refresh();
        assertThat(store.plane().epochs("run")).containsExactly(1);

        for (String name : list(folder, "points").toList()) {
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

        assertThat(list(folder, ".")).isEmpty();
        PlaneStore.open(absent).put(point(key(0), 1));
        assertThat(absent.resolve("points")).isDirectory();
    }

    @Test
    void filesThatHaveNotChangedAreNotReadAgain() throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        store.put(point(key(0), 1));
        Path file = folder.resolve("points")
                .resolve(list(folder, "points").findFirst().orElseThrow());
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
        String name = list(folder, "points")
                .filter(n -> n.startsWith(prefix))
                .findFirst()
                .orElseThrow();
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
        assertThat(list(folder, "points")
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .distinct())
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

        assertThat(list(folder, "points")).hasSize(5).allMatch(name -> name.endsWith(".json"));
        assertThat(list(folder, ".")).containsExactlyInAnyOrder("plane.csv", "points");
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
        assertThat(read.convergenceGap()).isEqualTo(written.convergenceGap());
        assertThat(read.generalizationGap()).isEqualTo(written.generalizationGap());
        assertThat(read.decoderSpread()).isEqualTo(written.decoderSpread());
    }

    private static List<Long> bits(double... values) {
        return Arrays.stream(values).mapToObj(Double::doubleToRawLongBits).toList();
    }
}
