package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

/** A person without a mouse: keys alone, and only what has the focus gets them. A pointer that moves all the same is a fault. */
final class Keyboard {

    /** More stops than any page has on the way to what is wanted. */
    private static final int MOST = 400;

    private static final String FOCUSED = """
            () => { const e = document.activeElement;
              return e === null || e === document.body ? '' : (e.id ? '#' + e.id + ' ' : '')
                + (e.labels && e.labels.length ? e.labels[0].textContent : e.textContent || '').trim().replace(/\\s+/g, ' '); }
            """;

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
        page.addInitScript("""
                for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
                  addEventListener(kind, () => sessionStorage.setItem('pointer', kind), true);
                """);
    }

    /** Goes on with Tab until what has the focus begins with this text, after its id where it has one: {@code #id} finds it too. */
    Keyboard to(String wanted) {
        for (int i = 0; i < MOST; i++) {
            String here = focused();
            if (here.equals(wanted)
                    || here.startsWith(wanted + " ")
                    || here.replaceFirst("^#\\S+ ", "").startsWith(wanted)) {
                assertThat((Boolean) page.evaluate("""
                                () => { const e = document.activeElement, s = getComputedStyle(e);
                                  return s.outlineStyle !== 'none' || s.boxShadow !== 'none'
                                    || e.matches('.govuk-radios__input, .govuk-checkboxes__input'); }
                                """))
                        .as("one sees where one is: %s", here)
                        .isTrue();
                return this;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError(
                "No Tab leads to '" + wanted + "' on " + page.url() + "; the last stop was " + focused());
    }

    Keyboard type(String text) {
        page.keyboard().type(text);
        return this;
    }

    Keyboard press(String key) {
        page.keyboard().press(key);
        return this;
    }

    /** Presses Enter on a link or button and waits for the page it leads to. */
    void follow(String pattern) {
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.matches(".*" + pattern));
        page.waitForLoadState();
    }

    String focused() {
        return (String) page.evaluate(FOCUSED);
    }

    void noPointerWasUsed() {
        assertThat(page.evaluate("() => sessionStorage.getItem('pointer')")).isNull();
    }
}
