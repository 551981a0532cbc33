package org.curlew.pipeline.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HostilePicturesTest {

    private static final String[] WHOLE = {"jpeg", "progressive", "png", "gif", "bmp", "tiff", "webp", "heic", "avif"};

    private static byte[] whole(String kind) throws IOException {
        BufferedImage image = Samples.discs(160, 120, BufferedImage.TYPE_INT_RGB, 4, 3);
        return switch (kind) {
            case "jpeg" -> Samples.jpeg(image, 0.9f, false);
            case "progressive" -> Samples.jpeg(image, 0.9f, true);
            case "webp", "heic", "avif" -> Samples.resource("ellipse." + kind);
            default -> Samples.written(image, kind);
        };
    }

    @Property(tries = 200)
    void a_damaged_picture_gives_a_status_with_a_reason_and_never_throws(
            @ForAll @IntRange(max = 8) int kind, @ForAll long seed) throws IOException {
        byte[] file = whole(WHOLE[kind]);
        Random random = new Random(seed);
        for (int k = 0; k < 1 + random.nextInt(6); k++) {
            file[random.nextInt(file.length)] = (byte) random.nextInt();
        }
        byte[] damaged = random.nextBoolean() ? file : Arrays.copyOf(file, random.nextInt(file.length));
        try (PictureReader reader = new PictureReader()) {
            Decoded decoded = reader.luma(damaged, "image/x");
            assertThat(decoded.reason().isEmpty()).isEqualTo(decoded.status() == Decoded.Status.READ);
            assertThat(decoded.luma()).hasSize(decoded.width() * decoded.height());
            assertThat(decoded.usable()).isEqualTo(decoded.luma().length > 0);
        }
    }

    @Example
    void half_a_jpeg_is_partial_and_can_be_hashed() throws IOException {
        byte[] file = Samples.bridge("bridge-mods/aaa-orig.jpg");

        Decoded decoded = read(Arrays.copyOf(file, file.length / 2));

        assertThat(decoded.status()).isEqualTo(Decoded.Status.PARTIAL);
        assertThat(decoded.reason()).contains("Premature end of JPEG file");
        assertThat(decoded.usable()).isTrue();
    }

    @Example
    void half_a_png_is_partial_and_keeps_its_upper_rows() throws IOException {
        BufferedImage image = Samples.discs(400, 400, BufferedImage.TYPE_INT_RGB, 20, 3);
        byte[] file = Samples.written(image, "png");

        Decoded decoded = read(Arrays.copyOf(file, file.length / 2));

        assertThat(decoded.status()).isEqualTo(Decoded.Status.PARTIAL);
        assertThat(decoded.reason()).contains("%");
        assertThat(Arrays.copyOf(decoded.luma(), 400 * 100))
                .isEqualTo(Arrays.copyOf(ImagePlanes.of(image, false).all().getFirst(), 400 * 100));
    }

    @Example
    void an_empty_file_and_one_of_another_kind_say_so() {
        assertThat(read(new byte[0]).status()).isEqualTo(Decoded.Status.BROKEN);
        Decoded text = read("minutes of the parish council".getBytes(StandardCharsets.UTF_8));
        assertThat(text.status()).isEqualTo(Decoded.Status.UNSUPPORTED);
        assertThat(text.reason()).contains("image/x");
    }

    @Example
    void a_png_of_100_000_by_100_000_pixels_is_refused() throws IOException {
        byte[] file = Samples.written(new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY), "png");
        ByteBuffer.wrap(file).putInt(16, 100_000).putInt(20, 100_000);
        Samples.repairPngHeader(file);

        Decoded decoded = read(file);

        assertThat(decoded.status()).isEqualTo(Decoded.Status.TOO_LARGE);
        assertThat(decoded.reason()).contains("100000 x 100000").contains("limit");
        assertThat(decoded.sourceWidth()).isEqualTo(100_000);
    }

    @Example
    void a_png_of_200_million_pixels_is_read_at_a_smaller_scale() throws IOException {
        BufferedImage image = new BufferedImage(20_000, 10_000, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 2_000; y < 6_000; y++) {
            for (int x = 3_000; x < 9_000; x++) {
                image.getRaster().setSample(x, y, 0, 1);
            }
        }
        Decoded decoded = read(Samples.written(image, "png"));

        assertThat(decoded.status()).isEqualTo(Decoded.Status.READ);
        assertThat((long) decoded.width() * decoded.height()).isBetween(512L * 512, 16_000_000L);
        assertThat(decoded.sourceWidth()).isEqualTo(20_000);
    }

    @Example
    void a_bmp_and_a_jpeg_that_declare_too_much_are_refused() throws IOException {
        byte[] bmp = whole("bmp");
        ByteBuffer.wrap(bmp)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(18, 40_000)
                .putInt(22, 30_000);
        assertThat(read(bmp).status()).isEqualTo(Decoded.Status.TOO_LARGE);
        assertThat(read(bmp).reason()).contains("40000 x 30000").contains("limit");

        assertThat(read(declaring(whole("jpeg"), 65_500, 65_500)).status()).isEqualTo(Decoded.Status.TOO_LARGE);
    }

    @Example
    void a_progressive_jpeg_is_refused_by_the_memory_its_coefficients_take() throws IOException {
        Decoded decoded = read(declaring(whole("progressive"), 25_000, 25_000));

        assertThat(decoded.status()).isEqualTo(Decoded.Status.TOO_LARGE);
        assertThat(decoded.reason()).contains("several scans");
    }

    @Example
    void a_sequential_jpeg_that_declares_400_million_pixels_is_decoded_at_an_eighth_in_bands() throws IOException {
        Decoded decoded = read(declaring(whole("jpeg"), 20_000, 20_000));

        assertThat(decoded.status()).isEqualTo(Decoded.Status.PARTIAL);
        assertThat(decoded.width()).isEqualTo(2_500);
    }

    @Example
    void a_picture_in_several_sequential_scans_is_known_to_be_buffered() throws IOException {
        JpegFrame sequential = JpegFrame.read(whole("jpeg"));
        assertThat(sequential.buffered()).isFalse();
        assertThat(JpegFrame.read(whole("progressive")).buffered()).isTrue();

        byte[] file = whole("jpeg");
        int scan = Samples.marker(file, 0xDA);
        file[scan + 4] = 1;
        assertThat(JpegFrame.read(file).buffered()).isTrue();
        // 4:2:0: one and a half samples a pixel, two bytes each.
        assertThat(sequential.coefficientBytes()).isBetween(160L * 120 * 3, 160L * 128 * 3);
    }

    private static byte[] declaring(byte[] jpeg, int width, int height) {
        int at = Math.max(Samples.marker(jpeg, 0xC0), Samples.marker(jpeg, 0xC2));
        ByteBuffer.wrap(jpeg).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
        return jpeg;
    }

    private static Decoded read(byte[] file) {
        try (PictureReader reader = new PictureReader()) {
            return reader.luma(file, "image/x");
        }
    }
}
