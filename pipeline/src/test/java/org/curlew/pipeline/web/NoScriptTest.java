package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything but the gallery's keys works in a browser that runs no script. */
@WithServed
class NoScriptTest {

    private static Served served;
    private static Browser browser;

    @BeforeAll
    static void open() {
        served = Served.instance();
        browser = new Browser(served).withoutScripts();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    private static void press(Page page, String button) {
        page.locator("button:has-text('" + button + "')").first().click();
    }

    @Test
    void an_examiner_books_in_searches_filters_and_notes() {
        Page page = browser.signIn("examiner");
        page.locator("a:has-text('Book in')").first().click();
        page.fill("#caseReference", "OP-PLAIN");
        page.fill("#exhibitReference", "PL/1");
        page.fill("#kind", "tablet");
        press(page, "Book it in");
        assertThat(page.locator(".govuk-error-summary").textContent()).contains("say what it is about");
        assertThat(page.inputValue("#kind")).as("what was typed stays").isEqualTo("tablet");
        page.selectOption("#offence", "IIOC");
        page.fill("#team", "POLIT");
        press(page, "Book it in");
        assertThat(page.url()).endsWith("/label");

        page.fill("#search", "PL/1");
        press(page, "Search");
        page.locator("main a:has-text('PL/1')").first().click();
        page.fill("textarea#text", "Seal intact on arrival");
        press(page, "Add the note");
        assertThat(page.locator("main").textContent()).contains("Seal intact on arrival");

        browser.open("/exhibits/" + served.exhibit() + "/files");
        page.fill("#text", ".zip");
        press(page, "Show");
        assertThat(page.locator("#list").textContent()).contains(".zip").doesNotContain("SHAPE0007.JPG");
    }

    @Test
    void a_supervisor_opens_a_reason_reassesses_and_answers_a_part_of_a_review() {
        Page page = browser.signIn("supervisor");
        page.locator("summary.rowlink").nth(1).click();
        assertThat(page.locator("details[open] .why").first().isVisible()).isTrue();
        page.locator("tbody a:has-text('Reassess')").nth(1).click();
        page.check("#level-HIGH");
        page.fill("#reasons", "Lives with a relative of the child; visited on Monday.");
        page.check("#sure-MEDIUM");
        press(page, "Record the reassessment");
        assertThat(page.locator("main").textContent()).contains("High by supervisor");

        page.locator("a:has-text('Reviews')").first().click();
        page.locator("tbody a:has-text('Review')").last().click();
        if (page.url().contains("/case/")) {
            press(page, "Start the review");
        }
        page.locator(".govuk-task-list__link").first().click();
        page.locator("textarea").first().fill("The children were seen on Monday.");
        press(page, "Keep and go on");
        assertThat(page.url()).endsWith("/parts/2");
    }

    @Test
    void command_asks_for_an_action_and_compares_an_auditor_asks_an_administrator_tries_rules() {
        Page page = browser.signIn("command");
        page.fill("#what", "Ask the council for a second social worker");
        page.fill("#owner", "Chief Inspector Example");
        page.fill("#due", "2027-01-31");
        press(page, "Ask for it");
        assertThat(page.locator("main").textContent()).contains("second social worker");
        page.locator("a:has-text('Compare two dates')").click();
        page.fill("#from", "2025-01-01");
        press(page, "Compare");
        assertThat(page.locator("h1").textContent()).contains("exhibits waited then");

        page = browser.signIn("auditor");
        page.fill("#subject", "exhibit:DEMO/1");
        press(page, "Ask");
        assertThat(page.locator("main").textContent()).contains("Stage triage");

        page = browser.signIn("admin");
        browser.open("/administration/rules");
        press(page, "Dry run");
        assertThat(page.locator("[role=status]").textContent()).contains("would change band");
    }

    @Test
    void a_grader_grades_with_buttons() {
        Page page = browser.signIn("grader");
        page.locator("a:has-text('OP-SAMPLE')").first().click();
        String first = page.locator(".tile").first().getAttribute("data-sha");
        page.locator(".tile__box").first().check();
        press(page, "Category C");
        assertThat(page.locator(".tile[data-sha='" + first + "']").count()).isZero();
    }
}
