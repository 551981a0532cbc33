package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Virtual PC's VHD, fixed and dynamic, by Microsoft's "Virtual Hard Disk Image Format Specification" 1.0. Big-endian. The
 * 512-byte footer stands at the end; a dynamic disk has a copy at the beginning.
 */
final class VhdFormat implements ImageFormat {

    private static final String COOKIE = "conectix";
    private static final int FOOTER = 512;
    private static final int SECTOR = 512;
    private static final int CHUNK = 64 << 10;
    private static final int FIXED = 2;
    private static final int DYNAMIC = 3;
    private static final int DIFFERENCING = 4;
    private static final long NEVER_WRITTEN = 0xffffffffL;

    private final ReadLimits limits;

    VhdFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean recognises(Probe probe) {
        return probe.starts(0, COOKIE) || probe.ends(FOOTER, COOKIE);
    }

    @Override
    public ImageSource open(List<Path> parts) throws IOException {
        PartFile file = new PartFile(parts.getFirst());
        try {
            ByteBuffer footer = soundFooter(file);
            long bytes = footer.getLong(48);
            if (bytes <= 0) {
                throw new ImageRefusedException(
                        "%s states an impossible size (%d bytes); acquire it again".formatted(file.path(), bytes));
            }
            ChunkDecoder decoder = new PlacedDecoder(file, CHUNK, bytes, locator(file, footer, bytes));
            ImageFacts facts = new ImageFacts("vhd", 1, bytes, null, null, Map.of("software", text(footer, 28, 4)));
            return new ChunkedSource(facts, List.of(), decoder, limits);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static PlacedDecoder.Locator locator(PartFile file, ByteBuffer footer, long bytes) throws IOException {
        return switch (footer.getInt(60)) {
            case FIXED -> mediaOffset -> mediaOffset;
            case DYNAMIC -> dynamic(file, footer.getLong(16), bytes);
            case DIFFERENCING ->
                throw new ImageRefusedException(
                        "%s is a differencing VHD and holds only the changes to its parent '%s'; merge both first, with"
                                        .formatted(file.path(), parent(file, footer.getLong(16)))
                                + " Hyper-V or 'qemu-img convert -O raw'");
            default ->
                throw new ImageRefusedException(
                        "%s is a VHD of unknown type %d; convert it with 'qemu-img convert -O raw'"
                                .formatted(file.path(), footer.getInt(60)));
        };
    }

    private static PlacedDecoder.Locator dynamic(PartFile file, long headerAt, long bytes) throws IOException {
        ByteBuffer header = header(file, headerAt);
        long table = header.getLong(16);
        long entries = Integer.toUnsignedLong(header.getInt(28));
        long block = Integer.toUnsignedLong(header.getInt(32));
        if (block < CHUNK || block % CHUNK != 0 || table < 0 || entries < Math.ceilDiv(bytes, block)) {
            throw damaged(file, "its block table does not cover the disk");
        }
        // one bit a sector, filled up to whole sectors; a block's unmarked sectors hold zeros anyway
        long bitmap = Math.ceilDiv(block / SECTOR / 8, (long) SECTOR) * SECTOR;
        return mediaOffset -> {
            ByteBuffer entry = file.bytes(table + 4 * (mediaOffset / block), 4).order(ByteOrder.BIG_ENDIAN);
            if (entry.limit() < 4) {
                return Long.MIN_VALUE;
            }
            long sector = Integer.toUnsignedLong(entry.getInt(0));
            return sector == NEVER_WRITTEN ? PlacedDecoder.ZEROS : sector * SECTOR + bitmap + mediaOffset % block;
        };
    }

    /** The footer or its copy by checksum; two that agree are believed, as some tools forget the checksum. */
    private static ByteBuffer soundFooter(PartFile file) throws IOException {
        ByteBuffer last = file.bytes(file.size() - FOOTER, FOOTER).order(ByteOrder.BIG_ENDIAN);
        ByteBuffer first = file.bytes(0, FOOTER).order(ByteOrder.BIG_ENDIAN);
        for (ByteBuffer footer : List.of(last, first)) {
            boolean twice = last.equals(first);
            if (text(footer, 0, 8).equals(COOKIE) && (twice || sum(footer, FOOTER, 64) == footer.getInt(64))) {
                return footer;
            }
        }
        throw damaged(file, "its footer fails its checksum");
    }

    private static ByteBuffer header(PartFile file, long at) throws IOException {
        ByteBuffer header = file.bytes(Math.max(0, at), 1024).order(ByteOrder.BIG_ENDIAN);
        if (header.limit() < 1024
                || !text(header, 0, 8).equals("cxsparse")
                || sum(header, 1024, 36) != header.getInt(36)) {
            throw damaged(file, "its dynamic disk header fails its checksum");
        }
        return header;
    }

    private static String parent(PartFile file, long headerAt) throws IOException {
        // only a name to look for: worth showing even where the header's checksum is wrong
        ByteBuffer name = file.bytes(Math.max(0, headerAt) + 64, 512);
        String whole = StandardCharsets.UTF_16BE.decode(name).toString();
        int end = whole.indexOf('\0');
        return end < 0 ? whole : whole.substring(0, end);
    }

    /** One's complement of the sum of all bytes, the checksum's own four left out. */
    private static int sum(ByteBuffer bytes, int length, int checksumAt) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += i >= checksumAt && i < checksumAt + 4 ? 0 : bytes.get(i) & 0xff;
        }
        return ~sum;
    }

    private static String text(ByteBuffer bytes, int at, int length) {
        return StandardCharsets.ISO_8859_1
                .decode(bytes.slice(at, length))
                .toString()
                .trim();
    }

    private static ImageRefusedException damaged(PartFile file, String how) {
        return new ImageRefusedException(
                "%s is a damaged VHD: %s; copy it again from the original".formatted(file.path(), how));
    }
}
