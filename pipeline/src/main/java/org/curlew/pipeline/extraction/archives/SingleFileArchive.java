package org.curlew.pipeline.extraction.archives;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** One compressed file: gzip, bzip2, xz. */
final class SingleFileArchive implements Archive {

    private static final int BUFFER = 64 * 1024;
    private static final int MEMORY_KIBIBYTES = 64 * 1024;

    private final ArchiveFormat format;
    private final ByteSource source;
    private final String name;

    SingleFileArchive(ArchiveFormat format, ByteSource source, byte[] name) {
        this.format = format;
        this.source = source;
        this.name = new String(name, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void members(MemberVisitor visitor) throws IOException {
        InputStream packed = new BufferedInputStream(new SourceStream(source, 0, source.size()), BUFFER);
        switch (format) {
            case GZIP -> {
                GzipCompressorInputStream gzip = GzipCompressorInputStream.builder()
                        .setInputStream(packed)
                        .setDecompressConcatenated(true)
                        .get();
                String stored = gzip.getMetaData().getFileName();
                byte[] own = stored == null || stored.isBlank()
                        ? stripped(".gz")
                        : stored.getBytes(StandardCharsets.ISO_8859_1);
                visitor.member(
                        0,
                        new Member(
                                own,
                                Instants.text(java.nio.file.attribute.FileTime.from(
                                        gzip.getMetaData().getModificationInstant()))),
                        gzip::transferTo);
            }
            case BZIP2 ->
                visitor.member(
                        0, new Member(stripped(".bz2"), ""), target -> new BZip2CompressorInputStream(packed, true)
                                .transferTo(target));
            default ->
                visitor.member(0, new Member(stripped(".xz"), ""), target -> new XZInputStream(packed, MEMORY_KIBIBYTES)
                        .transferTo(target));
        }
    }

    private byte[] stripped(String suffix) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        String lower = last.toLowerCase(Locale.ROOT);
        String tar = suffix.equals(".gz") ? ".tgz" : suffix.equals(".bz2") ? ".tbz2" : ".txz";
        String own = lower.endsWith(suffix)
                ? last.substring(0, last.length() - suffix.length())
                : lower.endsWith(tar) ? last.substring(0, last.length() - tar.length()) + ".tar" : last;
        return (own.isEmpty() ? last : own).getBytes(StandardCharsets.ISO_8859_1);
    }
}
