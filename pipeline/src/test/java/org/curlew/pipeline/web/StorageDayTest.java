package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Map;
import org.curlew.pipeline.web.audit.AuditDesk;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.Pools;
import org.curlew.storage.ledger.LedgerChainer;
import org.curlew.storage.ledger.LedgerCheckpoints;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The storage page, review and disposal, the chronology and the auditor's reports, as a person asks for them. */
@WithServed
class StorageDayTest {

    private static Served served;

    @BeforeAll
    static void serve() {
        served = Served.instance();
    }

    @Test
    void the_storage_page_says_when_it_is_full_with_the_band_what_waits_and_what_is_not_ours() {
        long gigabyte = 1_000_000_000L;
        for (int day = 0; day < 20; day++) {
            served.jdbc()
                    .sql("""
                            insert into pool_measure (pool, at, used, capacity)
                            values ('objects', now() - make_interval(days => ?), ?, ?)
                            """)
                    .params(20 - day, (100 + day + day % 3) * gigabyte, 500 * gigabyte)
                    .update();
        }
        served.get(Pools.class).record("objects", 121 * gigabyte, 500 * gigabyte);

        String page = served.signedIn("examiner").get("/storage").body();

        assertThat(page)
                .contains("Pool objects is full on about", "(between ", "Disposal due would free")
                .contains("class=\"chart__band\"", "Ours by our rows", "121.0 GB", "working-space");
        assertThat(page.indexOf("d=\"M")).as("the chart has a path").isPositive();
        served.get(Pools.class).measure("objects");
    }

    @Test
    void a_server_that_nobody_can_measure_is_not_said_to_have_room() {
        Pools pools = served.get(Pools.class);
        Pool own = pools.all().stream()
                .filter(p -> p.name().equals("objects"))
                .findFirst()
                .orElseThrow();
        pools.define(new Pool("objects", own.kind(), "https://store.example", null));
        try {
            assertThat(served.signedIn("examiner").get("/storage").body())
                    .contains("Pool objects is not measured, so nothing warns before it is full", "not known")
                    .doesNotContain("Pool objects: use and forecast");
        } finally {
            pools.define(own);
        }
    }

    @Test
    void the_auditor_reads_how_many_entries_are_signed() {
        served.get(LedgerChainer.class).chain();
        long signed = served.get(LedgerCheckpoints.class).checkpoint().count();

        assertThat(served.get(AuditDesk.class).chain().checkpoint()).isEqualTo(signed);
    }

    @Test
    void one_person_proposes_a_disposal_and_only_another_approves_it() {
        String retention = "/cases/" + served.exhibitCase() + "/retention";
        Visitor supervisor = served.signedIn("supervisor");
        Visitor deputy = served.signedIn("deputy");
        assertThat(supervisor
                        .post(retention + "/outcome", Map.of("outcome", "ACQUITTED"))
                        .statusCode())
                .as("without its day")
                .isEqualTo(422);
        supervisor.post(
                retention + "/outcome",
                Map.of(
                        "outcome",
                        "ACQUITTED",
                        "decidedOn",
                        LocalDate.now().minusYears(9).toString(),
                        "note",
                        "verdict"));
        String exhibit = String.valueOf(served.exhibit());
        supervisor.post(retention + "/holds", Map.of("reason", "a complaint is open", "exhibit", exhibit));
        assertThat(supervisor.get(retention).body())
                .contains("a legal hold is in force on DEMO/1: nothing of that is disposed of", "acquitted");
        assertThat(supervisor.get("/retention").body()).as("a hold wins").doesNotContain("OP-SAMPLE, DEMO/1");
        long hold = served.jdbc()
                .sql("select id from legal_hold where case_id = ? and lifted_at is null")
                .param(served.exhibitCase())
                .query(Long.class)
                .single();
        supervisor.post(retention + "/holds/" + hold + "/lift", Map.of("reason", "the complaint is closed"));
        String up = supervisor.get("/retention").body();
        assertThat(up).contains("OP-SAMPLE, DEMO/1", "Propose its disposal");
        long item = served.jdbc()
                .sql("select id from retention_item where exhibit_id = ? and class = 'EXTRACTED_DATA'")
                .param(served.exhibit())
                .query(Long.class)
                .single();

        supervisor.post("/retention/" + item + "/propose", Map.of("reason", "past its date"));
        long disposal = served.jdbc()
                .sql("select id from disposal where item_id = ? and state = 'PROPOSED'")
                .param(item)
                .query(Long.class)
                .single();

        HttpResponse<String> alone = supervisor.post(
                "/retention/disposals/" + disposal, Map.of("decision", "approve", "reason", "I agree with myself"));
        assertThat(alone.statusCode()).isEqualTo(422);
        assertThat(alone.body()).contains("it takes a second person");
        assertThat(deputy.get("/storage").statusCode())
                .as("not the deputy's page")
                .isEqualTo(403);
        assertThat(deputy.get("/retention").body()).contains("Approve the disposal");
        deputy.post("/retention/disposals/" + disposal, Map.of("decision", "refuse", "reason", "an appeal is likely"));
        assertThat(served.jdbc()
                        .sql("select state || ' ' || decided_by from disposal where id = ?")
                        .param(disposal)
                        .query(String.class)
                        .single())
                .isEqualTo("REFUSED deputy");
        supervisor.post(
                "/retention/" + item + "/keep",
                Map.of("until", LocalDate.now().plusYears(1).toString(), "reason", "an appeal is likely"));
        assertThat(supervisor.get("/retention").body()).doesNotContain("/retention/" + item + "/propose");
    }

