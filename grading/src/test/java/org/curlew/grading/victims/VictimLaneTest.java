package org.curlew.grading.victims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.media.Samples.at;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.picture;
import static org.curlew.grading.media.Samples.withCamera;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.curlew.grading.attributes.Attribute;
import org.curlew.grading.attributes.Attributes;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.Media;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VictimLaneTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String SCHEME = "uk-2014";

    private final Ledger ledger = new Ledger(DATABASE.dataSource());
    private final Attributes attributes = new Attributes(DATABASE.jdbc(), DATABASE.transactions(), ledger);
    private final VictimLane lane = VictimDesk.lane(DATABASE, new Schemes(), Clock.systemUTC());
    private final VictimReferrals referrals =
            new VictimReferrals(DATABASE.jdbc(), DATABASE.transactions(), ledger, Clock.systemUTC());
    private long caseId;
    private long exhibit;

    @BeforeEach
    void a_phone_with_a_known_a_new_and_an_own_picture() {
        exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn("OP-" + System.nanoTime(), "ABC/1", "examiner")
                .id();
        caseId = DATABASE.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(exhibit)
                .query(Long.class)
                .single();
        Match known = new Match("Force set", "1", Match.ILLEGAL, SCHEME, 1, "md5", true, null, null, "Invented series");
        new Media(DATABASE.dataSource(), DATABASE.transactions())
                .record(
                        exhibit,
                        Stream.of(
                                found("known", "/k.jpg", known),
                                found("new", "/n.jpg"),
                                found("harmless", "/DCIM/IMG_0411.JPG"),
                                found("other", "/DCIM/IMG_0413.JPG"),
                                new FoundMedia(withCamera("own"), at("/DCIM/IMG_0412.JPG"), null)));
    }

    @Test
    void illegal_material_that_no_set_knows_is_in_the_lane_by_itself() {
        grade("A", "known", "new");
        grade("NOT-ILLEGAL", "harmless");

        assertThat(lane.open(caseId, SCHEME)).singleElement().satisfies(item -> {
            assertThat(item.sha256()).isEqualTo(sha("new"));
            assertThat(item.owner()).isNull();
            assertThat(item.ukChildPossible()).isFalse();
        });
    }

    @Test
    void that_the_force_graded_it_and_met_it_again_takes_no_child_out_of_the_lane() {
        grade("A", "new");
        long again = new Exhibits(DATABASE.dataSource())
                .bookIn("OP-" + System.nanoTime(), "ABC/2", "examiner")
                .id();
        Match own = new Match("force uk-2014 illegal", "1", Match.ILLEGAL, SCHEME, 1, "md5");
        new Media(DATABASE.dataSource(), DATABASE.transactions()).record(again, Stream.of(found("new", "/n.jpg", own)));

        assertThat(lane.open(caseId, SCHEME))
                .extracting(VictimLane.Item::sha256)
                .containsExactly(sha("new"));
    }

    @Test
    void a_child_stays_in_the_lane_while_graders_differ_and_leaves_it_when_a_third_finds_nothing_illegal() {
        grade("A", "new");
        gradedBy("bob", Grading.Basis.VIEWED, "NOT-ILLEGAL");

        assertThat(lane.open(caseId, SCHEME)).singleElement().satisfies(item -> {
            assertThat(item.sha256()).isEqualTo(sha("new"));
            assertThat(item.code()).isEqualTo("A or NOT-ILLEGAL");
        });
        gradedBy("cay", Grading.Basis.ADJUDICATION, "NOT-ILLEGAL");
        assertThat(lane.open(caseId, SCHEME)).isEmpty();
    }

    private void gradedBy(String grader, Grading.Basis basis, String code) {
        new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), ledger)
                .append(new Grading(caseId, SCHEME, code, grader, null, basis, "seen large"), List.of(sha("new")));
    }

    @Test
    void what_is_known_is_explained_as_known_and_what_is_not_in_the_case_not_at_all() {
        assertThat(lane.explain(caseId, sha("known")))
                .containsExactly(
                        "Known exactly to Force set, so not in the lane: who made that set may know the victim.");
        assertThatThrownBy(() -> lane.explain(caseId, sha("nowhere")))
                .isInstanceOf(GradingException.class)
                .hasMessageContaining("on no exhibit of this case");
    }

    @Test
    void a_first_generation_candidate_is_explained_and_never_certain() {
        VictimDesk.describe(DATABASE, exhibit, "Invented Phone X9", "sn-4711", false);

        List<String> reasons = lane.explain(caseId, sha("own"));

        assertThat(reasons)
                .anySatisfy(r -> assertThat(r).contains("serial number SN-4711 of exhibit ABC/1"))
                .anySatisfy(
                        r -> assertThat(r).contains("run of numbers in /DCIM/").contains("hint only"))
                .last()
                .asString()
                .contains("candidate");
        assertThat(lane.explain(caseId, sha("new"))).hasSize(1);
    }

    @Test
    void a_uk_child_possible_is_a_safeguarding_duty_of_the_same_day_and_owning_meets_the_tasking() {
        grade("A", "new");
        assertThatThrownBy(() -> lane.ukChildPossible(caseId, sha("new"), " ", "vio"))
                .isInstanceOf(GradingException.class);

        lane.ukChildPossible(caseId, sha("new"), "a UK school jumper", "vio");
        lane.own(caseId, sha("new"), "vio", "lead");

        assertThat(DATABASE.jdbc()
                        .sql("select type from reported_happening where case_id = ? order by id")
                        .param(caseId)
                        .query(String.class)
                        .list())
                .containsExactly("UNKNOWN_CHILD_LIKELY", "VID_TASKED");
        assertThat(DATABASE.jdbc()
                        .sql("select count(distinct subject) from reported_happening where case_id = ?")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(lane.open(caseId, SCHEME)).singleElement().satisfies(item -> {
            assertThat(item.owner()).isEqualTo("vio");
            assertThat(item.ukChildPossible()).isTrue();
        });
        lane.notInUk(caseId, sha("new"), "the plug sockets", "vio");
        assertThat(lane.open(caseId, SCHEME)).singleElement().satisfies(i -> assertThat(i.ukChildPossible())
                .isFalse());
    }

    @Test
    void an_identified_victim_leaves_the_lane_and_the_rest_is_counted_by_series() {
        grade("A", "new", "own");
        attributes.say(caseId, List.of(sha("new"), sha("own")), Attribute.SERIES, "Garden, Invented series", "", "vio");

        lane.identified(caseId, sha("new"), "named by the local authority", "vio");

        assertThat(lane.open(caseId, SCHEME))
                .extracting(VictimLane.Item::sha256)
                .containsExactly(sha("own"));
        assertThat(lane.bySeries(caseId, SCHEME))
                .containsExactly(
                        new VictimLane.SeriesLeft("Garden", 2, 1, 1),
                        new VictimLane.SeriesLeft("Invented series", 3, 2, 1));
        assertThat(lane.history(caseId, sha("new")))
                .extracting(VictimLane.Act::kind)
                .containsExactly("IDENTIFIED");
    }

    @Test
    void nobody_in_the_role_and_nobody_owning_are_alarms() {
        grade("A", "new");
        VictimLane tomorrow = VictimDesk.lane(
                DATABASE, new Schemes(), Clock.fixed(Instant.now().plus(Duration.ofHours(25)), ZoneOffset.UTC));

        assertThat(tomorrow.alarms(List.of(), SCHEME))
                .anySatisfy(a -> assertThat(a).startsWith("Nobody holds the role"))
                .anySatisfy(a -> assertThat(a).contains("no owner for more than 24 hours"));
        assertThat(lane.alarms(List.of("vio"), SCHEME)).isEmpty();
    }

    @Test
    void a_referral_says_when_to_whom_and_what_was_answered() {
        grade("A", "new");
        assertThatThrownBy(() -> referrals.send(caseId, List.of(sha("nowhere")), "Another body", "R-1", "", "vio"))
                .hasMessageContaining("nothing was recorded");

        VictimReferrals.Referral sent =
                referrals.send(caseId, List.of(sha("new")), "Another body", "R-1", "series unknown", "vio");
        assertThat(sent.answer()).isNull();
        assertThat(referrals.unanswered())
                .extracting(VictimReferrals.Referral::id)
                .contains(sent.id());
        referrals.answer(sent.id(), "not known to us", false, "vio");
        VictimReferrals.Referral later = referrals.answer(sent.id(), "known since May", true, "vio");

        assertThat(later.identified()).isTrue();
        assertThat(later.media()).isEqualTo(1);
        assertThat(referrals.unanswered())
                .extracting(VictimReferrals.Referral::id)
                .doesNotContain(sent.id());
        assertThat(referrals.ofCase(caseId)).hasSize(1);
    }

    private static String sha(String text) {
        return picture(text).sha256();
    }

    private void grade(String code, String... texts) {
        new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), ledger)
                .append(
                        new Grading(caseId, SCHEME, code, "ann", null, Grading.Basis.VIEWED, ""),
                        Stream.of(texts).map(VictimLaneTest::sha).toList());
    }
}
