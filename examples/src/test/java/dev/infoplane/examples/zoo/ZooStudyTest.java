package dev.infoplane.examples.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.examples.data.FashionMnist;
import dev.infoplane.plane.PointKey;
import dev.infoplane.study.data.LabelledImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ZooStudyTest {
    @TempDir
    private Path folder;

    private int run() {
        return ZooStudy.commandLine()
                .execute(
                        "--out=" + folder,
                        "--network=RESNET",
                        "--seed=1",
                        "--epoch=1,2",
                        "--images=300,300",
                        "--decoder-images=200,40,60",
                        "--steps=4",
                        "--label-steps=4");
    }

    @Test
    void everyLayerIsMeasuredAndComparedAndNothingIsDoneTwice() throws Exception {
        assertThat(run()).isZero();
        List<String> points = Files.readAllLines(folder.resolve("zoo.csv"));

        assertThat(points).hasSize(2 + 2 * 3).anyMatch(line -> line.startsWith("1,RESNET,stage2.out,2,"));
        assertThat(Files.readAllLines(folder.resolve("zoo-contrasts.csv")))
                .hasSize(2 + 2 * 3)
                .anyMatch(line -> line.startsWith("1,I(X;T),RESNET,stage3.out,1,RESNET,stage3.out,2,"))
                .noneMatch(line -> line.contains("NOT_PAIRED"));
        FileTime trained = Files.getLastModifiedTime(facts());

        assertThat(run()).isZero();
        assertThat(Files.getLastModifiedTime(facts())).isEqualTo(trained);
        assertThat(Files.readAllLines(folder.resolve("zoo.csv"))).isEqualTo(points);
    }

    private Path facts() throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.endsWith("RESNET-1/facts.csv")).findAny().orElseThrow();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5000 | 2500,300,1200 | --images needs 2 positive numbers, got [5000]",
                "5000,4000 | 2500,300 | --decoder-images needs 3 positive numbers, got [2500, 300]",
                "5000,4000 | 2500,0,1200 | --decoder-images needs 3 positive numbers, got [2500, 0, 1200]",
                "5000,3900 | 2500,300,1200 | decoders need 4000 held-out images, but --images holds out 3900"
            })
    void numbersOfImagesThatDoNotFitAreRefused(String images, String decoderImages, String message) {
        assertThatThrownBy(() -> new ZooPlan(
                        List.of(ZooNetwork.RESNET), List.of(1), numbers(images), numbers(decoderImages), 4, 4))
                .hasMessage(message);
    }

    private static List<Integer> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    @ParameterizedTest
    @EnumSource
    void everyNetworkIsTrainedAndItsLayersAreKept(ZooNetwork network) throws Exception {
        List<LabelledImages> images = FashionMnist.bundled().halved().split(1, 80, 50);
        NetworkRun run = new NetworkRun(network, 1, List.of(1), folder);
        run.train(new ImageTraining(1, 0.1, 1e-4, 0, false, false), images.get(0), images.get(1));

        assertThat(run.points()).hasSize(network == ZooNetwork.RIR ? 6 : 3);
        for (PointKey point : run.points()) {
            assertThat(run.read(point).rows()).isEqualTo(50);
        }
        assertThat(run.read(run.points().get(0)).rowShape()).containsExactly(8, 14, 14);
        assertThat(run.facts().get(1).parameters()).isEqualTo(network == ZooNetwork.RIR ? 27_044 : 19_074);
    }
}
