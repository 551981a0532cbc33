package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** VirtualBox's disks, as qemu-img writes and reads them, and as only VirtualBox writes them; then damage. */
class VdiFormatTest {

    private static final int BLOCK = 1 << 20;
    private static final int MAP = 512;

    @TempDir
    Path folder;

    /** Noise, a block of zeros that is not written, noise, and a last block that is not full. */
    private byte[] media;

    private byte[] image;

    @BeforeEach
    void writeWithQemu() throws Exception {
        media = Media.mixed(109, 23);
        Arrays.fill(media, BLOCK, 2 * BLOCK, (byte) 0);
        image = Files.readAllBytes(qemu("static=off"));
    }

    private Path qemu(String options) throws IOException, InterruptedException {
        Path raw = Files.write(folder.resolve("media.raw"), media);
        Path file = folder.resolve("qemu.vdi");
        Peer.run("qemu-img", "convert", "-f", "raw", "-O", "vdi", "-o", options, raw.toString(), file.toString());
        return file;
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("disk.vdi"), bytes);
    }

    private byte[] with(Consumer<ByteBuffer> change) {
        byte[] changed = image.clone();
        change.accept(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN));
        return changed;
    }

    private void isRefused(byte[] bytes, String... named) throws IOException {
        Path file = write(bytes);
        assertThatThrownBy(() -> Media.open(file))
                .isInstanceOf(ImageRefusedException.class)
                .message()
                .contains(named)
                .contains(file.toString())
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"static=off", "static=on"})
    void what_qemu_writes_is_its_media_and_has_the_digest_of_what_qemu_reads(String options) throws Exception {
        Path file = qemu(options);
        Path back = folder.resolve("back.raw");
        Peer.run("qemu-img", "convert", "-f", "vdi", "-O", "raw", file.toString(), back.toString());

        try (ImageSource disk = Media.open(file)) {
            assertThat(disk.facts().format()).isEqualTo("vdi");
            assertThat(disk.facts().acquisition()).containsEntry("software", "QEMU VM Virtual Disk Image");
            Media.same(Media.readAll(disk), media);
            assertThat(new MediaDigester(2).digest(disk, (done, total) -> {}).sha256())
                    .isEqualTo(Peer.sha256sum(back));
        }
    }

    @Test
    void blocks_out_of_order_and_given_back_are_read_as_qemu_reads_them() throws Exception {
        byte[] other = with(map -> {
            int first = map.getInt(MAP);
            map.putInt(MAP, map.getInt(MAP + 8)).putInt(MAP + 8, first).putInt(MAP + 4, 0xfffffffe);
        });
        Path file = write(other);
        Path back = folder.resolve("back.raw");
        Peer.run("qemu-img", "convert", "-f", "vdi", "-O", "raw", file.toString(), back.toString());

        try (ImageSource disk = Media.open(file)) {
            Media.same(Media.readAll(disk), Files.readAllBytes(back));
        }
    }

    @Test
    void a_block_may_have_bytes_of_its_own_before_its_data_as_the_header_allows() throws Exception {
        int extra = 512;
        int data = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getInt(344);
        int blocks = (image.length - data) / BLOCK;
        byte[] wide = Arrays.copyOf(with(header -> header.putInt(380, extra)), image.length + blocks * extra);
        for (int block = 0; block < blocks; block++) {
            int at = data + block * (BLOCK + extra);
            Arrays.fill(wide, at, at + extra, (byte) 'x');
            System.arraycopy(image, data + block * BLOCK, wide, at + extra, BLOCK);
        }
        try (ImageSource disk = Media.open(write(wide))) {
            Media.same(Media.readAll(disk), media);
        }
    }

    @Test
    void a_description_is_kept() throws Exception {
        byte[] text = "Office PC of an invented person".getBytes(StandardCharsets.US_ASCII);
        try (ImageSource disk = Media.open(write(with(header -> header.put(84, text))))) {
            assertThat(disk.facts().acquisition()).containsEntry("description", "Office PC of an invented person");
        }
    }

    @Test
    void a_disk_that_needs_its_parent_is_refused_naming_it_as_virtualbox_shows_it() throws Exception {
        byte[] parent = new byte[16];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = (byte) (i + 1);
        }
        isRefused(
                with(header -> header.putInt(76, 4).put(424, parent)),
                "only the changes to the disk {04030201-0605-0807-090a-0b0c0d0e0f10}",
                "VBoxManage clonemedium");
        isRefused(with(header -> header.putInt(76, 3)), "only the changes", "type 3", "VBoxManage clonemedium");
        isRefused(with(header -> header.putInt(68, 1)), "version 0.1", "VBoxManage clonemedium");
    }

    @ParameterizedTest
    @CsvSource({
        "376, 0, header is impossible",
        "376, 1000, header is impossible",
        "376, -65536, header is impossible",
        "380, -1, header is impossible",
        "372, -1, header is impossible",
        "372, 1, does not cover",
        "384, 1, does not cover",
        "340, 0, does not cover",
        "344, 513, does not cover",
        "384, -1, does not cover",
        "340, -4096, does not cover"
    })
    void a_header_whose_numbers_cannot_be_is_refused_as_damaged(int at, int value, String named) throws Exception {
        isRefused(with(header -> header.putInt(at, value)), named, "copy it again");
    }

    @Test
    void a_map_said_to_be_longer_than_the_file_is_refused_before_its_size_is_believed() throws Exception {
        isRefused(
                with(header -> header.putInt(384, 1 << 28).putInt(344, 1 << 31).putLong(368, 1L << 48)),
                "ends within its block map");
    }

    @Test
    void a_block_number_beyond_the_file_loses_exactly_that_block() throws Exception {
        byte[] damaged = with(map -> map.putInt(MAP + 8, 0x00ffffff));
        try (ImageSource disk = Media.open(write(damaged))) {
            List<UnreadableRange> lost = Media.readAround(disk, media, 9000);
            assertThat(lost.getFirst().offset()).isEqualTo(2L * BLOCK);
            assertThat(lost.getLast().end()).isEqualTo(3L * BLOCK);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 65_536, BLOCK, BLOCK + 1, 2 * BLOCK + 77})
    void a_file_cut_short_is_readable_up_to_the_cut_and_where_nothing_was_written(int missing) throws Exception {
        try (ImageSource disk = Media.open(write(Arrays.copyOf(image, image.length - missing)))) {
            List<UnreadableRange> lost = Media.readAround(disk, media, 50_000);
            long gone = lost.stream().mapToLong(UnreadableRange::length).sum();
            long atEnd = BLOCK - media.length % BLOCK;
            assertThat(gone).isBetween(Math.max(0, missing - atEnd), missing + 65_536L);
        }
        isRefused(Arrays.copyOf(image, MAP + 3), "ends within its block map");
    }

    @Test
    void random_damage_to_header_and_map_ends_in_media_or_an_io_exception() throws Exception {
        int read = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] damaged = image.clone();
            for (int i = 0; i < 3; i++) {
                damaged[64 + random.nextInt(MAP - 64 + 32)] = (byte) random.nextInt();
            }
            try (ImageSource disk = Media.open(write(damaged))) {
                disk.read(0, ByteBuffer.allocate(4 << 20));
                read++;
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
        assertThat(read).isBetween(1, 299);
    }
}
