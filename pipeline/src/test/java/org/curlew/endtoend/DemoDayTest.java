package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.curlew.grading.agreement.Agreement;
import org.curlew.grading.agreement.SecondGrading;
import org.curlew.grading.caid.BundleSigner;
import org.curlew.grading.caid.CaidException;
import org.curlew.grading.caid.CaidExport;
import org.curlew.grading.caid.ReceiptFile;
import org.curlew.grading.caid.Releases;
import org.curlew.grading.caid.Scope;
import org.curlew.grading.caid.TestKeys;
import org.curlew.grading.caid.Uploads;
import org.curlew.grading.exposure.Exposure;
import org.curlew.grading.proportionate.Proportionate;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.sessions.WorkList;
import org.curlew.grading.statistics.Sfr1;
import org.curlew.grading.statistics.Sfr1Sheets;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.victims.VictimLane;
import org.curlew.grading.victims.VictimReferrals;
import org.curlew.grading.victims.WorkOrder;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.ImportRequest;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.SchemeConfirmations;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One day over the demo's device, processed by the application: five graders, a victim identification officer and a supervisor, from
 * the first look to CAID's receipt.
 */
class DemoDayTest {

    private static final String SCHEME = "uk-2014";
    private static final List<String> GRADERS = List.of("ann", "bob", "cay", "dee", "eve");
    private static final int EACH = 5;

    @TempDir
    private Path folder;

    private Devices devices;
    private long caseId;
    private List<WorkList.Item> list;

    @BeforeEach
    void the_demo_device_went_through_the_machine() {
        devices = Devices.start(folder, Map.of());
        SampleDevice.Sample sample = new SampleDevice(7).write(folder.resolve("sample"));
        set("Sample set, invented", Role.ILLEGAL, SCHEME, sample.illegalSet());
        set("Sample known-good, invented", Role.KNOWN_GOOD, "nsrl-caid", sample.knownGoodSet());
        assertThat(devices.process(List.of(sample.image())).complete()).isTrue();
        caseId = get(Exhibits.class).findCase("OP-TEST").orElseThrow();
        assertThat(get(WorkList.class).outOfOrder())
                .as("the machine put the case in order, no grader waits for it")
                .doesNotContain(caseId);
        list = get(WorkOrder.class).next(caseId, null, 1_000);
    }

    private void set(String name, Role role, String scheme, Path file) {
        get(HashSets.class)
                .importSet(new ImportRequest(
                        name, role, scheme, List.of(file), "test", null, ImportRequest.REJECTED_PERCENT));
    }

    @AfterEach
    void stop() {
        devices.close();
    }

    @Test
    void the_day_goes_from_the_first_look_to_the_receipt() throws IOException {
        firstLooks();
        aGradeIsTakenBackAndGivenAnew();
        aDifferenceIsAdjudicated();
        theSecondLookIsBlind();
        theRestMayStayUngraded();
        theOfficerFindsTheChild();
        theSchemeIsConfirmedByTwo();
        theBundleGoesAndItsRejectedPartGoesAgain();
        theSheetSaysWhatWasLeft();
    }

    private void firstLooks() {
        WorkList.Progress before = get(WorkList.class).progress(caseId);
        assertThat(before.avoided()).as("known exactly").isPositive();
        assertThat(before.left()).isEqualTo(list.size()).isGreaterThan(GRADERS.size() * EACH);
        for (int i = 0; i < GRADERS.size() * EACH; i++) {
            String grader = GRADERS.get(i / EACH);
            look(grader, item(i));
            grade(grader, item(i), code(i), "");
        }
        assertThat(get(WorkList.class).progress(caseId).graded()).isEqualTo(GRADERS.size() * EACH);
    }

    /** Two are illegal and in no set. */
    private String code(int position) {
        return position == 0 ? "A" : position == 1 ? "B" : "NOT-ILLEGAL";
    }

