package org.curlew.pipeline.filesystems;

/** What the metadata says the file is; the order is the library's numbering. */
public enum MetaType {
    UNDEFINED,
    REGULAR,
    DIRECTORY,
    FIFO,
    CHARACTER_DEVICE,
    BLOCK_DEVICE,
    LINK,
    SHADOW,
    SOCKET,
    WHITEOUT,
    VIRTUAL,
    VIRTUAL_DIRECTORY;

    private static final MetaType[] ALL = values();

    static MetaType of(int value) {
        return value < 0 || value >= ALL.length ? UNDEFINED : ALL[value];
    }

    public boolean isDirectory() {
        return this == DIRECTORY || this == VIRTUAL_DIRECTORY;
    }
}
