package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One test an attack; each fails when its control is taken away. */
@WithServed
class AttackTest {

    private static final String SCRIPT = "<script>alert(1)</script>";

    private static Served served;

    @BeforeAll
    static void serve() {
        served = Served.instance();
    }

    @Test
    void a_script_in_a_file_name_is_shown_and_not_run() {
        long acquisition = served.jdbc()
                .sql("select max(id) from acquisition where exhibit_id = ?")
                .param(served.exhibit())
                .query(Long.class)
                .single();
        served.jdbc()
                .sql("""
                        insert into file_record (acquisition_id, segment, ordinal, volume, path, size, allocated, deleted,
                            orphan, container, mime, created, modified, accessed, changed, status, reason, address,
                            attribute_type, attribute_id, inner_path)
                        values (?, 90, 1, 0, ?, 1, true, false, false, ?, 'text/html', '', '', '', '', 'SKIPPED', ?, 1, 0, 0, '')
                        on conflict do nothing
                        """)
                .params(acquisition, "/xss" + SCRIPT + ".jpg", SCRIPT, SCRIPT)
                .update();
        Visitor examiner = served.signedIn("examiner");
        String page = examiner.post("/exhibits/" + served.exhibit() + "/files", Map.of("text", "/xss"))
                .body();
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain(SCRIPT);
        assertThat(examiner.get("/exhibits/" + served.exhibit() + "/files/90/1").body())
                .contains("&lt;script&gt;")
                .doesNotContain(SCRIPT);
    }

    @Test
    void a_template_expression_in_a_note_stays_text() {
        Visitor examiner = served.signedIn("examiner");
        examiner.post("/exhibits/" + served.exhibit() + "/notes", Map.of("text", "[[${7*7}]] __${7*7}__ " + SCRIPT));
        String page = examiner.get("/exhibits/" + served.exhibit()).body();
        assertThat(page).contains("[[${7*7}]] __${7*7}__").doesNotContain(SCRIPT);
    }

    @Test
    void a_quote_in_a_search_or_filter_is_only_a_character() {
        Visitor examiner = served.signedIn("examiner");
        HttpResponse<String> search = examiner.post("/search", Map.of("q", "' or 1=1 --"));
        assertThat(search.statusCode()).isEqualTo(200);
        assertThat(search.body()).contains("Nothing found");
        HttpResponse<String> files = examiner.post(
                "/exhibits/" + served.exhibit() + "/files", Map.of("text", "' or 'a'='a", "type", "x'--"));
        assertThat(files.body()).contains("No file matches");
        assertThat(examiner.post("/exhibits/" + served.exhibit() + "/files", Map.of("order", "size;drop table exhibit"))
                        .statusCode())
                .as("no such order: the form says so")
                .isEqualTo(422);
        assertThat(served.jdbc()
                        .sql("select count(*) from exhibit")
                        .query(Long.class)
                        .single())
                .isGreaterThan(600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/..%2fapplication.yaml",
                "/assets/%2e%2e/application.yaml",
                "/assets/..%5capplication.yaml",
                "/assets/%252e%252e%252fapplication.yaml",
                "/assets/application.yaml",
                "/assets/gallery.js",
                "/webjars/htmx.org/2.0.8/dist/htmx.min.js",
                "/templates/layout.html",
                "/WEB-INF/web.xml"
            })
    void no_address_leads_to_a_file(String path) {
        HttpResponse<String> answer = served.signedIn("admin").get(path);
        assertThat(answer.statusCode()).isIn(400, 403, 404);
        assertThat(answer.body()).doesNotContain("spring:");
    }

    /** The server and the firewall before it refuse such addresses already: the list must hold without them. */
    @ParameterizedTest
    @ValueSource(strings = {"../application.yaml", "gallery.js", "/application.yaml", "../../etc/hostname", ""})
    void an_asset_is_found_by_its_own_name_only(String name) {
        assertThat(served.get(Assets.class).find(name)).isNull();
    }

    @Test
    void a_form_without_the_token_changes_nothing() {
        Visitor admin = served.signedIn("admin");
        assertThat(admin.postWithoutToken("/administration/users/vio/reset").statusCode())
                .isEqualTo(403);
        assertThat(served.signedIn("vio").get("/victims").statusCode()).isEqualTo(200);
    }

