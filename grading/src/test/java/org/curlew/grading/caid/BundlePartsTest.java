package org.curlew.grading.caid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.curlew.grading.caid.BundleVerdict.Status;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.Samples;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsWriter;
import org.curlew.grading.vics.lint.VicsLinter;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of a bundle: the same in a folder as in a zip, and in the order of the signed list. */
class BundlePartsTest {

    private static final Instant MADE = Instant.parse("2026-06-01T12:00:00Z");
    private static final BundleSigner FORCE = TestKeys.ec(
            "Synthetic Constabulary", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2036-01-01T00:00:00Z"));
    private static final List<Content> MEDIA =
            IntStream.range(0, 20).mapToObj(i -> Samples.picture("part " + i)).toList();

    @TempDir
    Path folder;

    @Test
    void a_folder_and_a_zip_hold_the_same_bytes_at_the_same_paths() throws IOException {
        Path tree = folder.resolve("tree");
        write(new FolderSink(tree));
        Map<String, String> inFolder;
        try (Stream<Path> files = Files.walk(tree)) {
            inFolder = files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            f -> tree.relativize(f).toString().replace('\\', '/'),
                            f -> hex(f),
                            (a, b) -> a,
                            TreeMap::new));
        }
        Map<String, String> inZip = new TreeMap<>();
        for (Entry entry : entries(zip())) {
            inZip.put(entry.name(), HexFormat.of().formatHex(entry.bytes()));
        }

        assertThat(inZip).hasSize(MEDIA.size() + 4).isEqualTo(inFolder);
    }

    @Test
    void the_same_parts_in_another_order_have_their_own_message_and_the_unpacked_folder_is_sound() throws IOException {
        List<Entry> entries = entries(zip());
        Collections.swap(entries, 3, 4);
        Path packedAgain = folder.resolve("again.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(packedAgain))) {
            for (Entry entry : entries) {
                out.putNextEntry(new ZipEntry(entry.name()));
                out.write(entry.bytes());
            }
        }
        Path unpacked = folder.resolve("unpacked");
        for (Entry entry : entries) {
            Path file = unpacked.resolve(entry.name());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.bytes());
        }

        BundleVerdict verdict = BundleVerifier.verify(packedAgain, FORCE.certificate());

        assertThat(verdict.status()).isEqualTo(Status.ORDER_ALTERED);
        assertThat(verdict.message()).contains(entries.get(3).name(), "packed it again");
        assertThat(BundleVerifier.verify(zip(), FORCE.certificate()).status()).isEqualTo(Status.SOUND);
        assertThat(BundleVerifier.verify(unpacked, FORCE.certificate()).status())
                .isEqualTo(Status.SOUND);
    }

    private record Entry(String name, byte[] bytes) {}

    private static List<Entry> entries(Path bundle) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ZipFile zip = new ZipFile(bundle.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.add(new Entry(entry.getName(), in.readAllBytes()));
                }
            }
        }
        return entries;
    }

    private static String hex(Path file) {
        try {
            return HexFormat.of().formatHex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path zip() throws IOException {
        Path bundle = folder.resolve("bundle.zip");
        try (OutputStream out = Files.newOutputStream(bundle)) {
            write(new ZipSink(out));
        }
        return bundle;
    }

    private static void write(BundleSink sink) throws IOException {
        Map<String, String> texts = IntStream.range(0, MEDIA.size())
                .boxed()
                .collect(Collectors.toMap(i -> MEDIA.get(i).sha256(), i -> "part " + i));
        BundleFacts facts = new BundleFacts("OP-1", VicsProfile.UK, "uk-2014", 1, true, List.of(), MADE, "1.0");
        try (sink) {
            new BundleWriter(
                            new VicsLinter(),
                            sha256 -> new ByteArrayInputStream(texts.get(sha256).getBytes(StandardCharsets.UTF_8)))
                    .write(sink, facts, FORCE, (vics, items) -> {
                        VicsWriter.write(
                                vics,
                                VicsProfile.UK,
                                VicsCase.builder()
                                        .caseId("0f0e0d0c-0b0a-0908-0706-050403020100")
                                        .caseNumber("OP-1")
                                        .build(),
                                MEDIA.stream()
                                        .map(c -> VicsMedia.builder()
                                                .md5(c.md5())
                                                .sha1(c.sha1())
                                                .relativeFilePath(BundleWriter.path(c.md5()))
                                                .build())
                                        .iterator());
                        for (Content media : MEDIA) {
                            items.add(media.md5(), media.sha256(), true);
                        }
                    });
        }
    }
}
