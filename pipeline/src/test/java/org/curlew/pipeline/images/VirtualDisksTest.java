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
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shared samples of virtual disks do not show: other kinds, compression, damage. */
class VirtualDisksTest {

    private static final Path IMAGES = Peer.shared("images");
    private static final int CLUSTER = 64 << 10;

    @TempDir
    Path folder;

    @Test
    void a_fixed_vhd_is_its_media_and_equals_what_img_cat_gives() throws Exception {
        byte[] media = Media.mixed(8, 18);
        Path image = Files.write(folder.resolve("fixed.vhd"), concat(media, footer(media.length, 2)));
        try (ImageSource disk = Media.open(image)) {
            assertThat(disk.facts().format()).isEqualTo("vhd");
            Media.same(Media.readAll(disk), media);
            Media.same(Peer.bytes("img_cat", "-i", "vhd", image.toString()), media);
        }
    }

    @Test
    void a_damaged_vhd_footer_is_made_good_by_its_copy_and_both_damaged_are_refused() throws Exception {
        byte[] good = Files.readAllBytes(IMAGES.resolve("dfvfs-ext2.vhd"));
        byte[] whole = read(good);
        byte[] one = good.clone();
        one[good.length - 512 + 50] ^= 1;
        try (ImageSource disk = Media.open(write(one))) {
            Media.same(Media.readAll(disk), whole);
            assertThat(disk.facts().acquisition().get("damage")).contains("its copy at the beginning was used");
        }
        one[50] ^= 2;
        assertThatThrownBy(() -> read(one))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void a_vhd_cut_short_is_readable_up_to_the_cut() throws Exception {
        byte[] good = Files.readAllBytes(IMAGES.resolve("dfvfs-ext2.vhd"));
        byte[] whole = read(good);
        try (ImageSource disk = Media.open(write(Arrays.copyOf(good, good.length / 2)))) {
            List<UnreadableRange> lost = Media.readAround(disk, whole, 50_000);
            assertThat(lost).isNotEmpty();
            assertThat(lost.getFirst().offset()).isPositive();
        }
    }

    @Test
    void compressed_plain_zero_and_unwritten_clusters_of_a_qcow2_are_read() throws Exception {
        byte[] media = new byte[5 * CLUSTER - 1024];
        new Random(19).nextBytes(media);
        Arrays.fill(media, 0, CLUSTER, (byte) 'a');
        Arrays.fill(media, 2 * CLUSTER, 4 * CLUSTER, (byte) 0);
        Media.same(read(qcow2(media, 3, 0)), media);
        Media.same(read(qcow2(media, 2, 0)), media);
    }

    @Test
    void a_damaged_compressed_cluster_loses_exactly_that_cluster() throws Exception {
        byte[] media = new byte[5 * CLUSTER - 1024];
        Arrays.fill(media, 0, CLUSTER, (byte) 'a');
        byte[] image = qcow2(media, 3, 0);
        image[4 * CLUSTER + 100] = (byte) 0xff;
        try (ImageSource disk = Media.open(write(image))) {
            assertThat(Media.readAround(disk, media, 9000)).singleElement().satisfies(range -> assertThat(range.end())
                    .isEqualTo(CLUSTER));
        }
    }

    @Test
    void qcow2_images_that_need_more_than_this_file_are_refused() throws Exception {
        byte[] media = new byte[5 * CLUSTER];
        assertThatThrownBy(() -> read(qcow2(media, 3, 4))).hasMessageContaining("features 0x4");
        byte[] child = qcow2(media, 3, 0);
        ByteBuffer.wrap(child).putLong(8, 512).putInt(16, 8);
        System.arraycopy("base.img".getBytes(StandardCharsets.UTF_8), 0, child, 512, 8);
        assertThatThrownBy(() -> read(child)).hasMessageContaining("only the changes to 'base.img'");
        byte[] encrypted = qcow2(media, 3, 0);
        ByteBuffer.wrap(encrypted).putInt(32, 1);
        assertThatThrownBy(() -> read(encrypted)).hasMessageContaining("encrypted");
        byte[] impossible = qcow2(media, 3, 0);
        ByteBuffer.wrap(impossible).putInt(20, 60);
        assertThatThrownBy(() -> read(impossible)).hasMessageContaining("damaged");
    }

    @Test
    void a_vmdk_snapshot_or_another_kind_is_refused_by_name() throws Exception {
        byte[] good = Files.readAllBytes(IMAGES.resolve("dfvfs-ext2.vmdk"));
        String text = new String(good, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("parentCID=ffffffff").contains("createType=\"monolithicSparse\"");
        byte[] child = text.replace("parentCID=ffffffff", "parentCID=12345678").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(child)).hasMessageContaining("only the changes");
        byte[] split =
                text.replace("\"monolithicSparse\"", "\"twoGbMaxExtent12\"").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(split)).hasMessageContaining("twoGbMaxExtent12");
        byte[] compressed = good.clone();
        compressed[10] |= 1;
        assertThatThrownBy(() -> read(compressed)).hasMessageContaining("streamOptimized");
    }

