package org.curlew.triage.hashsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.hashsets.index.Conflict;
import org.curlew.triage.hashsets.index.DigestKind;
import org.curlew.triage.hashsets.index.HashHit;
import org.curlew.triage.hashsets.index.HashIndex;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.schemes.SchemeException;
import org.curlew.triage.schemes.Schemes;
import org.curlew.triage.vics.SharedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashSetsTest {

    private static final String A = "140dcf8bbd1f46f2ae0f78824eb7a6d5";
    private static final String A_SHA1 = "e0369031d56da740a1b7c8681901abb49a05b82a";
    private static final String B = "ff50df05ff8c4fed7bc7c78b444bcc98";
    private static final String C = "8c9dc32c7bd2385d1f1f5c366fc153cc";

    @TempDir
    Path folder;

    private TestDatabase database;
    private HashSets sets;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        sets = reopened();
    }

    private HashSets reopened() {
        return reopened(_ -> {});
    }

    private HashSets reopened(Consumer<SetVersion> ended) {
        return new HashSets(database.jdbc(), database.transactions(), new Schemes(), ended, folder.resolve("index"));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private ImportReport list(String name, Role role, String... digests) throws IOException {
        Path file = file(name + sets.list().size() + ".txt", String.join("\n", digests) + "\n");
        String scheme = role == Role.KNOWN_GOOD ? "nsrl-caid" : "uk-2014";
        return sets.importSet(new ImportRequest(name, role, scheme, List.of(file), "importer"));
    }

    private static byte[] hex(String digest) {
        return digest == null ? null : HexFormat.of().parseHex(digest);
    }

    private List<HashHit> lookup(String md5) {
        return sets.current().lookup(hex(md5), null, null);
    }

    @Test
    void a_vics_set_answers_with_category_flags_and_series() {
        ImportReport report = sets.importSet(new ImportRequest(
                "Partner set",
                Role.ILLEGAL,
                "uk-2014",
                List.of(SharedData.file("vics/synthetic-vics20-default-hashset.json")),
                "importer"));

        assertThat(report.version().state()).isEqualTo(VersionState.COMPLETE);
        assertThat(report.version().entries()).isEqualTo(4);
        assertThat(report.files().getFirst().format()).isEqualTo("vics");
        assertThat(report.unknownCategories()).containsOnlyKeys(0);
        HashHit hit = sets.current().lookup(hex(A), hex(A_SHA1), null).getFirst();
        assertThat(hit)
                .isEqualTo(new HashHit(
                        "Partner set",
                        report.version().id(),
                        1,
                        Role.ILLEGAL,
                        "uk-2014",
                        1,
                        DigestKind.SHA1,
                        false,
                        true,
                        false,
                        true,
                        "SYN-SERIES-1"));
    }

    @Test
    void a_set_with_flags_and_sizes_as_text_answers_as_the_plain_one_does() {
        for (String written : List.of("default-hashset", "quirks-bom-stringbools-hashset")) {
            sets.importSet(new ImportRequest(
                    written,
                    Role.ILLEGAL,
                    "uk-2014",
                    List.of(SharedData.file("vics/synthetic-vics20-" + written + ".json")),
                    "importer"));
        }

        for (String md5 : List.of(A, B, C)) {
            List<HashHit> hits = lookup(md5);
            assertThat(hits).hasSize(2);
            HashHit quirks = hits.getLast();
            assertThat(hits.getFirst())
                    .usingRecursiveComparison()
                    .ignoringFields("set", "setVersionId")
                    .isEqualTo(quirks);
        }
        assertThat(lookup(A)).allMatch(hit -> hit.victimIdentified() || hit.distributed());
    }

    @Test
    void the_benign_nist_set_is_one_set_of_several_files() throws IOException {
        List<Path> files = List.of(
                SharedData.file("nsrl-caid/NSRL-CAID-ART.json"),
                SharedData.file("nsrl-caid/NSRL-CAID-BMP.json"),
                SharedData.file("nsrl-caid/NSRL-CAID-WMV.json"));

        ImportReport report =
                sets.importSet(new ImportRequest("NIST games", Role.KNOWN_GOOD, "nsrl-caid", files, "importer"));

        assertThat(report.files())
                .hasSize(3)
                .allMatch(f -> f.entries() > 0 && f.sha256().length() == 64);
        assertThat(lookup("588cd1c0e48916d8e7403310402d0a68"))
                .singleElement()
                .matches(h -> h.role() == Role.KNOWN_GOOD && h.category() == 8);
    }

    @Test
    void a_plain_list_of_an_illegal_set_hits_without_a_category() throws IOException {
        list("Force list", Role.ILLEGAL, A, B);

        assertThat(lookup(A)).singleElement().matches(h -> h.category() == null && h.role() == Role.ILLEGAL);
        assertThat(lookup(C)).isEmpty();
    }

    @Test
    void all_sets_answer_at_once_the_gravest_first() throws IOException {
        list("Known", Role.KNOWN_GOOD, A);
        list("Watch", Role.INTELLIGENCE, A);
        list("Illegal", Role.ILLEGAL, A, B);

        assertThat(lookup(A)).extracting(HashHit::set).containsExactly("Illegal", "Watch", "Known");
        assertThat(lookup(B)).extracting(HashHit::set).containsExactly("Illegal");
    }

    @Test
    void an_index_over_chosen_versions_answers_for_them_alone() throws IOException {
        long first = list("One", Role.ILLEGAL, A).version().id();
        long second = list("Two", Role.INTELLIGENCE, A).version().id();
        list("Three", Role.INTELLIGENCE, A);

        HashIndex index = sets.index(List.of(first, second));

        assertThat(index.lookup(hex(A), null, null)).extracting(HashHit::set).containsExactly("One", "Two");
    }

    @Test
    void what_was_imported_answers_after_a_restart() throws IOException {
        list("One", Role.ILLEGAL, A);
        list("Two", Role.INTELLIGENCE, A);

        sets = reopened();

        assertThat(lookup(A)).hasSize(2);
    }

    @Test
    void a_new_version_replaces_the_old_one() throws IOException {
        list("One", Role.ILLEGAL, A);
        list("One", Role.ILLEGAL, A, B);

        assertThat(lookup(A)).singleElement().matches(h -> h.version() == 2);
        assertThat(sets.list()).extracting(SetVersion::number).containsExactly(2, 1);
    }

    @Test
    void importing_the_same_files_again_makes_no_new_version() throws IOException {
        Path file = file("a.txt", A + "\n");
        ImportRequest request = new ImportRequest("One", Role.ILLEGAL, "uk-2014", List.of(file), "importer");

        SetVersion first = sets.ensure(request);
        SetVersion again = sets.ensure(request);
        SetVersion otherRole =
                sets.ensure(new ImportRequest("Two", Role.INTELLIGENCE, "uk-2014", List.of(file), "importer"));
        Files.writeString(file, B + "\n");
        SetVersion changed = sets.ensure(request);

        assertThat(again).isEqualTo(first);
        assertThat(otherRole.id()).isNotEqualTo(first.id());
        assertThat(changed.number()).isEqualTo(2);
    }

    @Test
    void a_set_cut_short_is_refused_kept_as_incomplete_and_stops_the_run() throws IOException {
        String whole = Files.readString(SharedData.file("vics/synthetic-vics20-default-hashset.json"));
        Path cut = file("cut.json", whole.substring(0, whole.length() / 2));

        assertThatThrownBy(() ->
                        sets.importSet(new ImportRequest("Cut", Role.ILLEGAL, "uk-2014", List.of(cut), "importer")))
                .isInstanceOf(HashSetException.class)
                .hasMessageContaining("Cut is not whole")
                .hasMessageContaining("cut.json")
                .hasMessageContaining("cut short");
        assertThat(sets.list()).singleElement().matches(v -> v.state() == VersionState.INCOMPLETE);
        assertThatThrownBy(() -> sets.current())
                .isInstanceOf(HashSetException.class)
                .hasMessageContaining("Cut has no whole version");
        sets.retire("Cut", "admin", "never arrived whole");
        assertThat(sets.current().sets()).isEmpty();
    }

    @Test
    void a_failed_import_leaves_the_version_in_use_alone() throws IOException {
        list("One", Role.ILLEGAL, A, B);

        assertThatThrownBy(() -> list("One", Role.ILLEGAL, A, "junk", "more junk"))
                .isInstanceOf(HashSetException.class)
                .hasMessageContaining("2 of 3 rows cannot be used");

        assertThat(lookup(B)).singleElement().matches(h -> h.version() == 1);
        assertThat(sets.rejected(sets.list().getFirst().id()))
                .extracting(RejectedRow::place)
                .containsExactly("line 2", "line 3");
    }

    @Test
    void a_missing_part_makes_the_set_incomplete() throws IOException {
        Path part = file("disk_1of3.txt", A + "\n");
        ImportRequest byName = new ImportRequest("Gold", Role.ILLEGAL, "uk-2014", List.of(part), "importer");
        Path plain = file("plain.txt", A + "\n");
        ImportRequest declared =
                new ImportRequest("Gold", Role.ILLEGAL, "uk-2014", List.of(plain), "importer").withExpectedParts(2);
        ImportRequest gone =
                new ImportRequest("Gold", Role.ILLEGAL, "uk-2014", List.of(plain, folder.resolve("no")), "importer");

        assertThatThrownBy(() -> sets.importSet(byName)).hasMessageContaining("one of 3 parts, but 1 were given");
        assertThatThrownBy(() -> sets.importSet(declared)).hasMessageContaining("2 parts belong to it");
        assertThatThrownBy(() -> sets.importSet(gone)).hasMessageContaining("no such file");
        assertThat(sets.list()).hasSize(3).allMatch(v -> v.state() == VersionState.INCOMPLETE);
    }

    @Test
    void without_a_scheme_with_an_unknown_one_or_by_the_name_caid_nothing_is_imported() throws IOException {
        Path file = file("a.txt", A + "\n");

        assertThatThrownBy(
                        () -> sets.importSet(new ImportRequest("One", Role.ILLEGAL, null, List.of(file), "importer")))
                .isInstanceOf(HashSetException.class)
                .hasMessageContaining("names no category scheme");
        assertThatThrownBy(
                        () -> sets.importSet(new ImportRequest("One", Role.ILLEGAL, "uk", List.of(file), "importer")))
                .isInstanceOf(SchemeException.class);
        assertThatThrownBy(() ->
                        sets.importSet(new ImportRequest("caid", Role.ILLEGAL, "uk-2014", List.of(file), "importer")))
                .hasMessageContaining("NIST");
        assertThatThrownBy(() ->
                        sets.importSet(new ImportRequest("One", Role.ILLEGAL, "nsrl-caid", List.of(file), "importer")))
                .hasMessageContaining("no illegal class");
        assertThat(sets.list()).isEmpty();
    }

    @Test
    void an_illegal_category_never_hides_in_a_known_good_set() {
        assertThatThrownBy(() -> sets.importSet(new ImportRequest(
                        "Good",
                        Role.KNOWN_GOOD,
                        "uk-2014",
                        List.of(SharedData.file("vics/synthetic-vics20-default-hashset.json")),
                        "importer")))
                .isInstanceOf(HashSetException.class)
                .hasMessageContaining("category 1 is illegal in scheme uk-2014");
    }

    @Test
    void the_digest_of_the_empty_file_is_no_entry_of_an_illegal_set() throws IOException {
        ImportReport report = list("One", Role.ILLEGAL, A, "d41d8cd98f00b204e9800998ecf8427e");

        assertThat(report.rejectedRows()).singleElement().satisfies(r -> {
            assertThat(r.place()).isEqualTo("line 2");
            assertThat(r.reason()).contains("empty file");
        });
        assertThat(lookup("d41d8cd98f00b204e9800998ecf8427e")).isEmpty();
    }

    @Test
    void two_categories_for_one_content_are_a_conflict_that_is_kept_and_answered() throws IOException {
        Path file = file("two.json", """
                {"@odata.context":"http://x/DataModels/2.0.xml/UK/$metadata#Media","value":[
                {"MD5":"%s","Category":3},{"MD5":"%s","Category":1,"Series":"S"},{"MD5":"%s","Category":2}]}
                """.formatted(A, A, B));

        ImportReport report =
                sets.importSet(new ImportRequest("Two", Role.ILLEGAL, "uk-2014", List.of(file), "importer"));

        assertThat(report.conflicts()).containsExactly(new Conflict(DigestKind.MD5, A, List.of(1, 3)));
        assertThat(report.version().conflicts()).isEqualTo(1);
        assertThat(lookup(A)).extracting(HashHit::category).containsExactly(1, 3);
    }

    @Test
    void a_set_that_shrinks_or_changes_scheme_waits_for_a_second_person() throws IOException {
        list("One", Role.ILLEGAL, A, B, C);

        SetVersion smaller = list("One", Role.ILLEGAL, A, B).version();

        assertThat(smaller.state()).isEqualTo(VersionState.HELD);
        assertThat(smaller.reason()).contains("shrinks from 3 to 2");
        assertThat(lookup(C)).hasSize(1);
        assertThatThrownBy(() -> sets.approve(smaller.id(), "importer")).hasMessageContaining("second person");
        assertThat(sets.approve(smaller.id(), "colleague").state()).isEqualTo(VersionState.COMPLETE);
        assertThat(lookup(C)).isEmpty();

        Path file = file("us.txt", A + "\n" + B + "\n");
        SetVersion scheme = sets.importSet(new ImportRequest("One", Role.ILLEGAL, "vics-us", List.of(file), "importer"))
                .version();
        assertThat(scheme.state()).isEqualTo(VersionState.HELD);
        assertThat(scheme.reason()).contains("scheme changes from uk-2014");
    }

    @Test
    void a_missing_index_file_stops_the_run() throws IOException {
        SetVersion version = list("One", Role.ILLEGAL, A).version();
        Files.delete(folder.resolve("index/versions/" + version.id() + "/sha1"));

        sets = reopened();

        assertThatThrownBy(() -> sets.current()).isInstanceOf(HashSetException.class);
    }

    @Test
    void every_end_of_an_import_is_told_within_its_transaction() throws IOException {
        List<String> told = new ArrayList<>();
        sets = reopened(version -> {
            told.add(version.name() + " " + version.state());
            if (version.state() == VersionState.COMPLETE && version.name().equals("Untold")) {
                throw new IllegalStateException("the ledger cannot be written");
            }
        });

        list("One", Role.ILLEGAL, A);
        assertThatThrownBy(() -> list("Untold", Role.ILLEGAL, A))
                .isInstanceOf(HashSetException.class)
                .hasMessageContaining("the ledger cannot be written");

        assertThat(told).containsExactly("One COMPLETE", "Untold COMPLETE", "Untold INCOMPLETE");
        assertThat(sets.inUse("One")).isPresent();
        assertThat(sets.inUse("Untold")).isEmpty();
    }

    @Test
    void an_import_cut_off_by_a_crash_is_settled_by_the_next_one() throws IOException {
        list("One", Role.ILLEGAL, A);
        database.jdbc().sql("update hash_set_version set state = 'IMPORTING'").update();

        list("Two", Role.ILLEGAL, B);

        assertThat(sets.list())
                .filteredOn(v -> v.name().equals("One"))
                .singleElement()
                .matches(v -> v.state() == VersionState.INCOMPLETE && v.reason().contains("stopped during the import"));
        assertThatThrownBy(() -> sets.current()).hasMessageContaining("One has no whole version");
    }

    @org.junit.jupiter.params.ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"=1+1", "+x", "-x", "@x", " =x", "a\tb", "a\nb"})
    void a_name_that_a_spreadsheet_would_run_is_refused(String name) {
        assertThatThrownBy(() -> list(name, Role.ILLEGAL, A))
                .isInstanceOf(HashSetException.class)
                .hasMessageContaining("may not begin with");
    }
}
