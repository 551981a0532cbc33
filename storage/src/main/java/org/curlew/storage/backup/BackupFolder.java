package org.curlew.storage.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A backup's folder whose every file has been read and has the SHA-256 it was written with. */
public final class BackupFolder {

    static final JsonMapper JSON = new JsonMapper();

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

    private final Path folder;
    private final Map<String, String> sums;
    private final Contents contents;

    private BackupFolder(Path folder, Map<String, String> sums, Contents contents) {
        this.folder = folder;
        this.sums = sums;
        this.contents = contents;
    }

    /**
     * Reads the whole backup.
     *
     * @throws BackupException naming the first file that is missing or not what was written
     */
    public static BackupFolder open(Path folder) {
        try {
            Map<String, String> sums = sums(folder);
            for (Map.Entry<String, String> each : sums.entrySet()) {
                if (!digest(folder.resolve(each.getKey())).equals(each.getValue())) {
                    throw new BackupException("The file " + each.getKey() + " of the backup " + folder
                            + " is not what was written (its SHA-256 differs): use another copy of the backup");
                }
            }
            if (!sums.containsKey("contents.json")) {
                throw new NoSuchFileException("contents.json");
            }
            Contents contents = JSON.readValue(folder.resolve("contents.json").toFile(), Contents.class);
            if (contents.format() != Contents.FORMAT) {
                throw new BackupException("The backup " + folder + " has layout " + contents.format()
                        + ", which this version does not read: restore it with the version that wrote it");
            }
            return new BackupFolder(folder, sums, contents);
        } catch (NoSuchFileException e) {
            throw new BackupException(
                    "The backup " + folder + " lacks the file " + folder.relativize(folder.resolve(e.getFile()))
                            + ": it is no backup, or it did not end; use another copy",
                    e);
        } catch (IOException | JacksonException e) {
            throw new BackupException(
                    "The backup " + folder + " cannot be read: " + e.getMessage() + "; use another copy", e);
        }
    }

    private static Map<String, String> sums(Path folder) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        Path root = folder.normalize();
        for (String line : Files.readAllLines(folder.resolve(BackupWriter.SUMS))) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches() || !root.resolve(parts.group(2)).normalize().startsWith(root)) {
                throw new BackupException("A line of " + folder.resolve(BackupWriter.SUMS) + " is damaged: \"" + line
                        + "\"; use another copy of the backup");
            }
            sums.put(parts.group(2), parts.group(1));
        }
        return sums;
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = BackupWriter.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    Contents contents() {
        return contents;
    }

    /** A file that is listed, and so was checked. */
    Path file(String name) {
        if (!sums.containsKey(name)) {
            throw new BackupException(
                    "The backup " + folder + " does not list the file " + name + ": use another copy of the backup");
        }
        return folder.resolve(name);
    }

    List<String> names(String prefix) {
        return sums.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
