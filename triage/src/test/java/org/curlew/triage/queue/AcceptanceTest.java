package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.ExhibitFile.LockState;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of practice 3.3: what is asked before an exhibit is accepted, what blocks, and what is a task and ranks up. */
class AcceptanceTest {

    private final World world = new World();
    private final Acceptance acceptance = world.get(Acceptance.class);
    private final Instant now = world.clock.instant();

    private long exhibit(Set<String> missing) {
        long caseId = world.exhibits.openCase("OP-1", "dc");
        long exhibit = world.exhibits.bookIn("OP-1", "A/1", "dc").id();
        long suspect = add(
                new Person(null, "Alder Example", LocalDate.of(1980, 1, 1), true, "none", "none", false, List.of()));
        if (!missing.contains("suspect")) {
            add(new CaseParty(caseId, suspect, PartyRole.SUSPECT, false, null));
        }
        if (!missing.contains("offence")) {
            add(CaseEntries.images(caseId, now)
                    .officer("dc")
                    .examined(
                            missing.contains("legalBasis") ? " " : "PACE s.19",
                            missing.contains("questions") ? null : "Who made it?")
                    .entry());
        }
        if (!missing.contains("kind")) {
            add(CaseEntries.device(exhibit, "phone", now, now)
                    .capacity(missing.contains("capacityBytes") ? null : 64_000_000_000L)
                    .lock(missing.contains("lock") ? LockState.UNKNOWN : LockState.LOCKED)
                    .owner(missing.contains("ownerId") ? null : suspect)
                    .usedBy(missing.contains("attributedTo") ? null : suspect)
                    .inTheLab(missing.contains("otherRoutesTried") ? null : "none is open")
                    .entry());
        }
        if (!missing.contains("releaseStatus")) {
            add(new ReleaseStatus(
                    caseId, suspect, ReleaseKind.RUI, now, now, null, null, null, false, null, null, null));
        }
        if (!missing.contains("kirat")) {
            add(new KiratResult(suspect, KiratLevel.LOW, "2", "assessor", true, now, null));
        }
        if (!missing.contains("childAccess")) {
            add(new AccessAnswer(suspect, AccessAnswerKind.NONE_FOUND, "home visit", now));
        }
        return exhibit;
    }

    private long add(Entry entry) {
        return world.register.add(entry, "dc", "test").id();
    }

    @Test
    void with_every_answer_there_is_no_gap_and_the_exhibit_waits_where_the_rules_put_it() {
        long exhibit = exhibit(Set.of());

        assertThat(acceptance.accept(exhibit, "dc")).isEmpty();
        assertThat(world.exhibits.current(exhibit).orElseThrow().state()).isEqualTo(ExhibitState.QUEUED);
        assertThat(world.queue.find(exhibit).orElseThrow().rank().gate()).isEqualTo("G8");
    }

    @Test
    void the_release_status_KIRAT_and_access_of_who_is_no_suspect_are_not_asked_for() {
        long exhibit = exhibit(Set.of());
        long victim =
                add(new Person(null, "Wren Example", LocalDate.of(2015, 1, 1), true, "none", "none", false, List.of()));
        add(new CaseParty(world.exhibits.openCase("OP-1", "dc"), victim, PartyRole.VICTIM, false, null));

        assertThat(acceptance.gaps(exhibit)).isEmpty();
    }

    @ParameterizedTest(name = "without {0}: blocks {1}")
    @CsvSource({
        "legalBasis, true",
        "questions, true",
        "ownerId, false",
        "attributedTo, false",
        "capacityBytes, false",
        "lock, false",
        "otherRoutesTried, false",
        "suspect, false",
        "releaseStatus, false",
        "kirat, false",
        "childAccess, false"
    })
    void each_question_of_the_gate_blocks_or_is_a_task(String field, boolean blocks) {
        long exhibit = exhibit(Set.of(field));

        assertThat(acceptance.gaps(exhibit)).singleElement().satisfies(gap -> {
            assertThat(gap.field()).isEqualTo(field);
            assertThat(gap.blocks()).isEqualTo(blocks);
            assertThat(gap.words()).isNotBlank();
        });
        assertThat(acceptance.blocking(exhibit)).hasSize(blocks ? 1 : 0);
        if (blocks) {
            assertThatThrownBy(() -> acceptance.accept(exhibit, "dc"))
                    .isInstanceOf(QueueException.class)
                    .hasMessageContaining(field + ": ");
            assertThat(world.exhibits.current(exhibit).orElseThrow().state()).isEqualTo(ExhibitState.BOOKED_IN);
        } else {
            acceptance.accept(exhibit, "dc");
            assertThat(world.exhibits.current(exhibit).orElseThrow().reason()).startsWith("accepted; open: ");
        }
    }

    @ParameterizedTest(name = "without {0}")
    @CsvSource({"offence", "kind"})
    void without_the_offence_or_the_kind_of_device_nothing_is_accepted(String field) {
        long exhibit = exhibit(Set.of(field));

        assertThat(acceptance.gaps(exhibit))
                .filteredOn(Acceptance.Gap::blocks)
                .extracting(Acceptance.Gap::field)
                .contains(field);
    }

    @ParameterizedTest(name = "without {0}: G6, and {1} open")
    @CsvSource({"kirat, 1", "childAccess, 1", "releaseStatus, 1"})
    void what_is_missing_of_KIRAT_access_or_release_sets_G6_and_opens_a_task(String field, int tasks) {
        long exhibit = exhibit(Set.of(field));
        acceptance.accept(exhibit, "dc");
        world.obligations.tick();

        Rank rank = world.queue.find(exhibit).orElseThrow().rank();
        assertThat(rank.gate()).isEqualTo("G6");
        assertThat(rank.band()).isEqualTo(Band.P2);
        assertThat(rank.incomplete()).isTrue();
        assertThat(world.obligations.open("acceptance-task")).hasSize(tasks);
    }
}
