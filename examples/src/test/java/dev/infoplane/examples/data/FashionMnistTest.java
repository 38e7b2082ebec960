package dev.infoplane.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.estimate.Samples;
import dev.infoplane.study.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
    @TempDir
    private Path folder;

    @Test
    void theBundledPartIsBalanced() throws IOException {
        LabelledImages images = FashionMnist.bundled();
        assertThat(images.size()).isEqualTo(11_000);
        assertThat(images.images().rowShape()).containsExactly(1, 28, 28);
        int[] counts = new int[10];
        for (int i = 0; i < images.size(); i++) {
            counts[(int) images.labels().get(i, 0)]++;
        }
        assertThat(counts).containsOnly(1_100);
    }

    @Test
    void partsAreBalancedAndShareNoImage() throws IOException {
        List<LabelledImages> parts = FashionMnist.bundled().split(3, 200, 100, 50);
        Set<Integer> seen = new HashSet<>();
        for (LabelledImages part : parts) {
            int[] counts = new int[10];
            for (int i = 0; i < part.size(); i++) {
                counts[(int) part.labels().get(i, 0)]++;
                assertThat(seen.add(
                                Arrays.hashCode(part.images().slice(i, i + 1).toArray())))
                        .isTrue();
            }
            assertThat(counts).containsOnly(part.size() / 10);
        }
    }

    @Test
    void anUnevenPartAndTooLargeOnesAreRefused() throws IOException {
        LabelledImages all = FashionMnist.bundled();
        assertThatThrownBy(() -> all.split(1, 15)).hasMessageContaining("10 classes cannot have 15 images");
        assertThatThrownBy(() -> all.split(1, 10_000, 2_000))
                .hasMessageContaining("need 1200 of each class, but class 0 has 1100");
    }

    @Test
    void halvedPixelsAreRoundedMeansOfFour() {
        LabelledImages image = new LabelledImages(
                Samples.of(new float[] {0, 1, 255, 255, 1, 0, 255, 254}, 1, 2, 4), Samples.ofLabels(0));
        assertThat(image.halved().images().toArray()).containsExactly(1, 255);
    }

    @Test
    void aFolderWithoutTheFilesIsNamed() {
        assertThatThrownBy(() -> FashionMnist.in(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("has neither 'train-images-idx3-ubyte.gz' nor 'train-images-idx3-ubyte'");
    }
}