    @Test
    void an_exhibit_with_illegal_material_is_forfeited_after_notice_by_two_people_and_never_goes_back() {
        String retention = "/cases/" + served.exhibitCase() + "/retention";
        String exhibit = "/property/" + served.exhibit();
        String today = LocalDate.now().toString();
        Visitor supervisor = served.signedIn("supervisor");
        Visitor examiner = served.signedIn("examiner");
        supervisor.get(retention);
        supervisor.post(
                retention + "/outcome",
                Map.of(
                        "outcome",
                        "ACQUITTED",
                        "decidedOn",
                        LocalDate.now().minusYears(9).toString()));

        assertThat(examiner.get("/property").body())
                .contains("OP-SAMPLE, DEMO/1", "No: illegal material is on it: give notice of forfeiture");
        HttpResponse<String> back =
                examiner.post(exhibit, Map.of("event", "RETURNED", "on", today, "party", "The owner"));
        assertThat(back.statusCode()).isEqualTo(422);
        assertThat(back.body()).contains("DEMO/1 does not go back: illegal material is on it");
        assertThat(examiner.post(exhibit, Map.of("event", "FORFEITURE_NOTICE", "on", today))
                        .body())
                .contains("Say to whom DEMO/1 went or was notified");
        String notice = LocalDate.now().minusMonths(2).toString();
        examiner.post(exhibit, Map.of("event", "FORFEITURE_NOTICE", "on", notice, "party", "The owner, by post"));
        assertThat(examiner.get("/property").body()).contains("it can be claimed until", "The owner, by post");

        examiner.post(exhibit, Map.of("event", "FORFEITED", "on", today, "note", "no claim came"));
        assertThat(examiner.get("/property").body()).contains("You said it: another person decides.");
        assertThat(supervisor.get("/property").body()).contains("said by examiner", "no claim came", "Confirm it");
        supervisor.post(exhibit + "/decision", Map.of("decision", "confirm", "reason", "letter and date seen"));

        assertThat(supervisor.get("/property").body()).contains("Forfeited");
        served.get(LedgerChainer.class).chain();
        assertThat(examiner.get("/exhibits/" + served.exhibit() + "/chronology").body())
                .contains(
                        "Notice of intended forfeiture was served on The owner, by post",
                        "The exhibit was forfeited on " + today + ", as examiner proposed: letter and date seen");
    }

