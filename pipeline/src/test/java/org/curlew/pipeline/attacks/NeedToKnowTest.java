package org.curlew.pipeline.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Notices;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.Visitor;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Versioned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What was opened to somebody for a time stays theirs for that time, and what a role is told it is told of its own cases. */
@WithServed
class NeedToKnowTest {

    private static final String WHY = "The child may be at the address tonight";

    private static Served served;

    @BeforeAll
    static void serve() {
        served = Served.instance();
    }

    /** Other tests share the application, and its outsider. */
    @AfterEach
    void nothing_stays_open() {
        served.jdbc()
                .sql("update case_access set ended_at = now() where ended_at is null and user_id = ?")
                .param(viewer("outsider").id())
                .update();
    }

    private static long caseId(String reference) {
        return served.jdbc()
                .sql("select id from case_file where reference = ?")
                .param(reference)
                .query(Long.class)
                .single();
    }

    private static Viewer viewer(String name) {
        return served.get(Accounts.class).find(name).orElseThrow().viewer();
    }

    private static Versioned<CaseDetails> details(long caseId) {
        return served.get(Register.class)
                .list(CaseDetails.class, Register.Filter.ofCase(caseId))
                .getLast();
    }

    /** A supervisor of another team who opened the case in an emergency. */
    private static Visitor inEmergency(long caseId) {
        Visitor outsider = served.signedIn("outsider");
        outsider.get("/account");
        outsider.post("/cases/" + caseId + "/emergency", Map.of("reason", WHY));
        assertThat(outsider.get("/cases/" + caseId).statusCode()).isEqualTo(200);
        return outsider;
    }

