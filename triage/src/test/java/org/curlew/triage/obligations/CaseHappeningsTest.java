package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.curlew.triage.queue.Band;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Versioned;
import org.curlew.triage.register.WrittenEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first column of practice 3.4: what each entry of a case tells the clocks, of whom, and what it does not tell. */
class CaseHappeningsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private final Snapshot register = new Snapshot();
    private final Map<Long, Band> bands = new HashMap<>(Map.of(1L, Band.P1));
    private final Map<Long, List<Instant>> triggers = new HashMap<>();
    private final Map<Long, List<Happening>> exhibits = new HashMap<>();
    private long ids = 100;

    private static Instant at(int day) {
        return Instant.parse("2026-02-%02dT10:00:00Z".formatted(day));
    }

    private void add(long id, String kind, String body, Instant written) {
        Entry entry = WrittenEntry.of(Obligations.KINDS, kind, body);
        register.add(new Versioned<>(id, 1, entry, written, NOW, "dc", "test", false));
    }

    private void add(String kind, String body) {
        add(++ids, kind, body, at(1));
    }

    /** Suspect 2 of case 1, and 8 of case 9 who works with children; children 3 and 6, adult 4, and 5 of whom nobody knows the age. */
    @BeforeEach
    void two_cases_of_two_suspects() {
        add(2, "Person", "{'name': 'Alder Example', 'identified': true, 'worksWithChildren': false}", at(1));
        add(3, "Person", "{'name': 'Iris Specimen', 'born': '2016-06-01', 'identified': true}", at(1));
        add(4, "Person", "{'name': 'Rowan Specimen', 'born': '2000-01-01', 'identified': true}", at(1));
        add(5, "Person", "{'name': 'Hazel Specimen', 'identified': true}", at(1));
        add(6, "Person", "{'name': 'Olive Specimen', 'born': '2012-01-01', 'identified': true}", at(1));
        add(8, "Person", "{'name': 'Elder Example', 'identified': true, 'worksWithChildren': true}", at(1));
        add("CaseParty", "{'caseId': 1, 'personId': 2, 'role': 'SUSPECT'}");
        add("CaseParty", "{'caseId': 9, 'personId': 8, 'role': 'SUSPECT'}");
        add("CaseParty", "{'caseId': 7, 'personId': 2, 'role': 'OTHER'}");
    }

    private List<Happening> happened() {
        return new CaseHappenings(register, bands, triggers, exhibits, new BailClock(ClockTableTest.RULES.bail()), NOW)
                .all();
    }

    private List<String> told() {
        return happened().stream().map(CaseHappeningsTest::words).sorted().toList();
    }

    private List<String> told(String part) {
        return told().stream().filter(t -> t.contains(part)).toList();
    }

    private static String words(Happening h) {
        Map<String, String> attributes = new TreeMap<>(h.attributes());
        attributes.remove("band");
        String subject = h.subject().replace("case:1/suspect:2", "suspect").replace("case:1", "case");
        return h.type() + " " + subject + " " + h.at().toString().substring(8, 10)
                + (attributes.isEmpty() ? "" : " " + attributes.toString().replace(", ", " "));
    }

    private void history(String statuses) {
        for (String one : statuses.strip().split(" ")) {
            String[] part = one.split("[@/]");
            add(
                    "ReleaseStatus",
                    "{'caseId': 1, 'suspectId': 2, 'kind': '" + part[0] + "', 'at': '" + at(Integer.parseInt(part[1]))
                            + "'" + (part.length > 2 ? ", 'until': '" + at(Integer.parseInt(part[2])) + "'" : "")
                            + (part.length > 3 ? ", 'arrestedAt': '" + at(Integer.parseInt(part[3])) + "'" : "") + "}");
        }
    }

    static List<String> expected(String words) {
        return words == null
                ? List.of()
                : List.of(words.strip().split(" *; *")).stream().sorted().toList();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CaseDetails| {'caseId': 1, 'openedAt': '2026-02-03T10:00:00Z'}| CASE_OPENED case 03",
                "CaseDetails| {'caseId': 1, 'openedAt': '2026-02-03T10:00:00Z', 'closedAt': '2026-02-04T10:00:00Z'}| CASE_OPENED case 03; CASE_CLOSED case 04; ITS_CASE_CLOSED suspect 04",
                "CaseDetails| {'caseId': 9, 'openedAt': '2026-02-03T10:00:00Z', 'closedAt': '2026-02-04T10:00:00Z'}| CASE_OPENED case:9 03; CASE_CLOSED case:9 04; ITS_CASE_CLOSED case:9/suspect:8 04",
                "CaseParty| {'caseId': 1, 'personId': 8, 'role': 'SUSPECT', 'spoc': 'PC Example'}| SPOC_NAMED case/suspect:8 01",
                "CaseParty| {'caseId': 1, 'personId': 3, 'role': 'CHILD'}| CHILD_LINKED case/child:3 01",
                "CaseParty| {'caseId': 1, 'personId': 3, 'role': 'VICTIM'}| VICTIM_LINKED case/victim:3 01",
                "CaseParty| {'caseId': 1, 'personId': 3, 'role': 'OTHER'}|",
                "ChildAccess| {'suspectId': 2, 'childId': 3, 'kind': 'FAMILY'}| CHILD_LINKED case/child:3 01",
                "ChildAccess| {'suspectId': 8, 'childId': 3, 'kind': 'FAMILY'}| CHILD_LINKED case:9/child:3 01",
                "ChildAccess| {'suspectId': 4, 'childId': 3, 'kind': 'FAMILY'}|",
                "KiratResult| {'suspectId': 2, 'level': 'HIGH', 'completedAt': '2026-02-05T10:00:00Z'}| KIRAT_COMPLETED suspect 05 {level=HIGH}",
                "WelfareCheck| {'caseId': 1, 'suspectId': 2, 'at': '2026-02-05T10:00:00Z'}| WELFARE_CHECKED suspect 05",
                "WelfareCheck| {'caseId': 1, 'suspectId': 2, 'at': '2026-02-05T10:00:00Z', 'assessment': true}| WELFARE_CHECKED suspect 05; SUICIDE_RISK_ASSESSED suspect 05",
                "EmployerDisclosure| {'caseId': 1, 'suspectId': 2, 'consideredAt': '2026-02-05T10:00:00Z'}| CLPD_CONSIDERED suspect 05",
                "EmployerDisclosure| {'caseId': 1, 'suspectId': 2, 'consideredAt': '2026-02-05T10:00:00Z', 'decidedAt': '2026-02-06T10:00:00Z'}| CLPD_CONSIDERED suspect 05; CLPD_DECIDED suspect 06",
                "RiskAssessment| {'caseId': 1, 'suspectId': 2, 'completedAt': '2026-02-05T10:00:00Z'}| RISK_REASSESSED suspect 05",
                "RiskAssessment| {'caseId': 9, 'suspectId': 2, 'completedAt': '2026-02-05T10:00:00Z'}|",
                "ReleaseStatus| {'caseId': 9, 'suspectId': 8, 'kind': 'VOLUNTARY', 'at': '2026-02-05T10:00:00Z'}| RELEASED case:9/suspect:8 05; VOLUNTARY_ATTENDANCE case:9/suspect:8 05; CUSTODY_OR_INTERVIEW case:9/suspect:8 05 {childRole=yes how=INTERVIEW}",
                "CourtDate| {'caseId': 1, 'what': 'first hearing', 'at': '2026-02-05T10:00:00Z'}| WELFARE_TRIGGER suspect 05",
                "CourtDate| {'caseId': 1, 'personId': 2, 'what': 'first hearing', 'at': '2026-02-05T10:00:00Z'}| WELFARE_TRIGGER suspect 05",
                "CourtDate| {'caseId': 1, 'personId': 4, 'what': 'first hearing', 'at': '2026-02-05T10:00:00Z'}| ",
                "TriggerDate| {'caseId': 1, 'suspectId': 2, 'what': 'court', 'at': '2026-02-05T10:00:00Z'}| WELFARE_TRIGGER suspect 05"
            })
    void an_entry_tells_what_the_table_names_of_whom_it_speaks_of(String kind, String body, String told) {
        List<String> before = told();
        add(kind, body);
        List<String> more = new ArrayList<>(told());
        before.forEach(more::remove);

        assertThat(more).isEqualTo(expected(told));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CUSTODY@2| ",
                "RUI@2| RELEASED suspect 02; RUI suspect 02; RUI_WITH_SUBJECT suspect 02",
                "CUSTODY@2 RUI@3| RELEASED suspect 03; RUI suspect 03; RUI_WITH_SUBJECT suspect 03",
                "RUI@2 RUI@3| RELEASED suspect 02; RUI suspect 02; RUI_WITH_SUBJECT suspect 02; WELFARE_TRIGGER suspect 03",
                "RUI@2 BAIL@3/20| RELEASED suspect 02; RUI suspect 02; RUI_WITH_SUBJECT suspect 02; RUI_ENDED suspect 03; BAILED suspect/bail:2026-02-03T10:00:00Z 03 {authority=none until=2026-02-20T10:00:00Z}; WELFARE_TRIGGER suspect 03",
                "BAIL@2/20 RUI@3| RELEASED suspect 02; BAILED suspect/bail:2026-02-02T10:00:00Z 02 {authority=none until=2026-02-20T10:00:00Z}; BAIL_ENDED suspect/bail:2026-02-02T10:00:00Z 03; RUI suspect 03; RUI_WITH_SUBJECT suspect 03; WELFARE_TRIGGER suspect 03",
                "BAIL_WITH_CONDITIONS@2/20 NFA@3| RELEASED suspect 02; BAILED suspect/bail:2026-02-02T10:00:00Z 02 {authority=none until=2026-02-20T10:00:00Z}; BAIL_ENDED suspect/bail:2026-02-02T10:00:00Z 03; NFA suspect 03; WELFARE_TRIGGER suspect 03",
                "RUI@2 CUSTODY@3 RUI@4| RELEASED suspect 02; RUI suspect 02; RUI_WITH_SUBJECT suspect 02; RUI_ENDED suspect 03; WELFARE_TRIGGER suspect 03; RELEASED suspect 04; RUI suspect 04; RUI_WITH_SUBJECT suspect 04",
                "CUSTODY@2/3 CHARGED@4| CHARGED suspect 04; WELFARE_TRIGGER suspect 04",
                "CHARGED@4| CHARGED suspect 04; WELFARE_TRIGGER suspect 04",
                "VOLUNTARY@2| RELEASED suspect 02; VOLUNTARY_ATTENDANCE suspect 02; CUSTODY_OR_INTERVIEW suspect 02 {childRole=no how=INTERVIEW}",
                "CUSTODY@3/4/2 CHARGED@5/6/2| ARRESTED suspect 02; CUSTODY_OR_INTERVIEW suspect 02 {childRole=no how=ARREST}; CHARGED suspect 05; WELFARE_TRIGGER suspect 05",
                "CUSTODY@3/4/2 CUSTODY@6/7/5| ARRESTED suspect 02; CUSTODY_OR_INTERVIEW suspect 02 {childRole=no how=ARREST}; ARRESTED suspect 05; CUSTODY_OR_INTERVIEW suspect 05 {childRole=no how=ARREST}"
            })
    void a_release_history_starts_and_ends_what_the_table_names(String statuses, String told) {
        history(statuses);

        assertThat(told()).isEqualTo(expected(told));
    }

    @Test
    void a_history_counts_by_when_each_status_took_effect_however_it_was_written_down() {
        history("BAIL@5/20 RUI@3 CUSTODY@2");

        assertThat(told()).contains("RUI suspect 03", "RUI_ENDED suspect 05", "RELEASED suspect 03");
        assertThat(told("BAIL_ENDED")).isEmpty();
        assertThat(told("WELFARE_TRIGGER")).containsExactly("WELFARE_TRIGGER suspect 05");
    }

    @Test
    void another_cases_history_assessments_and_extensions_tell_nothing_of_this_one() {
        add("CaseParty", "{'caseId': 9, 'personId': 2, 'role': 'SUSPECT'}");
        add("CaseParty", "{'caseId': 1, 'personId': 4, 'role': 'VICTIM'}");
        history("BAIL@2/20 RUI@3");
        add(
                "BailExtension",
                "{'caseId': 9, 'suspectId': 2, 'grantedAt': '2026-02-04T10:00:00Z', 'until': '2026-02-28T10:00:00Z'}");

        assertThat(told("case:9/suspect:2")).containsExactly("WELFARE_TRIGGER case:9/suspect:2 04");
        assertThat(told("WELFARE_TRIGGER suspect")).containsExactly("WELFARE_TRIGGER suspect 03");
        assertThat(told("VARIATION")).isEmpty();
        assertThat(told("BAILED"))
                .containsExactly(
                        "BAILED suspect/bail:2026-02-02T10:00:00Z 02 {authority=none until=2026-02-20T10:00:00Z}");
    }

    @ParameterizedTest(name = "extended on {0} until {1}: bail runs until {2}")
    @CsvSource({"04, 25, 25", "02, 25, 25", "01, 25, 20"})
    void an_extension_moves_the_end_of_the_bail_it_follows_and_of_none_before(
            String granted, String until, String end) {
        history("BAIL@2/20/1");
        add(
                "BailExtension",
                "{'caseId': 1, 'suspectId': 2, 'grantedAt': '2026-02-" + granted + "T10:00:00Z', 'until': '2026-02-"
                        + until + "T10:00:00Z'}");

        assertThat(happened())
                .filteredOn(h -> h.type().equals("BAILED"))
                .singleElement()
                .satisfies(h -> assertThat(h.attributes())
                        .containsEntry("until", "2026-02-" + end + "T10:00:00Z")
                        .containsEntry("authority", "inspector"));
    }

    @Test
    void of_several_extensions_the_last_granted_counts_and_each_is_news_to_the_suspect_and_the_victim() {
        add("CaseParty", "{'caseId': 1, 'personId': 4, 'role': 'VICTIM'}");
        history("BAIL@2/20");
        for (String extension : List.of("08T10:00:00Z', 'until': '2026-02-28", "05T10:00:00Z', 'until': '2026-02-24")) {
            add("BailExtension", "{'caseId': 1, 'suspectId': 2, 'grantedAt': '2026-02-" + extension + "T10:00:00Z'}");
        }

        assertThat(told())
                .contains(
                        "BAILED suspect/bail:2026-02-02T10:00:00Z 02 {authority=none until=2026-02-28T10:00:00Z}",
                        "WELFARE_TRIGGER suspect 05",
                        "WELFARE_TRIGGER suspect 08",
                        "VICTIM_MUST_KNOW case/victim:4/VARIATION 05 {service=standard}",
                        "VICTIM_MUST_KNOW case/victim:4/VARIATION 08 {service=standard}");
    }

    @ParameterizedTest(name = "child {0}, {1}: reassessed on its own {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "3| 'endedAt': null| true",
                "3| 'endedAt': '2026-03-02T09:00:01Z'| true",
                "3| 'endedAt': '2026-03-02T09:00:00Z'| false",
                "4| 'endedAt': null| false",
                "5| 'endedAt': null| true",
                "7| 'endedAt': null| true"
            })
    void each_child_whom_the_suspect_can_reach_is_reassessed_on_its_own(long child, String ended, boolean own) {
        add("ChildAccess", "{'suspectId': 2, 'childId': " + child + ", 'kind': 'FAMILY', " + ended + "}");
        history("RUI@2 BAIL@9/20");
        add("RiskAssessment", "{'caseId': 1, 'suspectId': 2, 'completedAt': '2026-02-05T10:00:00Z'}");
        add("CaseDetails", "{'caseId': 1, 'openedAt': '2026-02-01T10:00:00Z', 'closedAt': '2026-02-20T10:00:00Z'}");

        String of = " suspect/child:" + child;
        List<String> told = List.of(
                "ITS_CASE_CLOSED" + of + " 20",
                "RISK_REASSESSED" + of + " 05",
                "RUI_ENDED" + of + " 09",
                "RUI_WITH_SUBJECT" + of + " 02");
        assertThat(told("suspect/child:")).isEqualTo(own ? told : List.of());
        assertThat(happened().stream().anyMatch(h -> Objects.equals(h.childId(), child)))
                .isEqualTo(own);
    }

    @Test
    void an_assessment_of_one_child_is_none_of_another_and_a_victim_of_any_age_has_its_own() {
        add("ChildAccess", "{'suspectId': 2, 'childId': 3, 'kind': 'FAMILY'}");
        add("CaseParty", "{'caseId': 1, 'personId': 4, 'role': 'VICTIM'}");
        history("RUI@2");
        add("RiskAssessment", "{'caseId': 1, 'suspectId': 2, 'childId': 3, 'completedAt': '2026-02-05T10:00:00Z'}");

        assertThat(told("suspect"))
                .containsExactly(
                        "RELEASED suspect 02",
                        "RISK_REASSESSED suspect 05",
                        "RISK_REASSESSED suspect/child:3 05",
                        "RUI suspect 02",
                        "RUI_WITH_SUBJECT suspect 02",
                        "RUI_WITH_SUBJECT suspect/child:3 02",
                        "RUI_WITH_SUBJECT suspect/child:4 02");
    }

    @ParameterizedTest(name = "review on {0}, ended {1}: a trigger {2}")
    @CsvSource(
            nullValues = "never",
            value = {
                "2026-03-02T09:00:00Z, never, true",
                "2026-03-02T09:00:01Z, never, false",
                "2026-02-20T10:00:00Z, 2026-02-20T10:00:01Z, true",
                "2026-02-20T10:00:00Z, 2026-02-20T10:00:00Z, false",
                "2026-02-20T10:00:00Z, 2026-02-19T10:00:00Z, false"
            })
    void a_plan_that_lapses_hurries_every_reassessment_of_its_case(Instant review, Instant ended, boolean lapsed) {
        add("ChildAccess", "{'suspectId': 2, 'childId': 3, 'kind': 'FAMILY'}");
        for (int ofCase : new int[] {1, 9}) {
            add(
                    "SafeguardingPlan",
                    "{'caseId': " + ofCase + ", 'suspectId': 2, 'childId': 3, 'nextReview': '"
                            + (ofCase == 1 ? review : at(15)) + "'"
                            + (ended == null ? "" : ", 'endedAt': '" + ended + "'") + "}");
        }
        history("RUI@2");

        String day = review.toString().substring(8, 10);
        List<String> told = List.of("RERANK_TRIGGER suspect " + day, "RERANK_TRIGGER suspect/child:3 " + day);
        assertThat(told("RERANK")).isEqualTo(lapsed ? told : List.of());
    }

    @Test
    void triggers_of_the_queue_and_exhibits_past_their_target_hurry_the_reassessment_once_they_have_come() {
        triggers.put(1L, List.of(at(6)));
        triggers.put(9L, List.of(at(7)));
        exhibits.put(
                1L,
                List.of(
                        new Happening("EXHIBIT_OVERDUE", "exhibit:1", NOW, 1L, null, null, 1L, Map.of()),
                        new Happening(
                                "EXHIBIT_OVERDUE", "exhibit:2", NOW.plusSeconds(86_400), 1L, null, null, 2L, Map.of()),
                        new Happening("EXHIBIT_TRIAGED", "exhibit:1", at(4), 1L, null, null, 1L, Map.of())));
        history("RUI@2");

        assertThat(told())
                .contains("RERANK_TRIGGER suspect 06", "EXHIBIT_OVERDUE suspect 02")
                .noneMatch(t -> t.endsWith("07"))
                .noneMatch(t -> t.startsWith("EXHIBIT_TRIAGED"));
        assertThat(happened().stream().filter(h -> h.type().equals("EXHIBIT_OVERDUE")))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0}: news to the suspect {1}")
    @CsvSource({"EXHIBIT_HIT, true", "EXHIBIT_GRADED, true", "EXHIBIT_DECIDED, true", "EXHIBIT_TRIAGED, false"})
    void the_result_of_a_device_is_news_to_the_suspect_and_its_way_through_the_lab_is_not(String type, boolean news) {
        exhibits.put(1L, List.of(new Happening(type, "exhibit:1", at(4), 1L, null, null, 1L, Map.of())));

        assertThat(told().contains("WELFARE_TRIGGER suspect 04")).isEqualTo(news);
    }

    @ParameterizedTest(name = "victim {0}, vulnerable {1}: {2}")
    @CsvSource({"3, false, enhanced", "4, false, standard", "4, true, enhanced", "5, false, enhanced"})
    void every_child_and_every_vulnerable_victim_has_the_enhanced_service(
            long victim, boolean vulnerable, String service) {
        add(
                "CaseParty",
                "{'caseId': 1, 'personId': " + victim + ", 'role': 'VICTIM', 'vulnerable': " + vulnerable + "}");
        history("NFA@3");

        assertThat(told()).contains("VICTIM_MUST_KNOW case/victim:" + victim + "/NFA 03 {service=" + service + "}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "CUSTODY@3| ",
                "CUSTODY@3/4/2| ARREST 02",
                "RUI@3| RELEASE 03",
                "BAIL@3/20| RELEASE 03",
                "BAIL_WITH_CONDITIONS@3/20| RELEASE 03",
                "VOLUNTARY@3| RELEASE 03",
                "CHARGED@3| CHARGE 03",
                "NFA@3| NFA 03"
            })
    void a_victim_is_told_of_arrest_release_charge_and_no_further_action(String statuses, String told) {
        add("CaseParty", "{'caseId': 1, 'personId': 4, 'role': 'VICTIM'}");
        add("CaseParty", "{'caseId': 9, 'personId': 5, 'role': 'VICTIM'}");
        history(statuses);

        assertThat(told("VICTIM_MUST_KNOW"))
                .isEqualTo(expected(told).stream()
                        .map(t -> "VICTIM_MUST_KNOW case/victim:4/" + t + " {service=standard}")
                        .toList());
    }

    @Test
    void what_a_victim_was_told_counts_for_its_own_case_and_the_event_it_was_about() {
        add("CaseParty", "{'caseId': 1, 'personId': 4, 'role': 'VICTIM'}");
        add("VictimUpdate", "{'caseId': 1, 'victimId': 4, 'at': '2026-02-05T10:00:00Z', 'about': 'CHARGE'}");
        add("VictimUpdate", "{'caseId': 9, 'victimId': 4, 'at': '2026-02-06T10:00:00Z', 'about': 'NFA'}");
        add("CaseDetails", "{'caseId': 1, 'openedAt': '2026-02-01T10:00:00Z', 'closedAt': '2026-02-20T10:00:00Z'}");

        assertThat(told("victim:4"))
                .containsExactly(
                        "ITS_CASE_CLOSED case/victim:4 20",
                        "VICTIM_LINKED case/victim:4 01",
                        "VICTIM_TOLD case/victim:4/CHARGE 05",
                        "VICTIM_UPDATED case/victim:4 05");
    }

    @Test
    void a_child_is_linked_once_by_the_first_entry_that_tells_of_it() {
        add(++ids, "ChildAccess", "{'suspectId': 2, 'childId': 3, 'kind': 'WORK'}", at(9));
        add(++ids, "CaseParty", "{'caseId': 1, 'personId': 3, 'role': 'CHILD'}", at(5));
        add(++ids, "ChildAccess", "{'suspectId': 2, 'childId': 3, 'kind': 'FAMILY'}", at(7));
        add(++ids, "ChildAccess", "{'suspectId': 2, 'childId': 6, 'kind': 'FAMILY'}", at(8));

        assertThat(told()).containsExactly("CHILD_LINKED case/child:3 05", "CHILD_LINKED case/child:6 08");
    }

    @Test
    void each_carries_the_band_of_its_case_and_a_case_without_one_is_P2_since_unknown_is_not_low() {
        add("CaseParty", "{'caseId': 1, 'personId': 3, 'role': 'VICTIM'}");
        add("ChildAccess", "{'suspectId': 2, 'childId': 3, 'kind': 'FAMILY'}");
        add("KiratResult", "{'suspectId': 2, 'level': 'HIGH', 'completedAt': '2026-02-05T10:00:00Z'}");
        history("VOLUNTARY@2 BAIL@3/20 RUI@4");
        add("CaseParty", "{'caseId': 9, 'personId': 2, 'role': 'SUSPECT'}");

        assertThat(happened())
                .allSatisfy(h ->
                        assertThat(h.attributes().get("band")).as(words(h)).isEqualTo(h.caseId() == 1 ? "P1" : "P2"));
        assertThat(happened()).anyMatch(h -> h.caseId() == 9);
    }
}
