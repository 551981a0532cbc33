package org.curlew.grading.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.picture;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.grading.exposure.Exposure.Act;
import org.curlew.grading.exposure.Exposure.Look;
import org.curlew.grading.exposure.ExposureReports.Asking;
import org.curlew.grading.exposure.ExposureReports.Line;
import org.curlew.grading.media.Media;
import org.curlew.grading.policy.GradingRules;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.Sessions;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.obligations.Happenings;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.MovableClock;
import org.curlew.triage.rules.RuleBook;
import org.curlew.triage.rules.RuleFiles;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as time with media, and with which media it was spent. */
class TimeSpentTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    private final TestDatabase database = TestDatabase.create();
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private final MovableClock clock = new MovableClock(MONDAY);
    private final Ledger ledger = new Ledger(database.dataSource());
    private final RuleBook rules = new RuleBook(database.jdbc(), clock, ledger);
    private final Exposure exposure = new Exposure(database.jdbc(), database.transactions(), rules, ledger, clock);
    private final ExposureReports reports =
            new ExposureReports(database.jdbc(), database.transactions(), ledger, clock);
    private long caseId;

    @BeforeEach
    void a_case_with_two_pictures() {
        Exhibits exhibits = new Exhibits(database.dataSource());
        long exhibit = exhibits.bookIn("OP-TIME", "ABC/1", "examiner").id();
        caseId = exhibits.findCase("OP-TIME").orElseThrow();
        new Media(database.dataSource(), database.transactions())
                .record(exhibit, Stream.of(found("a", "/a"), found("b", "/b")));
    }

    @Test
    void who_grades_slowly_from_one_screenful_has_not_had_a_break() {
        exposure.look(look(Act.SHOWN, "a", "b"));
        for (int grade = 0; grade < 6; grade++) {
            clock.forward(Duration.ofMinutes(9));
            exposure.graded(look(Act.GRADED, "a"));
        }

        assertThat(exposure.allowance("ann").today()).isEqualTo(Duration.ofMinutes(54));
        assertThat(exposure.allowance("ann").breakUntil())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
        clock.forward(Duration.ofMinutes(5));
        assertThat(exposure.graded(look(Act.GRADED, "b")).breakUntil())
                .as("who grades in a break has not begun it, and their grade is not lost")
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void grading_without_a_screenful_is_time_with_media_as_well() {
        for (int grade = 0; grade < 30; grade++) {
            clock.forward(Duration.ofMinutes(9));
            exposure.graded(look(Act.GRADED, "a"));
        }

        assertThat(exposure.allowance("ann").dayDone()).isTrue();
    }

    @Test
    void the_time_up_to_a_grade_is_that_of_what_was_graded_and_other_time_that_of_what_was_shown_before() {
        exposure.look(look(Act.SHOWN, "a", "b"));
        clock.forward(Duration.ofMinutes(4));
        exposure.graded(look(Act.GRADED, "a"));
        clock.forward(Duration.ofMinutes(1));
        exposure.graded(look(Act.GRADED, "b"));
        clock.forward(Duration.ofMinutes(1));
        exposure.look(look(Act.SHARPENED, "b"));
        clock.forward(Duration.ofMinutes(3));
        exposure.look(look(Act.SHOWN, "a"));
        grade("A", "a");
        grade("NOT-ILLEGAL", "b");

        Map<String, Line> lines = reports.byDay(new Asking("ann", false), "ann", DAY).stream()
                .collect(Collectors.toMap(Line::code, Function.identity()));
        assertThat(lines.get("A").seconds()).isEqualTo(4 * 60);
        assertThat(lines.get("NOT-ILLEGAL").seconds()).isEqualTo(5 * 60);
        assertThat(lines.get("NOT-ILLEGAL").deliberate())
                .as("a grade reveals nothing")
                .isOne();
    }

    @Test
    void the_rota_counts_the_worst_to_who_had_it_before_them_and_not_to_who_saw_it_at_the_end() {
        Welfare welfare = new Welfare(
                database.jdbc(),
                database.transactions(),
                new Happenings(database.jdbc(), new ActLog(database.jdbc(), ledger)),
                clock);
        Rota rota = new Rota(
                database.jdbc(), database.transactions(), exposure, welfare, rules, new Schemes(), ledger, clock);
        grade("A", "a");
        grade("NOT-ILLEGAL", "b");
        exposure.look(look("ann", Act.SHOWN, "a"));
        exposure.look(look("bob", Act.SHOWN, "b"));
        clock.forward(Duration.ofMinutes(9));
        exposure.look(look("ann", Act.SHOWN, "b"));
        exposure.look(look("bob", Act.SHOWN, "a"));

        assertThat(rota.order(List.of("ann", "bob"), "uk-2014"))
                .extracting(Rota.Place::grader)
                .containsExactly("bob", "ann");
    }

    @Test
    void what_comes_on_a_screen_is_counted_once_and_again_after_a_break() {
        exposure.look(look(Act.SHOWN, "a"));
        exposure.further(look(Act.SHOWN, "a"));
        exposure.further(look(Act.SHOWN, "a", "b"));
        assertThat(shown()).isEqualTo(2);

        clock.forward(Duration.ofMinutes(10));
        exposure.further(look(Act.SHOWN, "a"));
        assertThat(shown()).isEqualTo(3);
    }

    @Test
    void of_a_stack_that_is_graded_only_what_was_shown_is_on_the_graders_account() {
        exposure.look(look(Act.SHOWN, "a"));
        clock.forward(Duration.ofMinutes(1));
        exposure.graded(look(Act.GRADED, "a", "b"));

        assertThat(reports.acts(new Asking("ann", false), "ann", DAY))
                .last()
                .asString()
                .contains("GRADED 1 media");
    }

    @Test
    void a_session_is_told_apart_in_the_graders_own_figures() {
        long session = new Sessions(database.jdbc()).start(caseId, "ann").id();
        exposure.look(
                new Look("ann", caseId, session, Act.SHOWN, List.of(picture("a").sha256()), 160));
        clock.forward(Duration.ofMinutes(3));
        exposure.look(look(Act.SHOWN, "b"));

        assertThat(reports.bySession(new Asking("ann", false), "ann", DAY))
                .extracting(Line::period, Line::seconds)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("session " + session, 180L),
                        org.assertj.core.groups.Tuple.tuple("2026-03-02", 0L));
    }

    @Test
    void a_break_is_over_after_its_minutes_also_where_a_force_counts_longer_absences_as_work() {
        String longer = RuleFiles.shipped("grading.yaml")
                .replaceFirst("(?m)^version: .*$", "version: \"force-1\"")
                .replace("awayMinutes: 10", "awayMinutes: 15");
        database.transactions()
                .executeWithoutResult(_ -> rules.load(GradingRules.KIND, longer, GradingRules.class, "admin"));
        exposure.look(look(Act.SHOWN, "a"));
        for (int gap = 0; gap < 4; gap++) {
            clock.forward(Duration.ofMinutes(12));
            exposure.look(look(Act.SHOWN, "a"));
        }
        assertThat(exposure.allowance("ann").today())
                .as("twelve minutes are no absence")
                .isEqualTo(Duration.ofMinutes(48));
        clock.forward(Duration.ofMinutes(3));
        assertThat(exposure.allowance("ann").mayLook()).isFalse();
        clock.forward(Duration.ofMinutes(7));

        exposure.look(look(Act.SHOWN, "a"));

        assertThat(exposure.allowance("ann").untilBreak()).isEqualTo(Duration.ofMinutes(50));
        assertThat(exposure.allowance("ann").today()).as("the break is no work").isEqualTo(Duration.ofMinutes(48));
    }

    private long shown() {
        return reports.byDay(new Asking("ann", false), "ann", DAY).stream()
                .mapToLong(Line::items)
                .sum();
    }

    private Look look(Act act, String... texts) {
        return look("ann", act, texts);
    }

    private Look look(String grader, Act act, String... texts) {
        return new Look(
                grader,
                caseId,
                null,
                act,
                Stream.of(texts).map(t -> picture(t).sha256()).toList(),
                160);
    }

    private void grade(String code, String text) {
        new Grades(database.jdbc(), database.transactions(), new Schemes(), ledger)
                .append(
                        new Grading(caseId, "uk-2014", code, "cay", null, Grading.Basis.VIEWED, ""),
                        List.of(picture(text).sha256()));
    }
}
