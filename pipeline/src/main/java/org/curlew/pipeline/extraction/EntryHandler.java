package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.curlew.pipeline.filesystems.FileTime;
import org.curlew.pipeline.filesystems.MetaType;
import org.curlew.pipeline.filesystems.TskAttribute;
import org.curlew.pipeline.filesystems.TskEntry;
import org.curlew.pipeline.filesystems.TskFileSystem;

/** Turns a name into rows: one a file, on NTFS one a stream, and reads what they point to. */
final class EntryHandler {

    static final String METADATA = "application/x-curlew-fs-metadata";

    /** How The Sleuth Kit marks the entry's name. */
    private static final String VOLUME_LABEL = " (Volume Label Entry)";

    /** NTFS keeps its own files at the first 16 addresses; 5 is the root and 11 the folder $Extend. */
    private static final long NTFS_LAST_RESERVED = 15;

    private static final long NTFS_EXTEND = 11;
    private static final long NTFS_BAD_CLUSTERS = 8;

    /** HFS+ keeps its own files below this address; 2 is the root. */
    private static final long HFS_FIRST_USER = 16;

    private static final long HFS_ROOT = 2;

    private final TskFileSystem fileSystem;
    private final long from;
    private final long to;
    private final FileIntake intake;
    private final Times times;
    private final boolean ntfs;

    EntryHandler(TskFileSystem fileSystem, long from, long to, FileIntake intake) {
        this.fileSystem = fileSystem;
        this.from = from;
        this.to = to;
        this.intake = intake;
        this.times = new Times(fileSystem);
        this.ntfs = fileSystem.isNtfs();
    }

    /** Every name belongs to one segment; an address outside the file system's range to the first or the last. */
    boolean owns(long address) {
        long inside = Math.clamp(address, fileSystem.firstAddress(), fileSystem.lastAddress());
        return inside >= from && inside < to;
    }

    /** "." and "..": the root's own streams are seen nowhere else. */
    void dot(Folder folder, TskEntry entry) throws IOException {
        if (ntfs
                && folder.parent() == null
                && entry.name().length == 1
                && owns(entry.metaAddress())
                && entry.hasMeta()) {
            folderStreams(folder, entry, Names.ROOT);
        }
    }

    void entry(Folder folder, TskEntry entry) throws IOException {
        if (!owns(entry.metaAddress())) {
            return;
        }
        Names path = folder.path().with(entry.name());
        if (!entry.hasMeta()) {
            String reason = entry.nameAllocated()
                    ? "its metadata cannot be read"
                    : "deleted: only the name is left, its metadata is gone";
            intake.report(
                    nameOnly(folder, entry, path),
                    entry.nameAllocated() ? Outcome.UNREADABLE : Outcome.SKIPPED,
                    reason);
        } else if (entry.metaType().isDirectory()) {
            if (ntfs && (entry.nameAllocated() || entry.metaUnallocated())) {
                folderStreams(folder, entry, path);
            }
        } else if (ntfs) {
            streams(folder, entry, path);
        } else {
            one(folder, entry, path, entry.content(), 0, 0);
        }
    }

    private void folderStreams(Folder folder, TskEntry entry, Names path) throws IOException {
        int count = entry.attributes();
        for (int i = 0; i < count; i++) {
            TskAttribute attribute = entry.attribute(i);
            if (attribute != null && attribute.type() == TskAttribute.NTFS_DATA) {
                one(folder, entry, path.stream(attribute.name()), attribute, attribute.type(), attribute.id());
            }
        }
    }

    private void streams(Folder folder, TskEntry entry, Names path) throws IOException {
        int count = entry.attributes();
        boolean any = false;
        for (int i = 0; i < count; i++) {
            TskAttribute attribute = entry.attribute(i);
            if (attribute == null
                    || attribute.type() != TskAttribute.NTFS_DATA && attribute.type() != TskAttribute.NTFS_INDEX_ROOT) {
                continue;
            }
            any = true;
            byte[] name = attribute.name();
            Names full = name.length == 0 || isPlainIndex(attribute, name) ? path : path.stream(name);
            one(folder, entry, full, attribute, attribute.type(), attribute.id());
        }
        if (!any) {
            one(folder, entry, path, null, 0, 0);
        }
    }

