package org.curlew.grading.caid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.illegal;
import static org.curlew.grading.media.Samples.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.curlew.grading.attributes.Attribute;
import org.curlew.grading.attributes.Attributes;
import org.curlew.grading.caid.CaidExport.Made;
import org.curlew.grading.caid.Uploads.State;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.MediaBytes;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.Grading.Basis;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.lint.VicsLinter;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UploadDayTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Instant NOW = Instant.now();
    private static final BundleSigner FORCE =
            TestKeys.ec("Synthetic Constabulary", NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(365)));
    private static final MediaBytes STORE = sha256 -> Stream.of("a", "b", "c")
            .filter(t -> picture(t).sha256().equals(sha256))
            .findFirst()
            .map(t -> (InputStream) new ByteArrayInputStream(t.getBytes(StandardCharsets.UTF_8)))
            .orElseThrow(() -> new java.io.FileNotFoundException(sha256));

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger(DATABASE.dataSource());
    private final Media media = new Media(DATABASE.dataSource(), DATABASE.transactions());
    private final CaidExport.Settings settings = new CaidExport.Settings(STORE, NOW, FORCE, "1.0", CaseContact.NONE);
    private Schemes schemes;
    private Grades grades;
    private Releases releases;
    private Uploads uploads;
    private CaidExport export;
    private long caseId;

    @BeforeEach
    void a_case_with_three_unknown_and_one_known_picture() throws IOException {
        use(Desk.open(DATABASE, folder));
        String operation = "OP-" + System.nanoTime();
        long exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn(operation, "ABC/1", "examiner")
                .id();
        caseId = DATABASE.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(exhibit)
                .query(Long.class)
                .single();
        media.record(
                exhibit,
                Stream.of(
                        found("a", "/a.jpg"),
                        found("b", "/b.jpg"),
                        found("c", "/c.jpg"),
                        found("known", "/known.jpg", illegal())));
    }

    @Test
    void a_day_from_the_first_grade_to_the_receipt() throws IOException {
        grade("ann", "A", "a", "b");
        grade("bob", "A", "a", "b");
        grade("ann", "NOT-ILLEGAL", "c");
        grade("bob", "NOT-ILLEGAL", "c");

        Releases.Release asked = releases.request(caseId, "uk-2014", VicsProfile.UK, "cay");
        assertThatThrownBy(() -> releases.decide(asked.id(), true, "cay", "")).hasMessageContaining("another person");
        assertThatThrownBy(() -> export.released(asked.id(), "cay", folder, settings))
                .hasMessageContaining("not approved");
        releases.decide(asked.id(), true, "dee", "checked");
        Made made = export.released(asked.id(), "cay", folder, settings);

        assertThat(BundleVerifier.verify(made.file(), FORCE.certificate()).status())
                .isEqualTo(BundleVerdict.Status.SOUND);
        assertThat(made.media()).isEqualTo(3);
        assertThat(state("a")).isEqualTo(State.IN_BUNDLE);
        assertThat(state("c")).isEqualTo(State.AWAITING);
        uploads.sent(made.bundleId(), "eve", "CAID");
        assertThat(uploads.receipt(made.bundleId(), List.of(picture("b").md5()), "unreadable file", "eve"))
                .isEqualTo(1);
        assertThat(state("a")).isEqualTo(State.RECEIVED);
        assertThat(state("known")).isEqualTo(State.RECEIVED);
        assertThat(uploads.rejected(caseId))
                .extracting(Uploads.Rejected::sha256)
                .containsExactly(picture("b").sha256());
    }

    @Test
    void the_bundle_holds_the_exportable_classes_and_sends_no_bytes_of_what_the_set_knows() throws IOException {
        grade("ann", "B", "a");
        grade("ann", "NOT-ILLEGAL", "b");

        Made made = export.draft(caseId, "uk-2014", VicsProfile.DEFAULT, folder, settings);

        try (ZipFile zip = new ZipFile(made.file().toFile())) {
            JsonNode rows = JsonMapper.shared()
                    .readTree(zip.getInputStream(zip.getEntry(BundleWriter.VICS)))
                    .at("/value/0/Media");
            assertThat(rows)
                    .extracting(r -> r.get("MD5").asString().toLowerCase(java.util.Locale.ROOT))
                    .containsExactlyInAnyOrder(
                            picture("a").md5(), picture("known").md5());
            assertThat(rows).extracting(r -> r.get("Category").asInt()).containsExactlyInAnyOrder(2, 1);
            assertThat(zip.getEntry(BundleWriter.path(picture("a").md5()))).isNotNull();
            assertThat(zip.getEntry(BundleWriter.path(picture("known").md5()))).isNull();
        }
        assertThat(made.file().getFileName().toString()).endsWith("-DRAFT.zip");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.file())))
                .isEqualTo("rw-------");
        assertThat(new VicsLinter().lint(extracted(made)).findings()).isEmpty();
    }

    @Test
    void nothing_is_released_in_a_scheme_whose_numbers_nobody_confirmed() {
        use(Desk.unconfirmed(DATABASE, folder));
        grade("ann", "A", "a");

        assertThatThrownBy(() -> releases.request(caseId, "uk-2014", VicsProfile.UK, "cay"))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("not confirmed");
    }

    @Test
    void an_open_conflict_stops_the_release() {
        grade("ann", "A", "a");
        grade("bob", "B", "a");

        assertThatThrownBy(() -> releases.request(caseId, "uk-2014", VicsProfile.UK, "cay"))
                .hasMessageContaining("1 media have grades that differ");
    }

    @Test
    void the_only_grader_of_a_media_neither_asks_nor_decides() {
        grade("ann", "A", "a", "b");
        grade("bob", "A", "b");

        assertThatThrownBy(() -> releases.request(caseId, "uk-2014", VicsProfile.UK, "ann"))
                .hasMessageContaining("only grader of 1 media");
        Releases.Release asked = releases.request(caseId, "uk-2014", VicsProfile.UK, "bob");
        assertThatThrownBy(() -> releases.decide(asked.id(), true, "ann", ""))
                .hasMessageContaining("only grader of 1 media");
    }

    @Test
    void a_grade_given_after_the_request_asks_for_a_new_one() {
        grade("ann", "A", "a");
        Releases.Release asked = releases.request(caseId, "uk-2014", VicsProfile.UK, "cay");
        grade("bob", "B", "b");

        assertThatThrownBy(() -> releases.decide(asked.id(), true, "dee", "")).hasMessageContaining("changed since");
    }

    @Test
    void a_set_that_is_incomplete_stops_the_release() {
        grade("ann", "A", "a");
        DATABASE.jdbc()
                .sql("insert into hash_set (name) values ('Force set') on conflict do nothing")
                .update();
        DATABASE.jdbc().sql("""
                insert into hash_set_version (set_id, number, role, scheme, scheme_version, importer, state)
                select id, 1, 'ILLEGAL', 'uk-2014', 1, 'x', 'INCOMPLETE' from hash_set where name = 'Force set'
                """).update();
        try {
            assertThatThrownBy(() -> releases.request(caseId, "uk-2014", VicsProfile.UK, "cay"))
                    .hasMessageContaining("Force set version 1 is incomplete");
        } finally {
            DATABASE.jdbc().sql("delete from hash_set_version").update();
        }
    }

    @Test
    void what_was_graded_before_the_limit_and_not_sent_raises_the_alarm() {
        grade("ann", "A", "a");
        Instant later = NOW.plus(Duration.ofDays(1));

        assertThat(uploads.overdue(NOW.minus(Duration.ofDays(14)), List.of(1, 2, 3), "uk-2014"))
                .noneMatch(o -> o.caseId() == caseId);
        assertThat(uploads.overdue(later, List.of(1, 2, 3), "uk-2014"))
                .filteredOn(o -> o.caseId() == caseId)
                .singleElement()
                .satisfies(o -> assertThat(o.media()).isEqualTo(1));
    }

    @Test
    void a_rejected_part_goes_out_again_alone_and_is_due_until_then() throws IOException {
        grade("ann", "A", "a", "b");
        Made first = released(Scope.EVERYTHING);
        uploads.sent(first.bundleId(), "eve", "CAID");
        uploads.receipt(first.bundleId(), java.util.Map.of(picture("b").md5(), "unreadable file"), "eve");
        Instant later = NOW.plus(Duration.ofDays(1));
        assertThat(uploads.overdue(later, List.of(1, 2, 3), "uk-2014"))
                .filteredOn(o -> o.caseId() == caseId)
                .singleElement()
                .satisfies(o -> assertThat(o.media()).isEqualTo(1));
        assertThat(uploads.counts(caseId, schemes.get("uk-2014")))
                .isEqualTo(new Uploads.Counts(1, 1, 2, 0, 0, 0, 2, 1));

        Made again = released(Scope.REJECTED);

        assertThat(again.media()).isEqualTo(1);
        try (ZipFile zip = new ZipFile(again.file().toFile())) {
            assertThat(zip.getEntry(BundleWriter.path(picture("b").md5()))).isNotNull();
            assertThat(zip.getEntry(BundleWriter.path(picture("a").md5()))).isNull();
        }
        uploads.sent(again.bundleId(), "eve", "CAID");
        assertThat(uploads.receipt(again.bundleId(), List.of(), "", "eve")).isZero();
        assertThat(state("b")).isEqualTo(State.RECEIVED);
        assertThatThrownBy(() -> released(Scope.REJECTED)).hasMessageContaining("rejected nothing");
    }

    @Test
    void what_was_graded_since_goes_without_what_was_sent() throws IOException {
        grade("ann", "A", "a");
        uploads.sent(released(Scope.EVERYTHING).bundleId(), "eve", "CAID");
        assertThatThrownBy(() -> released(Scope.UNSENT)).hasMessageContaining("in a bundle already");
        grade("ann", "B", "c");

        assertThat(released(Scope.UNSENT).media()).isEqualTo(1);
    }

    @Test
    void a_receipt_entered_twice_is_refused() throws IOException {
        grade("ann", "A", "a");
        Made made = released(Scope.EVERYTHING);
        uploads.sent(made.bundleId(), "eve", "CAID");
        uploads.receipt(made.bundleId(), List.of(), "", "eve");

        assertThatThrownBy(() -> uploads.receipt(made.bundleId(), List.of(), "", "eve"))
                .hasMessageContaining("entered before");
    }

    @Test
    void the_second_person_is_another_one_however_the_name_is_written() {
        grade("ann", "A", "a");
        Releases.Release asked = releases.request(caseId, "uk-2014", VicsProfile.UK, "cay");

        assertThatThrownBy(() -> releases.decide(asked.id(), true, " CAY ", "")).hasMessageContaining("another person");
        assertThatThrownBy(() -> releases.request(caseId, "uk-2014", VicsProfile.UK, "Ann"))
                .hasMessageContaining("only grader");
    }

    @Test
    void attributes_travel_beside_the_grade_and_never_change_it() throws IOException {
        grade("ann", "A", "a");
        Attributes attributes = new Attributes(DATABASE.jdbc(), DATABASE.transactions(), ledger);
        List<String> one = List.of(picture("a").sha256());
        attributes.say(caseId, one, Attribute.VICTIM_IDENTIFIED, "yes", "", "vio");
        attributes.say(caseId, one, Attribute.SERIES, "Invented series", "", "vio");
        attributes.say(caseId, one, Attribute.COMMENT_OPINION, "looks like a garden", "", "vio");
        attributes.say(caseId, one, Attribute.PSEUDO_PHOTOGRAPH, "yes", "", "ann");
        attributes.say(caseId, one, Attribute.PSEUDO_PHOTOGRAPH, "no", "", "ann");

        Made made = export.draft(caseId, "uk-2014", VicsProfile.DEFAULT, folder, settings);

        try (ZipFile zip = new ZipFile(made.file().toFile())) {
            JsonNode rows = JsonMapper.shared()
                    .readTree(zip.getInputStream(zip.getEntry(BundleWriter.VICS)))
                    .at("/value/0/Media");
            assertThat(rows)
                    .filteredOn(r -> r.get("MD5")
                            .asString()
                            .equalsIgnoreCase(picture("a").md5()))
                    .singleElement()
                    .satisfies(r -> {
                        assertThat(r.get("Category").asInt()).isEqualTo(1);
                        assertThat(r.get("VictimIdentified").asBoolean()).isTrue();
                        assertThat(r.get("Series").asString()).isEqualTo("Invented series");
                        assertThat(r.get("Comments").asString()).isEqualTo("Opinion: looks like a garden");
                        assertThat(r.at("/MediaMetadata/0/PropertyValue").asString())
                                .isEqualTo("no");
                    });
        }
        assertThat(attributes.history(caseId, picture("a").sha256())).hasSize(5);
        assertThatThrownBy(() -> attributes.say(caseId, one, Attribute.ACCESSIBLE, "no", " ", "ann"))
                .hasMessageContaining("needs its basis");
    }

    private Made released(Scope scope) throws IOException {
        Releases.Release asked = releases.request(caseId, "uk-2014", VicsProfile.UK, scope, "cay");
        releases.decide(asked.id(), true, "dee", "checked");
        return export.released(asked.id(), "cay", folder, settings);
    }

    @Test
    void every_step_is_in_the_ledger() throws IOException {
        grade("ann", "A", "a");
        Releases.Release asked = releases.request(caseId, "uk-2014", VicsProfile.UK, "cay");
        releases.decide(asked.id(), true, "dee", "");
        Made made = export.released(asked.id(), "cay", folder, settings);
        uploads.sent(made.bundleId(), "eve", "CAID");

        assertThat(DATABASE.jdbc()
                        .sql("select kind from ledger_pending where subjects[1] = 'case:' || (select reference from"
                                + " case_file where id = ?) order by id")
                        .param(caseId)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "CASE_OPENED",
                        "EXHIBIT_BOOKED_IN",
                        "GRADED",
                        "RELEASE_REQUESTED",
                        "RELEASE_APPROVED",
                        "BUNDLE_MADE",
                        "BUNDLE_SENT");
    }

    private State state(String text) {
        return uploads.state(caseId, picture(text).sha256());
    }

    private void grade(String grader, String code, String... texts) {
        List<String> items = Stream.of(texts).map(t -> picture(t).sha256()).toList();
        grades.append(new Grading(caseId, "uk-2014", code, grader, null, Basis.VIEWED, ""), items);
    }

    private Path extracted(Made made) throws IOException {
        try (ZipFile zip = new ZipFile(made.file().toFile());
                InputStream in = zip.getInputStream(zip.getEntry(BundleWriter.VICS))) {
            Path json = folder.resolve("extracted.json");
            Files.copy(in, json);
            return json;
        }
    }

    private void use(Desk desk) {
        schemes = desk.schemes();
        grades = desk.grades();
        releases = desk.releases();
        uploads = desk.uploads();
        export = desk.export();
    }
}
