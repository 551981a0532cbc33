package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.curlew.storage.packs.SmallFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive inside an archive is unpacked into the reader's temporary folder, and that can be full. */
class FullTemporaryFolderTest {

    @TempDir
    private Path folder;

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry(name);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void a_full_temporary_folder_ends_the_work_with_its_reason_and_is_never_taken_for_a_damaged_archive()
            throws Exception {
        byte[] note = new byte[9 << 20];
        new Random(5).nextBytes(note);
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.write(tree.resolve("outer.zip"), zip("middle.zip", zip("inner.zip", zip("note.bin", note))));
        Path image = Disk.ext4(folder.resolve("disk.raw"), tree, 48);
        try (SmallFileSystem temporary = new SmallFileSystem(folder.resolve("tmp"), 64)) {
            WorkerSettings standard = WorkerSettings.standard();
            List<String> command = new ArrayList<>(standard.javaCommand());
            command.add(1, "-Djava.io.tmpdir=" + temporary.folder());
            WorkerSettings settings = new WorkerSettings(
                    command,
                    1,
                    standard.lanes(),
                    standard.heapMebibytes(),
                    standard.addressSpaceBytes(),
                    standard.stall(),
                    standard.deathsBeforeExclusion(),
                    standard.deathsBeforeGivingUp());
            try (WorkerPool worker = new WorkerPool(settings)) {
                Extracted whole = Extracted.of(worker, image);
                assertThat(whole.gaps).isEmpty();

                temporary.fill();

                assertThatThrownBy(() -> Extracted.of(worker, image))
                        .isInstanceOf(IOException.class)
                        .hasMessageContainingAll(
                                temporary.folder().toString(), "No space left on device", "make room there");

                temporary.makeRoom();
                assertThat(Extracted.of(worker, image).lines()).isEqualTo(whole.lines());
            }
        }
    }
}
