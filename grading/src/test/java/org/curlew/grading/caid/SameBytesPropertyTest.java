package org.curlew.grading.caid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.curlew.grading.media.Samples;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Exhibits;
import org.springframework.util.FileSystemUtils;

/** The same case gives the same bundle to the byte, whoever put it in, in whatever order and by however many hands. */
class SameBytesPropertyTest {

    private static final TestDatabase ONE = TestDatabase.create();
    private static final TestDatabase OTHER = TestDatabase.create();
    private static final Instant MADE = Instant.parse("2026-06-01T12:00:00Z");
    private static final List<String> CODES = List.of("A", "B", "C", "PROHIBITED", "NOT-ILLEGAL");
    private static final BundleSigner FORCE = TestKeys.ec(
            "Synthetic Constabulary", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2036-01-01T00:00:00Z"));

    private static Path folder;

    @BeforeContainer
    static void opens() throws IOException {
        folder = Files.createTempDirectory("curlew-same");
    }

    @AfterContainer
    static void cleansUp() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }

    // A number is a place: which of 12 contents, in which of three folders; the grade follows from the content.
    @Property(tries = 15)
    void the_same_case_gives_the_same_bytes_in_any_order_and_by_any_number_of_hands(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 35) Integer> places, @ForAll long seed)
            throws Exception {
        String operation = "OP-" + System.nanoTime();
        List<Integer> shuffled = new ArrayList<>(places.stream().distinct().toList());
        Path ordered =
                draft(ONE, "one", operation, places.stream().distinct().sorted().toList(), 1);
        Collections.shuffle(shuffled, new Random(seed));
        Path any = draft(OTHER, "other", operation, shuffled, 4);
        assertThat(Files.mismatch(ordered, any)).as("first byte that differs").isEqualTo(-1);
    }

    private static Path draft(TestDatabase database, String name, String operation, List<Integer> places, int hands)
            throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        Desk desk = Desk.open(database, own);
        Exhibits exhibits = new Exhibits(database.dataSource());
        long exhibit = exhibits.bookIn(operation, "ABC/1", "examiner").id();
        long caseId = exhibits.findCase(operation).orElseThrow();
        desk.media()
                .record(
                        exhibit,
                        places.stream().map(p -> Samples.found(text(p), "/" + p / 12 + "/IMG_" + p % 12 + ".jpg")));
        Map<String, byte[]> store = new HashMap<>();
        IntStream.range(0, 12)
                .forEach(n -> store.put(Samples.picture(text(n)).sha256(), text(n).getBytes(StandardCharsets.UTF_8)));
        List<Integer> contents = places.stream().map(p -> p % 12).distinct().toList();
        try (ExecutorService graders = Executors.newFixedThreadPool(hands)) {
            for (var given : contents.stream()
                    .map(n -> graders.submit(() -> desk.grades()
                            .append(
                                    new Grading(
                                            caseId,
                                            "uk-2014",
                                            CODES.get(n % CODES.size()),
                                            "grader" + n % 3,
                                            null,
                                            Grading.Basis.VIEWED,
                                            ""),
                                    List.of(Samples.picture(text(n)).sha256()))))
                    .toList()) {
                given.get();
            }
        }
        return desk.export()
                .draft(
                        caseId,
                        "uk-2014",
                        VicsProfile.UK,
                        own,
                        new CaidExport.Settings(
                                sha256 -> new ByteArrayInputStream(store.get(sha256)),
                                MADE,
                                FORCE,
                                "1.0",
                                CaseContact.NONE))
                .file();
    }

    private static String text(int place) {
        return "same " + place % 12;
    }
}
