package org.curlew.pipeline.filesystems;

import java.util.ArrayList;
import java.util.List;

/** The volumes of an APFS container, through the library's pool calls. */
final class ApfsContainer {

    private static final int FLAG_ENCRYPTED = 0x1;

    /** Apple's limit is 100 volumes a container; a damaged list may be a ring. */
    private static final int VOLUME_LIMIT = 100;

    private ApfsContainer() {}

    static List<Volume> volumes(TskImage image, long offset, long bytes, String label) {
        long pool = Tsk.openPool(image.address(), offset, TskTypes.POOL_APFS);
        if (pool == 0) {
            return List.of(FileSystemDetector.closed(
                    offset, bytes, label, Volume.Status.UNREADABLE, "APFS container cannot be opened: " + Tsk.error()));
        }
        List<Volume> volumes = new ArrayList<>();
        try {
            long entry = Memory.getLong(pool + Tsk.offset("pool.vol_list"));
            for (int i = 0; entry != 0 && i < VOLUME_LIMIT; i++) {
                volumes.add(volume(image, pool, entry, offset, bytes));
                entry = Memory.getLong(entry + Tsk.offset("poolvol.next"));
            }
        } finally {
            Tsk.closePool(pool);
        }
        return volumes.isEmpty()
                ? List.of(FileSystemDetector.closed(
                        offset, bytes, label, Volume.Status.UNREADABLE, "APFS container without a volume"))
                : volumes;
    }

    private static Volume volume(TskImage image, long pool, long entry, long offset, long bytes) {
        String name = Memory.text(Memory.getLong(entry + Tsk.offset("poolvol.desc")));
        long block = Memory.getLong(entry + Tsk.offset("poolvol.block"));
        if ((Memory.getInt(entry + Tsk.offset("poolvol.flags")) & FLAG_ENCRYPTED) != 0) {
            long hint = Memory.getLong(entry + Tsk.offset("poolvol.password_hint"));
            return FileSystemDetector.closed(
                    offset,
                    bytes,
                    name,
                    Volume.Status.ENCRYPTED,
                    "APFS volume encrypted with FileVault: ask for the password or the recovery key, decrypt, and book"
                            + " in the decrypted image" + (hint == 0 ? "" : "; password hint: " + Memory.text(hint)));
        }
        long view = Tsk.poolImage(pool, block);
        long info = view == 0 ? 0 : Tsk.openFileSystem(view, 0, TskTypes.APFS);
        if (info == 0) {
            Volume refused = FileSystemDetector.closed(
                    offset, bytes, name, Volume.Status.UNREADABLE, "APFS volume cannot be opened: " + Tsk.error());
            close(view);
            return refused;
        }
        Tsk.closeFileSystem(info);
        close(view);
        return new Volume(0, offset, bytes, "apfs", name, Volume.Status.READ, "", TskTypes.APFS, block);
    }

    private static void close(long view) {
        if (view != 0) {
            Tsk.closeImage(view);
        }
    }

    static TskFileSystem open(TskImage image, Volume volume) throws ClosedVolumeException {
        long pool = Tsk.openPool(image.address(), volume.offset(), TskTypes.POOL_APFS);
        if (pool == 0) {
            throw new ClosedVolumeException("APFS container cannot be opened: " + Tsk.error());
        }
        long view = Tsk.poolImage(pool, volume.poolBlock());
        long info = view == 0 ? 0 : Tsk.openFileSystem(view, 0, TskTypes.APFS);
        if (info == 0) {
            String reason = Tsk.error();
            close(view);
            Tsk.closePool(pool);
            throw new ClosedVolumeException("APFS volume cannot be opened: " + reason);
        }
        return new TskFileSystem(image, info, () -> {
            close(view);
            Tsk.closePool(pool);
        });
    }
}
