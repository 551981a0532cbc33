package org.curlew.grading.caid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.picture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.curlew.grading.attributes.Attribute;
import org.curlew.grading.attributes.Attributes;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.springframework.util.FileSystemUtils;

class TwoPersonRuleTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final List<String> PEOPLE = List.of("ann", "bob", "cay", "dee");
    private static final List<String> MEDIA = List.of("a", "b");
    private static Path folder;
    private static Desk desk;

    @BeforeContainer
    static void opens() throws IOException {
        folder = Files.createTempDirectory("two-person-rule");
        desk = Desk.open(DATABASE, folder);
    }

    @AfterContainer
    static void cleansUp() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }

    // Graders are sets of people as bits, at least one a media.
    @Property(tries = 60)
    void a_release_goes_through_exactly_for_two_people_neither_of_whom_graded_a_media_alone(
            @ForAll @IntRange(min = 1, max = 15) int gradersOfA,
            @ForAll @IntRange(min = 1, max = 15) int gradersOfB,
            @ForAll @IntRange(max = 3) int asking,
            @ForAll @IntRange(max = 3) int deciding,
            @ForAll boolean shouting) {
        long caseId = aCase();
        grade(caseId, "a", gradersOfA);
        grade(caseId, "b", gradersOfB);
        String asker = PEOPLE.get(asking);
        String decider = shouting ? PEOPLE.get(deciding).toUpperCase(Locale.ROOT) + " " : PEOPLE.get(deciding);

        boolean released;
        try {
            Releases.Release asked = desk.releases().request(caseId, "uk-2014", VicsProfile.UK, asker);
            released =
                    desk.releases().decide(asked.id(), true, decider, "checked").approved();
        } catch (CaidException refused) {
            released = false;
        }

        boolean alone = Stream.of(gradersOfA, gradersOfB).anyMatch(g -> g == 1 << asking || g == 1 << deciding);
        assertThat(released).isEqualTo(asking != deciding && !alone);
    }

    @Example
    void what_is_said_or_found_after_the_second_person_agreed_does_not_go_unseen() {
        long said = aCase();
        long first = agreed(said);
        new Attributes(DATABASE.jdbc(), DATABASE.transactions(), new Ledger(DATABASE.dataSource()))
                .say(said, List.of(picture("a").sha256()), Attribute.SERIES, "Holiday", "", "dee");
        assertThatThrownBy(() -> desk.export().released(first, "dee", folder, settings()))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("changed since release " + first);

        long found = aCase();
        long second = agreed(found);
        desk.media().record(exhibitOf(found), Stream.of(found("a", "/elsewhere/a.jpg")));
        assertThatThrownBy(() -> desk.export().released(second, "dee", folder, settings()))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("changed since release " + second);
    }

    private static long agreed(long caseId) {
        grade(caseId, "a", 3);
        long release = desk.releases()
                .request(caseId, "uk-2014", VicsProfile.UK, "cay")
                .id();
        desk.releases().decide(release, true, "bob", "checked");
        return release;
    }

    @Example
    void a_grade_that_is_taken_back_after_the_request_leaves_no_sole_grader_behind_the_release() throws IOException {
        long asked = aCase();
        grade(asked, "a", 3);
        long request =
                desk.releases().request(asked, "uk-2014", VicsProfile.UK, "ann").id();
        takeBack(asked, "bob", "a");
        assertThatThrownBy(() -> desk.releases().decide(request, true, "cay", "checked"))
                .as("ann graded it alone by now")
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("ann is the only grader of 1 media");

        long agreed = aCase();
        long release = agreed(agreed);
        takeBack(agreed, "ann", "a");
        assertThatThrownBy(() -> desk.export().released(release, "dee", folder, settings()))
                .as("bob graded it alone by now")
                .hasMessageContaining("bob is the only grader of 1 media");
    }

    private static CaidExport.Settings settings() {
        Instant now = Instant.now();
        return new CaidExport.Settings(
                sha256 -> InputStream.nullInputStream(),
                now,
                TestKeys.ec("Force", now.minusSeconds(60), now.plusSeconds(60)),
                "test",
                CaseContact.NONE);
    }

    private static void takeBack(long caseId, String grader, String text) {
        desk.grades()
                .takeBack(
                        new Grades.TakingBack(caseId, "uk-2014", grader, null, "wrong key"),
                        List.of(picture(text).sha256()));
    }

    private static void grade(long caseId, String text, int graders) {
        for (int i = 0; i < PEOPLE.size(); i++) {
            if ((graders & 1 << i) != 0) {
                desk.grades()
                        .append(
                                new Grading(caseId, "uk-2014", "A", PEOPLE.get(i), null, Grading.Basis.VIEWED, ""),
                                List.of(picture(text).sha256()));
            }
        }
    }

    private static long aCase() {
        long exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn("OP-" + System.nanoTime(), "ABC/1", "examiner")
                .id();
        desk.media().record(exhibit, MEDIA.stream().map(m -> found(m, "/" + m + ".jpg")));
        return DATABASE.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(exhibit)
                .query(Long.class)
                .single();
    }

    private static long exhibitOf(long caseId) {
        return DATABASE.jdbc()
                .sql("select id from exhibit where case_id = ?")
                .param(caseId)
                .query(Long.class)
                .single();
    }
}
