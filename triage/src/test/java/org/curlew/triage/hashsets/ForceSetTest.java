package org.curlew.triage.hashsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.hashsets.index.HashHit;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForceSetTest {

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final Schemes schemes = new Schemes();
    private final ForceVotes votes = new ForceVotes(database.jdbc(), schemes);

    private static byte[] digest(int content, int bytes) {
        byte[] digest = new byte[bytes];
        Arrays.fill(digest, (byte) content);
        return digest;
    }

    private void vote(int content, String force, int category, int hour) {
        votes.vote(new Vote(
                digest(content, 32),
                digest(content, 20),
                digest(content, 16),
                force,
                "grader of " + force,
                "uk-2014",
                1,
                category,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3600L * hour)));
    }

    private Standing standing(int content) {
        return votes.standing(digest(content, 32), "uk-2014").orElseThrow();
    }

    @Test
    void a_grade_is_trusted_when_three_forces_agree_and_none_disputes() {
        vote(1, "Northland", 2, 0);
        vote(1, "Northland", 2, 1);
        assertThat(standing(1)).isEqualTo(new Standing(Standing.Level.INDICATIVE, List.of(2), 1));

        vote(1, "Westshire", 2, 2);
        vote(1, "Southfolk", 2, 3);
        assertThat(standing(1)).isEqualTo(new Standing(Standing.Level.TRUSTED, List.of(2), 3));

        vote(1, "Eastmoor", 1, 4);
        assertThat(standing(1)).isEqualTo(new Standing(Standing.Level.DISPUTED, List.of(1, 2), 4));

        vote(1, "Eastmoor", 2, 5);
        assertThat(standing(1)).isEqualTo(new Standing(Standing.Level.TRUSTED, List.of(2), 4));
        assertThat(votes.votes(digest(1, 32))).hasSize(6);
    }

    @Test
    void a_vote_for_a_category_the_scheme_does_not_have_is_refused() {
        assertThatThrownBy(() -> vote(1, "Northland", 77, 0))
                .isInstanceOf(HashSetException.class)
                .hasMessageContaining("category 77 is not in scheme uk-2014");
    }

    @Test
    void what_is_graded_here_answers_in_the_next_case_but_one_vote_hides_nothing() {
        HashSets sets =
                new HashSets(database.jdbc(), database.transactions(), schemes, _ -> {}, folder.resolve("index"));
        ForceSet force = new ForceSet(sets, votes, schemes);
        vote(1, "Northland", 1, 0);
        vote(2, "Northland", 8, 0);
        vote(3, "Northland", 8, 0);
        vote(3, "Westshire", 8, 0);
        vote(3, "Southfolk", 8, 0);
        vote(4, "Northland", 8, 0);
        vote(4, "Westshire", 3, 0);

        assertThat(force.publish("uk-2014", "supervisor")).hasSize(2);

        assertThat(lookup(sets, 1)).singleElement().matches(h -> h.role() == Role.ILLEGAL && h.category() == 1);
        assertThat(lookup(sets, 2)).isEmpty();
        assertThat(lookup(sets, 3)).singleElement().matches(h -> h.role() == Role.KNOWN_GOOD);
        assertThat(lookup(sets, 4)).extracting(HashHit::category).containsExactly(3, 8);
        assertThat(lookup(sets, 4)).allMatch(h -> h.role() == Role.ILLEGAL);
    }

    @Test
    void a_withdrawn_vote_stays_on_record_and_counts_no_longer_and_the_one_before_counts_again() {
        HashSets sets =
                new HashSets(database.jdbc(), database.transactions(), schemes, _ -> {}, folder.resolve("index"));
        ForceSet force = new ForceSet(sets, votes, schemes);
        vote(1, "Northland", 2, 0);
        votes.vote(of(1, 1), 41);
        votes.vote(of(2, 1), 42);
        force.publish("uk-2014", "machine");
        assertThat(standing(1).categories()).containsExactly(1);

        Instant takenBack = Instant.parse("2026-01-02T09:00:00Z");
        for (int i = 0; i < 2; i++) {
            votes.withdraw(41, takenBack);
            votes.withdraw(42, takenBack);
        }

        assertThat(standing(1)).isEqualTo(new Standing(Standing.Level.INDICATIVE, List.of(2), 1));
        assertThat(votes.standing(digest(2, 32), "uk-2014")).isEmpty();
        assertThat(votes.votes(digest(2, 32))).as("on record").hasSize(1);
        SetVersion smaller = force.publish("uk-2014", "machine").getFirst();
        assertThat(smaller.state())
                .as("a set that loses half of itself waits for a person")
                .isEqualTo(VersionState.HELD);
        sets.approve(smaller.id(), "supervisor");
        assertThat(lookup(sets, 1)).extracting(HashHit::category).containsExactly(2);
        assertThat(lookup(sets, 2)).isEmpty();
        assertThatThrownBy(() ->
                        database.jdbc().sql("delete from force_vote_withdrawal").update())
                .hasMessageContaining("rows are evidence");
    }

    @Test
    void a_set_whose_every_vote_was_withdrawn_answers_no_more_and_comes_back_with_the_next_vote() {
        HashSets sets =
                new HashSets(database.jdbc(), database.transactions(), schemes, _ -> {}, folder.resolve("index"));
        ForceSet force = new ForceSet(sets, votes, schemes);
        votes.vote(of(2, 1), 42);
        SetVersion only = force.publish("uk-2014", "machine").getFirst();
        assertThat(lookup(sets, 2)).hasSize(1);

        votes.withdraw(42, Instant.parse("2026-01-02T09:00:00Z"));

        assertThat(force.publish("uk-2014", "machine")).isEmpty();
        assertThat(lookup(sets, 2)).isEmpty();
        assertThat(sets.list()).singleElement().satisfies(version -> {
            assertThat(version.id()).isEqualTo(only.id());
            assertThat(version.state()).isEqualTo(VersionState.RETIRED);
            assertThat(version.reason()).contains("no vote puts anything into it");
        });
        assertThat(force.publish("uk-2014", "machine")).as("once is enough").isEmpty();

        votes.vote(of(3, 2), 43);
        assertThat(force.publish("uk-2014", "machine")).singleElement().satisfies(version -> assertThat(version.state())
                .isEqualTo(VersionState.COMPLETE));
        assertThat(lookup(sets, 2)).isEmpty();
        assertThat(lookup(sets, 3)).extracting(HashHit::category).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"force uk-2014 illegal", "force uk-2014 not illegal", " Force uk-2014 illegal", "FORCE X ILLEGAL"
            })
    void a_set_that_is_brought_in_cannot_pass_for_what_the_force_graded(String name) throws IOException {
        HashSets sets =
                new HashSets(database.jdbc(), database.transactions(), schemes, _ -> {}, folder.resolve("index"));
        Path list = Files.writeString(folder.resolve("list.txt"), "aa".repeat(16) + "\n");
        ImportRequest request = new ImportRequest(name, Role.ILLEGAL, "uk-2014", List.of(list), "ann");

        for (Consumer<ImportRequest> way :
                List.<Consumer<ImportRequest>>of(sets::importSet, sets::update, sets::ensure)) {
            assertThatThrownBy(() -> way.accept(request))
                    .isInstanceOf(HashSetException.class)
                    .hasMessage("hash set " + name + ": names such as \"force SCHEME illegal\" are kept for the"
                            + " sets made of this force's own grades; give it another name");
        }
        assertThat(sets.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Force set",
                "force set",
                "Force list",
                "force illegal",
                "task force uk-2014 illegal",
                "force x illegal 2026"
            })
    void a_name_that_only_speaks_of_a_force_is_like_any_other(String name) throws IOException {
        HashSets sets =
                new HashSets(database.jdbc(), database.transactions(), schemes, _ -> {}, folder.resolve("index"));
        Path list = Files.writeString(folder.resolve("list.txt"), "aa".repeat(16) + "\n");

        sets.importSet(new ImportRequest(name, Role.ILLEGAL, "uk-2014", List.of(list), "ann"));

        assertThat(sets.list()).singleElement().satisfies(v -> assertThat(ForceSet.named(v.name()))
                .isFalse());
    }

    private static Vote of(int content, int category) {
        return new Vote(
                digest(content, 32),
                digest(content, 20),
                digest(content, 16),
                "Northland",
                "ann",
                "uk-2014",
                1,
                category,
                Instant.parse("2026-01-01T12:00:00Z"));
    }

    private static List<HashHit> lookup(HashSets sets, int content) {
        return sets.current().lookup(digest(content, 16), digest(content, 20), digest(content, 32));
    }
}
