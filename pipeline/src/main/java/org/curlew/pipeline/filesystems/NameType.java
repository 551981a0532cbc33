package org.curlew.pipeline.filesystems;

/** What a folder's entry says its file is; the order is the library's numbering. */
public enum NameType {
    UNDEFINED,
    FIFO,
    CHARACTER_DEVICE,
    DIRECTORY,
    BLOCK_DEVICE,
    REGULAR,
    LINK,
    SOCKET,
    SHADOW,
    WHITEOUT,
    VIRTUAL,
    VIRTUAL_DIRECTORY;

    private static final NameType[] ALL = values();

    static NameType of(int value) {
        return value < 0 || value >= ALL.length ? UNDEFINED : ALL[value];
    }

    public boolean isDirectory() {
        return this == DIRECTORY || this == VIRTUAL_DIRECTORY;
    }
}
