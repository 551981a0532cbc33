package org.curlew.triage.hashsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three installations, each with a database and a data folder of its own, and a folder that all of them reach. */
class ExchangeTest {

    private static final byte[] CONTENT = digest("11", 32);
    private static final String LIST = "aa".repeat(16) + "\n" + "bb".repeat(16) + "\n";

    @TempDir
    private Path folder;

    private static byte[] digest(String octet, int length) {
        return HexFormat.of().parseHex(octet.repeat(length));
    }

    /** One force's installation. */
    private final class Installation {

        private final String force;
        private final TestDatabase database = TestDatabase.create();
        private final Schemes schemes = new Schemes();
        private final HashSets sets;
        private final ForceVotes votes;
        private final Exchange exchange;

        Installation(String force) {
            this.force = force;
            this.sets = new HashSets(
                    database.jdbc(),
                    database.transactions(),
                    schemes,
                    _ -> {},
                    folder.resolve("data-" + force.replace(' ', '-')));
            this.votes = new ForceVotes(database.jdbc(), schemes);
            this.exchange = new Exchange(sets, votes, force);
        }

        void grades(byte[] content, int category) {
            votes.vote(new Vote(
                    content,
                    null,
                    digest("22", 16),
                    force,
                    "grader of " + force,
                    "uk-2014",
                    schemes.get("uk-2014").version(),
                    category,
                    Instant.parse("2026-03-01T10:00:00.123456Z")));
        }

        Exchange.Sent send(String... names) {
            return database.transactions().execute(status -> {
                try {
                    return exchange.send(shared(), List.of(names));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }

        List<Exchange.Received> receive() throws IOException {
            return exchange.receive(shared(), "importer");
        }

        Standing standing() {
            return votes.standing(CONTENT, "uk-2014").orElseThrow();
        }
    }

    private Path shared() {
        try {
            return Files.createDirectories(folder.resolve("shared"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void votes_of_three_forces_make_a_grade_trusted_on_each_of_them_and_come_only_once() throws IOException {
        Installation north = new Installation("North Force");
        Installation south = new Installation("South Force");
        Installation east = new Installation("East Force");
        north.grades(CONTENT, 2);
        south.grades(CONTENT, 2);
        east.grades(CONTENT, 2);
        assertThat(north.standing().level()).isEqualTo(Standing.Level.INDICATIVE);
        south.send();
        east.send();

        assertThat(north.receive()).extracting(Exchange.Received::votes).containsExactly(1L, 1L);

        assertThat(north.standing()).isEqualTo(new Standing(Standing.Level.TRUSTED, List.of(2), 3));
        assertThat(north.votes.votes(CONTENT))
                .extracting(Vote::grader)
                .containsExactlyInAnyOrder("grader of North Force", "grader of South Force", "grader of East Force");
        assertThat(north.receive()).allSatisfy(again -> {
            assertThat(again.votes()).isZero();
            assertThat(again.known()).isEqualTo(1);
        });

        east.grades(CONTENT, 3);
        east.send();
        north.receive();

        assertThat(north.standing().level()).as("one force changed its mind").isEqualTo(Standing.Level.DISPUTED);
        assertThat(north.send().votes()).as("a force gives its own votes alone").isEqualTo(1);
    }

    @Test
    void a_set_arrives_whole_under_the_name_of_who_gave_it_and_a_grown_one_is_its_next_version() throws IOException {
        Installation north = new Installation("North Force");
        Installation south = new Installation("South Force");
        give(north, "aa".repeat(16) + "\n");
        north.send("county");

        assertThat(south.receive().getFirst().sets()).singleElement().satisfies(v -> {
            assertThat(v.name()).isEqualTo("county from North Force");
            assertThat(v.state()).isEqualTo(VersionState.COMPLETE);
            assertThat(v.role()).isEqualTo(Role.ILLEGAL);
        });
        assertThat(south.sets.current().lookup(digest("aa", 16), null, null)).hasSize(1);

        give(north, LIST);
        north.send("county");

        assertThat(south.receive().getFirst().sets()).singleElement().satisfies(v -> {
            assertThat(v.number()).isEqualTo(2);
            assertThat(v.entries()).isEqualTo(2);
        });
    }

    @Test
    void what_another_force_graded_does_not_pass_for_graded_here() throws IOException {
        Installation north = new Installation("North Force");
        Installation south = new Installation("South Force");
        north.grades(CONTENT, 1);
        new ForceSet(north.sets, north.votes, north.schemes).publish("uk-2014", "machine");
        north.send("force uk-2014 illegal");

        assertThat(south.receive().getFirst().sets()).singleElement().satisfies(v -> {
            assertThat(v.name()).isEqualTo("uk-2014 illegal graded by North Force");
            assertThat(ForceSet.named(v.name())).isFalse();
        });
        assertThat(south.sets.current().lookup(null, null, CONTENT)).hasSize(1);
    }

    @Test
    void a_set_that_is_not_in_use_is_not_sent_and_what_was_sent_before_stays_whole() throws IOException {
        Installation north = new Installation("North Force");
        Installation south = new Installation("South Force");
        give(north, LIST);
        north.send("county");
        north.sets.retire("county", "admin", "its votes were taken back");

        assertThatThrownBy(() -> north.send("county")).hasMessageContaining("no version of hash set county is in use");
        assertThatThrownBy(() -> north.send("contry")).hasMessageContaining("nothing was written");

        assertThat(south.receive()).singleElement().satisfies(whole -> assertThat(whole.refused())
                .isEmpty());
    }

    private void give(Installation force, String list) throws IOException {
        force.sets.importSet(new ImportRequest(
                "county",
                Role.ILLEGAL,
                "uk-2014",
                List.of(Files.writeString(folder.resolve("list.txt"), list)),
                "importer"));
    }

    @Test
    void what_is_half_copied_altered_or_speaks_for_another_force_is_refused_with_the_reason() throws IOException {
        Installation north = new Installation("North Force");
        Installation south = new Installation("South Force");
        south.grades(CONTENT, 2);
        give(south, LIST);
        Path sent = south.send("county").folder();
        Path votes = sent.resolve("votes.jsonl");
        String vote = Files.readString(votes);

        Files.writeString(votes, vote.replace("South Force", "West Force"));
        assertThat(refused(north)).containsExactly("votes.jsonl is not what the manifest says: copy the folder again");

        Files.writeString(votes, vote);
        Files.writeString(sent.resolve("county.vics.json"), "{\"value\":[");
        assertThat(refused(north)).containsExactly("set county: county.vics.json is not what the manifest says");

        south.send();
        Path manifest = sent.resolve("manifest.json");
        String forged = vote.replace("South Force", "West Force");
        Files.writeString(votes, forged + "{no json\n");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replaceAll("\"votesSha256\" : \"[0-9a-f]+\"", "\"votesSha256\" : \"" + sha256(votes) + "\""));
        assertThat(refused(north)).hasSize(2).satisfies(reasons -> {
            assertThat(reasons.get(0))
                    .isEqualTo("votes.jsonl line 1: a vote of force West Force in the folder of South Force");
            assertThat(reasons.get(1)).startsWith("votes.jsonl line 2: no vote that can be used");
        });

        Files.delete(manifest);
        assertThat(refused(north)).singleElement().asString().startsWith("no readable manifest");
        assertThat(north.votes.votes(CONTENT)).isNotEmpty().allMatch(v -> v.force()
                .equals("South Force"));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> refused(Installation installation) throws IOException {
        return installation.receive().getFirst().refused();
    }
}
