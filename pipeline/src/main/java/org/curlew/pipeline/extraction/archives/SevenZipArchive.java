package org.curlew.pipeline.extraction.archives;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;

/** 7z. */
final class SevenZipArchive implements Archive {

    /** A dictionary larger than this would not fit the worker's heap. */
    private static final int MEMORY_KIBIBYTES = 64 * 1024;

    private final ByteSource source;

    SevenZipArchive(ByteSource source) {
        this.source = source;
    }

    @Override
    public void members(MemberVisitor visitor) throws IOException {
        try (SevenZFile file = SevenZFile.builder()
                .setSeekableByteChannel(new SourceChannel(source))
                .setMaxMemoryLimitKiB(MEMORY_KIBIBYTES)
                .get()) {
            int ordinal = 0;
            for (SevenZArchiveEntry entry = file.getNextEntry(); entry != null; entry = file.getNextEntry()) {
                if (!entry.isDirectory() && !entry.isAntiItem()) {
                    String modified = entry.getHasLastModifiedDate() ? Instants.text(entry.getLastModifiedTime()) : "";
                    String name = entry.getName() == null ? "" : entry.getName();
                    visitor.member(
                            ordinal,
                            new Member(name.getBytes(StandardCharsets.UTF_8), modified),
                            target -> copy(file, target));
                }
                ordinal++;
            }
        } catch (PasswordRequiredException encrypted) {
            throw new ArchiveException(
                    ArchiveException.Kind.ENCRYPTED_ARCHIVE, "encrypted: ask for the archive's password", encrypted);
        } catch (MemoryLimitException large) {
            throw new ArchiveException(
                    ArchiveException.Kind.ARCHIVE_LIMIT,
                    "needs " + large.getMemoryNeededInKb() + " KiB of memory to unpack: unpack it with another tool",
                    large);
        }
    }

    private static void copy(SevenZFile file, OutputStream target) throws IOException {
        byte[] buffer = new byte[32 * 1024];
        for (int count = file.read(buffer); count >= 0; count = file.read(buffer)) {
            target.write(buffer, 0, count);
        }
    }
}
