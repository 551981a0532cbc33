package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.ExhibitFile.ChiefOfficerException;
import org.curlew.triage.register.ExhibitFile.ExhibitDecision;
import org.curlew.triage.register.ExhibitFile.LockState;
import org.curlew.triage.register.ExhibitFile.Route;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueDecisionsTest {

    private final World world = new World();
    private final Queue queue = world.queue;
    private final Overrides overrides = world.get(Overrides.class);
    private final Gatekeeper gatekeeper = world.get(Gatekeeper.class);
    private final Instant now = world.clock.instant();
    private long caseId;
    private long exhibit;
    private long suspect;

    @BeforeEach
    void a_case_with_a_suspect_and_a_phone() {
        caseId = world.exhibits.openCase("OP-1", "dc");
        exhibit = world.exhibits.bookIn("OP-1", "LMN/4", "dc").id();
        suspect = person("Alder Example", LocalDate.of(1980, 1, 1));
        add(new CaseParty(caseId, suspect, PartyRole.SUSPECT, false, null));
        add(CaseEntries.images(caseId, now).entry());
        add(CaseEntries.device(exhibit, "phone", now, now)
                .lock(LockState.LOCKED)
                .usedBy(suspect)
                .inTheLab(null)
                .entry());
    }

    private void released() {
        add(new ReleaseStatus(
                caseId, suspect, ReleaseKind.VOLUNTARY, now, null, null, null, null, false, null, null, null));
    }

    private long person(String name, LocalDate born) {
        return world.register
                .add(new Person(null, name, born, true, "none", "none", false, List.of()), "dc", "r")
                .id();
    }

    private void add(org.curlew.triage.register.Entry entry) {
        world.register.add(entry, "dc", "new information");
    }

    private RankedExhibit now() {
        queue.rerankTriggered();
        return queue.find(exhibit).orElseThrow();
    }

    private void kirat(KiratLevel level, boolean trained) {
        add(new KiratResult(suspect, level, "2", "dc", trained, world.clock.instant(), null));
        world.clock.forward(Duration.ofMinutes(1));
    }

    @Test
    void what_the_register_learns_moves_the_exhibit_through_the_bands_and_past_ranks_stay() {
        assertThat(now().rank().gate()).isEqualTo("G6");
        assertThat(now().sentence()).contains("the release status is unknown");
        released();
        kirat(KiratLevel.LOW, false);
        assertThat(now().sentence()).contains("KIRAT is Low by an assessor without training, which counts as unknown");
        kirat(KiratLevel.LOW, true);
        add(new AccessAnswer(suspect, AccessAnswerKind.NONE_FOUND, null, null));
        assertThat(now().sentence()).contains("no access to children was found, but nobody verified it");
        world.clock.forward(Duration.ofMinutes(1));
        add(new AccessAnswer(suspect, AccessAnswerKind.NONE_FOUND, "home visit", now));
        assertThat(now().band()).isEqualTo(Band.P4);
        Instant low = world.clock.instant();

        world.clock.forward(Duration.ofDays(1));
        long child = person("Iris Specimen", LocalDate.of(2016, 6, 1));
        add(new ChildAccess(suspect, child, AccessKind.HOUSEHOLD, true, "home visit", now, null));
        assertThat(now().sentence())
                .startsWith(
                        "P1: lives with a child aged 9 and no verified plan is current; 25 points; overdue for triage result by 3 minutes");
        assertThat(queue.asOf(low)).extracting(RankedExhibit::band).containsExactly(Band.P4);

        world.clock.forward(Duration.ofDays(1));
        add(new SafeguardingPlan(
                caseId,
                suspect,
                child,
                "risk",
                "measures",
                "CSC",
                "visit",
                now,
                null,
                null,
                null,
                world.clock.instant().plus(Duration.ofDays(10)),
                "dc",
                "ds",
                now,
                null));
        assertThat(now().band()).as("a verified plan is current").isEqualTo(Band.P3);
        world.clock.forward(Duration.ofDays(11));
        assertThat(queue.find(exhibit).orElseThrow().band())
                .as("the plan has lapsed")
                .isEqualTo(Band.P1);
    }

    @Test
    void a_downgrade_needs_a_second_person_and_an_override_ends_within_28_days() {
        now();
        Instant week = now.plus(Duration.ofDays(7));
        assertThatThrownBy(() -> overrides.set(exhibit, Band.P4, "quiet", "Sample", "Insp", null, week))
                .hasMessageContaining("a downgrade needs a second person");
        assertThatThrownBy(() -> overrides.set(exhibit, Band.P4, "quiet", "Sample", "Insp", "Sample", week))
                .hasMessageContaining("a downgrade needs a second person");
        assertThatThrownBy(() ->
                        overrides.set(exhibit, Band.P1, "news", "Sample", "Insp", null, now.plus(Duration.ofDays(29))))
                .hasMessageContaining("must end within 28 days");
        assertThatThrownBy(() -> overrides.set(exhibit, Band.P1, " ", "Sample", "Insp", null, week))
                .hasMessageContaining("give the reason");

        assertThat(overrides
                        .set(exhibit, Band.P4, "quiet", "Sample", "Insp", "Second", week)
                        .band())
                .isEqualTo(Band.P4);
        assertThat(overrides.made(now, now.plusSeconds(1)))
                .extracting(Overrides.Recorded::downgrade)
                .containsExactly(true);
        assertThat(overrides.inForce()).extracting(o -> o.override().reason()).containsExactly("quiet");
        world.clock.forward(Duration.ofDays(7));
        assertThat(queue.find(exhibit).orElseThrow().band()).isEqualTo(Band.P2);
        assertThat(overrides.inForce()).isEmpty();
    }

    @Test
    void of_two_overrides_on_one_exhibit_the_last_is_in_force_until_they_are_ended() {
        now();
        overrides.set(exhibit, Band.P1, "news", "Sample", "Insp", null, now.plus(Duration.ofDays(7)));
        overrides.set(exhibit, Band.P0, "worse news", "Sample", "Insp", null, now.plus(Duration.ofDays(3)));
        assertThat(overrides.inForce()).extracting(o -> o.override().reason()).containsExactly("worse news");
        assertThat(overrides.inForce().getFirst().exhibitReference()).isEqualTo("LMN/4");
        overrides.end(exhibit, "Second", "Sample");
        assertThat(overrides.inForce()).isEmpty();
    }

    @Test
    void the_kiosk_is_refused_for_this_case_until_the_force_changes_its_rules() {
        assertThatThrownBy(() -> gatekeeper.route(exhibit, Route.KIOSK, "dc", "quick"))
                .hasMessageContaining("LMN/4 cannot go to a kiosk: the case is IIOC");
        assertThat(gatekeeper
                        .route(exhibit, Route.TRIAGE, "dc", "kit is free")
                        .entry()
                        .route())
                .isEqualTo(Route.TRIAGE);
        queue.loadRules(
                org.curlew.triage.rules.RuleFiles.shipped("queue.yaml")
                        .replace("2026.1", "force-1")
                        .replace("kioskRefused: [IIOC, ", "kioskRefused: ["),
                "admin");
        assertThat(gatekeeper
                        .route(exhibit, Route.KIOSK, "dc", "policy 1")
                        .entry()
                        .route())
                .isEqualTo(Route.KIOSK);
    }

    @Test
    void a_suspects_exhibit_does_not_go_back_unseen() {
        assertThatThrownBy(() -> gatekeeper.checkReturn(exhibit)).hasMessageContaining("cannot be returned");
        queue.rerank(exhibit, new TriageOutcome(0, Map.of(), false, 3, 0, 0), "machine");
        assertThatThrownBy(() -> gatekeeper.checkReturn(exhibit))
                .as("a look that was not whole is no triage result")
                .hasMessageContaining("cannot be returned");
        add(new ExhibitDecision(exhibit, now, "RETURN", "owner is a witness", "Sample", "Insp", "2026.1"));
        gatekeeper.checkReturn(exhibit);
        assertThat(queue.find(exhibit)).isEmpty();
    }

    @Test
    void a_graded_exhibit_has_left_the_queue_and_the_depth_of_a_past_day_still_counts_it() {
        world.clock.forward(Duration.ofDays(1));
        Instant before = world.clock.instant();
        world.clock.forward(Duration.ofDays(1));
        world.exhibits.move(exhibit, ExhibitState.GRADED, "grader", "done");

        assertThat(queue.list()).isEmpty();
        assertThat(queue.depthAt(world.clock.instant())).isZero();
        assertThat(queue.depthAt(before)).isEqualTo(1);
    }

    @Test
    void an_exhibit_is_accepted_only_with_question_and_legal_basis_and_the_rest_stays_open_as_tasks() {
        Acceptance acceptance = world.get(Acceptance.class);
        assertThatThrownBy(() -> acceptance.accept(exhibit, "dc"))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("legalBasis: the legal basis is not named")
                .hasMessageContaining("questions: nobody asked a question of it");
        var details = world.register
                .list(CaseDetails.class, org.curlew.triage.register.Register.Filter.ofCase(caseId))
                .getFirst();
        world.register.edit(
                details.id(),
                1,
                CaseEntries.images(caseId, now)
                        .examined("PACE s.19", "Who made it?")
                        .entry(),
                "dc",
                "asked");

        assertThat(acceptance.accept(exhibit, "dc"))
                .extracting(Acceptance.Gap::field)
                .containsExactly(
                        "ownerId", "capacityBytes", "otherRoutesTried", "releaseStatus", "kirat", "childAccess");
        assertThat(world.exhibits.current(exhibit).orElseThrow().state()).isEqualTo(ExhibitState.QUEUED);

        world.obligations.tick();
        assertThat(world.obligations.open("acceptance-task"))
                .as("KIRAT, access and release status are tasks with a due time")
                .hasSize(3);
        released();
        world.obligations.tick();
        assertThat(world.obligations.open("acceptance-task")).hasSize(2);
    }

    @Test
    void beyond_180_days_the_chief_officer_is_told_until_one_excepts_it_and_again_when_that_ends() {
        world.clock.forward(Duration.ofDays(181));
        world.obligations.tick();
        assertThat(world.obligations.overdue("age-limit")).hasSize(1);
        assertThat(world.notifications.open("role:ACC")).anyMatch(n -> n.text().contains("Older than 180 days"));
        Instant today = world.clock.instant();
        assertThatThrownBy(() -> add(new ChiefOfficerException(
                        exhibit, "Sample", "Insp", "rare device", today, today.plus(Duration.ofDays(30)))))
                .hasMessage(
                        "ChiefOfficerException, rank: 'Insp' is no chief officer's; they are ACC, DCC, CC or the Met's"
                                + " equals");

        assertThatThrownBy(() -> add(new ChiefOfficerException(
                        exhibit, "Sample", "ACC", "rare device", today, today.plus(Duration.ofDays(182)))))
                .hasMessage(
                        "ChiefOfficerException, until: lies more than 180 days ahead; grant it again if it still holds");

        add(new ChiefOfficerException(exhibit, "Sample", "ACC", "rare device", today, today.plus(Duration.ofDays(30))));
        world.obligations.tick();
        assertThat(world.obligations.overdue("age-limit")).isEmpty();
        assertThat(now().sentence()).contains("excepted by ACC Sample until");
        world.clock.forward(Duration.ofDays(31));
        world.obligations.tick();
        assertThat(world.obligations.overdue("age-limit"))
                .as("the exception has ended")
                .hasSize(1);
        assertThat(queue.find(exhibit).orElseThrow().sentence())
                .contains("past 180 days without a chief officer's exception");
    }

    @Test
    void the_fifth_start_goes_to_the_oldest_and_what_is_admitted_is_not_started_again() {
        kirat(KiratLevel.MEDIUM, true);
        queue.rerankTriggered();
        for (int n = 0; n < 5; n++) {
            long urgent = world.exhibits.bookIn("OP-" + (n + 2), "U/" + n, "dc").id();
            queue.rerank(urgent, new TriageOutcome(0, Map.of(), true, 0, 0, 1), "machine");
        }
        for (int start = 0; start < 4; start++) {
            RankedExhibit next = queue.next().orElseThrow();
            assertThat(next.band()).isEqualTo(Band.P1);
            world.exhibits.move(next.exhibitId(), ExhibitState.ADMITTED, "dispatcher", "next in the queue");
        }
        assertThat(queue.next().orElseThrow().exhibitId()).isEqualTo(exhibit);
    }
}
