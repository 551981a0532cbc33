package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each role's day in a real browser: what it lands on, what it opens, what it does. */
@WithServed
class RoleDaysTest {

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

    @Test
    void a_supervisor_sees_who_was_not_looked_at_and_reassesses_one() {
        Page page = browser.signIn("supervisor");
        assertThat(page.url()).endsWith("/suspects");
        assertThat(page.locator("h1").textContent())
                .containsPattern("suspects are past their risk reassessment; \\d+ of");
        browser.check("supervisor-suspects");
        page.locator("summary.rowlink").first().click();
        assertThat(page.locator("details[open] .why").first().textContent()).contains("released under investigation");
        page.locator("tbody .govuk-button").first().click();
        browser.check("supervisor-reassess");
        page.locator("button:has-text('Record the reassessment')").click();
        assertThat(page.locator(".govuk-error-summary").textContent()).contains("level: is missing");
        page.check("#level-HIGH");
        page.fill(
                "#reasons", "Child seen at school on Monday; lives with the suspect's sister now, verified by visit.");
        page.check("#sure-MEDIUM");
        page.locator("button:has-text('Record the reassessment')").click();
        assertThat(page.url()).contains("/cases/");
        assertThat(page.locator("main").textContent()).contains("High by supervisor");
        browser.check("supervisor-case");
        browser.open("/suspects/due/warrant-allocated,warrant-expiry");
        browser.check("supervisor-warrants");
    }

    @Test
    void what_protects_a_child_is_recorded_and_a_second_supervisor_approves_the_plan() {
        Page page = browser.signIn("supervisor");
        String home = "/cases/" + served.teamCase();
        browser.open(home);
        page.locator("a:has-text('Safeguarding plan for a child')").click();
        page.fill("#measures", "No unsupervised contact; the child stays with its aunt.");
        page.locator("button:has-text('Record it')").click();
        assertThat(page.locator(".govuk-error-summary").textContent())
                .contains("The risk, in a sentence: is missing", "Holds until: is missing");
        assertThat(page.inputValue("#measures")).as("what was typed stays").contains("aunt");
        browser.check("supervisor-plan");
        page.fill("#riskStatement", "The suspect lived alone with the child.");
        page.fill("#monitoredBy", "Social worker, Example Council");
        page.fill("#verification", "Home visit on Monday");
        page.fill("#verifiedAt", "2026-01-05T10:00");
        page.fill("#nextReview", "2099-12-31");
        page.locator("button:has-text('Record it')").click();
        page.waitForURL(url -> url.endsWith(home));
        assertThat(page.locator("main").textContent()).contains("another supervisor approves it");

        page = browser.signIn("deputy");
        browser.open(home);
        assertThat(page.locator("h1").textContent()).contains("no current verified plan");
        page.locator("button:has-text('Approve this plan')").first().click();
        page.waitForURL(url -> url.endsWith(home));
        assertThat(page.locator("h1").textContent()).doesNotContain("no current verified plan");
        assertThat(page.locator(".moj-timeline").textContent()).contains("approved", "by deputy");
    }

    @Test
    void a_release_is_refused_until_what_protects_children_stands_beside_it() {
        Page page = browser.signIn("deputy");
        browser.open("/cases/" + served.teamCase());
        page.locator("a:has-text('Release status')").first().click();
        page.check("#kind-RUI");
        page.fill("#at", "2026-02-01T10:00");
        page.locator("button:has-text('Record it')").click();
        assertThat(page.locator(".govuk-error-summary").textContent())
                .contains("the release address was not checked against known children");
        page.fill("#addressCheckedAt", "2026-02-01T09:00");
        page.fill("#rank", "Inspector");
        page.fill("#override", "The plan is agreed by telephone and signed tomorrow.");
        page.locator("button:has-text('Record it')").click();
        page.waitForURL(url -> url.endsWith("/cases/" + served.teamCase()));
        page.locator("a:has-text('Welfare check of the suspect')").first().click();
        page.locator("button:has-text('Record it')").click();
        assertThat(page.locator(".govuk-error-summary").textContent())
                .contains("When: is missing", "Who did it: is missing", "What came of it: is missing");
        browser.check("supervisor-welfare-check");
    }

