package org.curlew.pipeline.extraction.archives;

/** RAR from version 5 on, which no free Java library unpacks: named, not opened. */
final class Rar5Archive implements Archive {

    @Override
    public void members(MemberVisitor visitor) throws ArchiveException {
        throw new ArchiveException(
                ArchiveException.Kind.BROKEN_ARCHIVE, "RAR 5 is not supported: unpack it with another tool");
    }
}
