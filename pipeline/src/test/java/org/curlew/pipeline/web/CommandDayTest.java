package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fortnightly meeting: what it sees, what it asks for, what it prints, and what it might change. */
@WithServed
class CommandDayTest {

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
    void an_action_is_carried_until_its_outcome_is_written_and_the_pack_prints_it() throws IOException {
        Page page = browser.signIn("command");
        assertThat(page.url()).endsWith("/command");
        assertThat(page.locator(".sixth").count()).isEqualTo(6);
        page.locator("button:has-text('Ask for it')").click();
        assertThat(page.locator(".govuk-error-summary").textContent()).contains("say what, who and by when");
        page.fill("#what", "Lend two supervisors to POLIT until Christmas");
        page.fill("#owner", "ACC Example");
        page.fill("#due", "2020-01-31");
        page.locator("button:has-text('Ask for it')").click();
        page.locator("summary:has-text('Record that the meeting was held')").click();
        page.fill("#chair", "ACC Example");
        page.locator("button:has-text('Record the meeting')").click();
        assertThat(page.locator("main").textContent()).contains("chaired by ACC Example");
        assertThat(page.locator("tr:has-text('Lend two supervisors')").textContent())
                .as("an open action is carried past the meeting that asked for it")
                .contains("past due");
        browser.check("command-fortnight");

        APIResponse pack = page.request().get(served.address() + "/command/pack");
        assertThat(pack.headers().get("cache-control")).contains("no-store");
        try (PDDocument pdf = Loader.loadPDF(pack.body())) {
            for (int n = 1; n <= pdf.getNumberOfPages(); n++) {
                PDFTextStripper one = new PDFTextStripper();
                one.setStartPage(n);
                one.setEndPage(n);
                assertThat(one.getText(pdf)).as("page %s", n).contains("OFFICIAL-SENSITIVE");
            }
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
                    .contains("Lend two supervisors to POLIT until Christmas", "are past due")
                    .as("no person is named")
                    .doesNotContain("Yarrow");
        }

        APIResponse html = page.request().get(served.address() + "/command/pack/html");
        assertThat(html.headers().get("content-disposition"))
                .startsWith("attachment")
                .contains(".html");
        assertThat(html.text())
                .contains("OFFICIAL-SENSITIVE", "Lend two supervisors to POLIT until Christmas", "class=\"bar\"")
                .doesNotContain("Yarrow", " th:");

        page.fill("tr:has-text('Lend two supervisors') input[name=outcome]", "Two lent from Monday");
        page.locator("tr:has-text('Lend two supervisors') button").click();
        assertThat(page.locator("tr:has-text('Lend two supervisors')").textContent())
                .contains("Two lent from Monday");
    }

    @Test
    void every_figure_opens_its_list_any_two_dates_compare_and_a_change_is_run_forward() {
        Page page = browser.signIn("command");
        int links = page.locator(".sixth a").count();
        assertThat(links).isEqualTo(6);
        for (int i = 0; i < links; i++) {
            String list = page.locator(".sixth a").nth(i).getAttribute("href");
            browser.open(list);
            browser.open("/command");
        }
        browser.open("/suspects/due/rui-reassessment");
        assertThat(page.locator("h1").textContent()).contains("past due");
        browser.open("/command/compare?from=2025-01-01&to=2025-06-01");
        assertThat(page.locator("h1").textContent()).matches("[\\d,]+ exhibits waited then, [\\d,]+ now;.*");
        browser.check("command-compare");
        browser.open("/command/what-if?moreExaminers=3");
        assertThat(page.locator("h1").textContent()).contains("clears");
        browser.check("command-what-if");
    }
}
