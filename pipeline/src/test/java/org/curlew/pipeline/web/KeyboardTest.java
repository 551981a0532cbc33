package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Booking in, a whole 28-day review and grading, by keys alone. */
@WithServed
class KeyboardTest {

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
    void an_exhibit_is_booked_in() {
        Page page = browser.signIn("examiner");
        Keyboard keys = new Keyboard(page);
        keys.to("Book in").follow("/book-in");
        assertThat(keys.focused()).as("the first field has the focus").startsWith("#caseReference");
        // A scanner ends with Enter, and Enter goes to the next field.
        for (String field :
                new String[] {"OP-TABS", "TAB/1", "phone", "Invented make 4", "SN-TAB-1", "356938035643809", "64"}) {
            keys.type(field).press("Enter");
        }
        assertThat(keys.focused()).startsWith("#lock");
        keys.to("#evidenceAtRisk").type("Battery is nearly empty");
        keys.to("#offence").press("ArrowDown");
        keys.to("#team").type("POLIT");
        keys.to("#legalBasis").type("PACE s.19");
        keys.to("#questions").type("Are there indecent images, and who made them?");
        keys.to("Book it in").follow("/exhibits/\\d+/label");
        assertThat(page.locator("h1").textContent()).contains("TAB/1 is booked in");
        keys.to("Open the exhibit").follow("/exhibits/\\d+");
        assertThat(page.locator("main").textContent()).contains("Invented make 4", "SN-TAB-1", "356938035643809");
        keys.noPointerWasUsed();
    }

    @Test
    void a_28_day_review_is_answered_decided_and_signed() {
        Page page = browser.signIn("supervisor");
        Keyboard keys = new Keyboard(page);
        keys.to("Reviews").follow("/reviews");
        keys.to(unbegun(page)).follow("/reviews/(case/)?\\d+");
        if (page.url().contains("/case/")) {
            keys.to("Start the review").follow("/reviews/\\d+");
        }
        String review = page.url();
        int parts = page.locator(".govuk-task-list__link").count();
        assertThat(parts).isEqualTo(12);
        keys.to("1. ").follow("/parts/1");
        for (int part = 1; part <= parts; part++) {
            int questions = page.locator("textarea").count();
            for (int q = 0; q < questions; q++) {
                String id = page.locator("textarea").nth(q).getAttribute("id");
                keys.to("#" + id)
                        .type("Question " + q + " of part " + part + ": seen by the social worker, child is safe.");
            }
            keys.to("Keep and go on").follow(part < parts ? "/parts/" + (part + 1) : "/reviews/\\d+");
        }
        assertThat(page.locator(".govuk-task-list__status").allTextContents()).containsOnly("Complete");
        keys.to("#decision-CONTINUE").press("Space");
        keys.to("#what-0").type("Visit the family again");
        keys.to("#owner-0").type("supervisor");
        // The twelfth of the twelfth reads the same in every locale.
        keys.to("#due-0").type("12122027");
        keys.to("Sign the review");
        page.waitForNavigation(() -> keys.press("Enter"));
        assertThat(page.locator(".govuk-error-summary").allTextContents())
                .as("what stands against signing")
                .isEmpty();
        assertThat(page.url()).isEqualTo(review);
        assertThat(page.locator("main").textContent()).contains("Visit the family again");
        keys.noPointerWasUsed();
    }

    @Test
    void pictures_are_chosen_graded_and_taken_back() {
        Page page = browser.signIn("grader");
        Keyboard keys = new Keyboard(page);
        keys.to("OP-SAMPLE").follow("/grading/\\d+");
        page.waitForFunction("() => document.querySelector('.tile__picture').naturalWidth > 0");
        int before = page.locator(".tile").count();
        String second = page.locator(".tile").nth(1).getAttribute("data-sha");
        keys.press("j").press("Space");
        assertThat(page.locator(".tile__box:checked").count()).isEqualTo(1);
        keys.press("c");
        page.waitForFunction("sha => !document.querySelector(`.tile[data-sha=\"${sha}\"]`)", second);
        keys.press("z");
        page.waitForFunction("sha => !!document.querySelector(`.tile[data-sha=\"${sha}\"]`)", second);
        assertThat(page.locator(".tile").first().getAttribute("data-sha")).isEqualTo(second);
        keys.press("b");
        page.waitForFunction("sha => !document.querySelector(`.tile[data-sha=\"${sha}\"]`)", second);
        assertThat(page.locator(".tile").count()).isLessThan(before);
        assertThat(served.jdbc()
                        .sql("select code from grade where encode(sha256, 'hex') = ? order by id desc limit 1")
                        .param(second)
                        .query(String.class)
                        .single())
                .isEqualTo("B");
        keys.noPointerWasUsed();
    }

    @Test
    void a_picture_is_shown_in_colour_by_a_key_and_the_next_is_grey_again() {
        Page page = browser.signIn("grader");
        Keyboard keys = new Keyboard(page);
        keys.to("OP-SAMPLE").follow("/grading/\\d+");
        keys.press("h");
        assertThat(page.locator("#large").isVisible())
                .as("nothing is open: the key does nothing")
                .isFalse();
        keys.press("Enter");
        isShown(page, "grey, blurred");
        keys.press("h");
        isShown(page, "in colour, blurred");
        assertThat(page.locator("[data-reveals=colour]").getAttribute("aria-pressed"))
                .isEqualTo("true");
        keys.press("j");
        isShown(page, "grey, blurred");
        assertThat(page.locator("#large-picture").getAttribute("src")).doesNotContain("colour");
        keys.to("H colour").press("Enter");
        isShown(page, "in colour, blurred");
        keys.press("Escape").press("Enter");
        isShown(page, "grey, blurred");
        keys.noPointerWasUsed();
    }

    /** A picture has loaded, and is announced as what it is. */
    private static void isShown(Page page, String how) {
        page.waitForFunction(
                "how => { const p = document.getElementById('large-picture');"
                        + " return p.alt.endsWith(how) && p.complete && p.naturalWidth > 0; }",
                how);
    }

    /** The first link to a case that nobody has begun to review: whoever began a review signs it, and other tests begin some. */
    private static String unbegun(Page page) {
        Set<String> begun = Set.copyOf(served.jdbc()
                .sql("select c.reference from review r join case_file c on c.id = r.case_id where r.closed_at is null")
                .query(String.class)
                .list());
        return page.locator("main a").allTextContents().stream()
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .filter(text -> text.startsWith("Review SAMPLE-"))
                .filter(text ->
                        !begun.contains(text.substring("Review ".length()).split(" ")[0]))
                .findFirst()
                .orElseThrow();
    }
}
