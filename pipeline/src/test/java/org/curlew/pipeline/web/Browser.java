package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Debian's Chromium, as a person uses it; every page it opens is looked at for faults and photographed. */
final class Browser implements AutoCloseable {

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--lang=en-GB",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(FLAGS));
    private final String address;
    private final UnaryOperator<String> passwords;
    private final List<String> faults = new ArrayList<>();
    private boolean scripts = true;
    private BrowserContext context;
    private Page page;

    Browser(Served served) {
        this(served.address(), served::password);
    }

    /** Of another application at this address, with the password of each of its users. */
    Browser(String address, UnaryOperator<String> passwords) {
        this.address = address;
        this.passwords = passwords;
    }

    /** From the next sign-in on, no script runs: as in a browser that forbids them, or where one did not arrive. */
    Browser withoutScripts() {
        scripts = false;
        return this;
    }

    /** Signs in by keyboard alone and lands on the role's page. */
    Page signIn(String user) {
        nobody();
        page.navigate(address + "/sign-in");
        page.focus("#name");
        page.keyboard().type(user);
        page.keyboard().press("Tab");
        page.keyboard().type(passwords.apply(user));
        page.keyboard().press("Enter");
        page.waitForURL(url -> !url.endsWith("/sign-in"));
        return page;
    }

    /** A browser that nobody has signed in with. */
    Page nobody() {
        if (context != null) {
            context.close();
        }
        faults.clear();
        context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(1366, 768)
                .setLocale("en-GB")
                .setTimezoneId("Europe/London")
                .setJavaScriptEnabled(scripts));
        // A machine that builds other things at the same time is slow, not broken.
        context.setDefaultTimeout(120_000);
        context.setDefaultNavigationTimeout(120_000);
        page = context.newPage();
        page.onConsoleMessage(m -> {
            // A refused form is answered with 422, which Chromium calls an error.
            if (m.type().equals("error") && !m.text().contains("status of 422")) {
                faults.add("console: " + m.text());
            }
        });
        page.onRequest(r -> {
            if (!r.url().startsWith(address + "/") && !r.url().startsWith("data:")) {
                faults.add("a request left the host: " + r.url());
            }
        });
        page.onDialog(d -> {
            faults.add("a script opened a dialog: " + d.message());
            d.dismiss();
        });
        return page;
    }

    Page page() {
        return page;
    }

    Page open(String path) {
        Response response = page.navigate(address + path, new Page.NavigateOptions().setWaitUntil(WaitUntilState.LOAD));
        assertThat(response.status()).as(path).isEqualTo(200);
        return page;
    }

    /** When the open page first showed a letter or a picture, in milliseconds after it was asked for; it waits until one is there. */
    long firstPaint() {
        return ((Number) page.waitForFunction(
                                "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
                        .jsonValue())
                .longValue();
    }

    /** When the open page showed the largest text or picture of its first screen, in milliseconds after it was asked for. */
    long largestPaint() {
        return ((Number) page.evaluate("""
                        () => new Promise(shown => new PerformanceObserver(l => shown(l.getEntries().at(-1).startTime))
                            .observe({type: 'largest-contentful-paint', buffered: true}))
                        """)).longValue();
    }

    /** Photographs the page at a desk's and a telephone's size and lets axe look for what people cannot use. */
    void check(String name) {
        assertThat(page.locator(".marking").first().textContent()).isEqualTo("OFFICIAL-SENSITIVE");
        shoot(name + "-1366x768");
        page.setViewportSize(390, 844);
        shoot(name + "-390x844");
        assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s is no wider than a telephone", name)
                .isTrue();
        page.setViewportSize(1366, 768);
        AxeResults results = new AxeBuilder(page).analyze();
        assertThat(results.getViolations().stream()
                        .filter(v -> List.of("serious", "critical").contains(v.getImpact()))
                        .map(v -> v.getId() + ": " + v.getHelp() + " at "
                                + v.getNodes().getFirst().getTarget())
                        .toList())
                .as("what axe finds on %s", name)
                .isEmpty();
        assertThat(faults).as("faults on %s", name).isEmpty();
    }

    private void shoot(String name) {
        // What was typed last may have scrolled the page; a picture begins where a reader does.
        page.evaluate("() => window.scrollTo(0, 0)");
        // Pictures that come only when they are in sight are asked for after the page is there.
        page.waitForFunction("() => [...document.images].every(i => i.complete || i.getBoundingClientRect().width === 0"
                + " || i.getBoundingClientRect().top > window.innerHeight)");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
