package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Virtual PC's VHD, fixed and dynamic, by Microsoft's "Virtual Hard Disk Image Format Specification" 1.0. Big-endian. The
 * 512-byte footer stands at the end; a dynamic disk has a copy at the beginning.
 */
final class VhdFormat implements ImageFormat {

    private static final int SECTOR = 512;
    private static final int CHUNK = 64 << 10;
    private static final long NEVER_WRITTEN = 0xffffffffL;

    private final ReadLimits limits;

    VhdFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean recognises(Probe probe) {
        return VhdFooter.isIn(probe);
    }

    @Override
    public ImageSource open(List<Path> parts) throws IOException {
        PartFile file = new PartFile(parts.getFirst());
        try {
            VhdFooter footer = VhdFooter.of(file);
            if (footer.bytes() <= 0) {
                throw VhdFooter.damaged(file, "it states an impossible size");
            }
            Map<String, String> acquisition = new HashMap<>(Map.of("software", footer.creator()));
            if (footer.damage() != null) {
                acquisition.put(ImageFacts.DAMAGE, footer.damage());
            }
            ChunkDecoder decoder = new PlacedDecoder(file, CHUNK, footer.bytes(), locator(file, footer));
            ImageFacts facts = new ImageFacts("vhd", 1, footer.bytes(), null, null, acquisition);
            return new ChunkedSource(facts, List.of(), decoder, limits);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static PlacedDecoder.Locator locator(PartFile file, VhdFooter footer) throws IOException {
        return switch (footer.type()) {
            case VhdFooter.FIXED -> fixed(file, footer);
            case VhdFooter.DYNAMIC -> dynamic(file, footer.headerAt(), footer.bytes());
            case VhdFooter.DIFFERENCING ->
                throw new ImageRefusedException(
                        "%s is a differencing VHD and holds only the changes to its parent '%s'; merge both first, with"
                                        .formatted(file.path(), parent(file, footer.headerAt()))
                                + " Hyper-V or 'qemu-img convert -O raw'");
            default ->
                throw new ImageRefusedException(
                        "%s is a VHD of unknown type %d; convert it with 'qemu-img convert -O raw'"
                                .formatted(file.path(), footer.type()));
        };
    }

    /** The media lies as it is; the footer behind it is never given as media. */
    private static PlacedDecoder.Locator fixed(PartFile file, VhdFooter footer) {
        return mediaOffset -> {
            if (Math.min(mediaOffset + CHUNK, footer.bytes()) > footer.stored()) {
                throw new UnreadableRangeException(
                        mediaOffset,
                        footer.bytes() - mediaOffset,
                        "%s holds only %d of the %d bytes that its footer states"
                                .formatted(file.name(), footer.stored(), footer.bytes()));
            }
            return mediaOffset;
        };
    }

    private static PlacedDecoder.Locator dynamic(PartFile file, long headerAt, long bytes) throws IOException {
        ByteBuffer header = header(file, headerAt);
        long table = header.getLong(16);
        long entries = Integer.toUnsignedLong(header.getInt(28));
        long block = Integer.toUnsignedLong(header.getInt(32));
        if (block < CHUNK || block % CHUNK != 0 || table < 0 || entries < Math.ceilDiv(bytes, block)) {
            throw VhdFooter.damaged(file, "its block table does not cover the disk");
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

    private static ByteBuffer header(PartFile file, long at) throws IOException {
        ByteBuffer header = file.bytes(Math.max(0, at), 1024).order(ByteOrder.BIG_ENDIAN);
        if (header.limit() < 1024
                || !PartFile.text(header, 0, 8).equals("cxsparse")
                || VhdFooter.sum(header, 1024, 36) != header.getInt(36)) {
            throw VhdFooter.damaged(file, "its dynamic disk header fails its checksum");
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
}
