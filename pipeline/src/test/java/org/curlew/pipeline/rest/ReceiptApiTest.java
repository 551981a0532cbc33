package org.curlew.pipeline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** CAID's receipt over REST: a reason for each rejected media, or one for all. */
@WithServed
class ReceiptApiTest {

    private static final List<String> NAMES = List.of("receipt-1", "receipt-2", "receipt-3");

    private static Served served;
    private static long caseId;

    @BeforeAll
    static void a_case_with_three_pictures() {
        served = Served.instance();
        Exhibits exhibits = served.get(Exhibits.class);
        long exhibit = exhibits.bookIn("OP-RECEIPT", "RC/1", "test").id();
        served.get(Media.class).record(exhibit, NAMES.stream().map(name -> Samples.found(name, "/" + name + ".jpg")));
        caseId = exhibits.findCase("OP-RECEIPT").orElseThrow();
    }

    @Test
    void each_rejected_media_has_its_own_reason() {
        long bundle = sent();
        HttpResponse<String> entered =
                receipt(bundle, """
                {"rejected":[{"md5":"%s","reason":"Part missing"},{"md5":"%s","reason":"Category not accepted"}]}
                """.formatted(md5(0).toUpperCase(java.util.Locale.ROOT), md5(1)));

        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(200);
        assertThat(entered.body()).isEqualTo("{\"rejected\":2}");
        assertThat(stands(bundle))
                .containsExactlyInAnyOrder("REJECTED Part missing", "REJECTED Category not accepted", "RECEIVED ");
    }

    @Test
    void one_reason_for_all_and_both_forms_together_are_entered_too() {
        long bundle = sent();
        assertThat(receipt(
                                bundle,
                                "{\"rejectedMd5\":[\"" + md5(0)
                                        + "\"],\"reason\":\"Unreadable\",\"rejected\":[{\"md5\":\"" + md5(2)
                                        + "\",\"reason\":\"Part missing\"}]}")
                        .body())
                .isEqualTo("{\"rejected\":2}");
        assertThat(stands(bundle))
                .containsExactlyInAnyOrder("REJECTED Unreadable", "REJECTED Part missing", "RECEIVED ");

        long other = sent();
        assertThat(receipt(other, "{}").body()).isEqualTo("{\"rejected\":0}");
        assertThat(stands(other)).containsOnly("RECEIVED ");
    }

    @Test
    void what_is_no_digest_has_no_reason_or_two_is_refused_and_nothing_is_entered() {
        long bundle = sent();
        String twice = "{\"md5\":\"" + md5(0) + "\",\"reason\":\"Part missing\"}";
        assertThat(receipt(bundle, "{\"rejected\":[" + twice + "," + twice.replace("Part", "Half") + "]}")
                        .body())
                .contains("\"status\":400", "twice, with two reasons");
        assertThat(receipt(bundle, "{\"rejected\":[{\"md5\":\"abc\",\"reason\":\"x\"}]}")
                        .body())
                .contains("\"status\":400", "no MD5 in hex");
        assertThat(receipt(bundle, "{\"rejected\":[null]}").statusCode()).isEqualTo(400);
        assertThat(receipt(bundle, "{\"rejected\":[{\"md5\":\"" + md5(0) + "\"}]}")
                        .body())
                .contains("\"status\":422", "the reason that CAID gave");
        assertThat(stands(bundle)).containsOnly("SENT ");
    }

    private static HttpResponse<String> receipt(long bundle, String json) {
        return Script.of(served, "vio").send("POST", "/api/v1/bundles/" + bundle + "/receipt", json);
    }

    private static String md5(int index) {
        return Samples.picture(NAMES.get(index)).md5();
    }

    /** A bundle of all three that went out. */
    private static long sent() {
        long release = served.jdbc().sql("""
                        insert into caid_release (case_id, scheme, scheme_version, profile, contents, media, requested_by)
                        values (?, 'uk-2014', 1, 'UK', 'none', 3, 'second-vio') returning id
                        """).param(caseId).query(Long.class).single();
        long bundle = served.jdbc().sql("""
                        insert into caid_bundle (release_id, name, sums, media, made_by)
                        values (?, 'RECEIPT.zip', 'none', 3, 'second-vio') returning id
                        """).param(release).query(Long.class).single();
        Stream.of("IN_BUNDLE", "SENT")
                .forEach(state -> NAMES.forEach(name -> served.jdbc()
                        .sql("""
                        insert into caid_upload (case_id, sha256, state, bundle_id, actor, reason)
                        values (?, ?, ?, ?, 'second-vio', '')
                        """)
                        .params(
                                caseId,
                                HexFormat.of().parseHex(Samples.picture(name).sha256()),
                                state,
                                bundle)
                        .update()));
        return bundle;
    }

    private static List<String> stands(long bundle) {
        return served.jdbc()
                .sql("select distinct on (sha256) state || ' ' || reason from caid_upload where bundle_id = ?"
                        + " order by sha256, id desc")
                .param(bundle)
                .query(String.class)
                .list();
    }
}
