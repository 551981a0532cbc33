package org.curlew.pipeline.stages;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceFiles;
import org.curlew.pipeline.devices.DeviceFiles.Row;
import org.curlew.pipeline.devices.RowCursor;
import org.curlew.pipeline.near.VideoFingerprints;
import org.curlew.pipeline.pictures.Decoded;
import org.curlew.pipeline.pictures.VideoFrames;
import org.curlew.pipeline.pictures.VideoReader;
import org.curlew.pipeline.worker.Worker;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackWriter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Hashes the key frames of a device's videos and keeps a contact sheet of each that needs eyes. The worker copies a video out of the
 * image into a file, since ffmpeg seeks in it; ffmpeg reads it as a limited child process. Every video that was not read whole has its
 * reason stored.
 */
@Service
class VideoWork {

    private static final String COPY = ".copy";

    /** Videos that lie in the working folder at a time. */
    private static final int AT_ONCE = 16;

    /** The sum of their sizes above which no further one is taken, in bytes. */
    private static final long BYTES_AT_ONCE = 2L << 30;

    private final DeviceFiles files;
    private final VideoFingerprints fingerprints;
    private final Worker worker;
    private final ObjectProvider<MediaPacks> packs;
    private final Path folder;
    private final long largest;
    private final VideoReader reader = new VideoReader();

    VideoWork(
            DeviceFiles files,
            VideoFingerprints fingerprints,
            Worker worker,
            ObjectProvider<MediaPacks> packs,
            DataFolder data,
            @Value("${curlew.perceptual.largest-video-bytes:8589934592}") long largest) {
        this.files = files;
        this.fingerprints = fingerprints;
        this.worker = worker;
        this.packs = packs;
        this.folder = data.folder("videos");
        deleteLeftOvers();
        this.largest = largest;
    }

    /** Copies of a process that was killed: evidence in the clear, which no disposal would find. The data folder is ours alone. */
    private void deleteLeftOvers() {
        try (Stream<Path> copies = Files.list(folder)) {
            for (Path copy :
                    copies.filter(file -> file.toString().endsWith(COPY)).toList()) {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Copies of videos that an earlier run left in " + folder
                            + " cannot be deleted: delete them by hand",
                    e);
        }
    }

    /**
     * What was done.
     *
     * @param hashed videos with at least one frame's hash
     * @param statuses videos that were not read whole, by the first word of the reason
     */
    record Done(long hashed, long bytes, Map<String, Long> statuses) {

        String reason() {
            return hashed == 0 && statuses.isEmpty()
                    ? ""
                    : "; frames of " + hashed + " videos hashed"
                            + (statuses.isEmpty() ? "" : "; " + ReadingOutcomes.inWords(statuses));
        }
    }

    Done run(Acquisition acquisition, ProgressBoard.Progress progress) throws IOException, InterruptedException {
        Counting counting = new Counting();
        try (PackWriter writer = packs.getObject().writer(StageRunner.MACHINE);
                RowCursor rows = files.mediaByContent(acquisition.id())) {
            List<Row> batch = new ArrayList<>();
            long bytes = 0;
            byte[] last = new byte[0];
            while (rows.hasNext()) {
                Row row = rows.next();
                boolean again = Arrays.equals(last, row.file().sha256());
                last = row.file().sha256();
                if (again || !row.file().mime().startsWith("video/") || harmless(row)) {
                    continue;
                }
                batch.add(row);
                bytes += row.file().size();
                if (batch.size() == AT_ONCE || bytes > BYTES_AT_ONCE) {
                    hash(acquisition, batch, writer, counting, progress);
                    batch.clear();
                    bytes = 0;
                }
            }
            hash(acquisition, batch, writer, counting, progress);
            writer.flush();
        }
        return new Done(counting.hashed, counting.bytes, counting.statuses);
    }

    private static boolean harmless(Row row) {
        return row.hit() != null && row.hit().role().equals("known-good");
    }

    private void hash(
            Acquisition acquisition,
            List<Row> batch,
            PackWriter writer,
            Counting counting,
            ProgressBoard.Progress progress)
            throws IOException, InterruptedException {
        List<Row> wanted = new ArrayList<>();
        List<byte[]> done =
                fingerprints.read(batch.stream().map(r -> r.file().sha256()).toList());
        for (Row row : batch) {
            if (done.stream()
                    .anyMatch(sha256 -> Arrays.equals(sha256, row.file().sha256()))) {
                continue;
            }
            if (row.file().size() > largest) {
                counting.without(row, "TOO_LARGE", row.file().size() + " bytes, " + largest + " are the limit");
            } else {
                wanted.add(row);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        Path[] copies = new Path[wanted.size()];
        try {
            worker.content(
                    acquisition.readFrom(),
                    wanted.stream().map(r -> r.file().locator()).toList(),
                    new Copies(wanted, copies, counting),
                    (bytesDone, total, count) -> progress.progress(counting.bytes, 0, counting.hashed));
            for (int i = 0; i < copies.length; i++) {
                if (copies[i] != null) {
                    hash(wanted.get(i), copies[i], writer, counting);
                    progress.progress(counting.bytes, 0, counting.hashed);
                }
            }
        } finally {
            for (Path copy : copies) {
                if (copy != null) {
                    Files.deleteIfExists(copy);
                }
            }
        }
    }

    private void hash(Row row, Path copy, PackWriter writer, Counting counting)
            throws IOException, InterruptedException {
        VideoFrames video = reader.frames(copy);
        // What an illegal set holds is decided: nobody has to look at it, so no sheet of it is made.
        boolean decided = row.hit() != null && row.hit().role().equals("illegal");
        Optional<byte[]> sheet = decided ? Optional.empty() : reader.contactSheet(copy, video, false);
        String stored = sheet.isPresent() ? store(sheet.get(), writer) : null;
        fingerprints.store(row.file().sha256(), video, stored);
        counting.bytes += row.file().size();
        counting.hashed += video.frames().isEmpty() ? 0 : 1;
        if (video.status() != Decoded.Status.READ) {
            counting.statuses.merge(video.status().name(), 1L, Long::sum);
        }
    }

    private static String store(byte[] sheet, PackWriter writer) {
        try {
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(sheet));
            writer.put(sha256, sheet.length, new ByteArrayInputStream(sheet));
            return sha256;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Takes the videos out of the image. */
    private final class Copies implements Worker.ContentSink {

        private final List<Row> rows;
        private final Path[] copies;
        private final Counting counting;

        Copies(List<Row> rows, Path[] copies, Counting counting) {
            this.rows = rows;
            this.copies = copies;
            this.counting = counting;
        }

        @Override
        public void content(int requestIndex, long size, InputStream content) throws IOException {
            Path copy = Files.createTempFile(folder, "video", COPY);
            copies[requestIndex] = copy;
            Files.copy(content, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void unreadable(int requestIndex, String reason) {
            counting.without(rows.get(requestIndex), "UNREADABLE", reason);
        }
    }

    /** Counts, and keeps the reasons of what could not be read. */
    private final class Counting {

        private final Map<String, Long> statuses = new TreeMap<>();
        private long hashed;
        private long bytes;

        void without(Row row, String status, String reason) {
            fingerprints.without(row.file().sha256(), status, reason);
            statuses.merge(status, 1L, Long::sum);
        }
    }
}
