package org.curlew.pipeline.filesystems.compression;

/** Unpacks units of a file, each by itself. Not for several threads. */
public interface UnitDecoder {

    /** Bytes of a unit that is not the file's last. */
    int unit();

    /**
     * Unpacks one unit.
     *
     * @param packed its bytes are those up to {@code length}
     * @param target where exactly {@code size} bytes go, from its beginning
     * @throws CorruptUnitException where it unpacks to anything else
     */
    void decode(byte[] packed, int length, byte[] target, int size) throws CorruptUnitException;
}
