package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.queue.Band;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.MovableClock;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Times;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A child turns 18 in the middle of a case: band and clocks change at the birthday, and nothing else has to happen. */
class ComingOfAgeTest {

    private World world;
    private long caseId;
    private long suspect;

    private void add(Entry entry) {
        world.register.add(entry, "dc", "import");
    }

    private void open(Instant now) {
        world = new World(TestDatabase.create(), new MovableClock(now));
        Instant opened = now.minus(Duration.ofDays(2));
        caseId = world.exhibits.openCase("OP-1", "dc");
        add(new CaseDetails(
                caseId,
                OffenceClass.IIOC,
                null,
                null,
                "DC Officer",
                null,
                "DS Supervisor",
                true,
                false,
                false,
                false,
                false,
                "PACE s.19",
                "what is there?",
                opened,
                null,
                null));
        suspect = world.person("Alder Example", LocalDate.of(1980, 1, 1));
        add(new CaseParty(caseId, suspect, PartyRole.SUSPECT, false, "DC Officer"));
        add(new KiratResult(suspect, KiratLevel.LOW, "2", "dc", true, opened, null));
        add(new AccessAnswer(suspect, AccessAnswerKind.FOUND, "home visit", opened));
        add(new ReleaseStatus(
                caseId, suspect, ReleaseKind.RUI, opened, null, null, null, null, false, null, null, null));
    }

    private Obligation reassessment(long child) {
        return world.obligations.chronology(caseId).stream()
                .filter(o -> "rui-reassessment".equals(o.ruleId()))
                .filter(o -> o.subject().endsWith("/child:" + child))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "born {0}: a child until midnight before {1}")
    @CsvSource({
        "2008-06-10, 2026-06-10",
        // Born on a leap day: 1 March of a year without one (and 29 February of a year with one cannot be an 18th).
        "2008-02-29, 2026-03-01",
        "2012-02-29, 2030-03-01",
        // The nights on which the clocks change, and the turn of a year.
        "2008-03-29, 2026-03-29",
        "2008-10-25, 2026-10-25",
        "2008-01-01, 2026-01-01"
    })
    void at_the_birthday_the_band_falls_and_the_childs_clock_ends(LocalDate born, LocalDate birthday) {
        Instant midnight = birthday.atTime(LocalTime.MIDNIGHT).atZone(Times.UK).toInstant();
        open(midnight.minus(Duration.ofHours(20)));
        long exhibit = world.exhibits.bookIn("OP-1", "A/1", "dc").id();
        long child = world.person("Iris Specimen", born);
        add(new ChildAccess(
                suspect, child, AccessKind.HOUSEHOLD, true, "home visit", midnight.minus(Duration.ofDays(9)), null));
        world.queue.rerankAll("start", "test");
        world.obligations.tick();

        world.clock.forward(Duration.between(world.clock.instant(), midnight.minusSeconds(1)));
        world.queue.rerankAll("night", "test");
        world.obligations.tick();
        assertThat(world.queue.find(exhibit).orElseThrow().rank().gate()).isEqualTo("G4");
        assertThat(world.queue.find(exhibit).orElseThrow().band()).isEqualTo(Band.P1);
        assertThat(reassessment(child).state()).isEqualTo(Obligation.State.OPEN);
        assertThat(reassessment(child).band()).isEqualTo("P1");
        assertThat(world.get(ReleasedSuspects.class).list().getFirst().accessWords())
                .isEqualTo("lives with a child aged 17");

        // Nobody writes anything down: the turn at midnight finds the birthday by itself.
        world.clock.forward(Duration.ofSeconds(1));
        assertThat(world.obligations.tick().cases()).isEqualTo(1);
        assertThat(reassessment(child).state()).isEqualTo(Obligation.State.ENDED);
        assertThat(world.queue.find(exhibit).orElseThrow().band())
                .as("no child lives there any more; whether another does is open")
                .isNotEqualTo(Band.P1);
        assertThat(world.get(ReleasedSuspects.class).list().getFirst().livesWithChild())
                .isFalse();

        world.queue.rerankAll("night", "test");
        world.obligations.tick();
        assertThat(world.obligations.open("rui-reassessment"))
                .as("the suspect's own goes on, at the interval of the new band")
                .hasSize(1)
                .allSatisfy(o -> assertThat(o.band())
                        .isEqualTo(
                                world.queue.find(exhibit).orElseThrow().band().name()));
        assertThat(world.obligations.sweep().cases()).isPositive();
        assertThat(reassessment(child).state()).isEqualTo(Obligation.State.ENDED);
    }

    @ParameterizedTest(name = "a suspect born {0} is a child until {1}")
    @CsvSource({"2008-06-10, 2026-06-10", "2008-02-29, 2026-03-01"})
    void a_suspect_under_18_is_never_below_P3_until_the_birthday(LocalDate born, LocalDate birthday) {
        Instant midnight = birthday.atTime(LocalTime.MIDNIGHT).atZone(Times.UK).toInstant();
        open(midnight.minus(Duration.ofHours(20)));
        long young = world.exhibits.openCase("OP-2", "dc");
        long exhibit = world.exhibits.bookIn("OP-2", "B/1", "dc").id();
        long minor = world.person("Hazel Specimen", born);
        add(new CaseParty(young, minor, PartyRole.SUSPECT, false, null));
        add(new KiratResult(minor, KiratLevel.LOW, "2", "dc", true, world.clock.instant(), null));
        add(new AccessAnswer(minor, AccessAnswerKind.NONE_FOUND, "home visit", world.clock.instant()));
        add(new ReleaseStatus(
                young, minor, ReleaseKind.RUI, world.clock.instant(), null, null, null, null, false, null, null, null));

        world.clock.forward(Duration.between(world.clock.instant(), midnight.minusSeconds(1)));
        assertThat(world.queue.find(exhibit).orElseThrow().band()).isEqualTo(Band.P3);
        world.clock.forward(Duration.ofSeconds(1));
        assertThat(world.queue.find(exhibit).orElseThrow().band()).isEqualTo(Band.P4);
    }
}
