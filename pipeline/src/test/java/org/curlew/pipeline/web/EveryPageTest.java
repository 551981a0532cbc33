package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.WorkList;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.reviews.Reviews;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every page of the endpoint table, opened as a role that may, photographed at both sizes and looked at by axe. A new page is in the
 * table, or {@link EndpointTableTest} fails, and so is in here.
 */
@WithServed
class EveryPageTest {

    /** Answers of GET that are no page of their own: streams, pictures, parts of a page, downloads and where a failure is shown. */
    private static final Set<String> NO_PAGES = Set.of(
            "/assets/{name}",
            "/error",
            "/administration/keys/ledger-certificate",
            "/command/measures/csv",
            "/command/pack",
            "/command/pack/html",
            "/exhibits/{id}/chronology/csv",
            "/exhibits/{id}/chronology/pdf",
            "/exhibits/{id}/progress",
            "/grading/{caseId}/clips/{sha256}",
            "/grading/{caseId}/items",
            "/grading/{caseId}/pictures/{sha256}",
            "/second-grading/{id}/items");

    /** Pages that several roles may open, with the one whose work they are; any other page is opened as the first that may. */
    private static final Map<String, String> READERS = Map.of("/cases/{caseId}/proportionate", "supervisor");

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

    /** What stands for the braces of an address; in the order in which they are tried. */
    private static Map<String, String> examples() {
        long team = served.teamCase();
        Reviews reviews = served.get(Reviews.class);
        long review = reviews.open(team)
                .orElseGet(() -> reviews.start(team, "supervisor"))
                .id();
        String picture = graded();
        SecondGrading rounds = served.get(SecondGrading.class);
        long round = rounds.rounds(served.exhibitCase()).stream()
                .findFirst()
                .orElseGet(() -> rounds.draw(
                        new SecondGrading.Draw(served.exhibitCase(), "uk-2014", null, 0.95, 0.05, 7), "grader"))
                .id();
        long set = served.get(HashSets.class).list().getFirst().id();
        long suspect = number("""
                select p.person_id from register_version p
                where p.kind = 'CaseParty' and p.case_id = ? and p.body ->> 'role' = 'SUSPECT' order by p.person_id limit 1
                """, team);
        Map<String, String> examples = new LinkedHashMap<>();
        examples.put("/administration/hash-sets/{version}", "/administration/hash-sets/" + set);
        examples.put("/administration/rules/{kind}/{version}", "/administration/rules/queue/0");
        examples.put("/administration/users/{name}", "/administration/users/grader");
        examples.put("/reviews/{id}", "/reviews/" + review);
        examples.put("/second-grading/{id}", "/second-grading/" + round);
        examples.put("/suspects/due/{rules}", "/suspects/due/rui-reassessment");
        examples.put("/exhibits/{id}", "/exhibits/" + served.exhibit());
        examples.put("/cases/{caseId}/proportionate", "/cases/" + served.exhibitCase() + "/proportionate");
        examples.put("/cases/{id}", "/cases/" + team);
        examples.put("/grading/{caseId}", "/grading/" + served.exhibitCase());
        examples.put("/victims/cases/{caseId}", "/victims/cases/" + served.exhibitCase());
        examples.put("/reviews/case/{caseId}", "/reviews/case/" + team);
        examples.put("{suspect}", Long.toString(suspect));
        examples.put("{act}/{person}", "welfare/" + suspect);
        examples.put("{act}", "strategy");
        examples.put("{sha256}", picture);
        examples.put(
                "{segment}/{ordinal}",
                served.jdbc()
                        .sql("""
                        select segment || '/' || ordinal from file_record
                        where acquisition_id = (select max(id) from acquisition where exhibit_id = ?) and segment < 90
                        order by segment, ordinal limit 1
                        """)
                        .param(served.exhibit())
                        .query(String.class)
                        .single());
        examples.put("{number}", "1");
        return examples;
    }

    /** A media in the lane of victim identification, and something that a second grading can be drawn from. */
    private static String graded() {
        String sha256 = served.get(WorkList.class)
                .ungraded(served.exhibitCase(), null, 10_000)
                .getLast()
                .sha256();
        served.get(Grades.class)
                .append(
                        new Grading(
                                served.exhibitCase(), "uk-2014", "C", "grader", null, Grading.Basis.VIEWED, "a look"),
                        List.of(sha256));
        // Taken by an officer, it has a page whatever becomes of its grade.
        Visitor vio = served.signedIn("vio");
        vio.get("/victims");
        vio.post("/victims/cases/" + served.exhibitCase() + "/media/" + sha256, Map.of("say", "TAKE"));
        return sha256;
    }

    @Test
    void every_page_can_be_read_on_a_desk_and_a_telephone() throws IOException {
        Map<String, List<String>> pages = pages();
        Map<String, String> examples = examples();
        List<String> paints = new ArrayList<>(List.of("milliseconds to the first paint of content,role,page"));
        for (Map.Entry<String, List<String>> role : pages.entrySet()) {
            if (role.getKey().equals("nobody")) {
                browser.nobody();
            } else {
                browser.signIn(role.getKey());
            }
            for (String page : role.getValue()) {
                String path = page;
                for (Map.Entry<String, String> example : examples.entrySet()) {
                    path = path.replace(example.getKey(), example.getValue());
                }
                assertThat(path).as(missing(page, path)).doesNotContain("{");
                browser.open(path);
                paints.add(browser.firstPaint() + "," + role.getKey() + "," + page);
                String name = role.getKey() + page.replaceAll("[{}]", "").replace('/', '-');
                browser.check("page-" + name.replaceAll("-+$", "-home"));
            }
        }
        assertThat(paints).hasSizeGreaterThan(60);
        // For who wants to know which page is slow to appear; a busy machine's times are no reason to fail.
        Files.write(Path.of("target", "first-paint.csv"), paints);
    }

    private static String missing(String page, String path) {
        String left = path.substring(path.indexOf('{') + 1).replaceAll("}.*", "");
        return """
                %s is new in endpoints.csv and has no example for {%s}. In EveryPageTest.examples() add
                    examples.put("%s", "%s");
                with what the sample force has for ...; or, if it answers with no page (a download, a part of a page), add
                    "%s"
                to EveryPageTest.NO_PAGES""".formatted(page, left, page, path.replaceAll("[{][^}]*}", "..."), page);
    }

    /** The pages of the table by a role that may open them. */
    private static Map<String, List<String>> pages() throws IOException {
        try (InputStream in = EveryPageTest.class.getResourceAsStream("/endpoints.csv")) {
            List<String> rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            String[] users = rows.getFirst().split(",");
            Map<String, List<String>> pages = new TreeMap<>();
            for (String row : rows) {
                String[] cells = row.split(",");
                String path = cells[0].replace("GET ", "");
                if (!cells[0].startsWith("GET ") || path.startsWith("/api/") || NO_PAGES.contains(path)) {
                    continue;
                }
                int column = READERS.containsKey(path)
                        ? List.of(users).indexOf(READERS.get(path))
                        : List.of(cells).indexOf("yes");
                assertThat(cells[column]).as(path).isEqualTo("yes");
                pages.computeIfAbsent(users[column], u -> new ArrayList<>()).add(path);
            }
            return pages;
        }
    }

    private static long number(String sql, long param) {
        return served.jdbc().sql(sql).param(param).query(Long.class).single();
    }
}
