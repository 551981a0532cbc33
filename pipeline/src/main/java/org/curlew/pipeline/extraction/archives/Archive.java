package org.curlew.pipeline.extraction.archives;

import java.io.IOException;

/** An archive opened for reading. */
public interface Archive {

    /** Media type of the archive where its directory tells more than its first bytes, else null. */
    default String mime() {
        return null;
    }

    /** True for documents and programs in the shape of a zip, whose inner files matter only where they are media. */
    default boolean mediaOnly() {
        return false;
    }

    /**
     * Visits every member. Runtime exceptions of hostile bytes are to be expected and mean damage.
     *
     * @throws ArchiveException where the rest is encrypted or beyond a limit
     * @throws IOException where the archive is damaged; members before the damage have been visited
     */
    void members(MemberVisitor visitor) throws IOException;

    /**
     * Opens an archive.
     *
     * @param name of the file, for formats that do not keep their member's
     */
    static Archive open(ArchiveFormat format, ByteSource source, byte[] name) throws IOException {
        return switch (format) {
            case ZIP -> ZipArchive.open(source);
            case TAR -> new TarArchive(source);
            case GZIP, BZIP2, XZ -> new SingleFileArchive(format, source, name);
            case SEVEN_ZIP -> new SevenZipArchive(source);
            case RAR -> new RarArchive(source);
            case RAR5 -> new Rar5Archive();
        };
    }
}
