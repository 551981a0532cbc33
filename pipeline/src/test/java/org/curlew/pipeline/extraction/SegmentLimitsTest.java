package org.curlew.pipeline.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.curlew.pipeline.filesystems.TskImage;
import org.curlew.pipeline.filesystems.VolumeTable;
import org.curlew.pipeline.images.ImageFormats;
import org.curlew.pipeline.images.ImageSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that no honest device reaches end in gaps; here they are small. */
class SegmentLimitsTest {

    @TempDir
    private Path folder;

    private static final class Kept implements Findings {
        final Queue<ExtractedFile> files = new ConcurrentLinkedQueue<>();
        final Queue<String> gaps = new ConcurrentLinkedQueue<>();

        @Override
        public void file(ExtractedFile file) {
            files.add(file);
        }

        @Override
        public void gap(String kind, String path, long offset, long length, String reason) {
            gaps.add(kind + " " + path + " " + reason);
        }
    }

    private Kept extract(ExtractionLimits limits) throws IOException, InterruptedException {
        Path tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("a/b/c/d/e"));
        Files.writeString(tree.resolve("a/b/c/d/e/deep"), "deep");
        Files.writeString(tree.resolve("top"), "top");
        for (int i = 0; i < 20; i++) {
            Files.createDirectories(tree.resolve("many/" + i));
        }
        Path image = Files.createFile(folder.resolve("disk.raw"));
        Process made = new ProcessBuilder("mke2fs", "-q", "-t", "ext4", "-d", tree.toString(), image.toString(), "4M")
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).isZero();
        Kept kept = new Kept();
        try (ImageSource source = new ImageFormats().open(List.of(image));
                TskImage view = TskImage.open(source, new AtomicLong())) {
            VolumeTable volumes = VolumeTable.read(view, offset -> null);
            new SegmentExtraction(view, volumes, limits, ArchiveLimits.standard(), 2)
                    .run(0, 0, Long.MAX_VALUE, List.of(), kept, (phase, address, type, id) -> {}, new Tally());
        }
        return kept;
    }

    @Test
    void within_the_limits_nothing_is_left_out() throws Exception {
        Kept kept = extract(ExtractionLimits.standard());

        assertThat(kept.gaps).isEmpty();
        assertThat(kept.files).extracting(ExtractedFile::path).containsExactlyInAnyOrder("/a/b/c/d/e/deep", "/top");
    }

    @Test
    void folders_too_deep_are_told() throws Exception {
        Kept kept = extract(new ExtractionLimits(3, 1000, 64, 1000, 2, 16));

        assertThat(kept.gaps).containsExactly("WALK_STOPPED /a/b/c/d/ more than 3 folders deep");
        assertThat(kept.files).extracting(ExtractedFile::path).containsExactly("/top");
    }

    @Test
    void too_many_names_are_told_in_each_folder_left_out() throws Exception {
        Kept kept = extract(new ExtractionLimits(100, 10, 64, 1000, 2, 16));

        assertThat(kept.gaps).isNotEmpty().allMatch(gap -> gap.contains("more than 10 names"));
    }

    @Test
    void too_many_folders_at_once_are_told() throws Exception {
        Kept kept = extract(new ExtractionLimits(100, 1000, 64, 10, 2, 16));

        assertThat(kept.gaps).containsExactly("WALK_STOPPED /many/ more than 10 folders waiting");
        assertThat(kept.files).extracting(ExtractedFile::path).contains("/top");
    }
}
