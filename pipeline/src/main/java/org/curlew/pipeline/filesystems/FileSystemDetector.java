package org.curlew.pipeline.filesystems;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds out what stands at an offset of the media. */
final class FileSystemDetector {

    /** Words of a partition's description or of the library's complaint, and the file system they mean. */
    private static final Map<String, Integer> CANDIDATES = new LinkedHashMap<>();

    static {
        CANDIDATES.put("ntfs", TskTypes.NTFS);
        CANDIDATES.put("fat", TskTypes.FAT);
        CANDIDATES.put("linux", TskTypes.EXT);
        CANDIDATES.put("ext2", TskTypes.EXT);
        CANDIDATES.put("hfs", TskTypes.HFS);
        CANDIDATES.put("ufs", TskTypes.UFS);
        CANDIDATES.put("bsd", TskTypes.UFS);
        CANDIDATES.put("iso9660", TskTypes.ISO9660);
        CANDIDATES.put("yaffs", TskTypes.YAFFS2);
    }

    /** An MBR's entry has a type ("NTFS / exFAT (0x07)") where a GPT's has a name. */
    private static final Pattern TYPE_CODE = Pattern.compile("\\(0x[0-9a-fA-F]+\\)$|^type 0x");

    private static final int APFS_MAGIC_OFFSET = 32;
    private static final byte[] APFS_MAGIC = {'N', 'X', 'S', 'B'};

    /** Version 1 and block type 0x10, little-endian. Source: libfvde's description of the format. */
    private static final byte[] CORE_STORAGE_TYPE = {1, 0, 0x10, 0};

    private static final int CORE_STORAGE_TYPE_OFFSET = 8;
    private static final byte[] CORE_STORAGE_SIGNATURE = {'C', 'S'};
    private static final int CORE_STORAGE_SIGNATURE_OFFSET = 88;

    private final TskImage image;
    private final Probe probe;
    private final VolumeSignatures signatures = new VolumeSignatures();

    FileSystemDetector(TskImage image, Probe probe) {
        this.image = image;
        this.probe = probe;
    }

    /**
     * The volumes at an offset: one, or those of an APFS container. The index is still to be set.
     *
     * @param description what the partition table says of it
     */
    List<Volume> detect(long offset, long bytes, String description) {
        String label = TYPE_CODE.matcher(description).find() ? "" : description;
        String forbidden = probe.before(offset);
        if (forbidden != null) {
            return List.of(closed(offset, bytes, label, Volume.Status.UNREADABLE, forbidden));
        }
        byte[] head = Bytes.at(image.source(), offset, VolumeSignatures.HEAD);
        var encrypted = signatures.find(Volume.Status.ENCRYPTED, head);
        if (encrypted.isPresent()) {
            return List.of(closed(
                    offset,
                    bytes,
                    label,
                    Volume.Status.ENCRYPTED,
                    encrypted.get().advice()));
        }
        int type = fileSystem(offset, description);
        if (type != 0) {
            return List.of(read(offset, bytes, label, type));
        }
        if (Bytes.matches(head, APFS_MAGIC_OFFSET, APFS_MAGIC)) {
            return ApfsContainer.volumes(image, offset, bytes, label);
        }
        if (description.toLowerCase(Locale.ROOT).replace(" ", "").contains("corestorage") || isCoreStorage(head)) {
            return List.of(closed(
                    offset,
                    bytes,
                    label,
                    Volume.Status.ENCRYPTED,
                    "Apple Core Storage, mostly FileVault: ask for the password or the recovery key, decrypt, and book"
                            + " in the decrypted image"));
        }
        return List.of(signatures
                .find(Volume.Status.UNKNOWN, head)
                .map(known -> closed(offset, bytes, label, Volume.Status.UNKNOWN, known.advice()))
                .orElseGet(() -> closed(offset, bytes, label, Volume.Status.UNKNOWN, Randomness.describe(head))));
    }

    /** Type of the file system at an offset, 0 for none. */
    int fileSystem(long offset, String description) {
        if (probe.before(offset) != null) {
            return 0;
        }
        long info = Tsk.openFileSystem(image.address(), offset, TskTypes.DETECT);
        if (info != 0) {
            int type = Memory.getInt(info + Tsk.offset("fs.ftype"));
            Tsk.closeFileSystem(info);
            return type;
        }
        String complaint = Tsk.error().toLowerCase(Locale.ROOT);
        if (!complaint.contains(" or ")) {
            return 0;
        }
        for (int candidate : candidates(description.toLowerCase(Locale.ROOT), complaint)) {
            if (opens(offset, candidate)) {
                return candidate;
            }
        }
        return 0;
    }

    /** A physical volume of Core Storage names itself, for images that hold the partition alone. */
    private static boolean isCoreStorage(byte[] head) {
        return Bytes.matches(head, CORE_STORAGE_TYPE_OFFSET, CORE_STORAGE_TYPE)
                && Bytes.matches(head, CORE_STORAGE_SIGNATURE_OFFSET, CORE_STORAGE_SIGNATURE);
    }

    private static List<Integer> candidates(String description, String complaint) {
        List<Integer> types = new ArrayList<>();
        CANDIDATES.forEach((word, type) -> {
            if (description.contains(word)) {
                types.add(type);
            }
        });
        CANDIDATES.forEach((word, type) -> {
            if (complaint.contains(word) && !types.contains(type)) {
                types.add(type);
            }
        });
        return types;
    }

    private boolean opens(long offset, int type) {
        long info = Tsk.openFileSystem(image.address(), offset, type);
        if (info == 0) {
            Tsk.error();
            return false;
        }
        try (TskFileSystem fileSystem = new TskFileSystem(image, info, () -> {})) {
            int[] entries = {0};
            fileSystem.list(fileSystem.rootAddress(), entry -> entries[0]++);
            return entries[0] > 0;
        } catch (IOException notThisOne) {
            return false;
        }
    }

    private Volume read(long offset, long bytes, String label, int type) {
        long info = Tsk.openFileSystem(image.address(), offset, type);
        if (info == 0) {
            return closed(offset, bytes, label, Volume.Status.UNREADABLE, Tsk.error());
        }
        try (TskFileSystem fileSystem = new TskFileSystem(image, info, () -> {})) {
            String own = VolumeLabel.of(fileSystem, offset);
            return new Volume(
                    0,
                    offset,
                    bytes,
                    fileSystem.typeName(),
                    own.isEmpty() ? label : own,
                    Volume.Status.READ,
                    "",
                    fileSystem.type(),
                    -1);
        }
    }

    static Volume closed(long offset, long bytes, String label, Volume.Status status, String reason) {
        return new Volume(0, offset, bytes, "", label, status, reason, 0, -1);
    }
}
