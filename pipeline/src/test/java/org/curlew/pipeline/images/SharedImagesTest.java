package org.curlew.pipeline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedImagesTest {

    private static final Path IMAGES = Peer.shared("images");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dfvfs-apfs.raw",
                "dfvfs-hfsplus.raw",
                "dfvfs-iso9660.raw",
                "fuzz-ntfs-clusterfuzz-5124116049166336.bin",
                "tsk-image.dd"
            })
    void a_raw_image_has_the_digests_that_sha256sum_and_md5sum_give(String name) throws Exception {
        equalsRaw(IMAGES.resolve(name));
    }

    @ParameterizedTest
    @CsvSource({
        "1-extend-part.zip, 1-extend-part/ext-part-test-2.dd",
        "2-kwsrch-fat.zip, 2-kwsrch-fat/fat-img-kw.dd",
        "5-fat-daylight.zip, 5-fat-daylight/daylight.dd",
        "6-undel-fat.zip, 6-undel-fat/6-fat-undel.dd",
        "9-fat-label.zip, 9-fat-label/9-fat-label.dd",
        "14-iso9660-1.zip, 14-iso9660-1/iso-dirtree1.iso",
        "14-iso9660-1.zip, 14-iso9660-1/iso-dirtree2.iso",
        "14-iso9660-1.zip, 14-iso9660-1/iso-endian.iso",
        "nps-2009-hfsjtest1.image.gen1.zip, image.gen1.dmg"
    })
    void a_raw_image_out_of_a_test_set_has_the_digests_that_sha256sum_and_md5sum_give(String zip, String entry)
            throws Exception {
        equalsRaw(unzip(IMAGES.resolve(zip), entry));
    }

    @Test
    void every_zip_of_the_shared_images_is_among_those_tested() throws Exception {
        try (var files = Files.list(IMAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".zip")))
                    .hasSize(7);
        }
    }

    @ParameterizedTest
    @CsvSource({"dfvfs-ext2.E01, 1", "dfvfs-ext2.split.E01, 2"})
    void an_e01_image_equals_what_ewfverify_and_ewfexport_say(String name, int segments) throws Exception {
        Path image = IMAGES.resolve(name);
        String verified = Peer.run("ewfverify", "-q", "-d", "sha1,sha256", image.toString());
        Peer.run(
                "ewfexport",
                "-u",
                "-q",
                "-f",
                "raw",
                "-t",
                folder.resolve("export").toString(),
                image.toString());
        byte[] exported = Files.readAllBytes(folder.resolve("export.raw"));
        try (ImageSource source = Media.open(image)) {
            MediaDigester.Result digests = new MediaDigester(2).digest(source, (done, total) -> {});
            assertThat(digests.md5()).isEqualTo(Peer.value(verified, "MD5 hash calculated over data:"));
            assertThat(digests.sha1()).isEqualTo(Peer.value(verified, "SHA1 hash calculated over data:"));
            assertThat(digests.sha256()).isEqualTo(Peer.value(verified, "SHA256 hash calculated over data:"));
            assertThat(source.facts().storedMd5()).isEqualTo(Peer.value(verified, "MD5 hash stored in file:"));
            assertThat(source.facts().segments()).isEqualTo(segments);
            assertThat(source.facts().format()).isEqualTo("ewf-e01");
            Media.same(Media.readAll(source), exported);
        }
    }

    @Test
    void the_acquisition_data_of_an_e01_image_is_kept_with_dates_in_utc() throws Exception {
        try (ImageSource source = Media.open(IMAGES.resolve("dfvfs-ext2.E01"))) {
            assertThat(source.facts().acquisition())
                    .containsEntry("case number", "case")
                    .containsEntry("evidence number", "evidence")
                    .containsEntry("description", "description")
                    .containsEntry("examiner", "examiner")
                    .containsEntry("notes", "notes")
                    .containsEntry("acquisition date", "2021-07-22T15:33:18Z")
                    .containsEntry("system date", "2021-07-22T15:33:18Z")
                    .containsEntry("software", "20140812")
                    .containsEntry("operating system", "Linux")
                    .doesNotContainKey("damage");
        }
    }

    @Test
    void the_parts_of_a_split_raw_image_are_found_from_the_first() throws Exception {
        Path first = IMAGES.resolve("dfvfs-ext2.splitraw.000");
        Path second = IMAGES.resolve("dfvfs-ext2.splitraw.001");
        Path joined = folder.resolve("joined");
        Files.write(joined, Files.readAllBytes(first));
        Files.write(joined, Files.readAllBytes(second), StandardOpenOption.APPEND);
        for (Path[] parts : new Path[][] {{first}, {first, second}}) {
            try (ImageSource source = Media.open(parts)) {
                assertThat(source.facts().format()).isEqualTo("split-raw");
                assertThat(source.facts().segments()).isEqualTo(2);
                assertThat(new MediaDigester(2)
                                .digest(source, (done, total) -> {})
                                .sha256())
                        .isEqualTo(Peer.sha256sum(joined));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dfvfs-ext2.vmdk, vmdk",
        "dfvfs-ext2.qcow2, qcow2",
    })
    void a_virtual_disk_holds_the_media_of_the_raw_image_it_was_made_from(String name, String format) throws Exception {
        try (ImageSource disk = Media.open(IMAGES.resolve(name));
                ImageSource raw = Media.open(IMAGES.resolve("dfvfs-ext2.splitraw.000"))) {
            assertThat(disk.facts().format()).isEqualTo(format);
            Media.same(Media.readAll(disk), Media.readAll(raw));
        }
    }

    @Test
    void a_dynamic_vhd_equals_what_img_cat_gives() throws Exception {
        Path image = IMAGES.resolve("dfvfs-ext2.vhd");
        try (ImageSource disk = Media.open(image)) {
            assertThat(disk.facts().format()).isEqualTo("vhd");
            Media.same(Media.readAll(disk), Peer.bytes("img_cat", image.toString()));
        }
    }

    @Test
    void a_vmdk_equals_what_img_cat_gives() throws Exception {
        // libvmdk looks the file up by the name in its descriptor
        Path image = Files.copy(IMAGES.resolve("tsk-image.vmdk"), folder.resolve("image.vmdk"));
        try (ImageSource disk = Media.open(image)) {
            Media.same(Media.readAll(disk), Peer.bytes("img_cat", "-i", "vmdk", image.toString()));
        }
    }

    @Test
    void a_differencing_vhd_is_refused_naming_its_parent() {
        assertThatThrownBy(() -> Media.open(IMAGES.resolve("dfvfs-image-differential.vhd")))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("differencing")
                .hasMessageContaining("image.vhd");
    }

    @Test
    void a_compressed_dmg_is_refused_by_name() {
        assertThatThrownBy(() -> Media.open(IMAGES.resolve("dfvfs-hfsplus_zlib.dmg")))
                .isInstanceOf(ImageRefusedException.class)
                .hasMessageContaining("DMG");
    }

    private static void equalsRaw(Path image) throws IOException, InterruptedException {
        try (ImageSource source = Media.open(image)) {
            MediaDigester.Result digests = new MediaDigester(2).digest(source, (done, total) -> {});
            assertThat(source.facts().format()).isEqualTo("raw");
            assertThat(digests.bytes()).isEqualTo(Files.size(image)).isEqualTo(source.size());
            assertThat(digests.sha256()).isEqualTo(Peer.sha256sum(image));
            assertThat(digests.md5()).isEqualTo(Peer.md5sum(image));
            assertThat(digests.unreadable()).isEmpty();
        }
    }

    private Path unzip(Path zip, String name) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (Enumeration<? extends ZipEntry> each = file.entries(); each.hasMoreElements(); ) {
                ZipEntry entry = each.nextElement();
                if (entry.getName().equals(name)) {
                    Path target = folder.resolve(Path.of(name).getFileName());
                    try (InputStream in = file.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                    return target;
                }
            }
        }
        throw new IOException(name + " is not in " + zip);
    }
}
