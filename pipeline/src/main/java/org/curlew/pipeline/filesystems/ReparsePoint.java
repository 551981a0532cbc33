package org.curlew.pipeline.filesystems;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What NTFS says in the attribute $REPARSE_POINT of a file whose own stream has holes: Windows gets the content from elsewhere. libtsk
 * reads such a stream as zeros, whose digest would be that of something that was never on the device. Tags and layout: winnt.h, MS-FSCC
 * 2.1.2, wofapi.h.
 *
 * @param size bytes of the attribute that could be read
 */
record ReparsePoint(int tag, int provider, int algorithm, int size) {

    private static final int NTFS_REPARSE_POINT = 0xc0;
    private static final int HEAD = 24;
    private static final String PACKED_STREAM = "WofCompressedData";
    private static final ValueLayout.OfInt LITTLE_ENDIAN =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int WOF = 0x80000017;
    private static final int WOF_OF_FILE = 2;

    /** Windows' cloud files, as OneDrive, iCloud and others use them; four bits number the provider. */
    private static final int CLOUD = 0x9000001a;

    private static final int CLOUD_MASK = 0xffff0fff;
    private static final int FILE_PLACEHOLDER = 0x80000015;
    private static final int STORAGE_SYNC = 0x8000001e;
    private static final int ONEDRIVE = 0x80000021;
    private static final int PROJECTED = 0x9000001c;
    private static final int DEDUPLICATED = 0x80000013;
    private static final int SINGLE_INSTANCE = 0x80000007;
    private static final int IN_WIM = 0x80000008;
    private static final int HIERARCHICAL = 0xc0000004;
    private static final int HIERARCHICAL_2 = 0x80000006;

    /** The entry's, or null where it has none. */
    private static ReparsePoint of(TskEntry entry) {
        TskAttribute found = find(entry, NTFS_REPARSE_POINT, "");
        if (found == null) {
            return null;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment head = arena.allocate(HEAD);
            int size = (int) Math.max(0, found.read(0, head, Math.min(HEAD, found.size())));
            return new ReparsePoint(
                    head.get(LITTLE_ENDIAN, 0), head.get(LITTLE_ENDIAN, 12), head.get(LITTLE_ENDIAN, 20), size);
        }
    }

    private static TskAttribute find(TskEntry entry, int type, String name) {
        int count = entry.attributes();
        for (int i = 0; i < count; i++) {
            TskAttribute attribute = entry.stored(i);
            if (attribute != null
                    && attribute.type() == type
                    && new String(attribute.name(), StandardCharsets.UTF_8).equals(name)) {
                return attribute;
            }
        }
        return null;
    }

    /** The content as whoever used the file saw it: from where Windows takes it, or with the reason why it is not to be had. */
    static TskAttribute follow(TskEntry entry, TskAttribute content) {
        ReparsePoint point = of(entry);
        if (point == null) {
            return content;
        }
        if (point.tag == WOF && point.provider == WOF_OF_FILE && point.size == HEAD) {
            SystemCompression compression = SystemCompression.of(point.algorithm);
            TskAttribute packed = find(entry, TskAttribute.NTFS_DATA, PACKED_STREAM);
            return compression == null
                    ? content.elsewhere("packed by Windows in a way that is not known here: " + point.algorithm)
                    : packed == null
                            ? content.elsewhere("packed by Windows, and its packed stream is missing")
                            : content.packedIn(packed, compression);
        }
        return content.elsewhere(point.reason());
    }

    private String reason() {
        if ((tag & CLOUD_MASK) == CLOUD || tag == ONEDRIVE || tag == FILE_PLACEHOLDER || tag == STORAGE_SYNC) {
            return "kept in the cloud (OneDrive or the like), its content is not whole on this device: ask the provider"
                    + " for the account's";
        }
        return switch (tag) {
            case DEDUPLICATED, SINGLE_INSTANCE ->
                "deduplicated by Windows: its content lies among that of other files; read it with a Windows Server";
            case WOF, IN_WIM -> "packed by Windows into a WIM file, which has to be unpacked apart";
            case HIERARCHICAL, HIERARCHICAL_2 -> "moved by Windows to other storage, which has to be seized apart";
            case PROJECTED -> "shown by a program, its content is not whole on this device";
            default ->
                "Windows takes its content from elsewhere (reparse point %08x), and its own stream has holes"
                        .formatted(tag);
        };
    }
}
