package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the worker finds, against what The Sleuth Kit's programs say of the same image. */
class SleuthKitPeerTest {

    private static WorkerPool worker;

    @BeforeAll
    static void start() {
        worker = new WorkerPool(WorkerSettings.standard());
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    /** The image to read, the image to show the peers (raw where they cannot read it), volumes expected. */
    static Stream<Arguments> images() throws IOException, InterruptedException {
        Path ext2 = TestImages.image("dfvfs-ext2.vhd");
        return Stream.of(
                same(TestImages.unzipped("1-extend-part.zip", "1-extend-part/ext-part-test-2.dd"), 6),
                same(TestImages.unzipped("2-kwsrch-fat.zip", "2-kwsrch-fat/fat-img-kw.dd"), 1),
                same(TestImages.unzipped("5-fat-daylight.zip", "5-fat-daylight/daylight.dd"), 1),
                same(TestImages.unzipped("6-undel-fat.zip", "6-undel-fat/6-fat-undel.dd"), 1),
                same(TestImages.unzipped("9-fat-label.zip", "9-fat-label/9-fat-label.dd"), 1),
                same(TestImages.unzipped("14-iso9660-1.zip", "14-iso9660-1/iso-dirtree1.iso"), 1),
                same(TestImages.unzipped("14-iso9660-1.zip", "14-iso9660-1/iso-dirtree2.iso"), 1),
                same(TestImages.unzipped("14-iso9660-1.zip", "14-iso9660-1/iso-endian.iso"), 1),
                same(TestImages.unzipped("nps-2009-hfsjtest1.image.gen1.zip", "image.gen1.dmg"), 1),
                same(TestImages.image("dfvfs-apfs.raw"), 1),
                same(TestImages.image("dfvfs-hfsplus.raw"), 1),
                same(TestImages.image("dfvfs-iso9660.raw"), 1),
                same(TestImages.image("dfvfs-ext2.E01"), 1),
                same(TestImages.image("dfvfs-ext2.split.E01"), 1),
                same(TestImages.image("dfvfs-ext2.splitraw.000"), 1),
                same(ext2, 1),
                // The Sleuth Kit opens a VMDK only under the name its descriptor holds.
                Arguments.of(TestImages.image("dfvfs-ext2.vmdk"), ext2, 1),
                Arguments.of(TestImages.image("dfvfs-ext2.qcow2"), ext2, 1),
                same(TestImages.image("tsk-image.dd"), 1),
                Arguments.of(TestImages.image("tsk-image.vmdk"), TestImages.image("tsk-image.dd"), 1),
                same(TestImages.image("fuzz-ntfs-clusterfuzz-5124116049166336.bin"), 1),
                same(TestImages.made("small"), 3),
                same(TestImages.made("mbr"), 3),
                same(TestImages.made("small", 1234), 3),
                same(TestImages.made("mbr", 99), 3));
    }

    private static Arguments same(Path image, int volumes) {
        return Arguments.of(image, image, volumes);
    }

    @ParameterizedTest
    @MethodSource("images")
    void names_and_contents_are_those_of_fls_and_icat(Path image, Path peer, int volumes) throws Exception {
        Extracted found = Extracted.of(worker, image);

        assertThat(found.plan.volumes())
                .hasSize(volumes)
                .allMatch(volume -> volume.status() == Worker.VolumeStatus.READ);
        for (Worker.Volume volume : found.plan.volumes()) {
            SleuthKit tools = tools(peer, volume);
            List<FoundFile> files = found.volume(volume.index());
            assertThat(files.stream().map(SleuthKit.Name::of))
                    .containsExactlyInAnyOrderElementsOf(
                            tools.names().stream().map(Object::toString).toList());
            contentsAreThoseOfIcat(tools, files);
        }
    }

    private static SleuthKit tools(Path image, Worker.Volume volume) {
        // dfVFS's APFS container has its only volume at block 107 (pstat).
        return volume.fileSystem().equals("apfs") ? SleuthKit.apfs(image, 107) : SleuthKit.at(image, volume.offset());
    }

    private static void contentsAreThoseOfIcat(SleuthKit tools, List<FoundFile> files) throws Exception {
        SoftAssertions all = new SoftAssertions();
        for (FoundFile file : files) {
            if (file.status() == FoundFile.Status.HASHED) {
                all.assertThat(Extracted.hex(file.sha256()))
                        .as(file.path() + " " + file.locator())
                        .isEqualTo(tools.content(file));
            } else {
                all.assertThat(file.reason()).as(file.path()).isNotEmpty();
            }
        }
        all.assertAll();
    }
}
