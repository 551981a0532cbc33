package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.curlew.storage.packs.PackKeys;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two administrators confirm the numbers of a scheme; the keys are known by name and age and are renewed from a page. */
@WithServed
class SchemesAndKeysTest {

    private static final String PAGE = "/administration/schemes";

    private static Served served;
    private static Browser browser;

    @BeforeAll
    static void open() {
        served = Served.instance();
        browser = new Browser(served);
    }

    @AfterAll
    static void close() {
        // Others test that an unconfirmed scheme is refused: what was confirmed here is forgotten.
        served.jdbc().sql("delete from scheme_confirmation").update();
        browser.close();
    }

    @Test
    void a_number_is_confirmed_by_two_administrators_and_a_release_asks_what_stands_now() {
        Schemes schemes = served.get(Schemes.class);
        Visitor admin = served.signedIn("admin");
        Visitor other = served.signedIn("outsider");
        String scheme = PAGE + "/uk-2014/1";
        assertThat(schemes.get("uk-2014").confirmed()).isFalse();
        admin.get(PAGE);
        assertThat(admin.post(scheme + "/checked", Map.of("numbers", "1", "source", " "))
                        .body())
                .contains("name the document");
        assertThat(admin.post(scheme + "/checked", Map.of("source", "CAID guide"))
                        .body())
                .contains("mark the numbers");
        assertThat(admin.post(scheme + "/checked", Map.of("numbers", "99", "source", "CAID guide"))
                        .body())
                .contains("no unconfirmed number 99");
        check(admin, "1");
        assertThat(admin.get(PAGE).body()).contains("waits for a second person", "You checked them");
        assertThat(admin.post(scheme + "/checked", Map.of("numbers", "1", "source", "CAID guide"))
                        .body())
                .contains("waits for a second person already");
        assertThat(admin.post(scheme + "/decision", Map.of("agreed", "true")).body())
                .contains("it takes a second person");
        other.get(PAGE);
        assertThat(other.post(scheme + "/decision", Map.of("agreed", "false")).body())
                .contains("Say why");
        other.post(scheme + "/decision", Map.of("agreed", "false", "reason", "An old document"));
        assertThat(schemes.get("uk-2014").byNumber(1).orElseThrow().confirmed()).isFalse();

        for (String number : new String[] {"1", "2", "3", "4", "5", "8"}) {
            check(admin, number);
        }
        assertThat(other.get(PAGE).body()).contains("I checked them too");
        assertThat(other.post(scheme + "/decision", Map.of("agreed", "true")).statusCode())
                .isEqualTo(302);
        assertThat(schemes.get("uk-2014").confirmed()).isTrue();
        assertThat(schemes.get("uk-2014", 1).byNumber(8).orElseThrow().confirmedBy())
                .isEqualTo("admin and outsider, by CAID guide of 2026");
        assertThat(other.get(PAGE).body()).contains("by admin and outsider, by CAID guide of 2026");
        assertThat(served.jdbc().sql("""
                                select kind from (select id, kind, subjects from ledger_pending
                                    union all select number, kind, subjects from ledger_entry) as l
                                where 'scheme:uk-2014' = any(subjects)
                                """).query(String.class).list())
                .contains("SCHEME_CHECKED", "SCHEME_REFUSED", "SCHEME_CONFIRMED");
    }

    @Test
    void nothing_waits_for_a_scheme_that_nobody_checked() {
        Visitor admin = served.signedIn("admin");
        admin.get(PAGE);
        HttpResponse<String> answer = admin.post(PAGE + "/vics-us/1/decision", Map.of("agreed", "true"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("waits for anybody");
    }

    @Test
    void keys_are_shown_by_name_and_age_and_renewed_without_showing_what_they_hold() throws Exception {
        PackKeys keys = served.get(PackKeys.class);
        String before = keys.currentId();
        Visitor admin = served.signedIn("admin");
        String page = admin.get("/administration/keys").body();
        assertThat(page).contains(before, "wraps new packs", "The ledger&#39;s checkpoints", "SHA-256 ");
        HttpResponse<String> certificate = admin.get("/administration/keys/ledger-certificate");
        assertThat(certificate.body()).startsWith("-----BEGIN CERTIFICATE-----").doesNotContain("PRIVATE");
        admin.get("/administration/keys");
        String renewed = admin.post("/administration/keys/packs", Map.of()).body();
        assertThat(keys.currentId()).isNotEqualTo(before);
        assertThat(renewed).contains("A new key wraps the packs", "opens nothing any more", keys.currentId());
        assertThat(served.jdbc()
                        .sql("select count(*) from pack where key_id = ?")
                        .param(before)
                        .query(Long.class)
                        .single())
                .isZero();
        java.nio.file.Path folder = served.get(org.curlew.pipeline.application.DataFolder.class)
                .folder("keys")
                .resolve("packs");
        try (var files = java.nio.file.Files.list(folder)) {
            for (java.nio.file.Path file : files.toList()) {
                assertThat(renewed)
                        .doesNotContain(java.nio.file.Files.readString(file).strip());
            }
        }
    }

    @Test
    void both_pages_are_photographed() {
        browser.signIn("admin");
        browser.open(PAGE);
        browser.check("administrator-schemes");
        browser.open("/administration/keys");
        browser.check("administrator-keys");
    }

    private static void check(Visitor admin, String number) {
        admin.get(PAGE);
        assertThat(admin.post(PAGE + "/uk-2014/1/checked", Map.of("numbers", number, "source", "CAID guide of 2026"))
                        .statusCode())
                .isEqualTo(302);
    }
}
