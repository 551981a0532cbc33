package org.curlew.pipeline.extraction.archives;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Zip, and the documents and programs that are one inside. */
final class ZipArchive implements Archive {

    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int DEFLATED64 = 9;
    private static final int BZIP2 = 12;
    private static final int XZ = 95;
    private static final int WINZIP_ENCRYPTED = 99;
    private static final int MEMORY_KIBIBYTES = 64 * 1024;
    private static final int LONGEST_TYPE = 100;

    private final ByteSource source;
    private final ZipDirectory directory;
    private final ZipShape shape;

    private ZipArchive(ByteSource source, ZipDirectory directory, ZipShape shape) {
        this.source = source;
        this.directory = directory;
        this.shape = shape;
    }

    static ZipArchive open(ByteSource source) throws IOException {
        ZipDirectory directory = ZipDirectory.read(source);
        return new ZipArchive(source, directory, ZipShape.of(directory, declared(source, directory)));
    }

    /** OpenDocument and EPUB say what they are in a first member named mimetype, stored as it is. */
    private static String declared(ByteSource source, ZipDirectory directory) throws IOException {
        if (directory.entries().isEmpty()) {
            return "";
        }
        ZipEntryFacts first = directory.entries().getFirst();
        boolean plain = first.method() == STORED && !first.encrypted() && first.size() > 0;
        if (!plain
                || first.size() > LONGEST_TYPE
                || !new String(first.name(), StandardCharsets.UTF_8).equals("mimetype")) {
            return "";
        }
        byte[] text = SourceStream.exactly(source, dataOffset(source, first), (int) first.size());
        return new String(text, StandardCharsets.US_ASCII).strip();
    }

    @Override
    public String mime() {
        return shape.mime();
    }

    @Override
    public boolean mediaOnly() {
        return shape.mediaOnly();
    }

    @Override
    public void members(MemberVisitor visitor) throws IOException {
        int ordinal = 0;
        for (ZipEntryFacts entry : directory.entries()) {
            if (!entry.isFolder()) {
                visitor.member(ordinal, new Member(entry.name(), entry.modified()), target -> copy(entry, target));
            }
            ordinal++;
        }
        if (!directory.damage().isEmpty()) {
            throw new ArchiveException(ArchiveException.Kind.BROKEN_ARCHIVE, directory.damage());
        }
    }

    private static long dataOffset(ByteSource source, ZipEntryFacts entry) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(
                        SourceStream.exactly(source, entry.localOffset(), ZipDirectory.LOCAL_LENGTH))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != ZipDirectory.LOCAL_SIGNATURE) {
            throw new IOException("no member at byte " + entry.localOffset());
        }
        return entry.localOffset()
                + ZipDirectory.LOCAL_LENGTH
                + Short.toUnsignedInt(header.getShort(26))
                + Short.toUnsignedInt(header.getShort(28));
    }

    private void copy(ZipEntryFacts entry, OutputStream target) throws IOException {
        if (entry.encrypted() || entry.method() == WINZIP_ENCRYPTED) {
            throw new ArchiveException(
                    ArchiveException.Kind.ENCRYPTED_ARCHIVE, "encrypted: ask for the archive's password");
        }
        long start = dataOffset(source, entry);
        long length = entry.compressed() < 0 ? source.size() - start : entry.compressed();
        InputStream packed = new SourceStream(source, start, length);
        CRC32 crc = new CRC32();
        long size = unpack(entry, packed, target, crc);
        if (entry.size() >= 0 && size != entry.size()) {
            throw new IOException("unpacks to " + size + " bytes, not to the " + entry.size() + " it claims");
        }
        if (entry.crc() >= 0 && crc.getValue() != entry.crc()) {
            throw new IOException("its checksum does not match");
        }
    }

    private static long unpack(ZipEntryFacts entry, InputStream packed, OutputStream target, CRC32 crc)
            throws IOException {
        switch (entry.method()) {
            case STORED -> {
                return pump(packed, target, crc);
            }
            case DEFLATED -> {
                Inflater inflater = new Inflater(true);
                try (InputStream in = new InflaterInputStream(packed, inflater, 16 * 1024)) {
                    return pump(in, target, crc);
                } finally {
                    inflater.end();
                }
            }
            case DEFLATED64 -> {
                try (InputStream in = new Deflate64CompressorInputStream(packed)) {
                    return pump(in, target, crc);
                }
            }
            case BZIP2 -> {
                try (InputStream in = new BZip2CompressorInputStream(packed)) {
                    return pump(in, target, crc);
                }
            }
            case XZ -> {
                try (InputStream in = new XZInputStream(packed, MEMORY_KIBIBYTES)) {
                    return pump(in, target, crc);
                }
            }
            default ->
                throw new ArchiveException(
                        ArchiveException.Kind.BROKEN_ARCHIVE,
                        "compressed by method " + entry.method()
                                + ", which is not supported: unpack it with another tool");
        }
    }

    private static long pump(InputStream in, OutputStream target, CRC32 crc) throws IOException {
        byte[] buffer = new byte[32 * 1024];
        long size = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            crc.update(buffer, 0, count);
            target.write(buffer, 0, count);
            size += count;
        }
        return size;
    }
}