    @Test
    void random_damage_to_a_virtual_disk_ends_in_media_or_an_io_exception() throws Exception {
        for (String name : List.of("dfvfs-ext2.vhd", "dfvfs-ext2.vmdk", "dfvfs-ext2.qcow2", "tsk-image.vmdk")) {
            byte[] good = Files.readAllBytes(IMAGES.resolve(name));
            int refused = 0;
            for (int seed = 0; seed < 150; seed++) {
                Random random = new Random(seed);
                byte[] damaged = good.clone();
                for (int i = 0; i < 8; i++) {
                    damaged[random.nextInt(i < 4 ? 1600 : good.length)] = (byte) random.nextInt();
                }
                try (ImageSource disk = Media.open(write(damaged))) {
                    // the sizes of damaged headers can be anything: the beginning is enough to meet every table
                    disk.read(0, ByteBuffer.allocate(4 << 20));
                } catch (IOException e) {
                    refused++;
                }
            }
            assertThat(refused).as(name).isLessThan(150);
        }
    }

    private byte[] read(byte[] image) throws IOException {
        try (ImageSource disk = Media.open(write(image))) {
            return Media.readAll(disk);
        }
    }

    private Path write(byte[] image) throws IOException {
        return Files.write(folder.resolve("disk"), image);
    }

    /** Clusters: 0 header, 1 first table, 2 second table, 4 and on data; the first cluster compressed. */
    private static byte[] qcow2(byte[] media, int version, long features) {
        ByteBuffer image = ByteBuffer.allocate(12 * CLUSTER);
        image.put("QFI\u00fb".getBytes(StandardCharsets.ISO_8859_1)).putInt(version);
        image.putInt(20, 16).putLong(24, media.length).putInt(36, 1).putLong(40, CLUSTER);
        if (version == 3) {
            image.putLong(72, features).putInt(96, 4).putInt(100, 104);
        }
        image.putLong(CLUSTER, 2L * CLUSTER | 1L << 63);
        byte[] compressed = deflate(Arrays.copyOf(media, CLUSTER));
        int at = 4 * CLUSTER + 100;
        image.put(at, compressed);
        long sectors = (at % 512 + compressed.length - 1) / 512;
        image.putLong(2 * CLUSTER, 1L << 62 | sectors << 54 | at);
        for (int cluster = 1; cluster < 5; cluster++) {
            long entry = (5L + cluster) * CLUSTER | 1L << 63;
            boolean unwritten = cluster == 3;
            boolean zeros = cluster == 2 && version == 3;
            image.putLong(2 * CLUSTER + 8 * cluster, unwritten ? 0 : zeros ? entry | 1 : entry);
            int from = cluster * CLUSTER;
            if (zeros) {
                image.put((5 + cluster) * CLUSTER, new byte[] {1, 2, 3});
            } else if (!unwritten) {
                image.put(
                        (5 + cluster) * CLUSTER,
                        Arrays.copyOfRange(media, from, Math.min(media.length, from + CLUSTER)));
            }
        }
        return image.array();
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] room = new byte[bytes.length + 1024];
        int length = deflater.deflate(room);
        deflater.end();
        return Arrays.copyOf(room, length);
    }

    static byte[] footer(long bytes, int type) {
        ByteBuffer footer = ByteBuffer.allocate(512).order(ByteOrder.BIG_ENDIAN);
        footer.put("conectix".getBytes(StandardCharsets.US_ASCII))
                .putInt(2)
                .putInt(0x10000)
                .putLong(-1);
        footer.putLong(40, bytes).putLong(48, bytes).putInt(60, type);
        int sum = 0;
        for (byte each : footer.array()) {
            sum += each & 0xff;
        }
        return footer.putInt(64, ~sum).array();
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