    @Test
    void who_opened_a_case_in_an_emergency_can_neither_keep_it_nor_open_it_to_others() {
        long caseId = caseId("SAMPLE-053");
        Visitor outsider = inEmergency(caseId);
        String tomorrow = LocalDate.now().plusDays(1).toString();
        assertThat(outsider.post(
                                "/cases/" + caseId + "/access",
                                Map.of("user", "outsider", "reason", "still needed after this", "until", tomorrow))
                        .body())
                .contains("only its own people decide");
        assertThat(outsider.post(
                                "/reviews/case/" + caseId + "/reviewer",
                                Map.of("kind", "REASSIGNED", "to", "outsider", "reason", "taken over"))
                        .body())
                .contains("only its own people decide");
        assertThat(served.jdbc()
                        .sql("select count(*) from case_access where case_id = ? and kind = 'GRANTED'")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(served.get(CaseAccess.class).own(viewer("outsider")).test(caseId))
                .isFalse();
    }

    @Test
    void who_opened_a_case_in_an_emergency_cannot_make_it_their_teams() {
        long caseId = caseId("SAMPLE-054");
        Visitor outsider = inEmergency(caseId);
        Versioned<CaseDetails> before = details(caseId);
        String offence = before.entry().offence().name();
        assertThat(outsider.post(
                                "/cases/" + caseId + "/record/details", Map.of("offence", offence, "team", "ELSEWHERE"))
                        .body())
                .contains("only its own people decide");
        JsonMapper json = JsonMapper.shared();
        String moved = json.writeValueAsString(before.entry())
                .replace("\"team\":\"" + before.entry().team() + "\"", "\"team\":\"ELSEWHERE\"");
        assertThat(moved).contains("ELSEWHERE");
        assertThat(outsider.call(
                                "POST",
                                "/api/v1/register/CaseDetails",
                                "{\"reason\":\"moved\",\"entry\":" + moved + "}")
                        .statusCode())
                .as("a second entry of its details")
                .isEqualTo(422);
        String version = "\"" + before.version() + "\"";
        String path = "/api/v1/register/CaseDetails/" + before.id();
        assertThat(outsider.call("PUT", path, "{\"reason\":\"moved\",\"entry\":" + moved + "}", "If-Match", version)
                        .statusCode())
                .as("another version")
                .isEqualTo(422);
        assertThat(outsider.call("DELETE", path, "{\"reason\":\"in error\"}", "If-Match", version)
                        .statusCode())
                .as("without details it is open to every team")
                .isEqualTo(422);
        assertThat(details(caseId)).isEqualTo(before);
        outsider.get("/cases/" + caseId + "/record/details");
        HttpResponse<String> told = outsider.post(
                "/cases/" + caseId + "/record/details",
                Map.of(
                        "offence", offence,
                        "team", text(before.entry().team()),
                        "officer", text(before.entry().officer()),
                        "supervisor", text(before.entry().supervisor()),
                        "childInDanger", "yes"));
        assertThat(told.statusCode())
                .as("what the emergency is about is recorded all the same")
                .isEqualTo(302);
        assertThat(details(caseId).entry().childInDanger()).isTrue();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    @Test
    void a_change_of_one_detail_of_a_case_takes_none_of_the_others_away() {
        String form = served.signedIn("supervisor")
                .get("/cases/" + served.teamCase() + "/record/details")
                .body();
        String team = details(served.teamCase()).entry().team();
        assertThat(team).isNotBlank();
        assertThat(form)
                .as("sent with a blank team, the case would be open to every team")
                .containsPattern("name=\"team\" value=\"" + team + "\"");
    }

    @Test
    void an_emergency_stands_in_the_ledger_and_the_auditor_is_told_of_it_without_its_reason() {
        long caseId = caseId("SAMPLE-055");
        inEmergency(caseId);
        assertThat(served.jdbc().sql("""
                        select count(*) from (select kind, actor, subjects, details from ledger_pending
                                              union all select kind, actor, subjects, details from ledger_entry) l
                        where kind = 'EMERGENCY_ACCESS' and actor = 'outsider' and 'case:SAMPLE-055' = any(subjects)
                        """).query(Long.class).single()).isEqualTo(1);
        assertThat(served.signedIn("auditor").get("/notifications").body())
                .contains("SAMPLE-055: opened by outsider in an emergency")
                .doesNotContain(WHY);
    }

    @Test
    void a_given_access_ends_on_the_supervisors_word_at_once() {
        long caseId = caseId("SAMPLE-056");
        CaseAccess access = served.get(CaseAccess.class);
        access.grant(
                viewer("supervisor"),
                caseId,
                "outsider",
                "helps with the phones",
                Instant.now().plus(Duration.ofDays(9)));
        Visitor outsider = served.signedIn("outsider");
        assertThat(outsider.get("/cases/" + caseId).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> access.end(viewer("outsider"), caseId, "outsider"))
                .hasMessageContaining("only its own people decide");
        Visitor supervisor = served.signedIn("supervisor");
        assertThat(supervisor.get("/cases/" + caseId + "/access").body()).contains("End it");
        supervisor.post("/cases/" + caseId + "/access/end", Map.of("user", "outsider"));
        assertThat(outsider.get("/cases/" + caseId).statusCode()).isEqualTo(403);
        assertThat(supervisor.get("/cases/" + caseId + "/access").body()).contains("ended before its time");
    }

    @Test
    void a_role_is_told_of_a_case_only_where_it_may_see_the_case() {
        served.get(Notifications.class)
                .tellOfCase(
                        "role:POLIT_SUPERVISOR", "E1", "X/9 of SAMPLE-046: 3 files are now known", served.teamCase());
        Notices notices = served.get(Notices.class);
        assertThat(notices.open(viewer("outsider")))
                .extracting(Notices.Notice::text)
                .noneMatch(t -> t.contains("SAMPLE-046"));
        assertThat(notices.open(viewer("supervisor")))
                .extracting(Notices.Notice::text)
                .anyMatch(t -> t.startsWith("X/9 of SAMPLE-046"));
    }

    @Test
    void nobody_approves_a_safeguarding_plan_in_anothers_name_by_a_call() {
        record Pair(long suspect, long child) {}
        Pair pair =
                served.jdbc().sql("""
                        select p.person_id as suspect, a.child_id as child from register_version p
                        join register_version a on a.kind = 'ChildAccess' and a.person_id = p.person_id
                             and a.superseded_at is null and not a.withdrawn
                        where p.kind = 'CaseParty' and p.case_id = ? and p.superseded_at is null and not p.withdrawn
                              and p.body ->> 'role' = 'SUSPECT' limit 1
                        """).param(caseWithAChild()).query(Pair.class).single();
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/account");
        String plan = """
                {"reason":"r","entry":{"caseId":%d,"suspectId":%d,"childId":%d,"riskStatement":"r","measures":"m",
                 "monitoredBy":"CSC","verification":"visit","verifiedAt":"2026-01-05T10:00:00Z",
                 "nextReview":"2031-01-05T10:00:00Z","author":"%s"%s}}
                """;
        String forged = ",\"approvedBy\":\"supervisor\",\"approvedAt\":\"2026-01-05T11:00:00Z\"";
        assertThat(planned(examiner, plan.formatted(caseWithAChild(), pair.suspect, pair.child, "examiner", forged)))
                .isEqualTo(422);
        assertThat(planned(examiner, plan.formatted(caseWithAChild(), pair.suspect, pair.child, "supervisor", "")))
                .as("nor writes one in another's name, to approve it oneself")
                .isEqualTo(422);
        assertThat(planned(examiner, plan.formatted(caseWithAChild(), pair.suspect, pair.child, "examiner", "")))
                .as("a draft is anybody's to write")
                .isEqualTo(201);
    }

    private static int planned(Visitor visitor, String body) {
        return visitor.call("POST", "/api/v1/register/SafeguardingPlan", body).statusCode();
    }

    private static long caseWithAChild() {
        return served.jdbc().sql("""
                        select min(p.case_id) from register_version p
                        join register_version a on a.kind = 'ChildAccess' and a.person_id = p.person_id
                             and a.superseded_at is null and not a.withdrawn
                        where p.kind = 'CaseParty' and p.superseded_at is null and not p.withdrawn
                              and p.body ->> 'role' = 'SUSPECT'
                        """).query(Long.class).single();
    }

    @Test
    void a_call_records_no_release_that_the_page_would_hold() {
        long caseId = served.exhibitCase();
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/account");
        HttpResponse<String> person = examiner.call(
                "POST",
                "/api/v1/register/Person",
                "{\"reason\":\"r\",\"entry\":{\"name\":\"Alder Example\",\"statements\":[]}}");
        assertThat(person.statusCode()).as(person.body()).isEqualTo(201);
        long suspect = JsonMapper.shared().readTree(person.body()).get("id").asLong();
        assertThat(examiner.call("POST", "/api/v1/register/CaseParty", """
                                {"reason":"r","entry":{"caseId":%d,"personId":%d,"role":"SUSPECT"}}
                                """.formatted(caseId, suspect))
                        .statusCode())
                .isEqualTo(201);
        String status = """
                {"reason":"r","entry":{"caseId":%d,"suspectId":%d,"kind":"%s","at":"2026-01-05T1%d:00:00Z"}}
                """;
        String release = "/api/v1/register/ReleaseStatus";
        HttpResponse<String> held = examiner.call("POST", release, status.formatted(caseId, suspect, "RUI", 0));
        assertThat(held.statusCode()).isEqualTo(422);
        assertThat(held.body()).contains("access to children is unanswered", "release address was not checked");
        HttpResponse<String> custody = examiner.call("POST", release, status.formatted(caseId, suspect, "CUSTODY", 1));
        assertThat(custody.statusCode()).as(custody.body()).isEqualTo(201);
        long id = JsonMapper.shared().readTree(custody.body()).get("id").asLong();
        String turned = JsonMapper.shared()
                .readTree(custody.body())
                .get("entry")
                .toString()
                .replace("CUSTODY", "RUI");
        assertThat(examiner.call(
                                "PUT",
                                release + "/" + id,
                                "{\"reason\":\"r\",\"entry\":" + turned + "}",
                                "If-Match",
                                "\"1\"")
                        .statusCode())
                .as("nor by an edit of what stood before")
                .isEqualTo(422);
        assertThat(served.jdbc()
                        .sql("select count(*) from register_version where person_id = ? and body ->> 'kind' = 'RUI'")
                        .param(suspect)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void what_the_database_refuses_is_named_without_the_row_that_it_refused() {
        assertThatThrownBy(() -> served.jdbc()
                        .sql("insert into exhibit_note (exhibit_id, at, author, text) values (?, null, 'dc', ?)")
                        .params(served.exhibit(), "Iris Specimen")
                        .update())
                .hasMessageContaining("exhibit_note")
                .as("failures are logged with what the database says")
                .message()
                .doesNotContain("Iris");
    }
}