    private static boolean isPlainIndex(TskAttribute attribute, byte[] name) {
        return attribute.type() == TskAttribute.NTFS_INDEX_ROOT
                && new String(name, StandardCharsets.UTF_8).equals("$I30");
    }

    private void one(Folder folder, TskEntry entry, Names path, TskAttribute attribute, int type, int id)
            throws IOException {
        long size = attribute == null ? entry.size() : attribute.size();
        FileDraft draft = draft(folder, entry, path, size, new Locator(entry.metaAddress(), type, id, ""));
        String skipped = skipped(entry, attribute);
        if (skipped == null) {
            intake.take(draft, attribute);
        } else {
            intake.report(draft, Outcome.SKIPPED, skipped);
        }
    }

    private String skipped(TskEntry entry, TskAttribute attribute) {
        if (!entry.nameAllocated() && entry.metaAllocated()) {
            return "deleted: its metadata belongs to another file now";
        }
        if (ntfs && entry.metaAddress() == NTFS_BAD_CLUSTERS && attribute != null && attribute.name().length > 0) {
            return "list of the volume's bad clusters: no content of its own";
        }
        return switch (entry.metaType()) {
            case FIFO -> "named pipe: no content";
            case SOCKET -> "socket: no content";
            case CHARACTER_DEVICE -> "character device: no content";
            case BLOCK_DEVICE -> "block device: no content";
            case WHITEOUT -> "whiteout: no content";
            case LINK ->
                attribute == null || attribute.size() == 0
                        ? "symbolic link to " + new String(entry.link(), StandardCharsets.UTF_8)
                        : null;
            default -> null;
        };
    }

    private FileDraft nameOnly(Folder folder, TskEntry entry, Names path) {
        return new FileDraft(
                path.text(),
                path.bytes(),
                0,
                entry.nameAllocated(),
                !entry.nameAllocated(),
                folder.orphan(),
                "",
                null,
                "",
                "",
                "",
                "",
                new Locator(entry.metaAddress(), 0, 0, ""));
    }

    private FileDraft draft(Folder folder, TskEntry entry, Names path, long size, Locator locator) {
        return new FileDraft(
                path.text(),
                path.bytes(),
                size,
                entry.nameAllocated(),
                !entry.nameAllocated(),
                folder.orphan(),
                "",
                knownType(folder, entry),
                times.of(entry, FileTime.CREATED),
                times.of(entry, FileTime.MODIFIED),
                times.of(entry, FileTime.ACCESSED),
                times.of(entry, FileTime.CHANGED),
                locator);
    }

    /** FAT keeps the volume's label as an entry of the root; only an empty one is taken for it, so that none can hide. */
    private static boolean isVolumeLabel(Folder folder, TskEntry entry) {
        return folder.parent() == null
                && entry.size() == 0
                && new String(entry.name(), StandardCharsets.UTF_8).endsWith(VOLUME_LABEL);
    }

    private String knownType(Folder folder, TskEntry entry) {
        if (entry.metaType() == MetaType.VIRTUAL || isVolumeLabel(folder, entry)) {
            return METADATA;
        }
        if (entry.metaType() == MetaType.LINK) {
            return "inode/symlink";
        }
        boolean reservedHfs = fileSystem.isHfs()
                && entry.nameAllocated()
                && entry.metaAddress() < HFS_FIRST_USER
                && folder.address() == HFS_ROOT;
        boolean reserved = ntfs
                && entry.nameAllocated()
                && (entry.metaAddress() <= NTFS_LAST_RESERVED && entry.metaType() != MetaType.DIRECTORY
                        || folder.address() == NTFS_EXTEND);
        return reserved || reservedHfs ? METADATA : null;
    }
}
