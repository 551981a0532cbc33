package org.curlew.pipeline.filesystems.compression;

/** A packed unit does not unpack to what it must; says why in a few words. */
public final class CorruptUnitException extends Exception {

    private static final long serialVersionUID = 1L;

    public CorruptUnitException(String message) {
        super(message);
    }
}
