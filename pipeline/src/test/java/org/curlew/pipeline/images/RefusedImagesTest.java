package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedImagesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "0, 'EVF2\\r\\n\\x81\\0', Ex01",
        "0, 'LEF2\\r\\n\\x81\\0', Lx01",
        "0, 'LVF\\t\\r\\n\\xff\\0', L01",
        "0, 'ADCRYPT\\0', ADCRYPT",
        "0, 'ADSEGMENTEDFILE\\0', AD1",
        "0, 'AFF10\\r\\n\\0', AFF image",
        "0, 'vhdxfile', VHDX",
        "64, '\\x7f\\x10\\xda\\xbe', VDI",
        "0, 'WithoutFreeSpace', Parallels",
        "0, 'COWD', VMDK",
        "0, '# Disk DescriptorFile', VMDK",
        "0, 'QFI\\xfb\\0\\0\\0\\x01', QCOW",
        "3584, 'koly', DMG",
        "0, 'encrcdsa', encrypted Apple",
        "0, 'sprs', sparse",
        "0, '\\xff\\xd8\\xff\\xe0', JPEG",
        "0, '\\x89PNG\\r\\n\\x1a\\n', PNG",
        "0, 'GIF89a', GIF",
        "0, '%PDF-1.7', PDF",
        "0, '\\x7fELF', ELF",
        "0, 'MZ', Windows program",
        "0, '7z\\xbc\\xaf\\x27\\x1c', 7z",
        "0, 'Rar!\\x1a\\x07', rar",
        "0, 'SQLite format 3\\0', SQLite",
        "4, 'ftypisom', MP4",
        "257, 'ustar', tar"
    })
    void what_is_no_readable_image_is_refused_by_name(int offset, String bytes, String named) throws Exception {
        byte[] content = noise(4096);
        byte[] sign = unescape(bytes);
        System.arraycopy(sign, 0, content, offset, sign.length);
        refused(content, named);
    }

    @Test
    void a_zip_a_gzip_and_an_aff4_are_told_apart() throws Exception {
        Path zip = folder.resolve("zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("report.xml"));
            out.write(noise(3000));
        }
        refused(Files.readAllBytes(zip), "zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.setComment("aff4://fcbfdce7-4488-4677-abf6-08bc931e195b");
            out.putNextEntry(new ZipEntry("data/00000000"));
            out.write(noise(3000));
        }
        refused(Files.readAllBytes(zip), "AFF4");
        Path gzip = folder.resolve("gzip");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(noise(3000));
        }
        refused(Files.readAllBytes(gzip), "gzip");
    }

    @Test
    void text_is_refused_and_a_disk_wiped_with_text_is_not() throws Exception {
        refused("Dear colleague,\nplease find attached…\n".repeat(40).getBytes(StandardCharsets.UTF_8), "text");
        byte[] wiped = "WIPED! ".repeat(1 << 18).substring(0, 1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (ImageSource source = Media.open(Files.write(folder.resolve("wiped"), wiped))) {
            Media.same(Media.readAll(source), wiped);
        }
    }

    @Test
    void a_disk_that_begins_like_another_file_is_not_refused() throws Exception {
        byte[] disk = noise(65536);
        disk[0] = 'M';
        disk[1] = 'Z';
        disk[510] = 0x55;
        disk[511] = (byte) 0xaa;
        try (ImageSource source = Media.open(Files.write(folder.resolve("disk"), disk))) {
            assertThat(source.facts().format()).isEqualTo("raw");
        }
    }

    @Test
    void empty_tiny_missing_and_non_files_are_refused() throws Exception {
        refused(new byte[0], "empty");
        refused(new byte[511], "511 bytes");
        assertThatThrownBy(() -> Media.open(folder.resolve("nothing")))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> Media.open(folder))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("is not a file");
        assertThatThrownBy(() -> new ImageFormats().open(List.of()))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("no image file");
    }

    @Test
    void every_refusal_is_one_line_that_names_the_file() throws Exception {
        for (String sign :
                List.of("EVF2\r\n\u0081\0", "vhdxfile", "%PDF-", "QFI\u00fb\0\0\0\u0001", "conectix", "KDMV")) {
            byte[] content = noise(4096);
            byte[] bytes = sign.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(bytes, 0, content, 0, bytes.length);
            Path file = Files.write(folder.resolve("suspect"), content);
            assertThatThrownBy(() -> Media.open(file))
                    .isInstanceOf(ImageRefusedException.class)
                    .message()
                    .contains(file.toString())
                    .doesNotContain("\n");
        }
    }

    private void refused(byte[] content, String named) throws IOException {
        Path file = Files.write(folder.resolve("suspect"), content);
        assertThatThrownBy(() -> Media.open(file))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining(named)
                .hasMessageContaining(file.toString());
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(12).nextBytes(noise);
        return noise;
    }

    private static byte[] unescape(String text) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                bytes.append(text.charAt(i));
                continue;
            }
            char kind = text.charAt(++i);
            switch (kind) {
                case 'x' -> {
                    bytes.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                case 'r' -> bytes.append('\r');
                case 'n' -> bytes.append('\n');
                case 't' -> bytes.append('\t');
                default -> bytes.append('\0');
            }
        }
        return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
