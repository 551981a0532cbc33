package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** QEMU's QCOW2, versions 2 and 3, by QEMU's docs/interop/qcow2. Big-endian. */
final class Qcow2Format implements ImageFormat {

    private static final String MAGIC = "QFI\u00fb";
    private static final int HEADER = 112;
    private static final int SMALLEST_CLUSTER_BITS = 9;
    private static final int LARGEST_CLUSTER_BITS = 21;
    private static final long DIRTY_REFERENCE_COUNTS = 1;
    private static final long MARKED_CORRUPT = 2;
    private static final long COMPRESSION_TYPE = 8;

    private final ReadLimits limits;

    Qcow2Format(ReadLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean recognises(Probe probe) {
        return probe.starts(0, MAGIC);
    }

    @Override
    public ImageSource open(List<Path> parts) throws IOException {
        PartFile file = new PartFile(parts.getFirst());
        try {
            ByteBuffer header = file.bytes(0, HEADER).order(ByteOrder.BIG_ENDIAN);
            refuseOtherKinds(file, header);
            int clusterBits = header.getInt(20);
            long bytes = header.getLong(24);
            long tables = Integer.toUnsignedLong(header.getInt(36));
            if (clusterBits < SMALLEST_CLUSTER_BITS
                    || clusterBits > LARGEST_CLUSTER_BITS
                    || bytes <= 0
                    || Math.ceilDiv(bytes, 1L << 2 * clusterBits - 3) > tables) {
                throw new ImageRefusedException(
                        "%s is a damaged QCOW2 image: its header is impossible; copy it again from the original"
                                .formatted(file.path()));
            }
            int snapshots = header.getInt(60);
            Map<String, String> acquisition = snapshots == 0
                    ? Map.of()
                    : Map.of("snapshots", snapshots + " inside the image, not read: only the disk's latest state is");
            return new ChunkedSource(
                    new ImageFacts("qcow2", 1, bytes, null, null, acquisition),
                    List.of(),
                    new Qcow2Decoder(file, clusterBits, bytes, header.getLong(40)),
                    limits);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void refuseOtherKinds(PartFile file, ByteBuffer header) throws IOException {
        int version = header.getInt(4);
        if (version != 2 && version != 3) {
            throw refused(file, "a QCOW image of version " + version);
        }
        if (header.getLong(8) != 0) {
            int length = Math.clamp(header.getInt(16), 0, 1023);
            String parent = StandardCharsets.UTF_8
                    .decode(file.bytes(header.getLong(8), length))
                    .toString();
            throw refused(file, "a QCOW2 image that holds only the changes to '%s'".formatted(parent));
        }
        if (header.getInt(32) != 0) {
            throw refused(file, "an encrypted QCOW2 image");
        }
        if (version == 3) {
            long features = header.getLong(72) & ~(DIRTY_REFERENCE_COUNTS | MARKED_CORRUPT);
            boolean deflate = (features & COMPRESSION_TYPE) == 0 || header.get(104) == 0;
            if ((features & ~COMPRESSION_TYPE) != 0 || !deflate) {
                throw refused(
                        file,
                        "a QCOW2 image with features 0x%x (external data, zstd or sub-clusters)".formatted(features));
            }
        }
    }

    private static ImageRefusedException refused(PartFile file, String kind) {
        return new ImageRefusedException("%s is %s, which is not supported; convert it with 'qemu-img convert -O raw'"
                .formatted(file.path(), kind));
    }
}