    @Test
    void a_session_planted_before_signing_in_is_worth_nothing_afterwards() {
        Visitor victim = served.visitor();
        victim.get("/sign-in");
        String planted = victim.session();
        assertThat(planted).as("a session there is before signing in").isNotEmpty();
        victim.signIn("vio", served.password("vio"));
        assertThat(victim.session()).isNotEqualTo(planted);
        Visitor attacker = served.visitor();
        attacker.useSession(planted);
        assertThat(attacker.get("/victims").statusCode()).isEqualTo(302);
    }

    @Test
    void a_person_ends_a_session_left_open_elsewhere_and_nobody_elses() {
        Visitor elsewhere = served.signedIn("welfare");
        long left = session("welfare");
        Visitor here = served.signedIn("welfare");
        assertThat(here.get("/account").body()).contains("/account/sessions/" + left + "/end");
        Visitor other = served.signedIn("vio");
        assertThat(other.get("/account").body()).doesNotContain("/account/sessions/" + left + "/end");
        other.post("/account/sessions/" + left + "/end", Map.of());
        assertThat(elsewhere.get("/welfare").statusCode())
                .as("another's number ends nothing")
                .isEqualTo(200);
        here.get("/account");
        here.post("/account/sessions/" + left + "/end", Map.of());
        assertThat(elsewhere.get("/welfare").statusCode()).isEqualTo(302);
        assertThat(here.get("/welfare").statusCode()).isEqualTo(200);
    }

    private static long session(String user) {
        return served.jdbc()
                .sql("select max(s.id) from app_session s join app_user u on u.id = s.user_id where u.name = ?")
                .param(user)
                .query(Long.class)
                .single();
    }

