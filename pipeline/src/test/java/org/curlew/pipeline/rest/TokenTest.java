package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.curlew.pipeline.security.AccountException;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.ApiTokens;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Scope;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.Visitor;
import org.curlew.pipeline.web.WithServed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@WithServed
class TokenTest {

    private static Served served;

    @BeforeAll
    static void serve() {
        served = Served.instance();
    }

    @Test
    void a_token_does_what_its_scopes_say_and_nothing_else() {
        Script script = Script.of(served, "examiner", Set.of(Scope.QUEUE_READ));
        assertThat(script.get("/api/v1/queue?limit=1").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = script.get("/api/v1/cases");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Script.json(refused).get("detail").asString()).contains("register:read");
    }

    @Test
    void a_token_opens_no_page_and_makes_no_token() {
        Script script = Script.of(served, "examiner");
        assertThat(script.get("/examiner").statusCode()).isEqualTo(302);
        assertThat(script.get("/api/v1/tokens").statusCode()).isEqualTo(403);
    }

    @Test
    void a_token_never_does_more_than_its_owners_roles() {
        Script script = Script.of(served, "examiner");
        assertThat(script.get("/api/v1/ledger").statusCode()).isEqualTo(403);
        Accounts accounts = served.get(Accounts.class);
        served.person("temp", "Tess Example", Set.of(Role.EXAMINER), Set.of(Viewer.EVERY_TEAM));
        Script temp = Script.of(served, "temp");
        assertThat(temp.get("/api/v1/queue?limit=1").statusCode()).isEqualTo(200);
        accounts.setRolesAndTeams("temp", Set.of(Role.WELFARE), Set.of(), "test");
        assertThat(temp.get("/api/v1/queue?limit=1").statusCode())
                .as("a role taken away is gone at the next call")
                .isEqualTo(403);
        accounts.setDisabled("temp", true, "test");
        assertThat(temp.get("/api/v1/queue?limit=1").statusCode()).isEqualTo(401);
        accounts.setDisabled("temp", false, "test");
        assertThat(temp.get("/api/v1/queue?limit=1").statusCode())
                .as("closing an account ended its tokens for good")
                .isEqualTo(401);
    }

    @Test
    void the_secret_is_not_in_the_database() {
        String secret = Script.of(served, "examiner").secret();
        String row = served.jdbc()
                .sql("select string_agg(t::text, ' ') from api_token t")
                .query(String.class)
                .single();
        assertThat(row).doesNotContain(secret).doesNotContain(secret.substring(ApiTokens.PREFIX.length()));
    }

    @Test
    void an_ended_token_and_one_past_its_end_are_refused() {
        Viewer viewer = served.get(Accounts.class).find("vio").orElseThrow().viewer();
        ApiTokens tokens = served.get(ApiTokens.class);
        ApiTokens.Issued issued = tokens.issue(viewer, "old", Set.of(Scope.REGISTER_READ), Duration.ofDays(1));
        Script script = Script.with(served, issued.secret());
        assertThat(script.get("/api/v1/cases?limit=1").statusCode()).isEqualTo(200);
        Viewer other = served.get(Accounts.class).find("grader").orElseThrow().viewer();
        assertThat(tokens.revoke(other, issued.token().id())).isFalse();
        served.jdbc()
                .sql(
                        "update api_token set created_at = created_at - interval '2 days', expires_at = now() where id = ?")
                .param(issued.token().id())
                .update();
        assertThat(script.get("/api/v1/cases?limit=1").statusCode()).isEqualTo(401);
        ApiTokens.Issued second = tokens.issue(viewer, "second", Set.of(Scope.REGISTER_READ), Duration.ofDays(1));
        tokens.revoke(viewer, second.token().id());
        assertThat(Script.with(served, second.secret()).get("/api/v1/cases").statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_token_has_an_end_a_name_and_a_scope() {
        Viewer viewer = served.get(Accounts.class).find("vio").orElseThrow().viewer();
        ApiTokens tokens = served.get(ApiTokens.class);
        assertThatThrownBy(() -> tokens.issue(viewer, "x", Set.of(Scope.LEDGER_READ), Duration.ofDays(91)))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("90 days");
        assertThatThrownBy(() -> tokens.issue(viewer, " ", Set.of(Scope.LEDGER_READ), Duration.ofDays(1)))
                .isInstanceOf(AccountException.class);
        assertThatThrownBy(() -> tokens.issue(viewer, "x", Set.of(), Duration.ofDays(1)))
                .isInstanceOf(AccountException.class);
    }

    @Test
    void a_wrong_token_is_never_served_as_the_browsers_session() {
        HttpResponse<String> answer =
                Script.with(served, ApiTokens.PREFIX + "A".repeat(43)).get("/api/v1/queue");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(Script.json(answer).get("todo").asString()).contains("account page");
    }

    @Test
    void a_person_makes_and_ends_a_token_on_the_account_page() {
        Visitor vio = served.signedIn("vio");
        vio.get("/account/tokens");
        String page = vio.post("/account/tokens", Map.of("name", "nightly", "scopes", "REGISTER_READ", "days", "7"))
                .body();
        String secret = page.replaceAll("(?s).*(curlew_[A-Za-z0-9_-]{43}).*", "$1");
        assertThat(Script.with(served, secret).get("/api/v1/cases?limit=1").statusCode())
                .isEqualTo(200);
        assertThat(vio.get("/account/tokens").body()).contains("nightly").doesNotContain(secret);
        long id = served.jdbc()
                .sql("select id from api_token where name = 'nightly'")
                .query(Long.class)
                .single();
        vio.post("/account/tokens/" + id + "/end", Map.of());
        assertThat(Script.with(served, secret).get("/api/v1/cases?limit=1").statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_session_may_call_too_but_not_without_its_token_against_forged_forms() {
        Visitor examiner = served.signedIn("examiner");
        assertThat(examiner.get("/api/v1/queue?limit=1").statusCode()).isEqualTo(200);
        String note = "/api/v1/exhibits/" + served.exhibit() + "/notes";
        assertThat(examiner.postWithoutToken(note).statusCode()).isEqualTo(403);
        examiner.get("/account");
        assertThat(examiner.call("POST", note, "{\"text\":\"by session\"}").statusCode())
                .isEqualTo(201);
    }
}
