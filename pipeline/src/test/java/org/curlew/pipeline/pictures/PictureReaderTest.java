package org.curlew.pipeline.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.curlew.triage.perceptual.Pdq;
import org.curlew.triage.perceptual.PdqHash;
import org.curlew.triage.perceptual.PdqResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {

    private final PictureReader reader = new PictureReader();
    private final PictureReader withoutLibraries =
            new PictureReader(PictureLimits.DEFAULT, Optional.empty(), Optional.empty());

    @AfterEach
    void close() {
        reader.close();
    }

    static Stream<String[]> referenceRows() throws IOException {
        return Files.readAllLines(Samples.shared("pdq/pdq-java-reference-output.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .filter(cells -> Files.exists(Samples.shared("pdq/images").resolve(cells[2])));
    }

    @ParameterizedTest
    @MethodSource("referenceRows")
    void a_jpeg_decoded_by_the_native_library_keeps_its_hash(String hash, String quality, String file)
            throws IOException {
        Decoded decoded = reader.luma(Samples.bridge(file), "image/jpeg");

        assertThat(decoded.status()).isEqualTo(Decoded.Status.READ);
        assertThat(decoded.decoder()).isEqualTo("turbo");
        assertThat(hash(decoded).hash().distance(PdqHash.parse(hash))).isLessThanOrEqualTo(2);
        assertThat(hash(decoded).quality()).isEqualTo(Integer.parseInt(quality));
    }

    @ParameterizedTest
    @MethodSource("referenceRows")
    void a_jpeg_decoded_without_the_native_library_has_the_reference_s_hash(String hash, String quality, String file)
            throws IOException {
        Decoded decoded = withoutLibraries.luma(Samples.bridge(file), "image/jpeg");

        assertThat(hash(decoded).hash().hex()).isEqualTo(hash);
    }

    @Test
    void a_large_jpeg_is_decoded_at_a_quarter_and_stays_within_8_bits_of_the_whole() throws IOException {
        byte[] file = Samples.jpeg(Samples.discs(2400, 2100, BufferedImage.TYPE_INT_RGB, 12, 5), 0.9f, false);

        Decoded quarter = reader.luma(file, "image/jpeg");
        Decoded whole = withoutLibraries.luma(file, "image/jpeg");

        assertThat(List.of(quarter.width(), quarter.height())).isEqualTo(List.of(600, 525));
        assertThat(List.of(whole.width(), whole.height())).isEqualTo(List.of(2400, 2100));
        assertThat(hash(quarter).hash().distance(hash(whole).hash())).isLessThanOrEqualTo(8);
    }

    @Test
    void the_scale_leaves_both_sides_at_512_pixels_or_more() {
        assertThat(TurboJpeg.scale(4096, 4096, 512)).isEqualTo(8);
        assertThat(TurboJpeg.scale(4095, 8000, 512)).isEqualTo(4);
        assertThat(TurboJpeg.scale(1023, 20_000, 512)).isEqualTo(1);
        assertThat(TurboJpeg.scale(10, 10, 512)).isEqualTo(1);
    }

    @Test
    void a_progressive_jpeg_is_read() throws IOException {
        BufferedImage image = Samples.discs(640, 600, BufferedImage.TYPE_INT_RGB, 5, 9);
        Decoded decoded = reader.luma(Samples.jpeg(image, 0.9f, true), "image/jpeg");

        assertThat(decoded.status()).isEqualTo(Decoded.Status.READ);
        assertThat(hash(decoded).hash().distance(hash(image))).isLessThanOrEqualTo(8);
    }

    @Test
    void a_jpeg_of_four_inks_is_read_by_the_fall_back() throws IOException {
        BufferedImage image = Samples.discs(300, 280, BufferedImage.TYPE_INT_RGB, 0, 11);
        Decoded decoded = reader.luma(Samples.cmykJpeg(image), "image/jpeg");

        assertThat(decoded.status()).isEqualTo(Decoded.Status.READ);
        assertThat(decoded.decoder()).startsWith("imageio");
        assertThat(hash(decoded).hash().distance(hash(image))).isLessThanOrEqualTo(31);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp", "tiff"})
    void other_formats_have_the_picture_s_hash(String format) throws IOException {
        BufferedImage image = Samples.discs(400, 300, BufferedImage.TYPE_INT_RGB, 3, 13);
        Decoded decoded = reader.luma(Samples.written(image, format), "image/" + format);

        assertThat(decoded.status()).as(decoded.reason()).isEqualTo(Decoded.Status.READ);
        assertThat(List.of(decoded.sourceWidth(), decoded.sourceHeight())).isEqualTo(List.of(400, 300));
        // GIF has 256 colours.
        assertThat(hash(decoded).hash().distance(hash(image))).isLessThanOrEqualTo(format.equals("gif") ? 16 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ellipse.webp", "ellipse-lossless.webp", "ellipse.heic", "ellipse.avif"})
    void webp_heic_and_avif_have_nearly_the_picture_s_hash(String name) throws IOException {
        Decoded decoded = reader.luma(Samples.resource(name), "image/x");
        Decoded original =
                reader.luma(Files.readAllBytes(Samples.shared("pdq/synthetic/png/ellipse-256x256.png")), "image/png");

        assertThat(decoded.status()).as(decoded.reason()).isEqualTo(Decoded.Status.READ);
        assertThat(hash(decoded).hash().distance(hash(original).hash())).isLessThanOrEqualTo(16);
    }

    @Test
    void a_grey_png_is_not_lightened() throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(7, 9, 0, 127);
        Decoded decoded = reader.luma(Samples.written(image, "png"), "image/png");

        assertThat(decoded.luma()[9 * 40 + 7]).isBetween(126.9f, 127.1f);
    }

    @Test
    void sixteen_bit_grey_is_cut_to_eight() throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(7, 9, 0, 0x80FF);
        Decoded decoded = reader.luma(Samples.written(image, "png"), "image/png");

        assertThat(decoded.luma()[9 * 40 + 7]).isBetween(127.9f, 128.1f);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_picture_stored_turned_is_hashed_upright(int orientation) throws IOException {
        BufferedImage upright = Samples.discs(420, 300, BufferedImage.TYPE_INT_RGB, 0, 17);
        byte[] file =
                Samples.withOrientation(Samples.jpeg(Samples.stored(upright, orientation), 0.95f, false), orientation);
        Decoded decoded = reader.luma(file, "image/jpeg");

        assertThat(List.of(decoded.width(), decoded.height())).isEqualTo(List.of(420, 300));
        assertThat(hash(decoded).hash().distance(hash(upright))).isLessThanOrEqualTo(10);
    }

    @Test
    void a_buffer_is_read_from_its_position_and_left_as_it_was() throws IOException {
        byte[] file = Samples.bridge("bridge-mods/square-128x128.jpg");
        ByteBuffer buffer = ByteBuffer.allocateDirect(file.length + 3)
                .put(new byte[3])
                .put(file)
                .flip()
                .position(3);

        assertThat(reader.luma(buffer, "image/jpeg").status()).isEqualTo(Decoded.Status.READ);
        assertThat(buffer.position()).isEqualTo(3);
    }

    @Test
    void heif_without_its_library_is_unsupported_and_says_what_to_install() throws IOException {
        Decoded decoded = withoutLibraries.luma(Samples.resource("ellipse.heic"), "image/heic");

        assertThat(decoded.status()).isEqualTo(Decoded.Status.UNSUPPORTED);
        assertThat(decoded.reason()).contains("libheif1");
    }

    private static PdqResult hash(Decoded decoded) {
        return new Pdq().hash(decoded.height(), decoded.width(), decoded.rows());
    }

    private static PdqHash hash(BufferedImage image) {
        float[] luma = ImagePlanes.of(image, false).all().getFirst();
        return new Pdq()
                .hash(image.getHeight(), image.getWidth(), org.curlew.triage.perceptual.Luma.of(luma, image.getWidth()))
                .hash();
    }
}