    @Test
    void another_teams_case_is_refused_on_every_address_that_takes_its_numbers() {
        Visitor outsider = served.signedIn("outsider");
        long caseId = served.teamCase();
        long exhibit = served.jdbc()
                .sql("select min(id) from exhibit where case_id = ?")
                .param(caseId)
                .query(Long.class)
                .single();
        long review = review(caseId);
        for (String path : List.of(
                "/cases/" + caseId,
                "/cases/" + caseId + "/access",
                "/cases/" + caseId + "/reassess/1",
                "/exhibits/" + exhibit,
                "/exhibits/" + exhibit + "/files",
                "/exhibits/" + exhibit + "/files/0/1",
                "/exhibits/" + exhibit + "/progress",
                "/grading/" + caseId,
                "/grading/" + caseId + "/items",
                "/grading/" + caseId + "/pictures/" + "0".repeat(64),
                "/reviews/case/" + caseId,
                "/reviews/" + review,
                "/reviews/" + review + "/parts/1")) {
            HttpResponse<String> answer = outsider.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).as(path).doesNotContain("SAMPLE-046");
        }
        assertThat(outsider.post("/search", Map.of("q", "SAMPLE-046")).body()).contains("Nothing found");
        assertThat(outsider.post("/exhibits/" + exhibit + "/notes", Map.of("text", "planted"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(outsider.get("/queue").body()).doesNotContain("SAMPLE-046");
        assertThat(outsider.get("/suspects").body()).doesNotContain("SAMPLE-046");
    }

    @Test
    void breaking_the_glass_opens_one_case_and_tells_the_auditor() {
        long caseId = served.jdbc()
                .sql("select id from case_file where reference = 'SAMPLE-050'")
                .query(Long.class)
                .single();
        Visitor outsider = served.signedIn("outsider");
        assertThat(outsider.post("/cases/" + caseId + "/emergency", Map.of("reason", "short"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(outsider.get("/cases/" + caseId).statusCode()).isEqualTo(403);
        outsider.post("/cases/" + caseId + "/emergency", Map.of("reason", "Child may be at the address tonight"));
        assertThat(outsider.get("/cases/" + caseId).statusCode()).isEqualTo(200);
        assertThat(outsider.get("/cases/" + served.teamCase()).statusCode()).isEqualTo(403);
        Visitor auditor = served.signedIn("auditor");
        assertThat(auditor.get("/audit").body()).contains("SAMPLE-050", "Child may be at the address tonight");
        assertThat(served.get(CaseAccess.class).unseenEmergencies())
                .as("what no auditor has looked at")
                .anySatisfy(e -> {
                    assertThat(e.caseId()).isEqualTo(caseId);
                    assertThat(e.user()).isEqualTo("outsider");
                    assertThat(e.reason()).isEqualTo("Child may be at the address tonight");
                });
    }

    @Test
    void a_picture_is_sent_only_as_a_fresh_grey_rendition_of_a_media_of_the_case() {
        Visitor grader = served.signedIn("grader");
        String real = served.jdbc()
                .sql("select encode(sha256, 'hex') from occurrence where exhibit_id = ? limit 1")
                .param(served.exhibit())
                .query(String.class)
                .single();
        HttpResponse<String> picture = grader.get("/grading/" + served.exhibitCase() + "/pictures/" + real);
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertThat(picture.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(picture.body()).doesNotContain("Exif").doesNotContain("SHAPE");
        assertThat(grader.get("/grading/" + served.teamCase() + "/pictures/" + real)
                        .statusCode())
                .as("a media of another case")
                .isEqualTo(404);
        assertThat(grader.get("/grading/" + served.exhibitCase() + "/pictures/" + "0".repeat(64))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void fields_that_a_form_does_not_have_are_not_taken() {
        Accounts accounts = served.get(Accounts.class);
        String present = accounts.create("climber", "Climber Example", Set.of(Role.GRADER), Set.of("POLIT"), "test")
                .oneTimePassword();
        served.password("climber", present);
        Visitor climber = served.signedIn("climber");
        climber.get("/account/password");
        String fresh = "a long walk along the estuary";
        HttpResponse<String> answer = climber.post(
                "/account/password",
                Map.of(
                        "present",
                        present,
                        "fresh",
                        fresh,
                        "again",
                        fresh,
                        "roles",
                        "ADMINISTRATOR",
                        "teams",
                        Viewer.EVERY_TEAM,
                        "name",
                        "admin",
                        "id",
                        "1"));
        assertThat(answer.statusCode()).as("the form itself is taken").isEqualTo(302);
        Accounts.Account after = accounts.find("climber").orElseThrow();
        assertThat(after.mustChange()).isFalse();
        assertThat(after.roles()).containsExactly(Role.GRADER);
        assertThat(after.teams()).containsExactly("POLIT");
        assertThat(climber.get("/administration").statusCode()).isEqualTo(403);
        assertThat(served.signedIn("admin").get("/administration").statusCode())
                .as("another's password stays")
                .isEqualTo(200);
    }

    @Test
    void a_line_break_in_a_field_makes_no_header() {
        Visitor examiner = served.signedIn("examiner");
        HttpResponse<String> answer = examiner.post(
                "/book-in",
                Map.of("caseReference", "X\r\nSet-Cookie: a=b", "exhibitReference", "A/1", "kind", "phone"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().map().values())
                .as("what was typed stands in no header")
                .allSatisfy(values -> assertThat(values).noneMatch(v -> v.contains("a=b")));
    }

    /** The one field that reaches a header: an exhibit's reference, in the name of its chronology's file. */
    @Test
    void a_quote_in_a_reference_names_no_other_file() {
        long exhibit = served.get(Exhibits.class)
                .bookIn("OP-SAMPLE", "Q\"; filename=\"evil.html", "examiner")
                .id();
        HttpResponse<String> answer = served.signedIn("examiner").get("/exhibits/" + exhibit + "/chronology/csv");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment;")
                .doesNotContain("filename=\"evil.html");
    }

    @Test
    void every_answer_binds_the_browser() {
        // The last is refused by the firewall, before the filter that writes the headers.
        for (String path : List.of("/sign-in", "/no-such-page", "/assets/curlew.svg", "/sign-in;a=b")) {
            HttpResponse<String> answer = served.visitor().get(path);
            assertThat(answer.headers().allValues("Content-Security-Policy"))
                    .as(path)
                    .hasSize(1)
                    .first(InstanceOfAssertFactories.STRING)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
        assertThat(served.visitor().get("/sign-in;a=b").headers().firstValue("Cache-Control"))
                .contains("no-store");
        HttpResponse<String> page = served.signedIn("examiner").get("/examiner");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(page.body())
                .doesNotContain("<style")
                .doesNotContain(" style=")
                .doesNotContain(" onclick=");
        assertThat(page.body()).contains("OFFICIAL-SENSITIVE");
        assertThat(served.visitor()
                        .get("/sign-in")
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElse(""))
                .contains("HttpOnly", "SameSite=Strict");
    }

    private static long review(long caseId) {
        return served.get(org.curlew.triage.reviews.Reviews.class)
                .start(caseId, "supervisor")
                .id();
    }
}
