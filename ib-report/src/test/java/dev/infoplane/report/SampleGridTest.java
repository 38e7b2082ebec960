package dev.infoplane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.infoplane.estimate.Samples;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SampleGridTest {
    private static final Samples GREY = Samples.of(new float[] {0, 0.5f, 1, 0.2f, 0.4f, 0.6f}, 1, 2, 3);

    @Test
    void pixelsComeBackAsTheyWentIn() throws IOException {
        Samples colour = Samples.of(new float[] {1, 0, 0, 0, 0, 1, 0, 0.5f, 0, 0, 1, 0.25f}, 3, 2, 2);
        BufferedImage image =
                images(SampleGrid.withColumns("x").row("r", colour).svg()).get(0);
        assertThat(rgb(image, 0, 0)).isEqualTo(0xff0000);
        assertThat(rgb(image, 1, 0)).isEqualTo(0x00ff00);
        assertThat(rgb(image, 0, 1)).isEqualTo(0x0000ff);
        assertThat(rgb(image, 1, 1)).isEqualTo(0x008040);
        BufferedImage grey =
                images(SampleGrid.withColumns("x").row("r", GREY).svg()).get(0);
        assertThat(grey.getWidth()).isEqualTo(3);
        assertThat(rgb(grey, 1, 0)).isEqualTo(0x808080);
        assertThat(rgb(grey, 2, 1)).isEqualTo(0x999999);
    }

    @Test
    void rowsAndColumnsAreLabelledAndFilledFromTheLeft() throws IOException {
        Samples two = Samples.of(new float[] {0.2f, 0.4f}, 1, 1, 1);
        String svg = SampleGrid.withColumns("image", "epoch 0", "<&>")
                .row("stem", Samples.of(new float[] {0}, 1, 1, 1), two)
                .row("stage1", two, Samples.of(new float[] {1}, 1, 1, 1))
                .svg();
        assertThat(Svg.texts(svg)).containsExactly("image", "epoch 0", "<&>", "stem", "stage1");
        assertThat(images(svg).stream().map(i -> rgb(i, 0, 0)))
                .containsExactly(0x000000, 0x333333, 0x666666, 0x333333, 0x666666, 0xffffff);
        assertThat(Svg.elements(svg, "image"))
                .allSatisfy(e -> assertThat(e.getAttribute("style")).contains("pixelated"));
    }

    @Test
    void sameGridGivesTheSameBytes() {
        assertThat(SampleGrid.withColumns("x").row("r", GREY).svg())
                .isEqualTo(SampleGrid.withColumns("x").row("r", GREY).svg());
    }

    @Test
    void aRowWithTheWrongNumberOfImagesIsRefused() {
        assertThatThrownBy(() -> SampleGrid.withColumns("a", "b").row("r", GREY))
                .hasMessage("row 'r' has 1 images for 2 columns [a, b]");
    }

    @Test
    void imagesOfOtherShapesAreRefused() {
        SampleGrid grid = SampleGrid.withColumns("a").row("first", GREY);
        assertThatThrownBy(() -> grid.row("r", Samples.of(new float[4], 1, 2, 2)))
                .hasMessageContaining("[1, 2, 2]")
                .hasMessageContaining("[1, 2, 3]");
        assertThatThrownBy(() -> grid.row("r", Samples.of(new float[6], 6))).hasMessageContaining("[6]");
        assertThatThrownBy(() -> grid.row("r", Samples.of(new float[8], 2, 2, 2)))
                .hasMessageContaining("[2, 2, 2]");
    }

    @Test
    void valuesOutsideTheUnitIntervalAreRefused() {
        for (float bad : new float[] {255, -1, Float.NaN}) {
            assertThatThrownBy(() -> SampleGrid.withColumns("a").row("r", Samples.of(new float[] {bad}, 1, 1, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[0, 1]")
                    .hasMessageContaining(String.valueOf(bad));
        }
    }

    @Test
    void aGridWithoutRowsOrColumnsIsRefused() {
        assertThatThrownBy(() -> SampleGrid.withColumns("a").svg()).hasMessageContaining("without rows");
        assertThatThrownBy(SampleGrid::withColumns).hasMessageContaining("at least 1 column");
    }

    private static List<BufferedImage> images(String svg) throws IOException {
        List<BufferedImage> images = new ArrayList<>();
        for (var e : Svg.elements(svg, "image")) {
            String uri = e.getAttribute("href");
            byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
            images.add(ImageIO.read(new ByteArrayInputStream(png)));
        }
        return images;
    }

    private static int rgb(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xffffff;
    }
}
