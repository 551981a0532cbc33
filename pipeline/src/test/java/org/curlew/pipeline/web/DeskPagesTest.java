package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.curlew.triage.hashsets.HashSets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages behind a role's first one, in a real browser: each holds the axe check at both sizes. */
@WithServed
class DeskPagesTest {

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
    void an_officer_sees_what_stands_against_an_upload() {
        Page page = browser.signIn("vio");
        browser.check("vio-lane");
        browser.open("/victims/cases/" + served.exhibitCase());
        assertThat(page.locator("h1").textContent()).contains("against a release");
        browser.check("vio-upload");
    }

    @Test
    void a_grader_sees_rounds_and_conflicts() {
        Page page = browser.signIn("grader");
        browser.open("/grading/" + served.exhibitCase() + "/second");
        assertThat(page.locator("h1").textContent()).contains("OP-SAMPLE");
        browser.check("grader-second");
        browser.open("/grading/" + served.exhibitCase() + "/conflicts");
        assertThat(page.locator("h1").textContent()).contains("graders differ on");
        browser.check("grader-conflicts");
    }

    @Test
    void an_administrator_sees_health_and_one_set_and_everybody_their_notifications() {
        Page page = browser.signIn("admin");
        browser.open("/administration/health");
        assertThat(page.locator("h1").textContent()).contains("Category schemes");
        browser.check("administrator-health");
        browser.open("/administration/hash-sets/"
                + served.get(HashSets.class).list().getFirst().id());
        assertThat(page.locator("h1").textContent()).contains("version");
        browser.check("administrator-hash-set");
        page = browser.signIn("command");
        page.locator("a[href='/notifications']").click();
        assertThat(page.url()).endsWith("/notifications");
        browser.check("command-notifications");
    }

    @Test
    void an_examiner_sees_what_of_the_image_file_is_damaged() {
        String exhibit = "/exhibits/" + served.exhibit();
        Page page = browser.signIn("examiner");
        browser.open(exhibit);
        assertThat(page.content()).doesNotContain("The image file is damaged");
        String facts = served.jdbc()
                .sql("select facts::text from acquisition where exhibit_id = ?")
                .param(served.exhibit())
                .query(String.class)
                .single();
        damage("{\"damage\": \"the footer <is> cut off\"}");
        try {
            browser.open(exhibit);
            assertThat(page.locator("main").textContent())
                    .contains("The image file is damaged: the footer <is> cut off.");
            browser.check("exhibit-damaged-image");
        } finally {
            damage(facts);
        }
    }

    private static void damage(String facts) {
        served.jdbc()
                .sql("update acquisition set facts = ?::jsonb where exhibit_id = ?")
                .params(facts, served.exhibit())
                .update();
    }

    @Test
    void a_supervisor_sees_which_cases_nobody_pushes_on() {
        record Case(long id, String reference) {}
        Case still = served.jdbc().sql("""
                        select c.id, c.reference from case_file c
                        where c.reference like 'SAMPLE-1%' and not exists (select from review r where r.case_id = c.id)
                          and exists (select from obligation o where o.case_id = c.id and o.rule_id = 'supervisor-review'
                                      and o.state = 'OPEN')
                        order by c.id desc limit 1
                        """).query(Case.class).single();
        for (int second = 2; second > 0; second--) {
            served.jdbc().sql("""
                            insert into review (case_id, reviewer, rule_version, started_at, closed_at, answers, decision, actions)
                            values (?, 'supervisor', '2026.1', now() - ? * interval '1 second', now() - ? * interval '1 second',
                                    '{"7.enquiries": {"text": null, "noChange": true, "reason": "all was asked"}}', 'CONTINUE', '[]')
                            """).params(still.id(), second, second).update();
        }
        Page page = browser.signIn("supervisor");
        // The list may be some seconds old: what is written past the services is not told to it.
        String row = still.reference() + "</a></li>";
        for (int tries = 0; tries < 100 && !page.content().contains(row); tries++) {
            page.waitForTimeout(200);
            browser.open("/reviews");
        }
        page.locator("summary:has-text('no new line of enquiry')").click();
        assertThat(page.locator("details").textContent()).contains(still.reference());
        browser.check("supervisor-drifting");
    }
}
