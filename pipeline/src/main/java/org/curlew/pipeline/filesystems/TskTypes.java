package org.curlew.pipeline.filesystems;

/** The library's numbers for file systems and volume systems. */
final class TskTypes {

    static final int DETECT = 0;

    static final int NTFS = 0x1;
    static final int FAT = 0xe;
    static final int EXFAT = 0xa;
    static final int UFS = 0x70;
    static final int UFS2 = 0x40;
    static final int EXT = 0x2180;
    static final int ISO9660 = 0x800;
    static final int HFS = 0x9000;
    static final int YAFFS2 = 0x4000;
    static final int APFS = 0x10000;

    static final int VOLUMES_DOS = 0x1;
    static final int VOLUMES_BSD = 0x2;
    static final int VOLUMES_SUN = 0x4;
    static final int VOLUMES_MAC = 0x8;
    static final int VOLUMES_GPT = 0x10;

    static final int POOL_APFS = 0x1;

    private TskTypes() {}
}
