package org.curlew.triage.hashsets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.triage.hashsets.index.HashIndex;
import org.curlew.triage.hashsets.index.IndexEntries;
import org.springframework.util.FileSystemUtils;

/**
 * The folder of index files. {@code versions/ID} is one version's index. Versions of a like size are joined into one under
 * {@code joined/}, so that a search goes through few indexes while a small set can change without rewriting the large ones.
 */
final class IndexStore {

    /** Choices of versions whose picture index is kept; devices that name their own sets make others than the sets in force. */
    private static final int PICTURE_INDEXES = 4;

    private final Path versions;
    private final Path joined;
    private final Path pictures;
    private List<Path> openedFrom = List.of();
    private HashIndex opened;

    IndexStore(Path folder) throws IOException {
        versions = Files.createDirectories(folder.resolve("versions"));
        joined = Files.createDirectories(folder.resolve("joined"));
        pictures = Files.createDirectories(folder.resolve("pictures"));
    }

    /** Where a version's index is built and stays. */
    Path folder(long versionId) {
        return versions.resolve(Long.toString(versionId));
    }

    /** Where an import keeps working copies; {@link #delete} and {@link #clear} remove it. */
    Path working(long versionId) {
        return versions.resolveSibling("working").resolve(Long.toString(versionId));
    }

    void clear(long versionId) throws IOException {
        FileSystemUtils.deleteRecursively(working(versionId));
    }

    void delete(long versionId) throws IOException {
        clear(versionId);
        FileSystemUtils.deleteRecursively(folder(versionId));
    }

    /** An index over exactly these versions; joins are built where they are missing, beside what is in use, and kept. */
    synchronized HashIndex open(List<SetVersion> chosen) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (List<SetVersion> alike : bySize(chosen)) {
            folders.add(alike.size() == 1 ? folder(alike.getFirst().id()) : join(alike));
        }
        if (opened == null || !folders.equals(openedFrom)) {
            opened = HashIndex.open(folders);
            openedFrom = List.copyOf(folders);
        }
        return opened;
    }

    /** The PDQs of these versions; their index is built where it is missing, and kept. */
    synchronized SetPictures pictures(List<SetVersion> chosen) throws IOException {
        List<SetVersion> having = new ArrayList<>();
        for (SetVersion version : chosen) {
            if (IndexEntries.pictures(folder(version.id())) > 0) {
                having.add(version);
            }
        }
        Path file = pictures.resolve(name(having) + ".near");
        SetPictures opened = SetPictures.open(having, file, this);
        forgetOldPictures();
        return opened;
    }

    /** An index in use by another device stays readable after its name is gone. */
    private void forgetOldPictures() throws IOException {
        try (Stream<Path> found = Files.list(pictures)) {
            List<Path> newestFirst = found.filter(f -> f.toString().endsWith(".near"))
                    .sorted(Comparator.comparingLong((Path f) -> f.toFile().lastModified())
                            .reversed())
                    .toList();
            for (Path file : newestFirst.stream().skip(PICTURE_INDEXES).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Removes joins that the versions in use do not need. */
    synchronized void tidy(List<SetVersion> inUse) throws IOException {
        Set<String> needed = new HashSet<>();
        for (List<SetVersion> alike : bySize(inUse)) {
            needed.add(name(alike));
        }
        try (Stream<Path> found = Files.list(joined)) {
            for (Path folder : found.toList()) {
                if (!needed.contains(folder.getFileName().toString())) {
                    FileSystemUtils.deleteRecursively(folder);
                }
            }
        }
    }

    private static List<List<SetVersion>> bySize(List<SetVersion> chosen) {
        Map<Integer, List<SetVersion>> classes = chosen.stream()
                .sorted(Comparator.comparingLong(SetVersion::id))
                .collect(Collectors.groupingBy(IndexStore::sizeClass, TreeMap::new, Collectors.toList()));
        return new ArrayList<>(classes.values());
    }

    /** Each class holds sets up to 16 times as large as the class below; up to 65,536 entries all are one. */
    private static int sizeClass(SetVersion version) {
        return Math.max(16, 64 - Long.numberOfLeadingZeros(version.entries())) / 4;
    }

    private static String name(List<SetVersion> alike) {
        return alike.stream().map(v -> Long.toString(v.id())).collect(Collectors.joining("-"));
    }

    private Path join(List<SetVersion> alike) throws IOException {
        Path target = joined.resolve(name(alike));
        if (!Files.exists(target)) {
            Path building = joined.resolve("building-" + name(alike));
            FileSystemUtils.deleteRecursively(building);
            HashIndex.merge(alike.stream().map(v -> folder(v.id())).toList(), building);
            Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }
}
