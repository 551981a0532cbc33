package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the police disagree with what became of a protection notice: step by step on the case. */
@WithServed
class EscalationStepsTest {

    private final Served served = Served.instance();

    private record OfCase(long caseId, long childId) {}

    @Test
    void a_step_is_recorded_its_answer_later_and_the_next_step_after_it() {
        OfCase about = served.jdbc().sql("""
                        select p.case_id, a.child_id from register_version a
                        join register_version p on p.person_id = a.person_id and p.kind = 'CaseParty'
                        where a.kind = 'ChildAccess' order by p.case_id limit 1
                        """).query(OfCase.class).single();
        Visitor supervisor = served.signedIn("supervisor");
        String page = "/cases/" + about.caseId + "/record/ppn-escalation";
        assertThat(supervisor.get(page).body()).contains("To whom", "Put to them", "Outcome");
        String child = Long.toString(about.childId);

        assertThat(supervisor
                        .post(page, Map.of("childId", child, "at", "2026-02-02T10:00", "reason", "Threshold met"))
                        .body())
                .contains("To whom", "is missing");
        supervisor.post(
                page,
                Map.of(
                        "childId", child,
                        "at", "2026-02-02T10:00",
                        "toWhom", "Team manager",
                        "reason", "Threshold met"));
        assertThat(supervisor.get("/cases/" + about.caseId).body())
                .contains("escalated to Team manager", "Threshold met. No answer yet");
        supervisor.post(
                page,
                Map.of(
                        "childId", child,
                        "at", "2026-02-02T10:00",
                        "answeredAt", "2026-02-03T09:30",
                        "outcome", "Stays as it is"));
        supervisor.post(
                page,
                Map.of(
                        "childId", child,
                        "at", "2026-02-04T10:00",
                        "toWhom", "Head of safeguarding",
                        "reason", "Still met"));

        assertThat(supervisor.get("/cases/" + about.caseId).body())
                .contains(
                        "escalated to Team manager",
                        "Threshold met. Answered",
                        "Stays as it is",
                        "escalated to Head of safeguarding",
                        "Still met. No answer yet");
        assertThat(served.jdbc()
                        .sql(
                                "select count(distinct entry_id) from register_version where kind = 'PpnEscalation' and case_id = ?")
                        .param(about.caseId)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }
}
