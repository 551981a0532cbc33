package org.curlew.pipeline.extraction.archives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times and names as the archives hold them: UTC only where the format says so, and every name as well-formed UTF-8. */
class MemberTimesTest {

    private static final Instant TIME = Instant.parse("2024-07-01T10:20:30Z");
    private static final LocalDateTime LOCAL = LocalDateTime.parse("2024-07-01T12:20:30");

    @TempDir
    private Path folder;

    private static List<Member> members(ArchiveFormat format, byte[] archive) throws IOException {
        List<Member> members = new ArrayList<>();
        Archive.open(format, ByteSource.of(archive, 0, archive.length), new byte[0])
                .members((ordinal, member, content) -> members.add(member));
        return members;
    }

    private static String time(ArchiveFormat format, byte[] archive) throws IOException {
        List<Member> members = members(format, archive);
        assertThat(members).hasSize(1);
        return members.getFirst().modified();
    }

    private static byte[] zip(byte[] extra) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("note.txt");
            entry.setTimeLocal(LOCAL);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(0);
            entry.setCrc(0);
            zip.putNextEntry(entry);
            zip.closeEntry();
        }
        return withExtra(bytes.toByteArray(), extra);
    }

    /** Puts the field into the local header and the directory by hand: the JDK writes times of its own. */
    private static byte[] withExtra(byte[] zip, byte[] extra) {
        int name = "note.txt".length();
        int local = 30 + name;
        int end = zip.length - 22;
        ByteBuffer out = ByteBuffer.allocate(zip.length + 2 * extra.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(zip, 0, local)
                .put(extra)
                .put(zip, local, end - local)
                .put(extra)
                .put(zip, end, 22);
        out.putShort(28, (short) extra.length);
        out.putShort(local + extra.length + 30, (short) extra.length);
        int at = zip.length + 2 * extra.length - 22;
        out.putInt(at + 12, end - local + extra.length).putInt(at + 16, local + extra.length);
        return out.array();
    }

    private static ByteBuffer extra(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] unixTimes(int flags) {
        return extra(9).putShort((short) 0x5455)
                .putShort((short) 5)
                .put((byte) flags)
                .putInt((int) TIME.getEpochSecond())
                .array();
    }

    private static byte[] ntfsTimes() {
        long time = (TIME.getEpochSecond() + 11_644_473_600L) * 10_000_000 + 1_234_567;
        return extra(36)
                .putShort((short) 0x000a)
                .putShort((short) 32)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 24)
                .putLong(time)
                .putLong(time)
                .putLong(time)
                .array();
    }

    @Test
    void a_zips_time_is_utc_by_its_extra_fields_and_else_local() throws Exception {
        assertThat(time(ArchiveFormat.ZIP, zip(new byte[0]))).isEqualTo("2024-07-01T12:20:30");
        assertThat(time(ArchiveFormat.ZIP, zip(unixTimes(1)))).isEqualTo("2024-07-01T10:20:30Z");
        assertThat(time(ArchiveFormat.ZIP, zip(unixTimes(2))))
                .as("access alone")
                .isEqualTo("2024-07-01T12:20:30");
        assertThat(time(ArchiveFormat.ZIP, zip(ntfsTimes()))).isEqualTo("2024-07-01T10:20:30.123456700Z");
    }

    @Test
    void a_zips_extra_field_that_is_cut_short_leaves_the_local_time() throws Exception {
        for (byte[] whole : List.of(unixTimes(1), ntfsTimes())) {
            for (int length = 0; length < whole.length; length++) {
                assertThat(time(ArchiveFormat.ZIP, zip(Arrays.copyOf(whole, length))))
                        .as(length + " bytes")
                        .isEqualTo("2024-07-01T12:20:30");
            }
        }
    }

    @Test
    void a_zip_that_has_lost_its_directory_has_the_times_of_its_local_headers() throws Exception {
        byte[] zip = zip(unixTimes(1));
        byte[] cut = Arrays.copyOf(zip, 30 + "note.txt".length() + 9);
        List<Member> members = new ArrayList<>();
        Archive archive = Archive.open(ArchiveFormat.ZIP, ByteSource.of(cut, 0, cut.length), new byte[0]);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> archive.members((ordinal, member, content) -> members.add(member)))
                .isInstanceOf(ArchiveException.class);
        assertThat(members).extracting(Member::modified).containsExactly("2024-07-01T10:20:30Z");
    }

    @Test
    void times_of_7z_and_tar_are_utc() throws Exception {
        Path file = folder.resolve("made.7z");
        try (SevenZOutputFile out = new SevenZOutputFile(file.toFile())) {
            SevenZArchiveEntry entry = new SevenZArchiveEntry();
            entry.setName("note.txt");
            entry.setLastModifiedTime(FileTime.from(TIME));
            out.putArchiveEntry(entry);
            out.write(1);
            out.closeArchiveEntry();
        }
        assertThat(time(ArchiveFormat.SEVEN_ZIP, Files.readAllBytes(file))).isEqualTo("2024-07-01T10:20:30Z");
        assertThat(time(ArchiveFormat.TAR, tar("note.txt", StandardCharsets.UTF_8, false)))
                .isEqualTo("2024-07-01T10:20:30Z");
    }

    private static byte[] tar(String name, java.nio.charset.Charset charset, boolean pax) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, charset.name())) {
            tar.setAddPaxHeadersForNonAsciiNames(pax);
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setModTime(Date.from(TIME));
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void a_tars_name_is_well_formed_utf_8_from_a_pax_header_as_from_an_old_one() throws Exception {
        for (String name : List.of("é.jpg", "été à Paris.jpg", "Ω.jpg", "фото é.jpg", "plain.jpg")) {
            for (boolean pax : new boolean[] {true, false}) {
                List<Member> members = members(ArchiveFormat.TAR, tar(name, StandardCharsets.UTF_8, pax));
                assertThat(members).singleElement().satisfies(member -> assertThat(member.name())
                        .as(name + ", pax " + pax)
                        .isEqualTo(name.getBytes(StandardCharsets.UTF_8)));
            }
        }
        assertThat(members(ArchiveFormat.TAR, tar("é.jpg", StandardCharsets.ISO_8859_1, false)))
                .singleElement()
                .satisfies(member -> assertThat(member.name()).isEqualTo("é.jpg".getBytes(StandardCharsets.UTF_8)));
    }
}
