package org.curlew.storage.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.curlew.storage.objects.PrivateFiles;

/**
 * Fills a backup's folder. Every file is forced to the disk and listed with its SHA-256 in {@code SHA256SUMS} (the
 * format of {@code sha256sum -c}), which is written last: a folder without it is no backup.
 */
final class BackupWriter {

    static final String SUMS = "SHA256SUMS";

    private final Path folder;
    private final Map<String, String> sums = new TreeMap<>();

    private BackupWriter(Path folder) {
        this.folder = folder;
    }

    static BackupWriter create(Path folder) throws IOException {
        PrivateFiles.folder(folder);
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new BackupException("The folder " + folder + " is not empty: name a new folder for each backup");
            }
        }
        return new BackupWriter(folder);
    }

    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /**
     * @param name with {@code /} between folders
     * @return SHA-256, lower-case hex
     */
    String write(String name, Content content) throws IOException {
        if (name.indexOf('\n') >= 0) {
            throw new IOException("a file's name has a line break: " + name.replace('\n', ' '));
        }
        Path file = folder.resolve(name);
        PrivateFiles.folder(file.getParent());
        MessageDigest digest = sha256();
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            OutputStream out = new DigestOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), digest);
            content.write(out);
            out.flush();
            channel.force(true);
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        sums.put(name, sum);
        return sum;
    }

    void write(String name, byte[] content) throws IOException {
        write(name, out -> out.write(content));
    }

    void finish() throws IOException {
        StringBuilder lines = new StringBuilder();
        sums.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
        PrivateFiles.write(folder.resolve(SUMS), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
