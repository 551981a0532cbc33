package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.oned.Code128Reader;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.io.ByteArrayInputStream;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The label for an exhibit's bag, read from the screen as a hand scanner reads it from paper. */
@WithServed
class LabelTest {

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
    void a_scanner_reads_the_label_and_the_search_opens_the_exhibit_with_it() throws Exception {
        Page page = browser.signIn("examiner");
        browser.open("/exhibits/" + served.exhibit() + "/label");
        assertThat(page.locator(".label").textContent()).contains("OP-SAMPLE", "DEMO/1");
        browser.check("examiner-label");
        byte[] picture = page.locator(".label").screenshot();
        String read = new Code128Reader()
                .decode(new BinaryBitmap(new HybridBinarizer(
                        new BufferedImageLuminanceSource(ImageIO.read(new ByteArrayInputStream(picture))))))
                .getText();
        assertThat(read).isEqualTo("CX-" + served.exhibit());

        page.fill("#search", read);
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.endsWith("/search"));
        assertThat(page.locator("main").textContent()).contains("OP-SAMPLE", "by its label");
    }

    @Test
    void on_paper_there_is_the_label_and_the_marking_and_nothing_else() {
        Page page = browser.signIn("examiner");
        browser.open("/exhibits/" + served.exhibit() + "/label");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".label").isVisible()).isTrue();
        assertThat(page.locator(".marking").first().isVisible()).isTrue();
        for (String part : new String[] {".bar", ".places", "h1", ".govuk-button"}) {
            assertThat(page.locator(part).first().isVisible()).as(part).isFalse();
        }
    }

    @Test
    void who_may_not_see_the_case_finds_nothing_by_its_label() {
        long foreign = served.jdbc()
                .sql("select min(id) from exhibit where case_id = ?")
                .param(served.teamCase())
                .query(Long.class)
                .single();
        Visitor outsider = served.signedIn("outsider");
        outsider.get("/account");
        assertThat(outsider.post("/search", Map.of("q", "CX-" + foreign)).body())
                .doesNotContain("by its label");
        assertThat(outsider.get("/exhibits/" + foreign + "/label").statusCode()).isEqualTo(403);
    }
}
