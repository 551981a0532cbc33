package org.curlew.pipeline.bench;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.security.SampleUsers;
import org.curlew.triage.obligations.Obligations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Twenty people at work on loopback: each opens a page of their role, reads it for a second or so, and opens the next. What is
 * measured is the time from the request to the last byte of the answer, which is the server's time and a few tenths of a
 * millisecond more.
 */
public final class WebBench {

    /** People at work at once. */
    public static final int USERS = 20;

    private static final int READING_MILLIS = 1_000;

    private static final int ALONE = 5;

    /** The application has been up for days when people are at work: what compiles and fills up meanwhile is not counted. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    /** How often each role is at work among the twenty. */
    private static final List<String> ROLES = List.of(
            "examiner",
            "examiner",
            "examiner",
            "examiner",
            "examiner",
            "grader",
            "grader",
            "grader",
            "grader",
            "grader",
            "supervisor",
            "supervisor",
            "supervisor",
            "supervisor",
            "vio",
            "vio",
            "command",
            "auditor",
            "admin",
            "welfare");

    private final Application application;
    private final JdbcClient jdbc;
    private final Map<String, List<Long>> nanos = new TreeMap<>();
    private final Map<String, Long> alone = new TreeMap<>();

    public WebBench(Application application) {
        this.application = application;
        this.jdbc = application.get(JdbcClient.class);
    }

