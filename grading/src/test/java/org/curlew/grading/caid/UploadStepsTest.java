package org.curlew.grading.caid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.illegal;
import static org.curlew.grading.media.Samples.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.curlew.grading.caid.CaidExport.Made;
import org.curlew.grading.caid.Uploads.State;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.MediaBytes;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps of an upload in another order than the plain one: twice, too early, beside each other. */
class UploadStepsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Instant NOW = Instant.now();
    private static final BundleSigner FORCE =
            TestKeys.ec("Synthetic Constabulary", NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(365)));
    private static final MediaBytes STORE = sha256 -> Stream.of("a", "b", "c", "own")
            .filter(t -> picture(t).sha256().equals(sha256))
            .findFirst()
            .map(t -> new ByteArrayInputStream(t.getBytes(StandardCharsets.UTF_8)))
            .orElseThrow(() -> new java.io.FileNotFoundException(sha256));

    @TempDir
    Path folder;

    private final CaidExport.Settings settings = new CaidExport.Settings(STORE, NOW, FORCE, "1.0", CaseContact.NONE);
    private Desk desk;
    private long caseId;

    @BeforeEach
    void a_case_with_three_unknown_and_one_known_picture() throws IOException {
        desk = Desk.open(DATABASE, folder);
        long exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn("OP-" + System.nanoTime(), "ABC/1", "examiner")
                .id();
        caseId = DATABASE.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(exhibit)
                .query(Long.class)
                .single();
        desk.media()
                .record(
                        exhibit,
                        Stream.of(
                                found("a", "/a.jpg"),
                                found("b", "/b.jpg"),
                                found("c", "/c.jpg"),
                                found("known", "/known.jpg", illegal())));
    }

    @Test
    void what_only_the_forces_own_set_knows_goes_with_its_bytes_until_caid_has_received_it() throws IOException {
        Match own = new Match("force uk-2014 illegal", "1", Match.ILLEGAL, "uk-2014", 1, "md5");
        long secondCase = caseWith(found("own", "/again.jpg", own));
        caseId = caseWith(found("own", "/own.jpg"));
        assertThat(sendsBytes(secondCase)).as("never sent").isTrue();

        grade("ann", "A", "own");
        Releases.Release asked = desk.releases().request(caseId, "uk-2014", VicsProfile.UK, "cay");
        desk.releases().decide(asked.id(), true, "dee", "checked");
        Made made = desk.export().released(asked.id(), "cay", folder, settings);
        desk.uploads().sent(made.bundleId(), "eve", "CAID");
        assertThat(sendsBytes(secondCase)).as("no receipt yet").isTrue();

        desk.uploads().receipt(made.bundleId(), List.of(), "", "eve");
        assertThat(sendsBytes(secondCase)).as("received").isFalse();
    }

    private long caseWith(FoundMedia media) {
        long exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn("OP-" + System.nanoTime(), "ABC/1", "examiner")
                .id();
        desk.media().record(exhibit, Stream.of(media));
        return DATABASE.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(exhibit)
                .query(Long.class)
                .single();
    }

    private boolean sendsBytes(long ofCase) throws IOException {
        Path to = Files.createTempDirectory(folder, "draft");
        Made made = desk.export().draft(ofCase, "uk-2014", VicsProfile.DEFAULT, to, settings);
        assertThat(made.media()).isEqualTo(1);
        try (ZipFile zip = new ZipFile(made.file().toFile())) {
            return zip.getEntry(BundleWriter.path(picture("own").md5())) != null;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"caid_release", "caid_release_decision", "caid_bundle", "caid_upload"})
    void the_database_refuses_to_alter_the_way_to_caid(String table) throws IOException {
        grade("ann", "A", "a");
        desk.uploads().sent(released(Scope.EVERYTHING).bundleId(), "eve", "CAID");
        String column =
                table.equals("caid_release") ? "requested_by" : table.equals("caid_bundle") ? "made_by" : "reason";

        for (String attack : List.of(
                "update " + table + " set " + (table.equals("caid_upload") ? "state = 'RECEIVED'" : column + " = 'x'"),
                "delete from " + table,
                "truncate " + table + " cascade")) {
            assertThatThrownBy(() -> DATABASE.jdbc().sql(attack).update())
                    .as(attack)
                    .hasMessageContaining("evidence");
        }
    }

    @Test
    void a_release_has_one_bundle() throws IOException {
        grade("ann", "A", "a");
        Releases.Release asked = desk.releases().request(caseId, "uk-2014", VicsProfile.UK, "cay");
        desk.releases().decide(asked.id(), true, "dee", "checked");
        Made made = desk.export().released(asked.id(), "cay", folder, settings);
        byte[] bytes = Files.readAllBytes(made.file());
        desk.uploads().sent(made.bundleId(), "eve", "CAID");
        CaidExport.Settings later =
                new CaidExport.Settings(STORE, NOW.plus(Duration.ofHours(1)), FORCE, "1.0", CaseContact.NONE);

        assertThatThrownBy(() -> desk.export().released(asked.id(), "cay", folder, later))
                .hasMessageContaining("Release " + asked.id() + " has its bundle already: "
                        + made.file().getFileName());

        assertThat(made.file()).as("what was sent is not written over").hasBinaryContent(bytes);
        assertThat(state("a")).isEqualTo(State.SENT);
        assertThat(desk.uploads().bundles(caseId)).hasSize(1);
    }

    @Test
    void a_refused_release_says_who_refused_it() {
        grade("ann", "A", "a");
        Releases.Release asked = desk.releases().request(caseId, "uk-2014", VicsProfile.UK, "cay");
        desk.releases().decide(asked.id(), false, "dee", "graded in a hurry");

        assertThatThrownBy(() -> desk.export().released(asked.id(), "cay", folder, settings))
                .hasMessageContaining("was refused by dee: ask for a new one");
    }

    @Test
    void a_further_bundle_of_everything_takes_nothing_from_the_one_that_is_with_caid() throws IOException {
        grade("ann", "A", "a", "b");
        Made first = released(Scope.EVERYTHING);
        desk.uploads().sent(first.bundleId(), "eve", "CAID");
        released(Scope.EVERYTHING);
        Instant later = NOW.plus(Duration.ofDays(1));

        assertThat(desk.uploads().overdue(later, List.of(1, 2, 3), "uk-2014"))
                .as("it was sent")
                .noneMatch(o -> o.caseId() == caseId);
        assertThat(desk.uploads().receipt(first.bundleId(), List.of(picture("b").md5()), "unreadable file", "eve"))
                .isEqualTo(1);
        assertThat(state("a")).isEqualTo(State.RECEIVED);
        assertThat(desk.uploads().rejected(caseId))
                .extracting(Uploads.Rejected::sha256)
                .containsExactly(picture("b").sha256());
        assertThat(desk.uploads().overdue(later, List.of(1, 2, 3), "uk-2014"))
                .filteredOn(o -> o.caseId() == caseId)
                .singleElement()
                .satisfies(o -> assertThat(o.media()).isEqualTo(1));
        Made alone = released(Scope.REJECTED);
        assertThat(desk.uploads().overdue(later, List.of(1, 2, 3), "uk-2014"))
                .as("a bundle that nobody sent ends no alarm")
                .anyMatch(o -> o.caseId() == caseId);
        desk.uploads().sent(alone.bundleId(), "eve", "CAID");
        assertThat(desk.uploads().overdue(later, List.of(1, 2, 3), "uk-2014")).noneMatch(o -> o.caseId() == caseId);
    }

    @Test
    void what_a_set_knows_in_a_class_that_does_not_go_waits_for_no_bundle() throws IOException {
        long exhibit = DATABASE.jdbc()
                .sql("select id from exhibit where case_id = ?")
                .param(caseId)
                .query(Long.class)
                .single();
        desk.media()
                .record(
                        exhibit,
                        Stream.of(
                                found("a", "/a.jpg"),
                                found("known", "/known.jpg", illegal()),
                                found(
                                        "extreme",
                                        "/extreme.jpg",
                                        new Match("Force set", "2026-01", Match.ILLEGAL, "uk-2014", 5, "md5"))));
        grade("ann", "A", "a");

        Uploads.Counts counts = desk.uploads().counts(caseId, desk.schemes().get("uk-2014"));

        assertThat(counts.matched()).isEqualTo(2);
        assertThat(counts.awaiting())
                .as("what stands in no bundle is what a release would hold")
                .isEqualTo(released(Scope.UNSENT).media());
        assertThat(desk.uploads().counts(caseId, desk.schemes().get("uk-2014")).awaiting())
                .isZero();
    }

    @Test
    void a_step_out_of_order_says_which_comes_first() throws IOException {
        grade("ann", "A", "a");
        Made made = released(Scope.EVERYTHING);

        assertThatThrownBy(() -> desk.uploads().receipt(made.bundleId(), List.of(), "", "eve"))
                .hasMessageContaining("was not sent: enter that it went out");
        desk.uploads().sent(made.bundleId(), "eve", "CAID");
        assertThatThrownBy(() -> desk.uploads().sent(made.bundleId(), "eve", "CAID"))
                .hasMessageContaining("entered as sent before");
        assertThatThrownBy(() -> desk.uploads()
                        .receipt(made.bundleId(), List.of(picture("c").md5()), "unreadable", "eve"))
                .hasMessageContaining("was not sent with bundle " + made.bundleId());
        assertThat(state("a")).as("a receipt is entered whole or not at all").isEqualTo(State.SENT);
        assertThatThrownBy(() -> desk.uploads().sent(Long.MAX_VALUE, "eve", "CAID"))
                .hasMessageContaining("There is no bundle");
        assertThatThrownBy(() -> desk.uploads().receipt(Long.MAX_VALUE, List.of(), "", "eve"))
                .hasMessageContaining("There is no bundle");
    }

    @Test
    void what_graders_differ_on_is_in_no_bundle_not_even_a_draft() throws IOException {
        grade("ann", "A", "a", "b");
        grade("bob", "B", "b");

        assertThat(desk.export()
                        .draft(caseId, "uk-2014", VicsProfile.UK, folder, settings)
                        .media())
                .as("a, and what the set knows")
                .isEqualTo(2);
    }

    @Test
    void a_grade_given_while_the_bundle_is_written_voids_the_release() throws IOException {
        grade("ann", "A", "a");
        MediaBytes graded = sha256 -> {
            grade("bob", "B", "b");
            return STORE.open(sha256);
        };

        assertThatThrownBy(() -> make(graded)).hasMessageContaining("changed since");

        assertThat(desk.uploads().bundles(caseId)).isEmpty();
        assertThat(folder).as("nothing is left that looks like a bundle").isDirectoryNotContaining("glob:**.zip*");
    }

    @Test
    void a_grade_given_after_the_agreement_voids_the_release_before_a_medium_is_read() throws IOException {
        grade("ann", "A", "a");
        Releases.Release asked = desk.releases().request(caseId, "uk-2014", VicsProfile.UK, "cay");
        desk.releases().decide(asked.id(), true, "dee", "checked");
        grade("bob", "B", "b");
        MediaBytes untouched = sha256 -> {
            throw new AssertionError("the media are not opened");
        };

        assertThatThrownBy(() -> desk.export().released(asked.id(), "cay", folder, with(untouched)))
                .hasMessageContaining("changed since");
    }

    private Made make(MediaBytes bytes) throws IOException {
        Releases.Release asked = desk.releases().request(caseId, "uk-2014", VicsProfile.UK, "cay");
        desk.releases().decide(asked.id(), true, "dee", "checked");
        return desk.export().released(asked.id(), "cay", folder, with(bytes));
    }

    private static CaidExport.Settings with(MediaBytes bytes) {
        return new CaidExport.Settings(bytes, NOW, FORCE, "1.0", CaseContact.NONE);
    }

    private Made released(Scope scope) throws IOException {
        Releases.Release asked = desk.releases().request(caseId, "uk-2014", VicsProfile.UK, scope, "cay");
        desk.releases().decide(asked.id(), true, "dee", "checked");
        return desk.export().released(asked.id(), "cay", folder, settings);
    }

    private State state(String text) {
        return desk.uploads().state(caseId, picture(text).sha256());
    }

    private void grade(String grader, String code, String... texts) {
        List<String> items = Stream.of(texts).map(t -> picture(t).sha256()).toList();
        desk.grades().append(new Grading(caseId, "uk-2014", code, grader, null, Grading.Basis.VIEWED, ""), items);
    }
}
