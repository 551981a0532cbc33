package org.curlew.pipeline.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.results.FilesCsv;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.Visitor;
import org.curlew.pipeline.web.WithServed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from a seized device, a hash set or a call is text, wherever it is shown, asked for or written. */
@WithServed
class InjectionTest {

    private static final String SCRIPT = "<script>alert(1)</script>";

    private static Served served;

    @TempDir
    private Path folder;

    @BeforeAll
    static void serve() {
        served = Served.instance();
    }

    private static long acquisition() {
        return served.jdbc()
                .sql("select max(id) from acquisition where exhibit_id = ?")
                .param(served.exhibit())
                .query(Long.class)
                .single();
    }

    private static void file(int ordinal, String path, String container, String reason) {
        served.jdbc()
                .sql("""
                        insert into file_record (acquisition_id, segment, ordinal, volume, path, size, allocated, deleted,
                            orphan, container, mime, created, modified, accessed, changed, status, reason, address,
                            attribute_type, attribute_id, inner_path)
                        values (?, 91, ?, 0, ?, 1, true, false, false, ?, 'text/html', '', '', '', '', 'SKIPPED', ?, 1, 0, 0, '')
                        on conflict do nothing
                        """)
                .params(acquisition(), ordinal, path, container, reason)
                .update();
    }

    @Test
    void a_script_in_the_exif_of_a_picture_is_shown_and_not_run() {
        byte[] sha256 = new byte[32];
        sha256[0] = 77;
        served.jdbc()
                .sql("""
                        insert into content (sha256, md5, sha1, size, mime, camera_make, camera_model, camera_taken)
                        values (?, ?, ?, 1, 'image/jpeg', 'Zz', ?, '9999') on conflict do nothing
                        """)
                .params(sha256, new byte[16], new byte[20], SCRIPT)
                .update();
        served.jdbc()
                .sql("""
                        insert into occurrence (exhibit_id, sha256, volume, path, allocated, deleted, orphan)
                        values (?, ?, 0, ?, true, false, false)
                        """)
                .params(served.exhibit(), sha256, "/" + SCRIPT + ".jpg")
                .update();
        try {
            String page = served.signedIn("vio").get("/victims").body();
            assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;").doesNotContain(SCRIPT);
        } finally {
            served.jdbc()
                    .sql("delete from occurrence where sha256 = ?")
                    .param(sha256)
                    .update();
        }
    }

    @Test
    void a_script_in_a_hash_set_is_shown_and_not_run() {
        file(1, "/hash-set-field.jpg", "", "");
        served.jdbc().sql("""
                        insert into file_hit (acquisition_id, segment, ordinal, rank, set_version_id, set_name, role, set_version,
                            kind, series)
                        values (?, 91, 1, 0, 1, ?, 'intelligence', '1', 'md5', ?) on conflict do nothing
                        """).params(acquisition(), "set" + SCRIPT, SCRIPT).update();
        Visitor examiner = served.signedIn("examiner");
        String list = examiner.post("/exhibits/" + served.exhibit() + "/files", Map.of("text", "hash-set-field"))
                .body();
        String one =
                examiner.get("/exhibits/" + served.exhibit() + "/files/91/1").body();
        assertThat(list + one).contains("set&lt;script&gt;").doesNotContain(SCRIPT);
    }

