package org.curlew.pipeline.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.filesystems.compression.DecodersTest;
import org.curlew.pipeline.filesystems.compression.WimFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose content Windows keeps elsewhere than in their own stream, which The Sleuth Kit's programs give as zeros. */
class WindowsFilesTest {

    private static final Map<String, String> TOOLS = Map.of("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin");
    private static final int RECORD = 1024;
    private static final int ENCRYPTED = 0x4000;
    private static WorkerPool worker;

    @TempDir
    private Path folder;

    private Path disk;

    @BeforeAll
    static void start() {
        worker = new WorkerPool(WorkerSettings.standard());
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @BeforeEach
    void format() throws Exception {
        disk = Disk.sparse(folder.resolve("ntfs.raw"), 16 << 20);
        must("mkntfs", "-F", "-Q", "-q", disk.toString());
    }

    @ParameterizedTest
    @CsvSource({"0, XPRESS, 4K", "1, LZX, 32K", "2, XPRESS, 8K", "3, XPRESS, 16K"})
    void a_file_packed_by_windows_has_the_digest_of_what_its_user_saw(int algorithm, String how, String unit)
            throws Exception {
        List<byte[]> contents = DecodersTest.contents();
        for (int i = 0; i < contents.size(); i++) {
            String name = "file" + i + ".dat";
            hole(name, contents.get(i).length);
            put(name, WimFile.packed(contents.get(i), how, unit), "-N", "WofCompressedData");
            put(name, reparse(0x80000017, 1, 2, 1, algorithm), "-a", "0xC0");
        }

        Extracted found = Extracted.of(worker, disk);

        for (int i = 0; i < contents.size(); i++) {
            FoundFile file = file(found, "/file" + i + ".dat");
            assertThat(file.status()).as(file.reason()).isEqualTo(FoundFile.Status.HASHED);
            assertThat(file.size()).isEqualTo(contents.get(i).length);
            assertThat(Extracted.hex(file.sha256())).isEqualTo(SleuthKit.sha256(contents.get(i)));
        }
        assertThat(found.gaps).isEmpty();
        assertThat(again(found))
                .isEqualTo(contents.stream().map(SleuthKit::sha256).toList());
    }

    @Test
    void a_packed_stream_that_is_damaged_missing_or_of_an_unknown_kind_is_unreadable() throws Exception {
        byte[] content = DecodersTest.contents().getFirst();
        byte[] packed = WimFile.packed(content, "XPRESS", "4K");
        hole("cut.dat", content.length);
        put("cut.dat", Arrays.copyOf(packed, packed.length / 2), "-N", "WofCompressedData");
        put("cut.dat", reparse(0x80000017, 1, 2, 1, 0), "-a", "0xC0");
        hole("without.dat", content.length);
        put("without.dat", reparse(0x80000017, 1, 2, 1, 0), "-a", "0xC0");
        hole("unknown.dat", content.length);
        put("unknown.dat", reparse(0x80000017, 1, 2, 1, 9), "-a", "0xC0");

        Extracted found = Extracted.of(worker, disk);

        unreadable(file(found, "/cut.dat"), "packed unit", "outside its stream");
        unreadable(file(found, "/without.dat"), "its packed stream is missing");
        unreadable(file(found, "/unknown.dat"), "not known here: 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9000001a", "9000601a", "9000f01a", "80000021"})
    void a_file_that_is_kept_in_the_cloud_is_never_taken_for_zeros(String tag) throws Exception {
        hole("holiday.jpg", 300_000);
        put("holiday.jpg", reparse(Integer.parseUnsignedInt(tag, 16), 1, 2, 3, 4), "-a", "0xC0");

        unreadable(file(Extracted.of(worker, disk), "/holiday.jpg"), "kept in the cloud", "ask the provider");
    }

    @Test
    void a_cloud_file_whose_content_is_here_is_read_and_a_plain_hole_is_zeros() throws Exception {
        byte[] content = DecodersTest.contents().getLast();
        put("here.dat", content);
        put("here.dat", reparse(0x9000601a, 1, 2, 3, 4), "-a", "0xC0");
        hole("hole.dat", 300_000);

        Extracted found = Extracted.of(worker, disk);

        assertThat(Extracted.hex(file(found, "/here.dat").sha256())).isEqualTo(SleuthKit.sha256(content));
        assertThat(Extracted.hex(file(found, "/hole.dat").sha256())).isEqualTo(SleuthKit.sha256(new byte[300_000]));
        assertThat(found.gaps).isEmpty();
    }

    @Test
    void a_file_that_windows_encrypted_is_unreadable_and_says_whose_key_is_wanted() throws Exception {
        put("secret.dat", DecodersTest.contents().getFirst());
        encrypt("secret.dat");

        unreadable(file(Extracted.of(worker, disk), "/secret.dat"), "EFS", "certificate");
    }

    private static void unreadable(FoundFile file, String... reason) {
        assertThat(file.status()).isEqualTo(FoundFile.Status.UNREADABLE);
        assertThat(file.reason()).contains(reason);
        assertThat(file.sha256()).isNull();
    }

    private static FoundFile file(Extracted found, String path) {
        return found.files.stream()
                .filter(f -> f.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** What a second reading of the packed files gives, as the media store asks for it. */
    private List<String> again(Extracted found) throws Exception {
        List<FoundFile> files = found.files.stream()
                .filter(f -> f.path().matches("/file\\d\\.dat"))
                .sorted(java.util.Comparator.comparing(FoundFile::path))
                .toList();
        Map<Integer, String> given = new HashMap<>();
        worker.content(
                List.of(disk),
                files.stream().map(FoundFile::locator).toList(),
                new Worker.ContentSink() {
                    @Override
                    public void content(int index, long size, java.io.InputStream bytes) throws IOException {
                        given.put(index, SleuthKit.sha256(bytes.readAllBytes()));
                    }

                    @Override
                    public void unreadable(int index, String reason) {
                        given.put(index, reason);
                    }
                },
                (bytes, total, count) -> {});
        return java.util.stream.IntStream.range(0, files.size())
                .mapToObj(given::get)
                .toList();
    }

    /** A file of that many bytes of which none is on the media. */
    private void hole(String name, int bytes) throws Exception {
        put(name, new byte[0]);
        long address = SleuthKit.at(disk, 0).names().stream()
                .filter(n -> n.path().equals(name))
                .findFirst()
                .orElseThrow()
                .address();
        must("ntfstruncate", disk.toString(), Long.toString(address), "0x80", Integer.toString(bytes));
    }

    private void put(String name, byte[] bytes, String... options) throws Exception {
        Path file = Files.write(folder.resolve("put"), bytes);
        List<String> command = new java.util.ArrayList<>(List.of("ntfscp", "-f"));
        command.addAll(List.of(options));
        command.addAll(List.of(disk.toString(), file.toString(), name));
        must(command.toArray(String[]::new));
    }

    /** Tag, length, reserved, then words of the tag's own. */
    private static byte[] reparse(int tag, int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(tag).putInt(4 * words.length);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    /** Sets the flag of the main stream in the file's record, as NTFS has it for EFS. */
    private void encrypt(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(disk);
        byte[] wanted = name.getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int set = 0;
        for (int at = 0; at + RECORD <= bytes.length; at += RECORD) {
            if (image.getInt(at) == 0x454c4946 && holds(bytes, at, wanted)) {
                int attribute = at + image.getShort(at + 0x14);
                while (image.getInt(attribute) != -1 && image.getInt(attribute) != 0x80) {
                    attribute += image.getInt(attribute + 4);
                }
                if (image.getInt(attribute) == 0x80) {
                    image.putShort(attribute + 12, (short) ENCRYPTED);
                    set++;
                }
            }
        }
        assertThat(set).isEqualTo(1);
        Files.write(disk, bytes);
    }

    private static boolean holds(byte[] bytes, int from, byte[] wanted) {
        for (int i = from; i + wanted.length <= from + RECORD; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private void must(String... command) throws IOException, InterruptedException {
        Shell.must(List.of(command), folder, TOOLS);
    }
}
