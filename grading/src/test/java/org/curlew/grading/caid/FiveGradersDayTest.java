package org.curlew.grading.caid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.curlew.grading.media.Samples.at;
import static org.curlew.grading.media.Samples.found;
import static org.curlew.grading.media.Samples.illegal;
import static org.curlew.grading.media.Samples.picture;
import static org.curlew.grading.media.Samples.withCamera;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.curlew.grading.agreement.Agreement;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.grading.caid.CaidExport.Made;
import org.curlew.grading.exposure.Exposure;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.MediaBytes;
import org.curlew.grading.proportionate.Proportionate;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.GradingException;
import org.curlew.grading.sessions.WorkList;
import org.curlew.grading.statistics.CourtFigures;
import org.curlew.grading.statistics.Sfr1;
import org.curlew.grading.statistics.Sfr1Sheets;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.victims.VictimDesk;
import org.curlew.grading.victims.VictimLane;
import org.curlew.grading.victims.VictimReferrals;
import org.curlew.grading.victims.WorkOrder;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.MovableClock;
import org.curlew.triage.rules.RuleBook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** One day over one case: five graders, a victim identification officer and a supervisor, from the first look to the receipt. */
class FiveGradersDayTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String SCHEME = "uk-2014";
    private static final List<String> GRADERS = List.of("ann", "bob", "cay", "dee", "eve");
    private static final int PLAIN = 300;

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T09:00:00Z"));
    private final Ledger ledger = new Ledger(DATABASE.dataSource());
    private final RuleBook rules = new RuleBook(DATABASE.jdbc(), clock, ledger);
    private final Exposure exposure = new Exposure(DATABASE.jdbc(), DATABASE.transactions(), rules, ledger, clock);
    private final WorkList work = new WorkList(DATABASE.jdbc(), DATABASE.transactions());
    private final WorkOrder order = new WorkOrder(work, VictimDesk.firstGeneration(DATABASE));
    private final Map<String, String> codes = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private Desk desk;
    private SecondGrading second;
    private Proportionate proportionate;
    private VictimLane lane;
    private long caseId;

    @BeforeEach
    void a_phone_with_known_near_own_and_many_plain_pictures() throws IOException {
        desk = Desk.open(DATABASE, folder);
        second = new SecondGrading(DATABASE.jdbc(), DATABASE.transactions(), desk.grades(), ledger);
        proportionate = new Proportionate(
                DATABASE.jdbc(), DATABASE.transactions(), rules, desk.schemes(), work, order, ledger, clock);
        lane = VictimDesk.lane(DATABASE, desk.schemes(), clock);
        long phone = new Exhibits(DATABASE.dataSource())
                .bookIn("OP-" + System.nanoTime(), "ABC/1", "examiner")
                .id();
        caseId = DATABASE.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(phone)
                .query(Long.class)
                .single();
        VictimDesk.describe(DATABASE, phone, "Invented Phone X9", "sn-4711", false);
        Match near = new Match("Force set", "1", Match.ILLEGAL, SCHEME, 1, Match.NEAR);
        desk.media()
                .record(
                        phone,
                        Stream.concat(
                                Stream.of(
                                        found("known", "/k.jpg", illegal()),
                                        found("near0", "/n0.jpg", near),
                                        found("near1", "/n1.jpg", near),
                                        new FoundMedia(withCamera("own"), at("/DCIM/IMG_0412.JPG"), null)),
                                IntStream.range(0, PLAIN).mapToObj(i -> found("p" + i, "/p/" + i + ".jpg"))));
        Stream.of("known", "near0", "near1", "own").forEach(t -> texts.put(sha(t), t));
        IntStream.range(0, PLAIN).forEach(i -> texts.put(sha("p" + i), "p" + i));
        codes.put(sha("near0"), "A");
        codes.put(sha("near1"), "B");
        codes.put(sha("own"), "A");
    }

    @Test
    void the_day_goes_from_the_first_look_to_the_receipt_and_the_sheet_for_court() throws IOException {
        assertThat(work.remaining(caseId, null))
                .as("the known one needs no view")
                .isEqualTo(PLAIN + 3);
        firstHours();
        theBreakIsKept();
        aDifferenceIsAdjudicated();
        theSecondLookIsBlind();
        theRestMayStayUngraded();
        theOfficerFindsTheChild();
        theBundleGoesAndItsRejectedPartGoesAgain();
        theSheetSaysWhatWasLeft();
    }

    private void firstHours() {
        assertThatThrownBy(() -> proportionate.propose(caseId, SCHEME, "sample-the-rest", 7, "ann"))
                .hasMessageContaining("2 ungraded media resemble known illegal ones");
        List<String> first = order.next(caseId, null, 100).stream()
                .map(WorkList.Item::sha256)
                .toList();
        assertThat(first.subList(0, 2)).containsExactlyInAnyOrder(sha("near0"), sha("near1"));
        assertThat(first.get(2)).as("may be the suspect's own").isEqualTo(sha("own"));
        assertThat(order.candidates(caseId)).isEqualTo(1);
        for (int g = 0; g < GRADERS.size(); g++) {
            for (String item : first.subList(20 * g, 20 * g + 20)) {
                look(GRADERS.get(g), item);
                grade(GRADERS.get(g), item, codes.getOrDefault(item, "NOT-ILLEGAL"), "");
            }
        }
        assertThat(work.progress(caseId)).isEqualTo(new WorkList.Progress(PLAIN + 4, 1, 100, PLAIN + 3 - 100));
    }

    private void theBreakIsKept() {
        for (int i = 0; i < 6; i++) {
            clock.forward(Duration.ofMinutes(9));
            if (i < 5) {
                look("ann", sha("p0"));
            }
        }
        assertThatThrownBy(() -> look("ann", sha("p0")))
                .isInstanceOf(GradingException.class)
                .hasMessageContaining("break");
        assertThatThrownBy(() -> exposure.override("ann", 5, "urgent", "Ann")).isInstanceOf(GradingException.class);
        exposure.override("ann", 5, "a child is at risk tonight", "sue");
        look("ann", sha("p0"));
        clock.forward(Duration.ofMinutes(30));
    }

    private void aDifferenceIsAdjudicated() {
        String first = desk.grades().history(caseId, sha("near0")).getFirst().grader();
        String other = GRADERS.get((GRADERS.indexOf(first) + 1) % 5);
        String third = GRADERS.get((GRADERS.indexOf(first) + 2) % 5);
        look(other, sha("near0"));
        grade(other, sha("near0"), "B", "");
        assertThat(desk.grades().openConflicts(caseId)).hasSize(1);
        assertThatThrownBy(() -> desk.releases().request(caseId, SCHEME, VicsProfile.UK, "vic"))
                .hasMessageContaining("1 media have grades that differ");
        desk.grades()
                .append(
                        new Grading(caseId, SCHEME, "A", third, null, Grading.Basis.ADJUDICATION, "guideline, step 1"),
                        List.of(sha("near0")));
        assertThat(desk.grades().openConflicts(caseId)).isEmpty();
    }

    private void theSecondLookIsBlind() {
        SecondGrading.Round round = second.draw(new SecondGrading.Draw(caseId, SCHEME, null, 0.95, 0.05, 42), "sue");
        for (String grader : GRADERS) {
            for (SecondGrading.Item item : second.next(round.id(), grader, 200)) {
                second.grade(
                        round.id(),
                        List.of(item.sha256()),
                        codes.getOrDefault(item.sha256(), "NOT-ILLEGAL"),
                        grader,
                        null);
            }
        }
        Agreement.RoundReport report = new Agreement(DATABASE.jdbc(), desk.schemes()).report(round);
        assertThat(report.complete()).isTrue();
        assertThat(report.differing()).isZero();
    }

    private void theRestMayStayUngraded() {
        Proportionate.Stop stop = proportionate.propose(caseId, SCHEME, "sample-the-rest", 7, "ann");
        Proportionate.Stop again = proportionate.propose(caseId, SCHEME, "sample-the-rest", 7, "ann");
        List<String> sample = proportionate.ungradedSample(stop.id());
        assertThat(sample).hasSize(stop.size()).isEqualTo(proportionate.ungradedSample(again.id()));
        List<String> supervisor = List.of("POLIT_SUPERVISOR");
        assertThatThrownBy(() -> proportionate.decide(stop.id(), true, "enough", "sue", supervisor))
                .hasMessageContaining("are not graded");
        desk.grades().append(new Grading(caseId, SCHEME, "NOT-ILLEGAL", "dee", null, Grading.Basis.VIEWED, ""), sample);
        assertThatThrownBy(() -> proportionate.decide(stop.id(), true, "enough", "ANN", supervisor))
                .hasMessageContaining("own proposal");
        assertThatThrownBy(() -> proportionate.decide(stop.id(), true, "enough", "sue", List.of("GRADER")))
                .hasMessageContaining("only a POLIT_SUPERVISOR");
        assertThatThrownBy(() -> proportionate.decide(stop.id(), true, " ", "sue", supervisor))
                .hasMessageContaining("needs a reason");
        assertThat(proportionate
                        .decide(stop.id(), true, "nothing in the sample", "sue", supervisor)
                        .remainder())
                .isEqualTo(work.remaining(caseId, null))
                .isPositive();
    }

    private void theOfficerFindsTheChild() {
        assertThat(lane.open(caseId, SCHEME))
                .extracting(VictimLane.Item::sha256)
                .containsExactlyInAnyOrder(sha("near0"), sha("near1"), sha("own"));
        assertThat(lane.explain(caseId, sha("own")))
                .anySatisfy(r -> assertThat(r).contains("serial number SN-4711 of exhibit ABC/1"));
        lane.own(caseId, sha("own"), "vic", "vic");
        lane.ukChildPossible(caseId, sha("own"), "a UK plug in the background", "vic");
        lane.safeguardingStarted(caseId, sha("own"), "children's services told", "vic");
        VictimReferrals referrals = new VictimReferrals(DATABASE.jdbc(), DATABASE.transactions(), ledger, clock);
        VictimReferrals.Referral sent =
                referrals.send(caseId, List.of(sha("own")), "NCA", "REF-1", "who is this", "vic");
        assertThat(referrals
                        .answer(sent.id(), "known to the school", true, "vic")
                        .identified())
                .isTrue();
        lane.identified(caseId, sha("own"), "answer to REF-1", "vic");
        assertThat(lane.open(caseId, SCHEME)).hasSize(2);
    }

    private void theBundleGoesAndItsRejectedPartGoesAgain() throws IOException {
        Made first = released(Scope.EVERYTHING);
        assertThat(first.media()).isEqualTo(4);
        desk.uploads().sent(first.bundleId(), "vic", "CAID");
        assertThat(desk.uploads()
                        .receipt(first.bundleId(), List.of(picture("near1").md5()), "unreadable file", "vic"))
                .isEqualTo(1);
        Made again = released(Scope.REJECTED);
        assertThat(again.media()).isEqualTo(1);
        desk.uploads().sent(again.bundleId(), "vic", "CAID");
        desk.uploads().receipt(again.bundleId(), List.of(), "", "vic");
        assertThat(desk.uploads().rejected(caseId)).isEmpty();
    }

    private Made released(Scope scope) throws IOException {
        BundleSigner force = TestKeys.ec(
                "Synthetic Constabulary", Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2036-01-01T00:00:00Z"));
        MediaBytes store = sha256 -> new ByteArrayInputStream(texts.get(sha256).getBytes(StandardCharsets.UTF_8));
        Releases.Release asked = desk.releases().request(caseId, SCHEME, VicsProfile.UK, scope, "vic");
        desk.releases().decide(asked.id(), true, "sue", "checked");
        Made made = desk.export()
                .released(
                        asked.id(),
                        "vic",
                        folder,
                        new CaidExport.Settings(store, clock.instant(), force, "1.0", CaseContact.NONE));
        assertThat(BundleVerifier.verify(made.file(), force.certificate()).status())
                .isEqualTo(BundleVerdict.Status.SOUND);
        return made;
    }

    private void theSheetSaysWhatWasLeft() {
        Sfr1 sheet = new Sfr1Sheets(
                        DATABASE.jdbc(),
                        new CourtFigures(
                                new JdbcTemplate(DATABASE.dataSource()), DATABASE.transactions(), desk.schemes()),
                        desk.schemes(),
                        clock)
                .make(caseId, SCHEME, "Synthetic Constabulary", "sue", "Curlew 1.0", proportionate.statements(caseId));
        long left = work.remaining(caseId, null);
        assertThat(sheet.limits())
                .anySatisfy(l -> assertThat(l).startsWith(left + " media are ungraded"))
                .anySatisfy(l -> assertThat(l)
                        .contains(
                                "own proportionate-grading policy",
                                "seed 7",
                                "approved by sue",
                                "Left ungraded: " + left)
                        .doesNotContain("CPS"));
    }

    private void look(String grader, String item) {
        exposure.look(new Exposure.Look(grader, caseId, null, Exposure.Act.SHOWN, List.of(item), 160));
    }

    private void grade(String grader, String item, String code, String reason) {
        Grades.Outcome outcome = desk.grades()
                .append(new Grading(caseId, SCHEME, code, grader, null, Grading.Basis.VIEWED, reason), List.of(item));
        assertThat(outcome.appended()).isEqualTo(1);
    }

    private static String sha(String text) {
        return picture(text).sha256();
    }
}
