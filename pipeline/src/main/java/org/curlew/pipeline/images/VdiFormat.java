package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * VirtualBox's VDI 1.1, dynamic and fixed, by the layout its developers published ("All about VDIs") and VirtualBox's VDICore.h.
 * Little-endian: a header, a map of one number for each block of the disk, then the blocks. There are no checksums: what is
 * damaged within a block cannot be told.
 */
final class VdiFormat implements ImageFormat {

    static final String SIGNATURE = "\u007f\u0010\u00da\u00be";
    static final int SIGNATURE_AT = 64;

    private static final int HEADER = 456;
    private static final int VERSION_1_1 = 0x00010001;
    private static final int DYNAMIC = 1;
    private static final int FIXED = 2;
    private static final int CHUNK = 64 << 10;
    private static final long LARGEST_BLOCK = 1 << 28;

    /** Numbers from here on are no blocks: never written, or given back; both hold zeros. */
    private static final long GIVEN_BACK = 0xfffffffeL;

    private final ReadLimits limits;

    VdiFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean recognises(Probe probe) {
        return probe.starts(SIGNATURE_AT, SIGNATURE);
    }

    @Override
    public ImageSource open(List<Path> parts) throws IOException {
        PartFile file = new PartFile(parts.getFirst());
        try {
            ByteBuffer header = file.bytes(0, HEADER);
            if (header.limit() < HEADER) {
                throw damaged(file, "it ends within its header");
            }
            refuseOtherKinds(file, header);
            long bytes = header.getLong(368);
            ChunkDecoder decoder = new PlacedDecoder(file, CHUNK, bytes, locator(file, header, bytes));
            Map<String, String> acquisition = new HashMap<>();
            put(acquisition, "software", PartFile.text(header, 0, 64).replaceAll("[<>\\s]+", " "));
            put(acquisition, "description", PartFile.text(header, 84, 256));
            return new ChunkedSource(
                    new ImageFacts("vdi", 1, bytes, null, null, acquisition), List.of(), decoder, limits);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void put(Map<String, String> acquisition, String name, String value) {
        if (!value.isBlank()) {
            acquisition.put(name, value.strip());
        }
    }

    private static void refuseOtherKinds(PartFile file, ByteBuffer header) throws IOException {
        int version = header.getInt(68);
        if (version != VERSION_1_1) {
            throw new ImageRefusedException("%s is a VDI of version %d.%d, not 1.1; %s"
                    .formatted(file.path(), version >>> 16, version & 0xffff, convert(file)));
        }
        int type = header.getInt(76);
        boolean hasParent = header.getLong(424) != 0 || header.getLong(432) != 0;
        if (hasParent || type != DYNAMIC && type != FIXED) {
            throw new ImageRefusedException("%s is a VDI that holds only the changes %s; %s"
                    .formatted(
                            file.path(),
                            hasParent ? "to the disk {" + uuid(header, 424) + "}" : "to another (type " + type + ")",
                            convert(file)));
        }
    }

    private static String convert(PartFile file) {
        return "merge it with 'VBoxManage clonemedium %s disk.raw --format RAW', all files of the machine beside it"
                .formatted(file.name());
    }

    private static PlacedDecoder.Locator locator(PartFile file, ByteBuffer header, long bytes) throws IOException {
        long map = Integer.toUnsignedLong(header.getInt(340));
        long data = Integer.toUnsignedLong(header.getInt(344));
        long block = Integer.toUnsignedLong(header.getInt(376));
        long extra = Integer.toUnsignedLong(header.getInt(380));
        long entries = Integer.toUnsignedLong(header.getInt(384));
        if (block < CHUNK || block % CHUNK != 0 || block > LARGEST_BLOCK || extra > block || bytes <= 0) {
            throw damaged(file, "its header is impossible");
        }
        if (entries < Math.ceilDiv(bytes, block) || map < HEADER || data < map + 4 * entries) {
            throw damaged(file, "its block map does not cover the disk");
        }
        if (map + 4 * entries > file.size()) {
            throw damaged(file, "it ends within its block map");
        }
        return mediaOffset -> {
            ByteBuffer entry = file.bytes(map + 4 * (mediaOffset / block), 4);
            if (entry.limit() < 4) {
                return Long.MIN_VALUE;
            }
            long number = Integer.toUnsignedLong(entry.getInt(0));
            return number >= GIVEN_BACK
                    ? PlacedDecoder.ZEROS
                    : data + number * (block + extra) + extra + mediaOffset % block;
        };
    }

    /** As VirtualBox shows it: the first three fields are little-endian. */
    private static String uuid(ByteBuffer header, int at) {
        ByteBuffer last = header.duplicate().order(ByteOrder.BIG_ENDIAN);
        return "%08x-%04x-%04x-%04x-%012x"
                .formatted(
                        header.getInt(at),
                        header.getShort(at + 4),
                        header.getShort(at + 6),
                        last.getShort(at + 8),
                        last.getLong(at + 8) & 0xffff_ffff_ffffL);
    }

    private static ImageRefusedException damaged(PartFile file, String how) {
        return new ImageRefusedException(
                "%s is a damaged VDI: %s; copy it again from the original".formatted(file.path(), how));
    }
}
