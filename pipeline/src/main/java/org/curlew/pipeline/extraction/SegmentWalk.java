package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curlew.pipeline.filesystems.FileSystemException;
import org.curlew.pipeline.filesystems.TskEntry;
import org.curlew.pipeline.filesystems.TskFileSystem;

/**
 * Walks the folders of a file system, deleted ones and orphans too, in the same way as {@code fls -r}, but opens each
 * folder by itself: where the library dies in one, that one is known and can be left out, and a folder that cannot be
 * opened, lies too deep or is reached too often becomes a gap. The library's own recursion tells none of these.
 */
final class SegmentWalk {

    private final TskFileSystem fileSystem;
    private final ExtractionLimits limits;
    private final EntryHandler handler;
    private final Findings findings;
    private final Watch watch;
    private final Map<Long, String> poisonous = new HashMap<>();
    private final Deque<Folder> pending = new ArrayDeque<>();
    private final Map<Long, Integer> visits = new HashMap<>();
    private final Set<Long> stopped = new HashSet<>();
    private long entries;

    SegmentWalk(
            TskFileSystem fileSystem,
            ExtractionLimits limits,
            EntryHandler handler,
            Findings findings,
            Watch watch,
            List<Poison> poison) {
        this.fileSystem = fileSystem;
        this.limits = limits;
        this.handler = handler;
        this.findings = findings;
        this.watch = watch;
        for (Poison known : poison) {
            if (known.phase() == Watch.Phase.FOLDER) {
                poisonous.put(known.address(), known.reason());
            }
        }
    }

    void run() throws IOException {
        pending.push(new Folder(fileSystem.rootAddress(), Names.ROOT, null, 0, false));
        while (!pending.isEmpty()) {
            visit(pending.pop());
        }
    }

    private void visit(Folder folder) throws IOException {
        String poison = poisonous.get(folder.address());
        if (poison != null) {
            gap(folder, poison);
            return;
        }
        if (folder.depth() > limits.folderDepth()) {
            gap(folder, "more than " + limits.folderDepth() + " folders deep");
            return;
        }
        int times = visits.merge(folder.address(), 1, Integer::sum);
        if (times > limits.visits()) {
            if (stopped.add(folder.address())) {
                gap(folder, "reached by more than " + limits.visits() + " paths: its entries are damaged");
            }
            return;
        }
        List<Folder> below = new ArrayList<>();
        watch.doing(Watch.Phase.FOLDER, folder.address(), 0, 0);
        try {
            fileSystem.list(folder.address(), entry -> entry(folder, entry, below));
        } catch (WalkEndedException ended) {
            gap(folder, ended.getMessage());
        } catch (FileSystemException unreadable) {
            gap(folder, "folder cannot be read: " + unreadable.getMessage());
        }
        for (int i = below.size() - 1; i >= 0; i--) {
            pending.push(below.get(i));
        }
    }

    private void entry(Folder folder, TskEntry entry, List<Folder> below) throws IOException {
        if (++entries > limits.entries()) {
            throw new WalkEndedException("more than " + limits.entries() + " names in one walk");
        }
        if (entry.isDot()) {
            handler.dot(folder, entry);
            return;
        }
        if (isFolder(entry)) {
            long address = entry.metaAddress();
            if (!folder.isBelow(address)) {
                if (pending.size() + below.size() >= limits.pendingFolders()) {
                    throw new WalkEndedException("more than " + limits.pendingFolders() + " folders waiting");
                }
                boolean orphan = folder.orphan() || address == fileSystem.lastAddress();
                Names path = folder.path().with(entry.name()).slash();
                below.add(new Folder(address, path, folder, folder.depth() + 1, orphan));
            }
        }
        handler.entry(folder, entry);
        watch.doing(Watch.Phase.FOLDER, folder.address(), 0, 0);
    }

    /** The library's own rule for entering a folder, so that the names are those of its tools. */
    private static boolean isFolder(TskEntry entry) {
        boolean named = entry.nameType().isDirectory()
                || entry.nameType() == org.curlew.pipeline.filesystems.NameType.UNDEFINED;
        return named
                && entry.hasMeta()
                && entry.metaType().isDirectory()
                && (entry.nameAllocated() || entry.metaUnallocated());
    }

    private void gap(Folder folder, String reason) throws IOException {
        if (handler.owns(folder.address())) {
            findings.gap("WALK_STOPPED", folder.path().text(), 0, 0, reason);
        }
    }

    /** Ends the listing of a folder where a limit is reached. */
    private static final class WalkEndedException extends IOException {
        private static final long serialVersionUID = 1L;

        WalkEndedException(String message) {
            super(message);
        }
    }
}