    @Test
    void json_is_never_taken_for_a_page() {
        file(2, "/" + SCRIPT, SCRIPT, SCRIPT);
        HttpResponse<String> answer =
                served.signedIn("examiner").get("/api/v1/exhibits/" + served.exhibit() + "/files");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1"})
    void a_file_name_that_is_a_formula_never_begins_a_cell_of_files_csv(String name) throws Exception {
        // A path begins with a stroke; what may begin a cell is what stands alone in one.
        file(100 + Math.abs(name.hashCode() % 1000), "/" + name, name, name);
        Path csv = folder.resolve("files.csv");
        served.get(FilesCsv.class).write(acquisition(), csv);
        String text = Files.readString(csv);
        assertThat(text).contains(name.strip().substring(0, 2));
        for (String row : text.split("\n(?=\\d+,)")) {
            for (String cell : row.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
                String shown = cell.startsWith("\"") ? cell.substring(1) : cell;
                assertThat(shown.isEmpty() ? 'x' : shown.charAt(0))
                        .as("first character of %s", cell)
                        .isNotIn('=', '+', '-', '@', '\t', '\r');
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/ledger?actor=' or '1'='1",
                "/api/v1/ledger?kind='; drop table exhibit; --",
                "/api/v1/obligations?rule=' or 1=1 --",
                "/api/v1/ledger?after=' or 1=1 --",
                "/api/v1/cases?after=MSBvciAxPTE",
                "/api/v1/queue?band=P1' or '1'='1"
            })
    void a_quote_in_a_call_is_only_a_character(String address) {
        Visitor auditor = served.signedIn("auditor");
        int question = address.indexOf('=');
        HttpResponse<String> answer = auditor.get(address.substring(0, question + 1)
                + URLEncoder.encode(address.substring(question + 1), StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isIn(200, 400, 403);
        if (answer.statusCode() == 200) {
            assertThat(answer.body()).contains("\"items\":[]");
        }
    }

    @Test
    void the_place_in_a_list_of_files_cannot_carry_sql() {
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/account");
        String cursor =
                java.util.Base64.getUrlEncoder().encodeToString("0.0.x' or '1'='1".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> page = examiner.call(
                "POST",
                "/api/v1/exhibits/" + served.exhibit() + "/files/search",
                "{\"order\":\"PATH\",\"after\":\"" + cursor + "\"}");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        HttpResponse<String> order = examiner.call(
                "POST",
                "/api/v1/exhibits/" + served.exhibit() + "/files/search",
                "{\"order\":\"path; drop table exhibit\"}");
        assertThat(order.statusCode()).isEqualTo(400);
    }

    @Test
    void a_line_break_in_an_address_or_a_key_makes_no_header() {
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/account");
        HttpResponse<String> kind =
                examiner.call("POST", "/api/v1/register/x%0d%0aSet-Cookie:%20a=b", "{\"reason\":\"r\",\"entry\":{}}");
        assertThat(kind.statusCode()).isIn(400, 404);
        for (HttpResponse<String> answer :
                List.of(kind, examiner.get("/exhibits/1%0d%0aSet-Cookie:%20a=b"), examiner.get("/%0d%0aX-Planted:1"))) {
            assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(c -> c.startsWith("a=b"));
            assertThat(answer.headers().firstValue("X-Planted")).isEmpty();
        }
    }

    @Test
    void a_field_that_a_call_does_not_have_is_refused_and_not_passed_over() {
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/account");
        HttpResponse<String> answer = examiner.call(
                "POST",
                "/api/v1/exhibits/" + served.exhibit() + "/notes",
                "{\"text\":\"x\",\"author\":\"auditor\",\"at\":\"2020-01-01T00:00:00Z\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("author");
        HttpResponse<String> entry =
                examiner.call("POST", "/api/v1/register/CourtDate", """
                {"reason":"r","entry":{"caseId":%d,"what":"x","at":"2027-01-05T10:00:00Z","recordedOn":"2026-11-02",
                 "withdrawn":true,"author":"auditor"}}
                """.formatted(served.exhibitCase()));
        assertThat(entry.statusCode()).isEqualTo(400);
    }

    @Test
    void a_body_larger_than_any_call_needs_is_refused_before_it_is_read() {
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/account");
        String path = "/api/v1/exhibits/" + served.exhibit() + "/notes";
        HttpResponse<String> answer = examiner.call("POST", path, "{\"text\":\"" + "x".repeat(3 << 20) + "\"}");
        assertThat(answer.statusCode()).isEqualTo(413);
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        assertThat(examiner.call("POST", path, "{\"text\":" + deep + "}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_form_larger_than_any_page_sends_changes_nothing() {
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/account");
        long before = notes();
        HttpResponse<String> answer =
                examiner.post("/exhibits/" + served.exhibit() + "/notes", Map.of("text", "y".repeat(3 << 20)));
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(notes()).isEqualTo(before);
        // A note has a length of its own; of what is typed at the door the server's limit is the only one.
        Visitor nobody = served.visitor();
        nobody.get("/sign-in");
        assertThat(nobody.post("/sign-in", Map.of("name", "examiner", "password", "z".repeat(3 << 20)))
                        .statusCode())
                .isEqualTo(413);
    }

    private static long notes() {
        return served.jdbc()
                .sql("select count(*) from exhibit_note")
                .query(Long.class)
                .single();
    }
}
