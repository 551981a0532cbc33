package org.curlew.pipeline.extraction.archives;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Tar in its dialects; links and devices have no content and are left out. */
final class TarArchive implements Archive {

    private static final int BUFFER = 64 * 1024;

    private final ByteSource source;

    TarArchive(ByteSource source) {
        this.source = source;
    }

    @Override
    public void members(MemberVisitor visitor) throws IOException {
        // ISO 8859-1 keeps every byte of a name as it is.
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new SourceStream(source, 0, source.size()), BUFFER), "ISO-8859-1")) {
            int ordinal = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
                    visitor.member(
                            ordinal,
                            new Member(name(entry), Instants.text(entry.getLastModifiedTime())),
                            target -> tar.transferTo(target));
                }
                ordinal++;
            }
        }
    }

    /**
     * A name from a pax header is Unicode already; one from the old header is bytes, mostly of UTF-8. What is no UTF-8 is taken for
     * Latin-1, which is right for a short pax name such as "é" and the likeliest for an old header.
     */
    private static byte[] name(TarArchiveEntry entry) {
        String name = entry.getName();
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        boolean old = name.chars().allMatch(c -> c < 256) && ZipEntryFacts.isUtf8(bytes);
        return old ? bytes : name.getBytes(StandardCharsets.UTF_8);
    }
}
