package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.WorkList;
import org.curlew.grading.victims.VictimLane;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The victim identification officer's day: the lane with its reasons, and a case's way to CAID. */
@WithServed
class VictimsDayTest {

    private static Served served;
    private static String sha256;
    private static String md5;

    @BeforeAll
    static void one_media_is_graded_illegal_that_no_set_knows() {
        served = Served.instance();
        WorkList.Item item = served.get(WorkList.class)
                .ungraded(served.exhibitCase(), null, 10_000)
                .getLast();
        sha256 = item.sha256();
        md5 = item.md5();
        served.get(Grades.class)
                .append(
                        new Grading(
                                served.exhibitCase(), "uk-2014", "B", "grader", null, Grading.Basis.VIEWED, "as seen"),
                        List.of(sha256));
    }

    private static String media() {
        return "/victims/cases/" + served.exhibitCase() + "/media/" + sha256;
    }

    @Test
    void the_lane_says_why_a_media_is_in_it_and_what_was_said_of_it_stands_in_its_history() {
        Visitor vio = served.signedIn("vio");
        assertThat(vio.get("/victims").body()).contains("for an identification", media());
        assertThat(vio.get(media()).body())
                .contains("No illegal hash set knows this content exactly", "Nobody owns this one");
        vio.post(media(), Map.of("say", "TAKE"));
        assertThat(vio.get(media()).body()).contains("vio owns this one");
        assertThat(vio.post(media(), Map.of("say", "UK_CHILD_POSSIBLE", "text", ""))
                        .body())
                .as("an act of victim identification rests on something")
                .contains("Say what this rests on");
        vio.post(media(), Map.of("say", "UK_CHILD_POSSIBLE", "text", "A UK power socket is in the picture"));
        assertThat(vio.get(media()).body()).contains("The child may be in the UK", "A UK power socket");
        assertThat(vio.get("/victims").body()).contains("may show a child in the UK");
        assertThat(served.jdbc()
                        .sql("select count(*) from victim_act where sha256 = decode(?, 'hex') and kind = 'OWNED'")
                        .param(sha256)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void what_the_force_itself_graded_stays_a_candidate_until_the_victim_is_named() {
        Visitor vio = served.signedIn("vio");
        String other = served.get(WorkList.class)
                .ungraded(served.exhibitCase(), null, 10_000)
                .getFirst()
                .sha256();
        served.jdbc()
                .sql(
                        "update content set camera_make = 'Invented', camera_model = 'Only here' where sha256 = decode(?, 'hex')")
                .param(other)
                .update();
        for (String[] set : List.of(
                new String[] {"force uk-2014 illegal", "illegal", "is"},
                new String[] {"Watch list", "intelligence", "is"},
                new String[] {"National", "illegal", "is none"},
                new String[] {"NSRL", "known-good", "is none"},
                new String[] {"force uk-2014 illegal", "illegal", "is"})) {
            served.jdbc().sql("""
                            update occurrence set match_set = ?, match_role = ?, match_kind = 'md5', match_version = '1'
                            where sha256 = decode(?, 'hex')
                            """).params(set[0], set[1], other).update();
            assertThat(vio.get("/victims").body().contains("Invented Only here"))
                    .as(set[0])
                    .isEqualTo(set[2].equals("is"));
        }
        served.get(VictimLane.class).notIdentifiable(served.exhibitCase(), other, "every service was asked", "vio");
        assertThat(vio.get("/victims").body()).doesNotContain("Invented Only here");
    }

    @Test
    void a_media_outside_the_lane_and_a_case_of_others_are_not_shown() {
        Visitor vio = served.signedIn("vio");
        assertThat(vio.get("/victims/cases/" + served.exhibitCase() + "/media/" + "0".repeat(64))
                        .statusCode())
                .isEqualTo(404);
        String closed = "/victims/cases/" + served.teamCase();
        Visitor outsider = served.signedIn("outsider");
        assertThat(outsider.get(closed).statusCode()).isEqualTo(403);
        assertThat(outsider.get(closed + "/media/" + sha256).statusCode()).isEqualTo(403);
        assertThat(outsider.post(closed + "/media/" + sha256, Map.of("say", "TAKE"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_release_is_not_asked_for_while_the_scheme_is_unconfirmed_and_the_page_says_so() {
        Visitor vio = served.signedIn("vio");
        String page = "/victims/cases/" + served.exhibitCase();
        assertThat(vio.get(page).body()).contains("is not confirmed", "Series").doesNotContain("Ask for the release");
        var refused = vio.post(page + "/releases", Map.of("scope", "UNSENT"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("not confirmed");
    }

    @Test
    void what_was_disposed_of_before_it_went_is_named_and_left_out_with_a_reason() {
        Visitor vio = served.signedIn("vio");
        String page = "/victims/cases/" + served.exhibitCase();
        served.jdbc().sql("""
                        with item as (insert into retention_item (class, case_id, case_reference) values ('x', ?, 'x') returning id),
                        gone as (insert into disposal (item_id, state, rule, rule_version, due_on, reason, proposed_by)
                                 select id, 'DONE', 'x', '1', current_date, 'due', 'pat' from item returning id),
                        taken as (delete from pack_item where sha256 = decode(?, 'hex'))
                        insert into disposal_content (disposal_id, sha256, bytes) select id, decode(?, 'hex'), 1 from gone
                        """).params(served.exhibitCase(), sha256, sha256).update();
        assertThat(vio.get(page + "?scope=EVERYTHING").body())
                .contains("MD5 " + md5, "disposed of before CAID received", "Leave it out");
        assertThat(vio.post(page + "/left-out", Map.of("reason", "")).body()).contains("give one");
        assertThat(vio.post(page + "/left-out", Map.of("reason", "The phone was destroyed"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(vio.get(page + "?scope=EVERYTHING").body())
                .contains("Left out because", md5, "The phone was destroyed")
                .doesNotContain("disposed of before CAID received");
        assertThat(served.signedIn("outsider")
                        .post("/victims/cases/" + served.teamCase() + "/left-out", Map.of("reason", "x"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void another_person_refuses_a_release_with_a_reason() {
        long release = release("second-vio");
        Visitor vio = served.signedIn("vio");
        assertThat(vio.get("/victims/cases/" + served.exhibitCase()).body()).contains("waits for a second person");
        String decision = "/victims/releases/" + release + "/decision";
        assertThat(vio.post(decision, Map.of("approve", "false")).body()).contains("A refusal needs a reason");
        assertThat(vio.post(decision, Map.of("approve", "false", "reason", "Graded in a hurry"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(vio.get("/victims/cases/" + served.exhibitCase()).body()).contains("refused by vio");
        assertThat(vio.post("/victims/releases/" + release + "/bundle", Map.of())
                        .body())
                .contains("No key for bundles is configured");
    }

    @Test
    void a_bundle_is_sent_and_what_caid_rejected_is_named() {
        long bundle = bundle(release("second-vio"));
        Visitor vio = served.signedIn("vio");
        String page = "/victims/cases/" + served.exhibitCase();
        assertThat(vio.get(page).body()).contains("EXAMPLE.zip", "It is sent");
        assertThat(vio.post("/victims/bundles/" + bundle + "/sent", Map.of("recipient", ""))
                        .body())
                .contains("names its recipient");
        vio.post("/victims/bundles/" + bundle + "/sent", Map.of("recipient", "CAID, by courier"));
        assertThat(vio.get(page).body()).contains("Enter the receipt");
        String receipt = "/victims/bundles/" + bundle + "/receipt";
        assertThat(vio.post(receipt, Map.of("rejected", "no digest")).body()).contains("nothing was entered");
        assertThat(vio.post(receipt, Map.of("rejected", md5 + " Part missing\n" + md5 + " Too large"))
                        .body())
                .contains("line 2 names an MD5 of an earlier one with another reason");
        assertThat(vio.post(receipt, Map.of("rejected", md5 + " Part missing")).statusCode())
                .isEqualTo(302);
        assertThat(vio.get(page).body())
                .contains("Rejected and not sent again", sha256 + ": Part missing", "CAID rejected 1");
    }

    private static long release(String person) {
        return served.jdbc()
                .sql("""
                        insert into caid_release (case_id, scheme, scheme_version, profile, contents, media, requested_by)
                        values (?, 'uk-2014', 1, 'UK', 'none', 1, ?) returning id
                        """)
                .params(served.exhibitCase(), person)
                .query(Long.class)
                .single();
    }

    private static long bundle(long release) {
        long bundle = served.jdbc().sql("""
                        insert into caid_bundle (release_id, name, sums, media, made_by)
                        values (?, 'EXAMPLE.zip', 'none', 1, 'second-vio') returning id
                        """).param(release).query(Long.class).single();
        served.jdbc()
                .sql("""
                        insert into caid_upload (case_id, sha256, state, bundle_id, actor)
                        values (?, ?, 'IN_BUNDLE', ?, 'second-vio')
                        """)
                .params(served.exhibitCase(), HexFormat.of().parseHex(sha256), bundle)
                .update();
        return bundle;
    }
}
