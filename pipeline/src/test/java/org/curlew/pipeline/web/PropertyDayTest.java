package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Exhibits that go back and exhibits that are forfeited, on the page and in the words that people see. */
@WithServed
class PropertyDayTest {

    private static final String CASE = "OP-BACK";

    private static Served served;
    private static Browser browser;

    @BeforeAll
    static void two_exhibits_that_were_decided_negative() {
        served = Served.instance();
        browser = new Browser(served);
        Visitor examiner = served.signedIn("examiner");
        for (String reference : new String[] {"B/1", "B/2"}) {
            examiner.get("/account");
            examiner.post(
                    "/book-in",
                    Map.of(
                            "caseReference",
                            CASE,
                            "exhibitReference",
                            reference,
                            "kind",
                            "phone",
                            "offence",
                            "IIOC",
                            "team",
                            "POLIT"));
            Visitor supervisor = served.signedIn("supervisor");
            supervisor.get("/account");
            assertThat(supervisor
                            .post(
                                    "/exhibits/" + exhibit(reference) + "/decision",
                                    Map.of("decision", "NEGATIVE", "reason", "looked at in full", "rank", "DS"))
                            .statusCode())
                    .isLessThan(400);
        }
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    private static long exhibit(String reference) {
        return served.jdbc()
                .sql("select e.id from exhibit e join case_file c on c.id = e.case_id"
                        + " where c.reference = ? and e.reference = ?")
                .params(CASE, reference)
                .query(Long.class)
                .single();
    }

    private static Locator row(Page page, String reference) {
        return page.locator("tr:has(th:text-is('" + CASE + ", " + reference + "'))");
    }

    private static void record(String reference, String event, LocalDate on, String party, String note) {
        browser.open("/property");
        Page page = browser.page();
        long id = exhibit(reference);
        row(page, reference).locator("summary").click();
        page.selectOption("#event-" + id, event);
        page.fill("#on-" + id, on.toString());
        page.fill("#party-" + id, party);
        page.fill("#note-" + id, note);
        browser.check("examiner-property-" + event.toLowerCase(java.util.Locale.ROOT));
        row(page, reference).locator("button:has-text('Record it')").click();
        assertThat(page.locator("#main").textContent()).doesNotContain("There is a problem");
    }

    @Test
    void an_exhibit_goes_back_and_leaves_the_page() {
        Page page = browser.signIn("examiner");
        browser.open("/property");
        assertThat(row(page, "B/1").textContent()).contains("Decision negative", "Held", "Yes");

        record("B/1", "RETURNED", LocalDate.now(), "Its owner", "collected in person");

        assertThat(row(page, "B/1").count()).isZero();
    }

    @Test
    void a_forfeiture_is_said_by_one_person_and_confirmed_by_another() {
        browser.signIn("examiner");
        record("B/2", "FORFEITURE_NOTICE", LocalDate.now().minusMonths(2), "Its owner, by post", "");
        record("B/2", "FORFEITED", LocalDate.now(), "", "no claim came");
        Page page = browser.page();
        assertThat(row(page, "B/2").textContent()).contains("no claim came", "You said it: another person decides.");

        page = browser.signIn("supervisor");
        browser.open("/property");
        assertThat(row(page, "B/2").textContent()).contains("Forfeited on", "said by examiner");
        browser.check("supervisor-property");
        page.fill("#decide-" + exhibit("B/2"), "letter and date seen");
        row(page, "B/2").locator("button:has-text('Confirm it')").click();

        assertThat(row(page, "B/2").textContent()).contains("Forfeited").doesNotContain("said by examiner");
    }
}
