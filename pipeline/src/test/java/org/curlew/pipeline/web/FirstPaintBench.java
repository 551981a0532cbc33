package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.bench.WebBench;
import org.curlew.pipeline.security.SampleUsers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When each page first shows something, and its largest thing, in a real browser that has kept nothing from before, on a data folder that {@code curlew
 * demo --scale large} filled. Not a test: docs/benchmarks.md says how it is run. Times are measured and printed, never asserted.
 */
@EnabledIfSystemProperty(named = "curlew.bench.data", matches = ".+")
class FirstPaintBench {

    private static final int RUNS = 5;

    @Test
    void the_first_paint_of_every_page_is_measured() {
        Path data = Path.of(System.getProperty("curlew.bench.data"));
        try (Application application = Application.serve(data, 0, Map.of("curlew.web.sign-in-tries", 1_000_000))) {
            Map<String, String> passwords = application.get(SampleUsers.class).create().stream()
                    .collect(Collectors.toMap(u -> u.name(), u -> u.oneTimePassword()));
            Map<String, List<String>> pages = new TreeMap<>(WebBench.pages(application.get(JdbcClient.class)));
            System.out.println(
                    "| page | first paint, median ms | longest ms | largest paint, median ms | longest ms |");
            System.out.println("| --- | --- | --- | --- | --- |");
            int looked = 0;
            try (Browser browser = new Browser("http://127.0.0.1:" + application.port(), passwords::get)) {
                for (Map.Entry<String, List<String>> role : pages.entrySet()) {
                    for (String page : role.getValue()) {
                        if (page.endsWith("/items")) {
                            continue; // a part of the gallery, not a page
                        }
                        long[] first = new long[RUNS];
                        long[] largest = new long[RUNS];
                        for (int run = 0; run < RUNS; run++) {
                            // another browser context each time: nothing of the application is in its cache but the
                            // sign-in page's
                            browser.signIn(role.getKey());
                            browser.open(page);
                            first[run] = browser.firstPaint();
                            largest[run] = browser.largestPaint();
                        }
                        Arrays.sort(first);
                        Arrays.sort(largest);
                        System.out.printf(
                                Locale.ROOT,
                                "| `%s` | %d | %d | %d | %d |%n",
                                page.replaceAll("\\d+", "N"),
                                first[RUNS / 2],
                                first[RUNS - 1],
                                largest[RUNS / 2],
                                largest[RUNS - 1]);
                        looked++;
                    }
                }
            }
            assertThat(looked).isGreaterThan(20);
        }
    }
}
