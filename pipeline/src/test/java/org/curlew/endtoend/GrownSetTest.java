package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.force.GradesToVotes;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.VersionState;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A set that grows is compared with the exhibits of before, and what is graded here is known on the next device. */
class GrownSetTest {

    private static final int PATH = 1;
    private static final int MIME = 7;
    private static final int MD5 = 12;
    private static final int SHA256 = 14;
    private static final int MATCH_SET = 17;
    private static final int MATCH_CATEGORY = 19;

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private void importSet(int exit, String... rows) throws IOException {
        Path list = Files.writeString(folder.resolve("county.csv"), "md5,category\n" + String.join("\n", rows) + "\n");
        Cli.Result imported = Cli.run(
                "hash-set",
                "import",
                list,
                "--name",
                "county",
                "--role",
                "illegal",
                "--scheme",
                "uk-2014",
                "--data",
                data());
        assertThat(imported.exit()).as(imported.err()).isEqualTo(exit);
    }

    private Path process(Path image, String name) {
        Path out = folder.resolve(name);
        Cli.Result done = Cli.run(
                "process", image, "--out", out, "--case", "OP-" + name, "--exhibit", "EX/" + name, "--data", data());
        assertThat(done.exit()).as(done.err()).isZero();
        return out;
    }

    private static List<List<String>> pictures(Path out) {
        return Cli.files(out).stream()
                .filter(r -> r.get(MIME).equals("image/jpeg"))
                .toList();
    }

    @Test
    void a_grown_set_finds_a_past_exhibit_without_its_image_ranks_it_tells_the_supervisor_and_is_in_the_ledger()
            throws IOException {
        Path image = new SampleDevice(7).write(folder.resolve("sample")).image();
        importSet(0, "aa".repeat(16) + ",1");
        Path out = process(image, "old");
        String md5 = pictures(out).getFirst().get(MD5);
        String known = pictures(out).get(5).get(MD5);
        long files = Cli.files(out).stream().filter(r -> r.get(MD5).equals(md5)).count();
        Files.delete(image);

        Path list = Files.writeString(
                folder.resolve("county2.csv"), "md5,category\n" + "aa".repeat(16) + ",1\n" + md5 + ",2\n");
        Cli.Result grown = Cli.run(
                "hash-set",
                "import",
                list,
                "--name",
                "county",
                "--role",
                "illegal",
                "--scheme",
                "uk-2014",
                "--data",
                data());

        assertThat(grown.exit()).as(grown.err()).isZero();
        assertThat(grown.out())
                .contains("past exhibits: " + files + (files == 1 ? " file" : " files") + " on 1 exhibit");
        try (Application application = Application.start(data(), Map.of())) {
            assertThat(application.get(Notifications.class).open("role:POLIT_SUPERVISOR"))
                    .filteredOn(n -> n.text().contains("EX/old of OP-old: " + files))
                    .singleElement()
                    .satisfies(n -> assertThat(n.text()).contains("county version 2", "uk-2014 {2=" + files + "}"));
            JdbcClient jdbc = application.get(JdbcClient.class);
            assertThat(jdbc.sql("select case_id from notification where text like '%county version 2%'")
                            .query(Long.class)
                            .list())
                    .as("supervisors of other teams are not told of it")
                    .containsExactly(caseOf(application, "OP-old"));
            // An act is written with its effect and put into the chain by the next turn.
            assertThat(jdbc.sql("""
                                    select (select count(*) from ledger_entry where kind = 'RETRO_MATCH')
                                         + (select count(*) from ledger_pending where kind = 'RETRO_MATCH')
                                    """).query(Long.class).single()).isEqualTo(1);
            assertThat(jdbc.sql("select triage_outcome from acquisition")
                            .query(String.class)
                            .single())
                    .isEqualTo("HIT");
            assertThat(jdbc.sql("select count(*) from occurrence where match_set = 'county' and match_category = 2")
                            .query(Long.class)
                            .single())
                    .as("grading and exports see it")
                    .isEqualTo(files);
        }

        // The kept digests are no part of a backup: where they are missing they are written from the records.
        try (var kept = Files.list(data().resolve("exhibit-digests"))) {
            for (Path file : kept.toList()) {
                Files.delete(file);
            }
        }
        importSet(0, "aa".repeat(16) + ",1", md5 + ",2", known + ",3");
        try (Application application = Application.start(data(), Map.of())) {
            assertThat(application.get(Notifications.class).open("role:POLIT_SUPERVISOR"))
                    .filteredOn(n -> n.text().contains("county version 3"))
                    .singleElement()
                    .satisfies(n -> assertThat(n.text()).contains("uk-2014 {3="));
        }
    }

    @Test
    void what_was_graded_on_one_device_is_known_on_the_next() throws IOException {
        Path image = new SampleDevice(7).write(folder.resolve("sample")).image();
        importSet(0, "aa".repeat(16) + ",1");
        Path first = process(image, "one");
        String graded = pictures(first).getFirst().get(SHA256);
        String kept = pictures(first).get(5).get(SHA256);
        try (Application application = Application.start(data(), Map.of())) {
            long caseId = caseOf(application, "OP-one");
            application
                    .get(Grades.class)
                    .append(
                            new Grading(caseId, "uk-2014", "B", "grader.one", null, Grading.Basis.VIEWED, ""),
                            List.of(graded, kept));
        }

        Path second = process(image, "two");

        assertThat(pictures(second))
                .filteredOn(r -> r.get(SHA256).equals(graded))
                .isNotEmpty()
                .allSatisfy(r -> {
                    assertThat(r.get(MATCH_SET)).isEqualTo("force uk-2014 illegal");
                    assertThat(r.get(MATCH_CATEGORY)).isEqualTo("2");
                });
        assertThat(pictures(first))
                .filteredOn(r -> r.get(SHA256).equals(graded))
                .allMatch(r -> r.get(MATCH_SET).isEmpty());

        assertThat(takeBack(graded, "grader.two").err()).contains("Only a grade of one's own");
        Cli.Result takenBack = takeBack(graded, "grader.one");
        assertThat(takenBack.exit()).as(takenBack.err()).isZero();
        assertThat(takenBack.out()).contains("1 grades taken back");

        try (Application application = Application.start(data(), Map.of())) {
            JdbcClient jdbc = application.get(JdbcClient.class);

            List<SetVersion> held = application.get(GradesToVotes.class).refresh();

            assertThat(held)
                    .filteredOn(v -> v.name().equals("force uk-2014 illegal"))
                    .singleElement()
                    .satisfies(v -> assertThat(v.state()).isEqualTo(VersionState.HELD));
            assertThat(jdbc.sql("select count(*) from force_vote")
                            .query(Long.class)
                            .single())
                    .as("the vote stays on record")
                    .isEqualTo(2);
            assertThat(jdbc.sql("select count(*) from force_vote_in_force")
                            .query(Long.class)
                            .single())
                    .as("and counts no longer")
                    .isEqualTo(1);
        }
    }

    private Cli.Result takeBack(String media, String grader) {
        return Cli.run(
                "grade",
                "take-back",
                media,
                "--case",
                "OP-one",
                "--scheme",
                "uk-2014",
                "--grader",
                grader,
                "--reason",
                "misread",
                "--data",
                data());
    }

    private static long caseOf(Application application, String reference) {
        return application.get(Exhibits.class).findCase(reference).orElseThrow();
    }
}
