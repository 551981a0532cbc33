package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.Json;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Versioned;
import org.curlew.triage.register.WrittenEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the register must hold for each fact that gates and points of practice 3.2 speak of, and for none other. */
class FactFinderTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final long CASE = 1;
    private static final long SUSPECT = 2;

    private final Snapshot register = new Snapshot();
    private long ids = 100;

    private void add(long id, String kind, String body) {
        Entry entry = WrittenEntry.of(QueueInputs.KINDS, kind, body);
        register.add(new Versioned<>(id, 1, entry, NOW, NOW, "dc", "test", false));
    }

    private void add(String kind, String body) {
        add(++ids, kind, body);
    }

    /** A suspect on bail, KIRAT Medium, no access found and that verified; a child of nine, an adult, one of unknown age. */
    private void base() {
        add(SUSPECT, "Person", "{'name': 'Alder Example', 'born': '1980-01-01', 'identified': true}");
        add(3, "Person", "{'name': 'Iris Specimen', 'born': '2016-06-01', 'identified': true}");
        add(4, "Person", "{'name': 'Rowan Specimen', 'born': '2000-01-01', 'identified': true}");
        add(5, "Person", "{'name': 'Hazel Specimen', 'identified': true}");
        add("CaseParty", "{'caseId': 1, 'personId': 2, 'role': 'SUSPECT'}");
        add(
                "KiratResult",
                "{'suspectId': 2, 'level': 'MEDIUM', 'trained': true, 'completedAt': '2026-02-01T00:00:00Z'}");
        add("AccessAnswer", "{'suspectId': 2, 'answer': 'NONE_FOUND', 'verifiedAt': '2026-02-01T00:00:00Z'}");
        add("ReleaseStatus", "{'caseId': 1, 'suspectId': 2, 'kind': 'BAIL', 'at': '2026-02-01T00:00:00Z'}");
    }

    private Set<String> facts(ExhibitDetails exhibit, TriageOutcome outcome, Set<Long> overdue) {
        return new FactFinder(register, overdue, NOW)
                .facts(CASE, exhibit, outcome).keySet().stream()
                        .map(Enum::name)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(String words) {
        return words == null ? Set.of() : new TreeSet<>(List.of(words.strip().split(" ")));
    }

    @Test
    void a_suspect_on_bail_without_access_to_children_is_nothing_but_that() {
        base();
        assertThat(facts(null, null, Set.of())).isEqualTo(names("ACCESS_NONE_VERIFIED KIRAT_MEDIUM"));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CaseDetails| {'caseId': 1, 'offence': 'IIOC', 'childInDanger': true}| CHILD_IN_DANGER|",
                "CaseDetails| {'caseId': 1, 'offence': 'IIOC', 'extortion': true}| EXTORTION|",
                "CaseDetails| {'caseId': 1, 'offence': 'IIOC', 'missingChild': true}| MISSING_CHILD|",
                "CaseDetails| {'caseId': 1, 'offence': 'IIOC', 'contactOffence': true}| CONTACT_OFFENCE|",
                "CaseDetails| {'caseId': 1, 'offence': 'IIOC'}| |",
                "CaseDetails| {'caseId': 1, 'offence': 'CHILD_CONTACT'}| CONTACT_OFFENCE|",
                "CaseDetails| {'caseId': 1, 'offence': 'ONLINE_GROOMING'}| GROOMING|",
                "KiratResult| {'suspectId': 2, 'level': 'VERY_HIGH', 'trained': true, 'completedAt': '2026-03-01T00:00:00Z'}| KIRAT_VERY_HIGH| KIRAT_MEDIUM",
                "KiratResult| {'suspectId': 2, 'level': 'HIGH', 'trained': false, 'completedAt': '2026-03-01T00:00:00Z'}| KIRAT_HIGH| KIRAT_MEDIUM",
                "KiratResult| {'suspectId': 2, 'level': 'LOW', 'trained': true, 'completedAt': '2026-03-01T00:00:00Z'}| KIRAT_LOW| KIRAT_MEDIUM",
                "KiratResult| {'suspectId': 2, 'level': 'LOW', 'trained': false, 'completedAt': '2026-03-01T00:00:00Z'}| KIRAT_UNKNOWN| KIRAT_MEDIUM",
                "KiratResult| {'suspectId': 2, 'level': 'LOW', 'trained': true, 'completedAt': '2026-01-01T00:00:00Z'}| |",
                "ChildAccess| {'suspectId': 2, 'childId': 3, 'kind': 'HOUSEHOLD', 'verifiedAt': '2026-02-01T00:00:00Z'}| ACCESS_NO_PLAN CHILD_IN_HOUSEHOLD| ACCESS_NONE_VERIFIED",
                "ChildAccess| {'suspectId': 2, 'childId': 3, 'kind': 'HOUSEHOLD'}| ACCESS_NO_PLAN CHILD_ACCESSIBLE| ACCESS_NONE_VERIFIED",
                "ChildAccess| {'suspectId': 2, 'childId': 3, 'kind': 'WORK', 'regular': true, 'verifiedAt': '2026-02-01T00:00:00Z'}| ACCESS_NO_PLAN CHILD_ACCESSIBLE| ACCESS_NONE_VERIFIED",
                "ChildAccess| {'suspectId': 2, 'childId': 3, 'kind': 'FAMILY', 'regular': false}| CHILD_ACCESSIBLE| ACCESS_NONE_VERIFIED",
                "ChildAccess| {'suspectId': 2, 'childId': 3, 'kind': 'HOUSEHOLD', 'endedAt': '2026-03-02T08:59:59Z'}| |",
                "ChildAccess| {'suspectId': 2, 'childId': 3, 'kind': 'HOUSEHOLD', 'endedAt': '2026-03-02T09:00:01Z'}| ACCESS_NO_PLAN CHILD_ACCESSIBLE| ACCESS_NONE_VERIFIED",
                "ChildAccess| {'suspectId': 2, 'childId': 4, 'kind': 'HOUSEHOLD'}| |",
                "ChildAccess| {'suspectId': 2, 'childId': 5, 'kind': 'HOUSEHOLD'}| ACCESS_NO_PLAN CHILD_ACCESSIBLE| ACCESS_NONE_VERIFIED",
                "AccessAnswer| {'suspectId': 2, 'answer': 'UNKNOWN'}| ACCESS_UNKNOWN| ACCESS_NONE_VERIFIED",
                "AccessAnswer| {'suspectId': 2, 'answer': 'NONE_FOUND'}| ACCESS_UNKNOWN| ACCESS_NONE_VERIFIED",
                "AccessAnswer| {'suspectId': 2, 'answer': 'FOUND', 'verifiedAt': '2026-02-01T00:00:00Z'}| ACCESS_UNKNOWN| ACCESS_NONE_VERIFIED",
                "OrderReference| {'personId': 2, 'kind': 'RSO'}| ORDER_SUBJECT|",
                "OrderReference| {'personId': 2, 'kind': 'SHPO', 'expires': '2026-03-03'}| ORDER_SUBJECT|",
                "OrderReference| {'personId': 2, 'kind': 'CAWN'}| ORDER_SUBJECT|",
                "OrderReference| {'personId': 2, 'kind': 'SHPO', 'expires': '2026-03-01'}| |",
                "OrderReference| {'personId': 2, 'kind': 'MARAC'}| |",
                "SuspectHistory| {'suspectId': 2, 'priorContactOffence': true}| PRIOR_CONTACT PRIOR_HISTORY|",
                "SuspectHistory| {'suspectId': 2, 'priorSexual': true}| PRIOR_HISTORY|",
                "SuspectHistory| {'suspectId': 2, 'domesticAbuse': true}| PRIOR_HISTORY|",
                "SuspectHistory| {'suspectId': 2, 'groomingOrIncitement': true}| GROOMING|",
                "SuspectHistory| {'suspectId': 2, 'producing': true}| PRODUCING_OR_UNKNOWN|",
                "ReleaseStatus| {'caseId': 1, 'suspectId': 2, 'kind': 'RUI', 'at': '2026-03-01T00:00:00Z'}| RUI|",
                "ReleaseStatus| {'caseId': 1, 'suspectId': 2, 'kind': 'RUI', 'at': '2026-01-01T00:00:00Z'}| |",
                "ReleaseStatus| {'caseId': 1, 'suspectId': 2, 'kind': 'CUSTODY', 'at': '2026-03-02T08:00:00Z', 'resultTurns': true}| CUSTODY_RESULT|",
                "ReleaseStatus| {'caseId': 1, 'suspectId': 2, 'kind': 'CUSTODY', 'at': '2026-03-02T08:00:00Z'}| |",
                "WelfareCheck| {'caseId': 1, 'suspectId': 2, 'at': '2026-03-01T00:00:00Z', 'risk': 'HIGH'}| WELFARE_HIGH|",
                "WelfareCheck| {'caseId': 1, 'suspectId': 2, 'at': '2026-03-01T00:00:00Z', 'risk': 'MEDIUM'}| |",
                "CaseParty| {'caseId': 1, 'personId': 3, 'role': 'VICTIM'}| UNDER_18 VICTIM_WAITING|",
                "CaseParty| {'caseId': 1, 'personId': 4, 'role': 'VICTIM'}| VICTIM_WAITING|",
                "CaseParty| {'caseId': 1, 'personId': 3, 'role': 'CHILD'}| |"
            })
    void each_entry_of_the_register_makes_its_facts_and_takes_away_what_it_answers(
            String kind, String body, String added, String gone) {
        base();
        Set<String> expected = new TreeSet<>(names("ACCESS_NONE_VERIFIED KIRAT_MEDIUM"));
        expected.removeAll(names(gone));
        expected.addAll(names(added));

        add(kind, body);

        assertThat(facts(null, null, Set.of())).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'name': 'A', 'born': '2008-03-03', 'identified': true}| UNDER_18",
                "{'name': 'A', 'born': '2008-03-02', 'identified': true}| ",
                "{'name': 'A', 'born': '1980-01-01', 'identified': false}| IDENTITY_UNKNOWN",
                "{'name': 'A', 'identified': true, 'worksWithChildren': true}| CHILD_ACCESSIBLE CHILD_ROLE",
                "{'name': 'A', 'identified': true, 'worksWithChildren': false}| "
            })
    void what_is_known_of_the_suspect_counts(String body, String added) {
        base();
        Set<String> expected = new TreeSet<>(names("ACCESS_NONE_VERIFIED KIRAT_MEDIUM"));
        expected.addAll(names(added));

        add(SUSPECT, "Person", body);

        assertThat(facts(null, null, Set.of())).isEqualTo(expected);
    }

    @Test
    void what_nobody_asked_is_unknown_and_a_case_without_a_suspect_is_wholly_so() {
        assertThat(facts(null, null, Set.of())).isEqualTo(names("ACCESS_UNKNOWN IDENTITY_UNKNOWN KIRAT_UNKNOWN"));

        add("CaseParty", "{'caseId': 1, 'personId': 2, 'role': 'SUSPECT'}");
        assertThat(facts(null, null, Set.of()))
                .isEqualTo(names("ACCESS_UNKNOWN IDENTITY_UNKNOWN KIRAT_UNKNOWN RELEASE_UNKNOWN"));
        assertThat(facts(null, null, Set.of(SUSPECT))).contains("REASSESSMENT_OVERDUE");
        assertThat(facts(null, null, Set.of(3L))).doesNotContain("REASSESSMENT_OVERDUE");
    }

    @ParameterizedTest(name = "{0}: current is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'childId': 3, 'verifiedAt': '2026-02-01T00:00:00Z', 'approvedBy': 'ds', 'approvedAt': '2026-02-02T00:00:00Z', 'nextReview': '2026-03-09T00:00:00Z'| true",
                "'childId': 5, 'verifiedAt': '2026-02-01T00:00:00Z', 'approvedBy': 'ds', 'approvedAt': '2026-02-02T00:00:00Z', 'nextReview': '2026-03-09T00:00:00Z'| false",
                "'childId': 3, 'approvedBy': 'ds', 'approvedAt': '2026-02-02T00:00:00Z', 'nextReview': '2026-03-09T00:00:00Z'| false",
                "'childId': 3, 'verifiedAt': '2026-02-01T00:00:00Z', 'nextReview': '2026-03-09T00:00:00Z'| false",
                "'childId': 3, 'verifiedAt': '2026-02-01T00:00:00Z', 'approvedBy': 'ds', 'approvedAt': '2026-02-02T00:00:00Z', 'nextReview': '2026-03-01T00:00:00Z'| false"
            })
    void a_verified_current_plan_for_that_child_answers_the_access(String plan, boolean current) {
        base();
        add("ChildAccess", "{'suspectId': 2, 'childId': 3, 'kind': 'HOUSEHOLD', 'verifiedAt': '2026-02-01T00:00:00Z'}");
        add("SafeguardingPlan", "{'caseId': 1, 'suspectId': 2, 'author': 'dc', " + plan + "}");

        assertThat(facts(null, null, Set.of()).contains("ACCESS_NO_PLAN")).isEqualTo(!current);
        assertThat(facts(null, null, Set.of())).contains("CHILD_IN_HOUSEHOLD");
    }

    private ExhibitDetails exhibit(String fields) {
        return Json.read(
                ("{'exhibitId': 9, 'kind': 'phone', 'lock': 'UNKNOWN'" + fields + "}").replace('\'', '"'),
                ExhibitDetails.class);
    }

    /** One sentence has room for one child: the youngest, and one of unknown age only where no other is. */
    @Test
    void the_youngest_child_without_a_plan_is_the_one_that_is_named() {
        base();
        add(6, "Person", "{'name': 'Linnet Specimen', 'born': '2020-06-01', 'identified': true}");
        for (long child : List.of(5L, 3L, 6L)) {
            add("ChildAccess", "{'suspectId': 2, 'childId': " + child + ", 'kind': 'HOUSEHOLD'}");
        }
        assertThat(words(Fact.ACCESS_NO_PLAN)).isEqualTo("lives with a child aged 5 and no verified plan is current");

        add(
                "SafeguardingPlan",
                "{'caseId': 1, 'suspectId': 2, 'author': 'dc', 'childId': 6, 'verifiedAt': '2026-02-01T00:00:00Z',"
                        + " 'approvedBy': 'ds', 'approvedAt': '2026-02-02T00:00:00Z', 'nextReview': '2026-03-09T00:00:00Z'}");
        assertThat(words(Fact.ACCESS_NO_PLAN)).isEqualTo("lives with a child aged 9 and no verified plan is current");
    }

    @Test
    void an_answer_that_nobody_verified_says_so_and_none_at_all_is_unknown() {
        base();
        add("AccessAnswer", "{'suspectId': 2, 'answer': 'NONE_FOUND'}");
        assertThat(words(Fact.ACCESS_UNKNOWN)).isEqualTo("no access to children was found, but nobody verified it");

        add("AccessAnswer", "{'suspectId': 2, 'answer': 'UNKNOWN'}");
        assertThat(words(Fact.ACCESS_UNKNOWN)).isEqualTo(Fact.ACCESS_UNKNOWN.words());
    }

    private String words(Fact fact) {
        return new FactFinder(register, Set.of(), NOW).facts(CASE, null, null).get(fact);
    }

    @Test
    void the_device_itself_and_what_the_machine_found_make_facts() {
        base();
        Set<String> base = facts(exhibit(""), null, Set.of());
        assertThat(base).isEqualTo(names("ACCESS_NONE_VERIFIED KIRAT_MEDIUM"));
        assertThat(facts(exhibit(", 'evidenceAtRisk': 'its battery fails'"), null, Set.of()))
                .contains("EVIDENCE_AT_RISK");
        assertThat(facts(exhibit(", 'complainants': true"), null, Set.of())).contains("COMPLAINANT_DEVICE");
        Map<String, TriageOutcome> outcomes = Map.of(
                "", new TriageOutcome(0, Map.of(), true, 0, 7, 0),
                "FIRST_GENERATION", new TriageOutcome(0, Map.of(), true, 0, 0, 1),
                "ILLEGAL_HITS", new TriageOutcome(1, Map.of(), true, 0, 0, 0),
                "ILLEGAL_HITS PRODUCING_OR_UNKNOWN", new TriageOutcome(1, Map.of(), true, 0, 1, 0));
        outcomes.forEach((added, outcome) -> {
            Set<String> expected = new TreeSet<>(base);
            expected.addAll(added.isEmpty() ? Set.of() : names(added));
            assertThat(facts(exhibit(""), outcome, Set.of())).isEqualTo(expected);
        });
        assertThat(facts(exhibit(""), TriageOutcome.NONE.withNear(1), Set.of())).contains("ILLEGAL_HITS");
    }

    @Test
    void a_device_attributed_to_one_suspect_speaks_of_that_one_and_any_other_of_all() {
        base();
        add("CaseParty", "{'caseId': 1, 'personId': 4, 'role': 'SUSPECT'}");

        assertThat(facts(exhibit(", 'attributedTo': 2"), null, Set.of()))
                .isEqualTo(names("ACCESS_NONE_VERIFIED KIRAT_MEDIUM"));
        assertThat(facts(exhibit(""), null, Set.of()))
                .as("one suspect without access says nothing of the other")
                .contains("KIRAT_MEDIUM", "KIRAT_UNKNOWN", "ACCESS_UNKNOWN", "RELEASE_UNKNOWN")
                .doesNotContain("ACCESS_NONE_VERIFIED");
        assertThat(facts(exhibit(", 'attributedTo': 3"), null, Set.of()))
                .as("who is no suspect of the case cannot narrow it")
                .contains("KIRAT_UNKNOWN");
    }

    @Test
    void the_nearest_of_bail_custody_and_court_is_the_deadline_and_a_court_date_that_passed_is_none() {
        base();
        FactFinder finder = new FactFinder(register, Set.of(), NOW);
        assertThat(finder.deadline(CASE, null)).isNull();
        add("CourtDate", "{'caseId': 1, 'what': 'first hearing', 'at': '2026-03-01T10:00:00Z'}");
        assertThat(finder.deadline(CASE, null)).isNull();
        add("CourtDate", "{'caseId': 1, 'what': 'plea hearing', 'at': '2026-05-01T10:00:00Z'}");
        assertThat(finder.deadline(CASE, null).what()).isEqualTo("plea hearing");
        add(
                "ReleaseStatus",
                "{'caseId': 1, 'suspectId': 2, 'kind': 'BAIL', 'at': '2026-02-02T00:00:00Z', 'until': '2026-04-01T00:00:00Z'}");
        assertThat(finder.deadline(CASE, null).what()).isEqualTo("the end of bail");
        add(
                "ReleaseStatus",
                "{'caseId': 1, 'suspectId': 2, 'kind': 'CUSTODY', 'at': '2026-03-02T00:00:00Z', 'until': '2026-03-03T00:00:00Z'}");
        assertThat(finder.deadline(CASE, null))
                .isEqualTo(
                        new RankInputs.Deadline("the end of the custody clock", Instant.parse("2026-03-03T00:00:00Z")));
    }
}