    /** Rows of Markdown tables, one of pages and one of the clocks: each page with its time alone, its number of views, median, 95th percentile and longest, in milliseconds. */
    public List<String> measure(Duration length) throws Exception {
        Map<String, String> passwords = application.get(SampleUsers.class).create().stream()
                .collect(Collectors.toMap(u -> u.name(), u -> u.oneTimePassword()));
        List<String> clocks = clocks(application.get(Obligations.class));
        // what three sweeps wrote would go to the disk in the middle of the measurement: no ordinary day writes as much
        jdbc.sql("checkpoint").update();
        Map<String, List<String>> pages = pages(jdbc);
        List<WebUser> users = new ArrayList<>();
        for (String role : ROLES) {
            WebUser user = new WebUser("http://127.0.0.1:" + application.port());
            user.signIn(role, passwords.get(role));
            users.add(user);
        }
        // What is computed when it is first asked for is asked for once before the clock runs.
        for (int i = 0; i < users.size(); i++) {
            for (String page : pages.get(ROLES.get(i))) {
                users.get(i).time(page);
            }
        }
        alone(users, pages);
        long start = System.nanoTime() + WARM_UP.toNanos();
        long end = start + length.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(users.size())) {
            List<Future<?>> working = new ArrayList<>();
            for (int i = 0; i < users.size(); i++) {
                int person = i;
                working.add(threads.submit(
                        () -> work(users.get(person), pages.get(ROLES.get(person)), person, start, end)));
            }
            for (Future<?> one : working) {
                one.get();
            }
        }
        List<String> rows = rows();
        rows.addAll(clocks);
        return rows;
    }

    /** What a page costs where nobody else is at work: the middle one of five. */
    private void alone(List<WebUser> users, Map<String, List<String>> pages) throws Exception {
        for (String role : pages.keySet()) {
            for (String page : pages.get(role)) {
                long[] taken = new long[ALONE];
                for (int i = 0; i < ALONE; i++) {
                    taken[i] = users.get(ROLES.indexOf(role)).time(page);
                }
                Arrays.sort(taken);
                alone.merge(page.replaceAll("\\d+", "N"), taken[ALONE / 2], Math::max);
            }
        }
    }

    /** Rows of a second table: seconds that turns of the clocks take, over everything and over what changed. */
    private List<String> clocks(Obligations obligations) {
        List<String> rows = new ArrayList<>(List.of("", "| turn of the clocks | cases | s |", "| --- | --- | --- |"));
        obligations.tick();
        rows.add(turn("over the whole register", obligations::sweep));
        rows.add(turn("with nothing changed", obligations::tick));
        jdbc.sql("insert into queue_trigger (case_id, cause, at) select id, 'bench', now() from case_file"
                        + " order by id desc limit 100")
                .update();
        rows.add(turn("after a change on 100 cases", obligations::tick));
        return rows;
    }

    private static String turn(String what, Supplier<Obligations.Run> turn) {
        long start = System.nanoTime();
        int cases = turn.get().cases();
        return String.format(Locale.ROOT, "| %s | %d | %.2f |", what, cases, (System.nanoTime() - start) / 1e9);
    }

    private Void work(WebUser user, List<String> pages, int seed, long start, long end) throws Exception {
        Random random = new Random(seed);
        // People do not all press a key at one instant.
        Thread.sleep(random.nextInt(READING_MILLIS));
        for (int view = seed; System.nanoTime() < end; view++) {
            String page = pages.get(view % pages.size());
            long taken = user.time(page);
            if (System.nanoTime() >= start) {
                synchronized (nanos) {
                    nanos.computeIfAbsent(page.replaceAll("\\d+", "N"), k -> new ArrayList<>())
                            .add(taken);
                }
            }
            Thread.sleep(READING_MILLIS / 2 + random.nextInt(READING_MILLIS));
        }
        return null;
    }

    /** Addresses of the pages that each role looks at, with numbers of the large force. */
    public static Map<String, List<String>> pages(JdbcClient jdbc) {
        long exhibit = one(jdbc, "select max(exhibit_id) from acquisition");
        long waiting = one(jdbc, "select max(id) from exhibit where created_by = 'large'");
        long waitingCase = one(jdbc, "select case_id from exhibit where id = " + waiting);
        long media = one(jdbc, "select e.case_id from occurrence o join exhibit e on e.id = o.exhibit_id limit 1");
        return Map.of(
                "examiner",
                List.of(
                        "/examiner",
                        "/queue",
                        "/queue?page=40",
                        "/exhibits/" + waiting,
                        "/exhibits/" + exhibit,
                        "/exhibits/" + exhibit + "/files",
                        "/exhibits/" + exhibit + "/chronology",
                        "/exhibits/" + waiting + "/decisions",
                        "/queue/past?day=" + LocalDate.now().minusDays(1),
                        "/property",
                        "/retention",
                        "/book-in"),
                "grader",
                List.of(
                        "/grading",
                        "/grading/" + media,
                        "/grading/" + media + "/items",
                        "/grading/" + media + "/conflicts",
                        "/grading/" + media + "/second"),
                "supervisor",
                List.of(
                        "/suspects",
                        "/reviews",
                        "/cases/" + waitingCase,
                        "/cases/" + waitingCase + "/access",
                        "/cases/" + waitingCase + "/past",
                        "/cases/" + waitingCase + "/retention",
                        "/reviews/case/" + waitingCase,
                        "/reviews/cover",
                        "/notifications",
                        "/imports",
                        "/look-on",
                        "/suspects/due/rui-reassessment",
                        "/suspects/due/warrant-allocated,warrant-expiry",
                        "/queue?overdue=true"),
                "vio",
                List.of("/victims", "/victims/cases/" + media),
                "command",
                List.of(
                        "/command",
                        "/command/compare",
                        "/command/what-if",
                        "/command/graded",
                        "/command/measures",
                        "/command/pack",
                        "/command/recommendations",
                        "/command/review-audits",
                        "/storage"),
                "auditor",
                List.of("/audit", "/audit/accesses", "/audit/unusual"),
                "admin",
                List.of(
                        "/administration",
                        "/administration/rules",
                        "/administration/hash-sets",
                        "/administration/schemes",
                        "/administration/health",
                        "/administration/keys",
                        "/administration/mail",
                        "/administration/users/grader"),
                "welfare",
                List.of("/welfare", "/account"));
    }

    private static long one(JdbcClient jdbc, String query) {
        return jdbc.sql(query).query(Long.class).single();
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        rows.add("| page | alone ms | views | median ms | p95 ms | longest ms |");
        rows.add("| --- | --- | --- | --- | --- | --- |");
        nanos.forEach((page, times) -> {
            long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
            rows.add(String.format(
                    Locale.ROOT,
                    "| `%s` | %.1f | %d | %.1f | %.1f | %.1f |",
                    page,
                    alone.get(page) / 1e6,
                    sorted.length,
                    millis(sorted, 0.5),
                    millis(sorted, 0.95),
                    Arrays.stream(sorted).max().orElseThrow() / 1e6));
        });
        return rows;
    }

    private static double millis(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
    }
}
