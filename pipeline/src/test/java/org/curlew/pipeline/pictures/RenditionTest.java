package org.curlew.pipeline.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class RenditionTest {

    @Test
    void a_rendition_is_small_grey_and_keeps_the_shape() throws IOException {
        BufferedImage small = read(Rendition.jpeg(bridge(), 200, 0));

        assertThat(small.getWidth()).isEqualTo(200);
        assertThat(small.getHeight()).isEqualTo(126);
        assertThat(small.getColorModel().getNumComponents()).isEqualTo(1);
    }

    @Test
    void blurring_hides_detail_and_keeps_the_brightness() throws IOException {
        BufferedImage sharp = read(Rendition.jpeg(bridge(), 200, 0));
        BufferedImage blurred = read(Rendition.jpeg(bridge(), 200, 0.03));

        assertThat(roughness(blurred)).isLessThan(roughness(sharp) / 4);
        assertThat(mean(blurred)).isBetween(mean(sharp) - 3, mean(sharp) + 3);
    }

    @Test
    void a_small_picture_is_not_enlarged() throws IOException {
        try (PictureReader reader = new PictureReader()) {
            Decoded tiny = reader.luma(
                    Samples.written(Samples.discs(40, 30, BufferedImage.TYPE_INT_RGB, 0, 1), "png"), "image/png");
            assertThat(read(Rendition.jpeg(tiny, 200, 0)).getWidth()).isEqualTo(40);
        }
    }

    @Test
    void nothing_of_the_file_but_pixels_reaches_the_rendition() throws IOException {
        byte[] file = Samples.withOrientation(Samples.bridge("bridge-mods/square-512x512.jpg"), 1);
        try (PictureReader reader = new PictureReader()) {
            byte[] rendition = Rendition.jpeg(reader.luma(file, "image/jpeg"), 200, 0.03);

            assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("Exif");
            assertThat(new String(rendition, StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
        }
    }

    @Test
    void a_picture_without_pixels_has_no_rendition() {
        Decoded broken = Decoded.failed(Decoded.Status.BROKEN, "no frame", 0, 0, "");

        assertThatThrownBy(() -> Rendition.jpeg(broken, 200, 0)).hasMessageContaining("no frame");
    }

    private static Decoded bridge() throws IOException {
        try (PictureReader reader = new PictureReader()) {
            return reader.luma(Samples.bridge("bridge-mods/aaa-orig.jpg"), "image/jpeg");
        }
    }

    private static BufferedImage read(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static double mean(BufferedImage image) {
        double sum = 0;
        for (float value : ImagePlanes.of(image, false).all().getFirst()) {
            sum += value;
        }
        return sum / image.getWidth() / image.getHeight();
    }

    private static double roughness(BufferedImage image) {
        float[] luma = ImagePlanes.of(image, false).all().getFirst();
        double sum = 0;
        for (int k = 1; k < luma.length; k++) {
            sum += Math.abs(luma[k] - luma[k - 1]);
        }
        return sum / luma.length;
    }
}