    private void aGradeIsTakenBackAndGivenAnew() {
        get(Grades.class)
                .takeBack(
                        new Grades.TakingBack(caseId, SCHEME, "eve", null, "wrong key"),
                        List.of(item(EACH * GRADERS.size() - 1)));
        assertThat(get(WorkOrder.class).next(caseId, null, 1_000))
                .extracting(WorkList.Item::sha256)
                .contains(item(EACH * GRADERS.size() - 1));
        grade("eve", item(EACH * GRADERS.size() - 1), "NOT-ILLEGAL", "");
    }

    private void aDifferenceIsAdjudicated() {
        look("bob", item(0));
        grade("bob", item(0), "B", "");
        assertThat(get(Grades.class).openConflicts(caseId)).hasSize(1);
        assertThatThrownBy(() -> get(Releases.class).request(caseId, SCHEME, VicsProfile.UK, "vic"))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("1 media have grades that differ")
                .hasMessageContaining("is not confirmed");
        get(Grades.class)
                .append(
                        new Grading(caseId, SCHEME, "A", "cay", null, Grading.Basis.ADJUDICATION, "seen large"),
                        List.of(item(0)));
        assertThat(get(Grades.class).openConflicts(caseId)).isEmpty();
    }

    private void theSecondLookIsBlind() {
        SecondGrading second = get(SecondGrading.class);
        SecondGrading.Round round = second.draw(new SecondGrading.Draw(caseId, SCHEME, null, 0.95, 0.05, 42), "sue");
        List<String> all = list.stream().map(WorkList.Item::sha256).toList();
        for (String grader : GRADERS) {
            for (SecondGrading.Item item : second.next(round.id(), grader, 1_000)) {
                second.grade(round.id(), List.of(item.sha256()), code(all.indexOf(item.sha256())), grader, null);
            }
        }
        assertThat(get(Agreement.class).report(round).complete()).isTrue();
        assertThat(get(Agreement.class).report(round).differing()).isZero();
    }

    private void theRestMayStayUngraded() {
        Proportionate proportionate = get(Proportionate.class);
        Proportionate.Stop stop = proportionate.propose(caseId, SCHEME, "sample-the-rest", 7, "ann");
        get(Grades.class)
                .append(
                        new Grading(caseId, SCHEME, "NOT-ILLEGAL", "dee", null, Grading.Basis.VIEWED, ""),
                        proportionate.ungradedSample(stop.id()));
        assertThat(proportionate
                        .decide(stop.id(), true, "nothing in the sample", "sue", List.of("POLIT_SUPERVISOR"))
                        .remainder())
                .isEqualTo(get(WorkList.class).remaining(caseId, null));
    }

    private void theOfficerFindsTheChild() {
        VictimLane lane = get(VictimLane.class);
        assertThat(lane.open(caseId, SCHEME))
                .extracting(VictimLane.Item::sha256)
                .containsExactlyInAnyOrder(item(0), item(1));
        lane.own(caseId, item(0), "vic", "vic");
        lane.ukChildPossible(caseId, item(0), "a UK plug in the background", "vic");
        lane.safeguardingStarted(caseId, item(0), "children's services told", "vic");
        VictimReferrals referrals = get(VictimReferrals.class);
        VictimReferrals.Referral sent = referrals.send(caseId, List.of(item(0)), "NCA", "REF-1", "who is this", "vic");
        referrals.answer(sent.id(), "known to the school", true, "vic");
        lane.identified(caseId, item(0), "answer to REF-1", "vic");
        assertThat(lane.open(caseId, SCHEME))
                .extracting(VictimLane.Item::sha256)
                .containsExactly(item(1));
    }

    private void theSchemeIsConfirmedByTwo() {
        Scheme scheme = get(Schemes.class).get(SCHEME);
        SchemeConfirmations confirmations = get(SchemeConfirmations.class);
        confirmations.propose(
                scheme,
                scheme.categories().stream()
                        .filter(c -> !c.confirmed())
                        .map(Category::number)
                        .toList(),
                "invented upload guide",
                "adam");
        confirmations.decide(SCHEME, scheme.version(), true, "", "sue");
    }

