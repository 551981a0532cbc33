package org.curlew.grading.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.picture;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.curlew.grading.exposure.Exposure.Act;
import org.curlew.grading.exposure.Exposure.Look;
import org.curlew.grading.exposure.ExposureReports.Asking;
import org.curlew.grading.exposure.Rota.Availability;
import org.curlew.grading.media.Media;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.obligations.Happenings;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.MovableClock;
import org.curlew.triage.rules.RuleBook;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExposureTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private final MovableClock clock = new MovableClock(MONDAY);
    private final Ledger ledger = new Ledger(DATABASE.dataSource());
    private final RuleBook rules = new RuleBook(DATABASE.jdbc(), clock, ledger);
    private final Exposure exposure = new Exposure(DATABASE.jdbc(), DATABASE.transactions(), rules, ledger, clock);
    private final ExposureReports reports =
            new ExposureReports(DATABASE.jdbc(), DATABASE.transactions(), ledger, clock);
    private final Happenings happenings = new Happenings(DATABASE.jdbc(), new ActLog(DATABASE.jdbc(), ledger));
    private final Welfare welfare = new Welfare(DATABASE.jdbc(), DATABASE.transactions(), happenings, clock);
    private final Rota rota =
            new Rota(DATABASE.jdbc(), DATABASE.transactions(), exposure, welfare, rules, new Schemes(), ledger, clock);
    private final String ann = "ann-" + System.nanoTime();
    private final String bob = "bob-" + System.nanoTime();
    private long caseId;

    @BeforeEach
    void a_case_with_two_pictures() {
        long exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn("OP-" + System.nanoTime(), "ABC/1", "examiner")
                .id();
        caseId = DATABASE.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(exhibit)
                .query(Long.class)
                .single();
        new Media(DATABASE.dataSource(), DATABASE.transactions())
                .record(exhibit, Stream.of(found("a", "/a"), found("b", "/b")));
    }

    @Test
    void after_fifty_minutes_ten_minutes_are_a_break_that_nothing_gets_round() {
        look(ann, 0, 20, 20, 9);
        clock.forward(Duration.ofMinutes(1));

        assertThatThrownBy(() -> exposure.look(shown(ann)))
                .isInstanceOf(GradingException.class)
                .hasMessageContaining("Take a break until 09:59");
        assertThat(exposure.allowance(ann.toUpperCase()).mayLook())
                .as("another spelling")
                .isFalse();
        assertThat(exposure.allowance(bob).mayLook()).isTrue();
        clock.forward(Duration.ofMinutes(8));
        assertThat(exposure.allowance(ann).mayLook()).isFalse();
        clock.forward(Duration.ofMinutes(1));
        assertThat(exposure.allowance(ann).untilBreak()).isEqualTo(Duration.ofMinutes(50));
        exposure.look(shown(ann));
    }

    @Test
    void four_hours_are_a_day_and_the_next_day_is_another() {
        for (int spell = 0; spell < 5; spell++) {
            look(ann, 0, 24, 24);
            clock.forward(Duration.ofMinutes(12));
        }

        assertThat(exposure.allowance(ann).today()).isEqualTo(Duration.ofHours(4));
        assertThatThrownBy(() -> exposure.look(shown(ann))).hasMessageContaining("used up");
        clock.forward(Duration.ofMinutes(24 * 60));
        assertThat(exposure.look(shown(ann)).today()).isZero();
    }

    @Test
    void time_away_is_not_counted() {
        look(ann, 0, 9, 30);

        assertThat(exposure.allowance(ann).today()).isEqualTo(Duration.ofMinutes(9));
    }

    @Test
    void a_supervisor_overrides_with_a_reason_and_nobody_does_so_for_themselves() {
        look(ann, 0, 9, 9, 9, 9, 9, 4);
        clock.forward(Duration.ofMinutes(1));
        assertThatThrownBy(() -> exposure.override(ann, 30, " ", "sue")).hasMessageContaining("needs a reason");
        assertThatThrownBy(() -> exposure.override(ann, 30, "urgent", ann.toUpperCase()))
                .hasMessageContaining("Nobody lets themselves");

        exposure.override(ann, 30, "child at risk tonight", "sue");

        assertThat(exposure.look(shown(ann)).override()).isTrue();
        clock.forward(Duration.ofMinutes(31));
        exposure.look(shown(ann));
        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from ledger_pending where kind = 'GRADER_LIMIT_OVERRIDDEN'")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void a_graders_figures_are_the_graders_own_and_the_welfare_roles() {
        look(ann, 0, 6);
        exposure.look(
                new Look(ann, caseId, null, Act.SHARPENED, List.of(picture("a").sha256()), 640));
        exposure.look(
                new Look(ann, caseId, null, Act.COLOURED, List.of(picture("a").sha256()), 640));
        grade("A", "a");

        assertThatThrownBy(() -> reports.byDay(new Asking("sue", false), ann, day()))
                .isInstanceOf(GradingException.class)
                .hasMessageContaining("welfare role only");
        assertThat(reports.byDay(new Asking(ann, false), ann, day()))
                .isEqualTo(reports.byDay(new Asking("wendy", true), ann, day()))
                .anySatisfy(line -> {
                    assertThat(line.code()).isEqualTo("A");
                    assertThat(line.deliberate()).isEqualTo(2);
                    assertThat(line.coloured()).isEqualTo(1);
                    assertThat(line.largestPixels()).isEqualTo(640);
                    assertThat(line.seconds()).isEqualTo(180);
                })
                .anySatisfy(line -> assertThat(line.code()).isEmpty());
        assertThat(reports.byWeek(new Asking(ann, false), ann, day()))
                .allSatisfy(line -> assertThat(line.period()).isEqualTo("2026-W10"));
        assertThat(reports.acts(new Asking(ann, false), ann, day()))
                .hasSize(4)
                .last()
                .asString()
                .contains("COLOURED");
    }

    @Test
    void what_was_played_and_heard_is_in_the_graders_and_the_welfare_roles_figures_and_a_break_refuses_it() {
        List<String> film = List.of(picture("a").sha256());
        look(ann, 0, 4);
        exposure.look(new Look(ann, caseId, null, Act.PLAYED, film, 320, 30));
        exposure.look(new Look(ann, caseId, null, Act.HEARD, film, 320));
        exposure.look(new Look(ann, caseId, null, Act.PLAYED, film, 320, 12));

        assertThat(reports.byDay(new Asking(ann, false), ann, day())).anySatisfy(line -> {
            assertThat(line.heard()).isOne();
            assertThat(line.playedSeconds()).isEqualTo(42);
        });
        assertThat(reports.everybody(new Asking("wendy", true), day()))
                .filteredOn(t -> t.grader().equals(ann))
                .singleElement()
                .satisfies(t -> {
                    assertThat(t.heard()).isOne();
                    assertThat(t.played()).isEqualTo(Duration.ofSeconds(42));
                    assertThat(t.revealed()).isEqualTo(3);
                });
        look(ann, 9, 9, 9, 9, 9);
        clock.forward(Duration.ofMinutes(2));
        assertThatThrownBy(() -> exposure.look(new Look(ann, caseId, null, Act.PLAYED, film, 320, 30)))
                .isInstanceOf(GradingException.class);
    }

    @Test
    void the_welfare_role_sees_what_was_new_and_of_which_class_each_media_once() {
        look(ann, 0, 4);
        exposure.look(
                new Look(ann, caseId, null, Act.COLOURED, List.of(picture("a").sha256()), 640));
        grade("A", "a");
        DATABASE.jdbc()
                .sql(
                        "update occurrence set match_role = 'illegal', match_kind = 'md5' where sha256 = ? and exhibit_id in"
                                + " (select id from exhibit where case_id = ?)")
                .params(HexFormat.of().parseHex(picture("a").sha256()), caseId)
                .update();

        assertThat(reports.everybody(new Asking("wendy", true), day()))
                .filteredOn(t -> t.grader().equals(ann))
                .singleElement()
                .satisfies(t -> {
                    assertThat(t.shown()).as("each as often as it was shown").isEqualTo(4);
                    assertThat(t.revealed()).isOne();
                    assertThat(t.coloured()).isOne();
                    assertThat(t.unknown()).as("b, which no set knows").isOne();
                    assertThat(t.classes()).isEqualTo(Map.of("A", 1L, "", 1L));
                });
        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from ledger_pending where kind = 'EXPOSURE_VIEWED' and actor = 'wendy'"
                                + " and details::json ->> 'of' = 'every grader'")
                        .query(Integer.class)
                        .single())
                .as("whose work is looked at may be known")
                .isPositive();
    }

    @Test
    void the_rota_gives_the_next_of_the_worst_to_who_carried_least_of_it() {
        look(ann, 0, 8);
        clock.forward(Duration.ofMinutes(15));
        look(bob, 0, 4);
        grade("A", "a", "b");

        assertThat(rota.order(List.of(ann, bob, "new"), "uk-2014"))
                .extracting(Rota.Place::grader)
                .containsExactly("new", bob, ann);
        rota.allocate(caseId, bob, "next on the rota", "sue");
        assertThat(rota.allocations(caseId)).singleElement().satisfies(a -> assertThat(a.grader())
                .isEqualTo(bob));
    }

    @Test
    void over_the_cap_or_without_the_welfare_appointment_nothing_is_allocated() {
        welfare.started(ann, clock.instant().minus(Duration.ofDays(200)), "wendy");
        assertThat(rota.availability(ann)).isEqualTo(Availability.WELFARE_FIRST);
        assertThatThrownBy(() -> rota.allocate(caseId, ann, "x", "sue")).hasMessageContaining("welfare appointment");
        assertThatThrownBy(() -> welfare.kept(ann, clock.instant(), ann)).hasMessageContaining("welfare role");
        assertThatThrownBy(() -> welfare.left(ann, clock.instant(), ann.toUpperCase()))
                .as("leaving and looking again would begin a new clock")
                .hasMessageContaining("welfare role");

        welfare.kept(ann, clock.instant(), "wendy");

        assertThat(rota.availability(ann)).isEqualTo(Availability.AVAILABLE);
        for (int spell = 0; spell < 5; spell++) {
            look(ann, 0, 24, 24);
            clock.forward(Duration.ofMinutes(12));
        }
        assertThatThrownBy(() -> rota.allocate(caseId, ann, "x", "sue")).hasMessageContaining("used up");
    }

    /** Whatever the times between looks: never more than fifty minutes on end, and never more than the day's hours. */
    @Property(tries = 25)
    void no_sequence_of_looks_gets_round_the_limits(@ForAll @Size(max = 60) List<@IntRange(max = 14) Integer> gaps) {
        a_case_with_two_pictures();
        String grader = "prop-" + System.nanoTime();
        clock.set(MONDAY);
        Instant spellStart = null;
        Instant last = null;
        for (int gap : gaps) {
            clock.forward(Duration.ofMinutes(gap));
            if (exposure.allowance(grader).mayLook()) {
                Exposure.Allowance after = exposure.look(shown(grader));
                boolean goesOn = last != null && clock.instant().isBefore(last.plus(Duration.ofMinutes(10)));
                spellStart = goesOn ? spellStart : clock.instant();
                last = clock.instant();
                assertThat(Duration.between(spellStart, last)).isLessThan(Duration.ofMinutes(50));
                assertThat(after.today())
                        .isLessThanOrEqualTo(Duration.ofHours(4).plusMinutes(14));
            }
        }
    }

    private LocalDate day() {
        return LocalDate.parse("2026-03-02");
    }

    /** A look after each number of minutes, in steps short enough to be one spell. */
    private void look(String grader, int... gaps) {
        for (int gap : gaps) {
            for (int left = gap; left > 9 && gap < 30; left -= 8) {
                clock.forward(Duration.ofMinutes(8));
                exposure.look(shown(grader));
                gap -= 8;
            }
            clock.forward(Duration.ofMinutes(gap));
            exposure.look(shown(grader));
        }
    }

    private Look shown(String grader) {
        return new Look(
                grader,
                caseId,
                null,
                Act.SHOWN,
                List.of(picture("a").sha256(), picture("b").sha256()),
                160);
    }

    private void grade(String code, String... texts) {
        new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), ledger)
                .append(
                        new Grading(caseId, "uk-2014", code, "cay", null, Grading.Basis.VIEWED, ""),
                        Stream.of(texts).map(t -> picture(t).sha256()).toList());
    }
}