    @Test
    void a_review_is_kept_part_by_part_by_keyboard_and_not_signed_with_a_part_missing() {
        Page page = browser.signIn("supervisor");
        browser.open("/reviews");
        browser.check("supervisor-reviews");
        page.locator("tbody .govuk-button").first().focus();
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.contains("/reviews/case/") || url.matches(".*/reviews/\\d+"));
        if (page.url().contains("/case/")) {
            page.locator("button:has-text('Start the review')").focus();
            page.keyboard().press("Enter");
            page.waitForURL(url -> url.matches(".*/reviews/\\d+"));
        }
        String review = page.url();
        browser.check("supervisor-review");
        page.locator("button:has-text('Sign the review')").click();
        assertThat(page.locator(".govuk-error-summary").textContent()).contains("cannot be signed yet");
        page.locator(".govuk-task-list__link").first().focus();
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.endsWith("/parts/1"));
        browser.check("supervisor-review-part");
        page.locator("textarea").first().focus();
        page.keyboard().type("Each child was seen by its social worker on Monday.");
        page.locator("button:has-text('Keep and go on')").focus();
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.endsWith("/parts/2"));
        page.navigate(review);
        assertThat(page.locator(".govuk-task-list__status").first().textContent())
                .doesNotStartWith("0 of");
    }

    @Test
    void an_examiner_sees_what_is_next_and_why_and_books_in_by_keyboard() {
        Page page = browser.signIn("examiner");
        assertThat(page.url()).endsWith("/examiner");
        assertThat(page.locator("h1").textContent()).startsWith("Next: ");
        browser.check("examiner-work");
        browser.open("/queue");
        browser.check("examiner-queue");
        browser.open("/exhibits/" + served.exhibit());
        assertThat(page.locator("main").textContent()).contains("Screening certificate", "Sample set", "uk-2014");
        browser.check("examiner-exhibit");
        browser.open("/exhibits/" + served.exhibit() + "/files");
        browser.check("examiner-files");
        page.fill("#text", ".zip");
        page.waitForFunction("() => document.querySelectorAll('#list tbody tr').length < 20");
        assertThat(page.locator("#list").textContent()).contains(".zip").doesNotContain("SHAPE0007.JPG");
        browser.open("/book-in");
        browser.check("examiner-book-in");
        for (String field : new String[] {"OP-KEYS", "KB/1", "phone", "Invented make 3", "SN-1", "490154203237518"}) {
            page.keyboard().type(field);
            page.keyboard().press("Enter");
        }
        page.selectOption("#offence", "IIOC");
        page.fill("#team", "POLIT");
        page.locator("button:has-text('Book it in')").focus();
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.endsWith("/label"));
        page.locator("a:has-text('Open the exhibit')").click();
        assertThat(page.locator("h1").textContent()).contains("OP-KEYS, KB/1", "unknown");
        page.fill("#search", "490154203237518");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.endsWith("/search"));
        assertThat(page.locator("main").textContent()).contains("KB/1", "IMEI");
        browser.check("examiner-search");
        browser.open("/storage");
        browser.check("examiner-storage");
    }

    @Test
    void a_grader_grades_by_keyboard_on_small_grey_pictures() {
        Page page = browser.signIn("grader");
        browser.check("grader-cases");
        browser.open("/grading/" + served.exhibitCase());
        page.waitForFunction("() => document.querySelector('.tile__picture').naturalWidth > 0");
        String first = page.locator(".tile").first().getAttribute("data-sha");
        browser.check("grader-gallery");
        page.keyboard().press("Enter");
        page.waitForFunction("() => document.getElementById('large-picture').naturalWidth > 160");
        page.keyboard().press("Escape");
        page.keyboard().press("n");
        page.waitForFunction("sha => !document.querySelector(`.tile[data-sha=\"${sha}\"]`)", first);
        assertThat(served.jdbc()
                        .sql("select code from grade where grader = 'grader' and encode(sha256, 'hex') = ?")
                        .param(first)
                        .query(String.class)
                        .single())
                .isEqualTo("NOT-ILLEGAL");
        page.keyboard().press("z");
        page.waitForFunction("sha => !!document.querySelector(`.tile[data-sha=\"${sha}\"]`)", first);
        page.keyboard().press("c");
        page.waitForFunction("sha => !document.querySelector(`.tile[data-sha=\"${sha}\"]`)", first);
        assertThat(served.jdbc()
                        .sql("select code from grade where encode(sha256, 'hex') = ? order by id")
                        .param(first)
                        .query(String.class)
                        .list())
                .as("taking back is a new act; the first grade stays")
                .containsExactly("NOT-ILLEGAL", "C");
    }

    @Test
    void an_auditor_asks_the_ledger_and_checks_it() {
        Page page = browser.signIn("auditor");
        browser.check("auditor-audit");
        page.fill("#subject", "exhibit:DEMO/1");
        page.locator("button:has-text('Ask')").click();
        assertThat(page.locator("main").textContent()).contains("Stage triage");
        page.locator("button:has-text('Check the ledger now')").click();
        assertThat(page.locator("[role=status]").textContent()).contains("The ledger is sound");
        browser.check("auditor-verified");
    }

    @Test
    void an_administrator_creates_an_account_and_tries_rules_before_they_count() {
        Page page = browser.signIn("admin");
        browser.check("administrator-users");
        page.fill("#name", "newcomer");
        page.fill("#displayName", "Nia Example");
        page.check("#role-GRADER");
        page.fill("#teams", "POLIT");
        page.locator("button:has-text('Create the account')").click();
        assertThat(page.locator("[role=status]").textContent()).contains("newcomer");
        browser.open("/administration/rules");
        browser.check("administrator-rules");
        page.locator("button:has-text('Dry run')").click();
        assertThat(page.locator("[role=status]").textContent()).contains("0 exhibits would change band");
        browser.open("/administration/hash-sets");
        browser.check("administrator-hash-sets");
        browser.open("/administration/schemes");
        browser.check("administrator-schemes");
    }

    @Test
    void the_others_land_on_pages_of_their_own() {
        Page page = browser.signIn("vio");
        assertThat(page.url()).endsWith("/victims");
        browser.check("vio-victims");
        page = browser.signIn("welfare");
        assertThat(page.url()).endsWith("/welfare");
        browser.check("welfare-exposure");
        browser.open("/account");
        browser.check("account");
    }
}