    @Test
    void a_chronology_holds_custody_states_and_views_and_comes_as_page_csv_and_pdf() {
        Visitor examiner = served.signedIn("examiner");
        String exhibit = "/exhibits/" + served.exhibit();
        examiner.post(
                exhibit + "/custody", Map.of("to", "Store officer", "place", "Store 1", "reason", "to the store"));
        examiner.get(exhibit);
        served.get(LedgerChainer.class).chain();

        String page = examiner.get(exhibit + "/chronology").body();
        assertThat(page)
                .contains(
                        "The exhibit was looked at",
                        "Custody transfer was recorded",
                        "The machine worked out the triage result");
        HttpResponse<String> csv = examiner.get(exhibit + "/chronology/csv");
        assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
        assertThat(csv.body())
                .startsWith("number,time,actor,sort,kind,act,subjects,details,hash\n")
                .contains(",view,");
        HttpResponse<String> pdf = examiner.get(exhibit + "/chronology/pdf");
        assertThat(pdf.body()).startsWith("%PDF-");
        long another = served.jdbc()
                .sql("select min(id) from exhibit where case_id = ?")
                .param(served.teamCase())
                .query(Long.class)
                .single();
        Visitor outsider = served.signedIn("outsider");
        assertThat(outsider.get("/exhibits/" + another + "/chronology/csv").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_hand_over_a_reassessment_and_a_grade_are_one_entry_each() {
        Visitor examiner = served.signedIn("examiner");
        long before = entries("examiner", "ALTERATION") + entries("examiner", "COLLECTION");
        examiner.post(
                "/exhibits/" + served.exhibit() + "/custody",
                Map.of("to", "Courier", "place", "Van", "reason", "to the laboratory"));
        assertThat(entries("examiner", "ALTERATION") + entries("examiner", "COLLECTION") - before)
                .isEqualTo(1);

        Visitor grader = served.signedIn("grader");
        String media = served.jdbc()
                .sql("select encode(sha256, 'hex') from occurrence where exhibit_id = ? order by sha256 desc limit 1")
                .param(served.exhibit())
                .query(String.class)
                .single();
        grader.get("/grading/" + served.exhibitCase());
        long graded = entries("grader", "ALTERATION");
        assertThat(grader.post(
                                "/grading/" + served.exhibitCase() + "/grades",
                                Map.of("code", "NOT-ILLEGAL", "items", media, "reason", "a test shape"))
                        .statusCode())
                .isLessThan(400);
        assertThat(entries("grader", "ALTERATION") - graded).isEqualTo(1);
    }

    @Test
    void a_gallery_page_is_one_entry_that_lists_its_pictures_and_a_search_is_one() {
        Visitor grader = served.signedIn("grader");
        long before = entries("grader", "CONSULTATION");
        grader.get("/grading/" + served.exhibitCase());
        assertThat(entries("grader", "CONSULTATION") - before).isEqualTo(1);
        assertThat(details("grader", "CASE_VIEWED")).contains("media to grade", "\"items\":[");

        grader.post("/search", Map.of("q", "Nobody Invented"));
        assertThat(details("grader", "SEARCHED"))
                .as("the ledger is never erased from: it holds the question's digest, not a name")
                .contains("sha256:")
                .doesNotContain("Invented");
    }

    @Test
    void the_auditor_sees_a_persons_accesses_and_who_looked_at_what_is_not_theirs() {
        long caseId = served.jdbc()
                .sql("select id from case_file where reference = 'SAMPLE-051'")
                .query(Long.class)
                .single();
        Visitor outsider = served.signedIn("outsider");
        outsider.post("/cases/" + caseId + "/emergency", Map.of("reason", "Child may be at the address tonight"));
        outsider.get("/cases/" + caseId);
        served.get(LedgerChainer.class).chain();
        Visitor auditor = served.signedIn("auditor");

        assertThat(auditor.get("/audit/unusual").body()).contains("outsider", "SAMPLE-051");
        HttpResponse<String> asked = auditor.post("/audit/accesses", Map.of("person", "outsider"));
        assertThat(asked.body()).contains("case:SAMPLE-051", "by outsider from");
        assertThat(served.signedIn("examiner").get("/audit/unusual").statusCode())
                .isEqualTo(403);
    }

    private static long entries(String actor, String act) {
        return served.jdbc()
                .sql("""
                        select (select count(*) from ledger_pending where actor = :actor and act = :act)
                             + (select count(*) from ledger_entry where actor = :actor and act = :act)
                        """)
                .param("actor", actor)
                .param("act", act)
                .query(Long.class)
                .single();
    }

    private static String details(String actor, String kind) {
        served.get(LedgerChainer.class).chain();
        return served.jdbc()
                .sql("select details from ledger_entry where actor = ? and kind = ? order by number desc limit 1")
                .params(actor, kind)
                .query(String.class)
                .single();
    }
}
