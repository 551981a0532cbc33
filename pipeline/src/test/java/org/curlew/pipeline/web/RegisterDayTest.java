package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a supervisor, an examiner and an administrator do about cover, acceptance, allocation, imports and past days. */
@WithServed
class RegisterDayTest {

    private static Served served;
    private static Browser browser;

    @BeforeAll
    static void open() {
        served = Served.instance();
        browser = new Browser(served);
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    private static long count(String sql) {
        return served.jdbc().sql(sql).query(Long.class).single();
    }

    @Test
    void a_supervisor_asks_for_cover_and_the_deputy_accepts_it_and_gets_the_reviews() {
        Page page = browser.signIn("supervisor");
        browser.open("/reviews/cover");
        assertThat(page.locator("h1").textContent()).contains("due in the next 28 days");
        browser.check("supervisor-cover");
        page.selectOption("#deputy", "deputy");
        page.fill("#from", LocalDate.now().toString());
        page.fill("#to", LocalDate.now().plusDays(20).toString());
        page.fill("#perDay", "1");
        page.fill("#reason", "One supervisor of two");
        page.locator("button:has-text('Ask for cover')").click();
        assertThat(page.locator("main").textContent()).contains("not answered");

        page = browser.signIn("deputy");
        browser.open("/notifications");
        assertThat(page.locator("main").textContent()).contains("asks you to cover 28-day reviews");
        browser.check("deputy-notifications");
        page.locator("tr:has-text('asks you to cover') button").click();
        assertThat(page.locator("main").textContent()).doesNotContain("asks you to cover 28-day reviews");
        browser.open("/reviews/cover");
        page.locator("button:has-text('Accept')").click();
        assertThat(page.locator("main").textContent()).contains("accepted");
        assertThat(count("select count(*) from review_assignment where kind = 'DEPUTISED' and reviewer = 'deputy'"))
                .isPositive();
    }

    @Test
    void a_case_is_given_to_a_deputy_with_a_reason_and_the_change_stays_on_it() {
        long caseId = served.jdbc()
                .sql("select id from case_file where reference = 'SAMPLE-047'")
                .query(Long.class)
                .single();
        Page page = browser.signIn("supervisor");
        browser.open("/reviews/case/" + caseId + "/reviewer");
        browser.check("supervisor-reviewer");
        page.check("#kind-DEPUTISED");
        page.selectOption("#to", "deputy");
        page.fill("#until", LocalDate.now().plusDays(5).toString());
        page.fill("#reason", "Leave");
        page.locator("button:has-text('Change who reviews')").click();
        assertThat(page.locator("h1").textContent()).contains("deputy reviews SAMPLE-047 for");
        assertThat(page.locator("main").textContent()).contains("by supervisor", "(Leave)");
    }

    @Test
    void an_exhibit_passes_the_gate_is_allocated_by_skill_and_overridden_for_a_time() {
        Page page = browser.signIn("examiner");
        browser.open("/examiners");
        page.fill("#name", "examiner");
        page.check("#skill-mobile");
        page.check("#skill-iioc");
        page.fill("#most", "9");
        page.locator("button:has-text('Record the examiner')").click();
        assertThat(page.locator("main").textContent()).contains("iioc, mobile");
        browser.check("examiner-examiners");

        browser.open("/book-in");
        page.fill("#caseReference", "OP-GATE");
        page.fill("#exhibitReference", "G/1");
        page.fill("#kind", "phone");
        page.selectOption("#offence", "IIOC");
        page.fill("#team", "POLIT");
        page.locator("button:has-text('Book it in')").click();
        page.locator("a:has-text('Open the exhibit')").click();
        page.locator("a:has-text('Acceptance, allocation')").click();
        assertThat(page.locator("main").textContent())
                .contains("It may not be examined yet.", "the legal basis is not named", "nobody asked a question");
        assertThat(page.locator("button:has-text('Accept it into the queue')").count())
                .isZero();
        browser.check("examiner-decisions");
        String decisions = page.url();

        page = browser.signIn("supervisor");
        long caseId = served.get(Exhibits.class).findCase("OP-GATE").orElseThrow();
        browser.open("/cases/" + caseId + "/record/details");
        page.check("#offence-IIOC");
        page.fill("#team", "POLIT");
        page.fill("#legalBasis", "PACE s.19");
        page.fill("#questions", "Who made it?");
        page.locator("button:has-text('Record it')").click();
        page.navigate(decisions);
        page.locator("button:has-text('Accept it into the queue')").click();
        assertThat(page.locator("main").textContent()).contains("Nothing stands against it.");
        page.check("input[name=examiner]:not([disabled])");
        page.fill("#allocateReason", "Least loaded");
        page.locator("button:has-text('Allocate it')").click();
        assertThat(page.locator("main").textContent()).contains("examiner has it since");
        page.selectOption("#band", "P1");
        page.fill("#overrideRank", "Inspector");
        page.fill("#overrideReason", "New intelligence");
        page.fill("#overrideUntil", LocalDate.now().plusDays(3).toString());
        page.locator("button:has-text('Set the band')").click();
        assertThat(page.locator("h1").textContent())
                .contains("set to P1 by Inspector supervisor until", "New intelligence", "the rules say P2");
        page.locator("button:has-text('End every override')").click();
        assertThat(page.locator("main").textContent()).contains("a downgrade needs a second person beside supervisor");
        page.navigate(decisions);
        page.selectOption("#route", "KIOSK");
        page.fill("#routeReason", "quicker");
        page.locator("button:has-text('Set the route')").click();
        assertThat(page.locator("main").textContent()).contains("cannot go to a kiosk");
        page.navigate(decisions);
        browser.check("supervisor-decisions");

        page.selectOption("#decision", "RETURN");
        page.fill("#decisionReason", "a witness's, not the suspect's");
        page.fill("#decisionRank", "Inspector");
        page.locator("button:has-text('Record the decision')").click();
        assertThat(page.locator("h1").textContent()).as("it waits no longer").doesNotContain("P1");
        assertThat(page.locator("main").textContent()).contains("It may go back.");
    }

    @Test
    void a_spreadsheet_is_tried_refused_by_row_and_field_and_then_imported() {
        Page page = browser.signIn("supervisor");
        browser.open("/imports");
        browser.check("supervisor-imports");
        assertThat(page.locator("#cases").count()).as("of one team").isZero();
        page.evaluate("document.querySelector('#imports').insertAdjacentHTML('beforeend',"
                + " '<input type=file id=cases name=cases>')");
        cases(page, "reference,offence,officer,opened\nWEB-1,IIOC,dc,02/02/2026\n");
        page.locator("button:has-text('Import')").last().click();
        assertThat(page.locator("main").textContent())
                .as("by a form of their own")
                .contains("ask an administrator");

        page = browser.signIn("admin");
        browser.open("/imports");
        cases(page, "reference,offence,officer,opened\nWEB-1,IIOC,dc,31/02/2026\n");
        page.locator("button:has-text('Import')").last().click();
        assertThat(page.locator(".govuk-error-summary").textContent())
                .contains("Nothing was imported", "cases row 2, opened: '31/02/2026' is not a");
        assertThat(count("select count(*) from case_file where reference = 'WEB-1'"))
                .isZero();

        String people = "reference,case,role,name,born\nWEB-P1,WEB-1,SUSPECT,Alder Example,1980-02-29\n";
        cases(page, "reference,offence,officer,opened\nWEB-1,IIOC,dc,02/02/2026\n");
        page.setInputFiles("#people", file("people.csv", people));
        page.locator("button:has-text('Dry run')").click();
        assertThat(page.locator("[role=status]").textContent()).contains("Dry run, spreadsheets: 3 entries new");
        assertThat(count("select count(*) from case_file where reference = 'WEB-1'"))
                .isZero();

        cases(page, "reference,offence,officer,opened\nWEB-1,IIOC,dc,02/02/2026\n");
        page.setInputFiles("#people", file("people.csv", people));
        page.setInputFiles(
                "#report",
                file("tip.xml", "<report><reportId>WEB-77</reportId><incidentType>x</incidentType></report>"));
        page.locator("button:has-text('Import')").last().click();
        assertThat(page.locator("[role=status]").textContent())
                .contains("Spreadsheets: 3 entries new", "Reports: 2 entries new", "WEB-77: no account is told");
    }

    private static void cases(Page page, String text) {
        page.setInputFiles("#cases", file("cases.csv", text));
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_past_day_is_shown_as_it_was_known_then_for_the_case_and_the_queue() {
        served.get(Queue.class).rerankAll("test", "test");
        Page page = browser.signIn("supervisor");
        browser.open("/cases/" + served.teamCase() + "/past");
        assertThat(page.locator("main").textContent()).contains("Case details", "Release status");
        browser.check("supervisor-past");
        browser.open("/cases/" + served.teamCase() + "/past?day=2020-01-01");
        assertThat(page.locator("main").textContent()).contains("Nothing was recorded by then.");
        browser.open("/queue/past");
        assertThat(page.locator("h1").textContent()).contains("waited at the end of");
        assertThat(page.locator("tbody tr").count()).isGreaterThan(10);
        browser.check("supervisor-queue-past");
    }

    @Test
    void an_order_a_warrant_and_a_ranked_review_are_recorded_from_the_case() {
        Page page = browser.signIn("supervisor");
        String home = "/cases/" + served.teamCase();
        browser.open(home);
        page.locator("a:has-text('Order or reference elsewhere')").first().click();
        page.check("#kind-CAWN");
        page.fill("#number", "CAWN-1");
        page.fill("#expires", "2099-01-01");
        page.locator("button:has-text('Record it')").click();
        page.waitForURL(url -> url.endsWith(home));
        page.locator("a:has-text('Warrant')").first().click();
        page.fill("#reference", "W-DAY-1");
        page.check("#level-HIGH");
        page.fill("#obtainedAt", "2026-03-29T01:30");
        page.locator("button:has-text('Record it')").click();
        assertThat(page.locator(".govuk-error-summary").textContent())
                .as("an hour the clocks leap over")
                .contains("2026-03-29 01:30 does not exist");
        page.fill("#obtainedAt", "2026-03-29T03:30");
        page.locator("button:has-text('Record it')").click();
        page.waitForURL(url -> url.endsWith(home));
        browser.open(home + "/past");
        assertThat(page.locator("main").textContent()).contains("Number: CAWN-1", "W-DAY-1");
    }

    @Test
    void an_administrator_names_where_digests_go_and_a_notification_is_its_recipients_alone() {
        Page page = browser.signIn("admin");
        browser.open("/administration/mail");
        browser.check("admin-mail");
        page.fill("#recipient", "role:INSPECTOR");
        page.fill("#address", "inspector@force.example");
        page.locator("button:has-text('Record the address')").click();
        assertThat(page.locator("main").textContent()).contains("inspector@force.example");

        served.get(Notifications.class).tell("role:SUPERINTENDENT", "E3", "Only for the superintendent");
        long id = count("select max(id) from notification where text = 'Only for the superintendent'");
        Visitor examiner = served.signedIn("examiner");
        assertThat(examiner.get("/notifications").body()).doesNotContain("Only for the superintendent");
        assertThat(examiner.post("/notifications/" + id, Map.of()).statusCode()).isEqualTo(404);
        Visitor command = served.signedIn("command");
        assertThat(command.post("/notifications/" + id, Map.of()).statusCode()).isEqualTo(302);
        assertThat(served.get(Notifications.class).find(id).orElseThrow().acknowledgedBy())
                .isEqualTo("command");
    }
}
