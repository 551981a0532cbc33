package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * VMware's VMDK in one sparse file with its own descriptor (monolithicSparse), by VMware's "Virtual Disk Format 5.0".
 * Little-endian, sectors of 512 bytes. The other kinds are known and refused.
 */
final class VmdkFormat implements ImageFormat {

    private static final String MAGIC = "KDMV";
    private static final int SECTOR = 512;
    private static final int COMPRESSED = 1 << 16;
    private static final long LARGEST_GRAIN = 4 << 20;
    private static final int LARGEST_DESCRIPTOR = 1 << 20;
    private static final String NO_PARENT = "ffffffff";
    private static final Pattern TYPE = Pattern.compile("createType\\s*=\\s*\"?([A-Za-z0-9]+)");
    private static final Pattern PARENT = Pattern.compile("parentCID\\s*=\\s*([0-9a-fA-F]+)");
    private static final Pattern PARENT_NAME = Pattern.compile("parentFileNameHint\\s*=\\s*\"([^\"]*)\"");

    private final ReadLimits limits;

    VmdkFormat(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean recognises(Probe probe) {
        return probe.starts(0, MAGIC) || probe.starts(0, "COWD") || probe.starts(0, "# Disk DescriptorFile");
    }

    @Override
    public ImageSource open(List<Path> parts) throws IOException {
        PartFile file = new PartFile(parts.getFirst());
        try {
            ByteBuffer header = file.bytes(0, SECTOR);
            if (header.getInt(0)
                    != ByteBuffer.wrap(MAGIC.getBytes(StandardCharsets.ISO_8859_1))
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt()) {
                throw refused(file, "a VMDK in several files or of ESX");
            }
            refuseOtherKinds(file, header);
            return sparse(file, header);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private ImageSource sparse(PartFile file, ByteBuffer header) throws ImageRefusedException {
        long sectors = header.getLong(12);
        long grain = header.getLong(20) * SECTOR;
        long entriesPerTable = Integer.toUnsignedLong(header.getInt(44));
        long directory = header.getLong(56) * SECTOR;
        if (sectors <= 0
                || sectors > Long.MAX_VALUE / SECTOR
                || grain < SECTOR
                || grain > LARGEST_GRAIN
                || Long.bitCount(grain) != 1
                || entriesPerTable == 0
                || directory <= 0) {
            throw new ImageRefusedException(
                    "%s is a damaged VMDK: its header is impossible; copy it again from the original"
                            .formatted(file.path()));
        }
        PlacedDecoder.Locator locator = mediaOffset -> {
            long index = mediaOffset / grain;
            long table = entry(file, directory, index / entriesPerTable);
            long place = table > 0 ? entry(file, table * SECTOR, index % entriesPerTable) : table;
            // 0: never written; 1: written with zeros
            return place == 0 || place == 1 ? PlacedDecoder.ZEROS : place < 0 ? Long.MIN_VALUE : place * SECTOR;
        };
        long bytes = sectors * SECTOR;
        return new ChunkedSource(
                new ImageFacts("vmdk", 1, bytes, null, null, Map.of()),
                List.of(),
                new PlacedDecoder(file, (int) grain, bytes, locator),
                limits);
    }

    private static long entry(PartFile file, long tableAt, long index) throws IOException {
        ByteBuffer entry = file.bytes(tableAt + 4 * index, 4);
        return entry.limit() < 4 ? Long.MIN_VALUE : Integer.toUnsignedLong(entry.getInt(0));
    }

    private static void refuseOtherKinds(PartFile file, ByteBuffer header) throws IOException {
        if ((header.getInt(8) & COMPRESSED) != 0) {
            throw refused(file, "a compressed VMDK (streamOptimized)");
        }
        long at = header.getLong(28) * SECTOR;
        if (at <= 0) {
            throw refused(file, "one extent of a VMDK in several files");
        }
        ByteBuffer bytes = file.bytes(at, Math.clamp(header.getLong(36) * SECTOR, 0, LARGEST_DESCRIPTOR));
        String descriptor = StandardCharsets.ISO_8859_1.decode(bytes).toString();
        Matcher type = TYPE.matcher(descriptor);
        if (type.find() && !type.group(1).equals("monolithicSparse")) {
            throw refused(file, "a VMDK of the kind " + type.group(1));
        }
        Matcher parent = PARENT.matcher(descriptor);
        if (parent.find() && !parent.group(1).equalsIgnoreCase(NO_PARENT)) {
            Matcher name = PARENT_NAME.matcher(descriptor);
            throw refused(
                    file,
                    "a snapshot that holds only the changes to '%s'".formatted(name.find() ? name.group(1) : "?"));
        }
    }

    private static ImageRefusedException refused(PartFile file, String kind) {
        return new ImageRefusedException("%s is %s, which is not supported; convert it with 'qemu-img convert -O raw'"
                .formatted(file.path(), kind));
    }
}
