package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fixed VHD has one footer and no copy, and its media needs none: damage there costs no byte of the disk and is told. */
class FixedVhdTest {

    private static final int FOOTER = 512;
    private static final byte[] MEDIA = Media.mixed(8, 21);

    @TempDir
    Path folder;

    private Path write(byte[] image) throws IOException {
        return Files.write(folder.resolve("disk.vhd"), image);
    }

    private static byte[] image(long stated) {
        return VirtualDisksTest.concat(MEDIA, VirtualDisksTest.footer(stated, 2));
    }

    private void isWholeWithDamage(byte[] image, String damage) throws IOException {
        try (ImageSource disk = Media.open(write(image))) {
            assertThat(disk.facts().format()).isEqualTo("vhd");
            assertThat(disk.facts().acquisition().get("damage")).contains(damage);
            Media.same(Media.readAll(disk), MEDIA);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subformat=fixed,force_size=on",
                "subformat=fixed,force_size=off",
                "subformat=dynamic,force_size=on",
                "subformat=dynamic,force_size=off"
            })
    void what_qemu_writes_has_the_digest_of_what_qemu_reads(String options) throws Exception {
        Path raw = Files.write(folder.resolve("media.raw"), MEDIA);
        Path image = folder.resolve("disk.vhd");
        Path back = folder.resolve("back.raw");
        Peer.run("qemu-img", "convert", "-f", "raw", "-O", "vpc", "-o", options, raw.toString(), image.toString());
        Peer.run("qemu-img", "convert", "-f", "vpc", "-O", "raw", image.toString(), back.toString());

        try (ImageSource disk = Media.open(image)) {
            assertThat(disk.facts().format()).isEqualTo("vhd");
            assertThat(disk.facts().acquisition()).doesNotContainKey("damage");
            assertThat(new MediaDigester(2).digest(disk, (done, total) -> {}).sha256())
                    .isEqualTo(Peer.sha256sum(back));
            Media.same(Arrays.copyOf(Media.readAll(disk), MEDIA.length), MEDIA);
        }
    }

    @Test
    void a_flipped_byte_anywhere_in_the_footer_costs_no_byte_of_the_disk_and_is_told() throws Exception {
        for (int at = 0; at < FOOTER; at++) {
            byte[] image = image(MEDIA.length);
            image[MEDIA.length + at] ^= 0x5a;
            isWholeWithDamage(image, "fails its checksum");
        }
    }

    @Test
    void a_file_cut_within_the_footer_gives_the_whole_disk_and_says_so() throws Exception {
        for (int left = 8; left < FOOTER - 1; left += 3) {
            isWholeWithDamage(Arrays.copyOf(image(MEDIA.length), MEDIA.length + left), "is cut off");
        }
    }

    @Test
    void a_footer_of_511_bytes_as_virtual_pc_wrote_it_before_2004_is_no_damage() throws Exception {
        byte[] image = image(MEDIA.length);
        try (ImageSource disk = Media.open(write(Arrays.copyOf(image, image.length - 1)))) {
            assertThat(disk.facts().acquisition()).doesNotContainKey("damage");
            Media.same(Media.readAll(disk), MEDIA);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {512, 100 * 512, Long.MIN_VALUE, 0, 1L << 62})
    void a_size_that_is_too_small_or_impossible_hides_nothing(long stated) throws Exception {
        isWholeWithDamage(image(stated), "states %d bytes, %d lie before it".formatted(stated, MEDIA.length));
    }

    @ParameterizedTest
    @ValueSource(longs = {512, 64 << 10, 1 << 20, 1L << 40})
    void a_size_that_is_too_large_leaves_one_unreadable_range_and_never_shows_the_footer_as_media(long more)
            throws Exception {
        try (ImageSource disk = Media.open(write(image(MEDIA.length + more)))) {
            assertThat(disk.size()).isEqualTo(MEDIA.length + more);
            assertThat(disk.facts().acquisition().get("damage")).contains("states");
            List<UnreadableRange> lost = Media.readAround(disk, MEDIA, 9000);
            assertThat(lost).singleElement().satisfies(range -> {
                assertThat(range.end()).isEqualTo(MEDIA.length + more);
                assertThat(MEDIA.length - range.offset()).isBetween(0L, 64L << 10);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    void a_differencing_disk_or_an_unknown_type_is_refused_on_one_line_with_what_to_do(int type) throws Exception {
        byte[] footer = VirtualDisksTest.footer(MEDIA.length, type);
        ByteBuffer.wrap(footer).putLong(16, 0);
        int sum = 0;
        for (int i = 0; i < FOOTER; i++) {
            sum += i >= 64 && i < 68 ? 0 : footer[i] & 0xff;
        }
        ByteBuffer.wrap(footer).putInt(64, ~sum);
        byte[] image = VirtualDisksTest.concat(MEDIA, footer);
        System.arraycopy("base.vhd".getBytes(StandardCharsets.UTF_16BE), 0, image, 64, 16);
        Path file = write(image);

        assertThatThrownBy(() -> Media.open(file))
                .isInstanceOf(ImageRefusedException.class)
                .message()
                .contains(file.toString(), type == 4 ? "base.vhd" : "unknown type 7", "qemu-img convert -O raw")
                .doesNotContain("\n");
    }
}
