package org.curlew.pipeline.filesystems;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** A name in a folder with the metadata it points to, or metadata alone. Valid inside the visit that gave it. */
public final class TskEntry {

    private static final long FILE_NAME = Tsk.offset("file.name");
    private static final long FILE_META = Tsk.offset("file.meta");
    private static final long NAME_TEXT = Tsk.offset("name.name");
    private static final long NAME_META_ADDRESS = Tsk.offset("name.meta_addr");
    private static final long NAME_TYPE = Tsk.offset("name.type");
    private static final long NAME_FLAGS = Tsk.offset("name.flags");
    private static final long META_FLAGS = Tsk.offset("meta.flags");
    private static final long META_ADDRESS = Tsk.offset("meta.addr");
    private static final long META_TYPE = Tsk.offset("meta.type");
    private static final long META_SIZE = Tsk.offset("meta.size");
    private static final long META_LINK = Tsk.offset("meta.link");

    private static final int COMPRESSION_HEADER = 16;
    private static final ValueLayout.OfLong LITTLE_ENDIAN =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int FLAG_ALLOCATED = 0x01;
    private static final int FLAG_UNALLOCATED = 0x02;

    private long file;
    private long name;
    private long meta;

    TskEntry() {}

    TskEntry at(long address) {
        file = address;
        name = Memory.getLong(file + FILE_NAME);
        meta = Memory.getLong(file + FILE_META);
        return this;
    }

    /** The name's bytes, normally UTF-8. */
    public byte[] name() {
        return name == 0 ? new byte[0] : Memory.bytes(Memory.getLong(name + NAME_TEXT), 65_536);
    }

    /** True for "." and "..". */
    public boolean isDot() {
        long text = name == 0 ? 0 : Memory.getLong(name + NAME_TEXT);
        if (text == 0 || Memory.getByte(text) != '.') {
            return false;
        }
        byte second = Memory.getByte(text + 1);
        return second == 0 || second == '.' && Memory.getByte(text + 2) == 0;
    }

    public NameType nameType() {
        return NameType.of(name == 0 ? 0 : Memory.getInt(name + NAME_TYPE));
    }

    public boolean nameAllocated() {
        return name != 0 && (Memory.getInt(name + NAME_FLAGS) & FLAG_ALLOCATED) != 0;
    }

    /** Address of the metadata the name points to, 0 where it points to none. */
    public long metaAddress() {
        return name != 0
                ? Memory.getLong(name + NAME_META_ADDRESS)
                : hasMeta() ? Memory.getLong(meta + META_ADDRESS) : 0;
    }

    public boolean hasMeta() {
        return meta != 0;
    }

    public MetaType metaType() {
        return MetaType.of(Memory.getInt(meta + META_TYPE));
    }

    public boolean metaAllocated() {
        return (Memory.getInt(meta + META_FLAGS) & FLAG_ALLOCATED) != 0;
    }

    public boolean metaUnallocated() {
        return (Memory.getInt(meta + META_FLAGS) & FLAG_UNALLOCATED) != 0;
    }

    /** Size in bytes as the metadata claims it. */
    public long size() {
        return Memory.getLong(meta + META_SIZE);
    }

    /** Seconds since 1970 and nanoseconds of one of the four times. */
    public long seconds(FileTime time) {
        return Memory.getLong(meta + time.seconds);
    }

    public int nanos(FileTime time) {
        return Memory.getInt(meta + time.nanos);
    }

    /** Target of a symbolic link as bytes, empty for none. */
    public byte[] link() {
        return Memory.bytes(Memory.getLong(meta + META_LINK), 65_536);
    }

    /** The stream that is the file's content, or null with the reason in the library's error. */
    public TskAttribute content() {
        long address = Tsk.defaultAttribute(file);
        if (address == 0) {
            return null;
        }
        TskAttribute content = new TskAttribute(address);
        return content.inUnits() ? content.ofSize(unpackedSize(content.size())) : content;
    }

    /**
     * Bytes of a file packed in its resource fork. libtsk 4.11.1 gives such a stream on HFS+ the fork's size, so the size is taken where
     * macOS takes it: from the attribute com.apple.decmpfs (magic, type, size; little-endian; xnu's bsd/sys/decmpfs.h).
     */
    private long unpackedSize(long otherwise) {
        int count = attributes();
        for (int i = 0; i < count; i++) {
            TskAttribute attribute = attribute(i);
            if (attribute != null && attribute.type() == TskAttribute.APPLE_COMPRESSION) {
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment header = arena.allocate(COMPRESSION_HEADER);
                    return attribute.read(0, header, COMPRESSION_HEADER) == COMPRESSION_HEADER
                            ? header.get(LITTLE_ENDIAN, 8)
                            : otherwise;
                }
            }
        }
        return otherwise;
    }

    /** Number of streams and other attributes. */
    public int attributes() {
        return Tsk.attributeCount(file);
    }

    /** One of the attributes, or null; a file's main stream as whoever used the file saw it. */
    public TskAttribute attribute(int index) {
        return seen(stored(index));
    }

    /** The attribute of a type and id, or null; a file's main stream as whoever used the file saw it. */
    public TskAttribute attribute(int type, int id) {
        long attribute = Tsk.attribute(file, type, id);
        return attribute == 0 ? null : seen(new TskAttribute(attribute));
    }

    /** One of the attributes as it lies there, or null. */
    TskAttribute stored(int index) {
        long attribute = Tsk.attribute(file, index);
        return attribute == 0 ? null : new TskAttribute(attribute);
    }

    private TskAttribute seen(TskAttribute stored) {
        return stored != null && stored.hasHoles() ? ReparsePoint.follow(this, stored) : stored;
    }
}
