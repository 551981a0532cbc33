package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Versioned;
import org.curlew.triage.register.WrittenEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The first column of practice 3.4 for referrals, alerts, warrants, notices and strategy discussions, and the questions
 * that the acceptance gate (3.3) leaves open as tasks.
 */
class OtherHappeningsTest {

    private static final Instant WRITTEN = Instant.parse("2026-02-01T10:00:00Z");
    private static final Instant CHANGED = Instant.parse("2026-02-02T10:00:00Z");

    private final Snapshot register = new Snapshot();
    private long ids = 50;

    private void add(String kind, String body) {
        Entry entry = WrittenEntry.of(Obligations.KINDS, kind, body.replaceAll("@(\\d\\d)", "'2026-02-$1T10:00:00Z'"));
        register.add(new Versioned<>(++ids, 2, entry, WRITTEN, CHANGED, "dc", "test", false));
    }

    private static String words(Happening h) {
        Map<String, String> attributes = new TreeMap<>(h.attributes());
        return h.type() + " " + h.subject() + " " + h.at().toString().substring(8, 10)
                + (h.caseId() == null ? "" : " case " + h.caseId())
                + (h.personId() == null ? "" : " of " + h.personId())
                + (attributes.isEmpty() ? "" : " " + attributes);
    }

    private static List<String> told(List<Happening> found, String type) {
        return found.stream()
                .map(OtherHappeningsTest::words)
                .filter(w -> w.startsWith(type))
                .sorted()
                .toList();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Referral| {'caseId': 1, 'receivedAt': @03}| REFERRAL_RECEIVED referral:51 03 case 1",
                "Referral| {'receivedAt': @03, 'assessedAt': @04}| REFERRAL_RECEIVED referral:51 03; REFERRAL_ASSESSED referral:51 04",
                "PeerToPeerAlert| {'receivedAt': @03}| P2P_ALERT_RECEIVED alert:51 03",
                "PeerToPeerAlert| {'receivedAt': @03, 'triagedAt': @04}| P2P_ALERT_RECEIVED alert:51 03; P2P_ALERT_TRIAGED alert:51 04",
                "Warrant| {'obtainedAt': @03}| WARRANT_OBTAINED warrant:51 03 {level=UNKNOWN}",
                "Warrant| {'obtainedAt': @03, 'level': 'LOW', 'expiresAt': @28}| WARRANT_OBTAINED warrant:51 03 {expires=2026-02-28T10:00:00Z, level=LOW}",
                "Warrant| {'caseId': 1, 'suspectId': 2, 'level': 'HIGH', 'obtainedAt': @03, 'allocatedAt': @04}| WARRANT_OBTAINED warrant:51 03 case 1 of 2 {level=HIGH}; WARRANT_ALLOCATED warrant:51 04 case 1 of 2 {level=HIGH}",
                "Warrant| {'caseId': 1, 'suspectId': 2, 'level': 'HIGH', 'obtainedAt': @03, 'executedAt': @05}| WARRANT_OBTAINED warrant:51 03 case 1 of 2 {level=HIGH}; WARRANT_EXECUTED warrant:51 05 case 1 of 2 {level=HIGH}; WARRANT_EXECUTED case:1/suspect:2 05 case 1 of 2 {level=HIGH}",
                "Warrant| {'caseId': 1, 'obtainedAt': @03, 'executedAt': @05}| WARRANT_OBTAINED warrant:51 03 case 1 {level=UNKNOWN}; WARRANT_EXECUTED warrant:51 05 case 1 {level=UNKNOWN}",
                "Warrant| {'suspectId': 2, 'obtainedAt': @03, 'executedAt': @05}| WARRANT_OBTAINED warrant:51 03 of 2 {level=UNKNOWN}; WARRANT_EXECUTED warrant:51 05 of 2 {level=UNKNOWN}",
                "Ppn| {'caseId': 1, 'childId': 3, 'required': true}|",
                "Ppn| {'caseId': 1, 'childId': 3, 'required': true, 'submittedAt': @03, 'checkedBy': 'ds', 'checkedAt': @04}| PPN_SUBMITTED case:1/child:3 03 case 1 of 3; PPN_CHECKED case:1/child:3 04 case 1 of 3",
                "Ppn| {'caseId': 1, 'childId': 3, 'required': false, 'checkedBy': 'ds', 'checkedAt': @04}| PPN_CHECKED case:1/child:3 04 case 1 of 3; PPN_NOT_REQUIRED case:1/child:3 04 case 1 of 3",
                "Ppn| {'caseId': 1, 'childId': 3, 'required': false, 'checkedAt': @04}| PPN_CHECKED case:1/child:3 04 case 1 of 3",
                "StrategyDiscussion| {'caseId': 1, 'heldAt': @03}| STRATEGY_HELD strategy:51 03 case 1",
                "StrategyDiscussion| {'caseId': 1, 'heldAt': @03, 'decisionsRecordedAt': @04, 'minutesReceivedAt': @05, 'conferenceHeldAt': @06}| STRATEGY_HELD strategy:51 03 case 1; STRATEGY_DECISIONS_RECORDED strategy:51 04 case 1; STRATEGY_MINUTES_RECEIVED strategy:51 05 case 1; CONFERENCE_HELD strategy:51 06 case 1"
            })
    void an_entry_tells_what_the_table_names_and_only_what_has_happened(String kind, String body, String told) {
        add(kind, body);

        assertThat(told(new OtherHappenings(register).all(), "")).isEqualTo(CaseHappeningsTest.expected(told));
    }

    @BeforeEach
    void a_suspect_of_one_case_who_stands_by_in_another() {
        add("CaseParty", "{'caseId': 1, 'personId': 2, 'role': 'SUSPECT'}");
        add("CaseParty", "{'caseId': 9, 'personId': 2, 'role': 'OTHER'}");
        add("CaseParty", "{'caseId': 1, 'personId': 3, 'role': 'CHILD'}");
        ids = 50;
    }

    @ParameterizedTest(name = "{0} {1}: answered {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "KiratResult| {'suspectId': 2, 'level': 'LOW', 'completedAt': @03}| KIRAT",
                "KiratResult| {'suspectId': 3, 'level': 'LOW', 'completedAt': @03}|",
                "ChildAccess| {'suspectId': 2, 'childId': 3, 'kind': 'WORK'}| ACCESS",
                "AccessAnswer| {'suspectId': 2, 'answer': 'FOUND'}| ACCESS",
                "AccessAnswer| {'suspectId': 2, 'answer': 'NONE_FOUND'}| ACCESS",
                "AccessAnswer| {'suspectId': 2, 'answer': 'UNKNOWN'}|",
                "ReleaseStatus| {'caseId': 1, 'suspectId': 2, 'kind': 'CUSTODY', 'at': @03}| RELEASE",
                "ReleaseStatus| {'caseId': 5, 'suspectId': 2, 'kind': 'CUSTODY', 'at': @03}|",
                "Person| {'name': 'Alder Example'}|"
            })
    void each_question_of_the_gate_is_a_task_from_the_first_day_until_its_own_answer(
            String kind, String body, String question) {
        add(kind, body);
        List<Happening> found = new AcceptanceHappenings(register).all();
        String of = " case:1/suspect:2/answer:";

        assertThat(told(found, "ANSWER_NEEDED"))
                .containsExactly(
                        "ANSWER_NEEDED" + of + "ACCESS 01 case 1 of 2 {question=ACCESS}",
                        "ANSWER_NEEDED" + of + "KIRAT 01 case 1 of 2 {question=KIRAT}",
                        "ANSWER_NEEDED" + of + "RELEASE 01 case 1 of 2 {question=RELEASE}");
        assertThat(told(found, "ANSWERED"))
                .isEqualTo(
                        question == null
                                ? List.of()
                                : List.of("ANSWERED" + of + question + " 02 case 1 of 2 {question=" + question + "}"));
        assertThat(found).hasSize(question == null ? 3 : 4);
    }

    @ParameterizedTest(name = "case {0} closed: {1} tasks end")
    @CsvSource({"1, 3", "9, 0"})
    void a_closed_case_asks_no_more(long closed, int ended) {
        add("CaseDetails", "{'caseId': " + closed + ", 'openedAt': @01, 'closedAt': @20}");
        add("CaseDetails", "{'caseId': " + (closed == 1 ? 9 : 1) + ", 'openedAt': @01}");

        assertThat(told(new AcceptanceHappenings(register).all(), "ITS_CASE_CLOSED case:1/suspect:2/answer:"))
                .hasSize(ended)
                .allMatch(w -> w.contains(" 20 case 1 of 2"));
    }
}
