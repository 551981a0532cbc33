package org.curlew.pipeline.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three fields of known colours keep them on every way to a rendition, and a grey one has none of them. */
class ColourTest {

    private static final int FIELD = 80;
    private static final int HEIGHT = 160;
    private static final List<Color> COLOURS =
            List.of(new Color(208, 32, 32), new Color(32, 160, 48), new Color(32, 48, 192));

    private final PictureReader reader = new PictureReader();

    @AfterEach
    void close() {
        reader.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "jpeg"})
    void each_format_keeps_the_colours(String format) throws IOException {
        hasTheFields(reader.colour(Samples.written(fields(), format), "image/" + format), 6);
    }

    @Test
    void avif_keeps_the_colours() throws IOException {
        hasTheFields(reader.colour(Samples.resource("fields.avif"), "image/avif"), 12);
    }

    @Test
    void heic_has_the_colours_of_what_it_was_made_from() throws IOException {
        Decoded heic = reader.colour(Samples.resource("ellipse.heic"), "image/heic");
        Decoded png =
                reader.colour(Files.readAllBytes(Samples.shared("pdq/synthetic/png/ellipse-256x256.png")), "image/png");

        for (int plane = 0; plane < 3; plane++) {
            assertThat(mean(heic.planes().get(plane)))
                    .isBetween(
                            mean(png.planes().get(plane)) - 4, mean(png.planes().get(plane)) + 4);
        }
    }

    @Test
    void a_jpeg_of_four_inks_and_one_without_the_native_library_keep_the_colours() throws IOException {
        hasTheFields(reader.colour(Samples.cmykJpeg(fields()), "image/jpeg"), 12);
        try (PictureReader plain = new PictureReader(PictureLimits.DEFAULT, Optional.empty(), Optional.empty())) {
            hasTheFields(plain.colour(Samples.jpeg(fields(), 0.95f, true), "image/jpeg"), 6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void a_turned_picture_comes_upright(int orientation) throws IOException {
        byte[] file = Samples.jpeg(Samples.stored(fields(), orientation), 0.95f, false);

        hasTheFields(reader.colour(Samples.withOrientation(file, orientation), "image/jpeg"), 6);
    }

    @Test
    void a_rendition_has_the_colours_and_nothing_else_of_the_file() throws IOException {
        byte[] file = Samples.withOrientation(Samples.jpeg(fields(), 0.95f, false), 1);

        byte[] rendition = Rendition.jpeg(reader.colour(file, "image/jpeg"), 120, 0);

        assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("Exif");
        assertThat(new String(rendition, StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
        BufferedImage small = read(rendition);
        assertThat(List.of(small.getWidth(), small.getHeight())).isEqualTo(List.of(120, 80));
        hasTheFields(reader.colour(rendition, "image/jpeg"), 12);
    }

    @Test
    void a_grey_rendition_is_grey() throws IOException {
        byte[] rendition = Rendition.jpeg(reader.luma(Samples.written(fields(), "png"), "image/png"), 120, 0);

        assertThat(read(rendition).getColorModel().getNumComponents()).isOne();
    }

    @Test
    void blurring_mixes_what_lies_side_by_side_in_each_colour() throws IOException {
        byte[] rendition = Rendition.jpeg(reader.colour(Samples.written(fields(), "png"), "image/png"), 160, 0.1);

        int border = read(rendition).getRGB(53, 50);
        assertThat(border >> 16 & 255).as("red, between red and green").isBetween(80, 160);
        assertThat(border >> 8 & 255).as("green").isBetween(60, 140);
    }

    @Test
    void the_same_limits_hold_and_a_third_of_the_pixels_is_kept() throws IOException {
        byte[] png = Samples.written(fields(), "png");
        byte[] jpeg = Samples.jpeg(fields(), 0.95f, false);
        PictureLimits kept = new PictureLimits(1_000_000, 768L << 20, 30_000);
        PictureLimits refused = new PictureLimits(30_000, 768L << 20, 30_000);

        for (byte[] file : List.of(png, jpeg, Samples.resource("fields.avif"))) {
            try (PictureReader small = new PictureReader(kept)) {
                Decoded decoded = small.colour(file, "image/x");
                assertThat(decoded.width() * decoded.height()).isLessThanOrEqualTo(10_000);
                hasTheFields(decoded, 12);
            }
        }
        for (byte[] file : List.of(png, jpeg)) {
            try (PictureReader small = new PictureReader(refused)) {
                assertThat(small.colour(file, "image/x").status()).isEqualTo(Decoded.Status.TOO_LARGE);
            }
        }
    }

    @Test
    void a_large_jpeg_is_decoded_no_larger_than_it_is_shown() throws IOException {
        BufferedImage wide = new BufferedImage(8000, 200, BufferedImage.TYPE_INT_RGB);

        Decoded decoded = reader.colour(Samples.jpeg(wide, 0.5f, false), "image/jpeg");

        assertThat(decoded.width()).isEqualTo(1000);
    }

    @Test
    void what_cannot_be_decoded_says_so_and_colours_are_no_luma() throws IOException {
        assertThat(reader.colour("no picture".getBytes(StandardCharsets.UTF_8), "image/png")
                        .usable())
                .isFalse();
        Decoded colours = reader.colour(Samples.written(fields(), "png"), "image/png");
        assertThatThrownBy(colours::luma).hasMessageContaining("no luma");
    }

    private static BufferedImage fields() {
        BufferedImage image = new BufferedImage(3 * FIELD, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        for (int k = 0; k < COLOURS.size(); k++) {
            pen.setColor(COLOURS.get(k));
            pen.fillRect(k * FIELD, 0, FIELD, HEIGHT);
        }
        pen.dispose();
        return image;
    }

    private static void hasTheFields(Decoded decoded, int tolerance) {
        assertThat(decoded.status()).as(decoded.reason()).isEqualTo(Decoded.Status.READ);
        assertThat(decoded.planes()).hasSize(3);
        assertThat((double) decoded.width() / decoded.height()).isBetween(1.45, 1.55);
        for (int k = 0; k < COLOURS.size(); k++) {
            int at = decoded.height() / 2 * decoded.width() + decoded.width() * (2 * k + 1) / 6;
            Color wanted = COLOURS.get(k);
            near(decoded.planes().get(0)[at], wanted.getRed(), tolerance);
            near(decoded.planes().get(1)[at], wanted.getGreen(), tolerance);
            near(decoded.planes().get(2)[at], wanted.getBlue(), tolerance);
        }
    }

    private static void near(float value, int wanted, int tolerance) {
        assertThat(value).isBetween((float) wanted - tolerance, (float) wanted + tolerance);
    }

    private static double mean(float[] plane) {
        double sum = 0;
        for (float value : plane) {
            sum += value;
        }
        return sum / plane.length;
    }

    private static BufferedImage read(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }
}
