package org.curlew.triage.hashsets.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What makes a folder of files an index: written last, by a rename, so that a folder without it was never finished.
 *
 * @param format 1
 * @param sets by ordinal, as the items of the payloads name them
 * @param rows digests by kind's label, and entries with a PDQ
 * @param files CRC-32C by file name
 */
record Manifest(int format, List<SetInfo> sets, Map<String, Long> rows, Map<String, Long> files) {

    static final String NAME = "manifest.json";
    /** Among the rows: how many entries have a PDQ. Indexes from before PDQs were kept do not say, and have none. */
    static final String PICTURES = "pdq";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static void publish(Path folder, List<SetInfo> sets, Map<String, Long> rows) throws IOException {
        Map<String, Long> files = new TreeMap<>();
        for (String file : dataFiles()) {
            if (Files.exists(folder.resolve(file))) {
                files.put(file, crc(folder.resolve(file)));
            }
        }
        Path unnamed = folder.resolve(NAME + ".new");
        Files.write(
                unnamed,
                JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(new Manifest(1, sets, new TreeMap<>(rows), files)));
        try (FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unnamed, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws IOException where the folder holds no finished index */
    static Manifest read(Path folder) throws IOException {
        try {
            Manifest manifest = JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), Manifest.class);
            if (manifest.format() != 1) {
                throw new IOException(folder + ": index of format " + manifest.format() + "; import the sets again");
            }
            return manifest;
        } catch (NoSuchFileException e) {
            throw new IOException(folder + ": no finished hash-set index is here; import the set again", e);
        } catch (JacksonException e) {
            throw new IOException(folder + ": the index's manifest is damaged; import the set again", e);
        }
    }

    /** Compares every file with its check sum; a disk that changed one bit must not decide what is known. */
    void verify(Path folder) throws IOException {
        for (Map.Entry<String, Long> entry : files.entrySet()) {
            String file = entry.getKey();
            if (crc(folder.resolve(file)) != entry.getValue()) {
                throw new IOException(
                        folder.resolve(file) + ": check sum differs, the file is damaged; import the set again");
            }
        }
    }

    private static List<String> dataFiles() {
        return List.of("md5", "sha1", "sha256", PayloadWriter.PAYLOADS, PayloadWriter.SERIES, LinkedRows.NAME);
    }

    private static long crc(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[1 << 18];
        try (InputStream in = Files.newInputStream(file)) {
            for (int got; (got = in.read(buffer)) > 0; ) {
                crc.update(buffer, 0, got);
            }
        }
        return crc.getValue();
    }
}