    private void theBundleGoesAndItsRejectedPartGoesAgain() throws IOException {
        BundleSigner force = TestKeys.ec(
                "Synthetic Constabulary",
                Instant.now().minus(Duration.ofDays(1)),
                Instant.now().plus(Duration.ofDays(30)));
        CaidExport.Made first = released(Scope.EVERYTHING, force);
        assertThat(first.media()).as("two graded, the others known").isGreaterThan(2);
        verified(first.file(), force);

        Uploads uploads = get(Uploads.class);
        uploads.sent(first.bundleId(), "vic", "CAID");
        Path receipt = Files.writeString(
                folder.resolve("receipt.csv"), "md5,reason\n" + list.get(1).md5() + ",part missing\n");
        assertThat(uploads.receipt(first.bundleId(), ReceiptFile.read(receipt), "vic"))
                .isEqualTo(1);
        assertThat(uploads.rejected(caseId))
                .extracting(Uploads.Rejected::sha256)
                .containsExactly(item(1));

        CaidExport.Made again = released(Scope.REJECTED, force);
        assertThat(again.media()).isEqualTo(1);
        verified(again.file(), force);
        uploads.sent(again.bundleId(), "vic", "CAID");
        uploads.receipt(again.bundleId(), Map.of(), "vic");
        assertThat(uploads.rejected(caseId)).isEmpty();
        assertThat(uploads.state(caseId, item(0))).isEqualTo(Uploads.State.RECEIVED);
    }

    private CaidExport.Made released(Scope scope, BundleSigner force) throws IOException {
        Releases releases = get(Releases.class);
        Releases.Release asked = releases.request(caseId, SCHEME, VicsProfile.UK, scope, "vic");
        assertThatThrownBy(() -> releases.decide(asked.id(), true, "VIC", ""))
                .isInstanceOf(CaidException.class)
                .hasMessageContaining("another person decides");
        releases.decide(asked.id(), true, "sue", "checked");
        MediaPacks packs = get(MediaPacks.class);
        return get(CaidExport.class)
                .released(
                        asked.id(),
                        "vic",
                        folder,
                        new CaidExport.Settings(
                                sha256 -> packs.open(
                                        sha256,
                                        0,
                                        packs.length(sha256).orElseThrow(() -> new FileNotFoundException(sha256))),
                                Instant.now(),
                                force,
                                "1.0",
                                CaseContact.NONE));
    }

    /** By the command, offline; an altered copy is not. */
    private void verified(Path bundle, BundleSigner force) throws IOException {
        Path certificate = folder.resolve("force.pem");
        try {
            Files.writeString(
                    certificate,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(force.certificate().getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        Cli.Result sound = Cli.run("verify", "bundle", bundle, "--certificate", certificate);
        assertThat(sound.exit()).as(sound.err()).isZero();
        assertThat(sound.out()).contains("Synthetic Constabulary");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[bytes.length / 2] ^= 1;
        Path altered = Files.write(folder.resolve("altered.zip"), bytes);
        assertThat(Cli.run("verify", "bundle", altered, "--certificate", certificate)
                        .exit())
                .isNotZero();
    }

    private void theSheetSaysWhatWasLeft() {
        Sfr1 sheet = get(Sfr1Sheets.class)
                .make(
                        caseId,
                        SCHEME,
                        "Synthetic Constabulary",
                        "sue",
                        "Curlew 1.0",
                        get(Proportionate.class).statements(caseId));
        assertThat(sheet.limits()).anySatisfy(l -> assertThat(l)
                .contains(
                        "own proportionate-grading policy",
                        "Left ungraded: " + get(WorkList.class).remaining(caseId, null))
                .doesNotContain("CPS"));
    }

    private void look(String grader, String item) {
        get(Exposure.class).look(new Exposure.Look(grader, caseId, null, Exposure.Act.SHOWN, List.of(item), 160));
    }

    private void grade(String grader, String item, String code, String reason) {
        assertThat(get(Grades.class)
                        .append(
                                new Grading(caseId, SCHEME, code, grader, null, Grading.Basis.VIEWED, reason),
                                List.of(item))
                        .appended())
                .isEqualTo(1);
    }

    private String item(int position) {
        return list.get(position).sha256();
    }

    private <T> T get(Class<T> type) {
        return devices.application().get(type);
    }
}
