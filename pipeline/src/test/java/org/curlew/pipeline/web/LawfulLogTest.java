package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.stages.Intake;
import org.curlew.storage.ledger.Chronology;
import org.curlew.storage.ledger.LedgerChainer;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.storage.retention.Disposal;
import org.curlew.storage.retention.Disposals;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The six kinds of processing that section 62 of the Data Protection Act 2018 wants logged, each done as a person does it, and its
 * entry with who, when, why and, for a disclosure, to whom.
 */
@WithServed
class LawfulLogTest {

    private static final String CASE = "OP-LAWFUL";
    private static final String EXHIBIT = "L/1";

    private static Served served;
    private static Acquisition device;
    private static long caseId;
    private static final Instant BEGUN = Instant.now();

    @BeforeAll
    static void a_device_of_its_own() throws InterruptedException {
        served = Served.instance();
        served.signedIn("examiner")
                .post(
                        "/book-in",
                        Map.of("caseReference", CASE, "exhibitReference", EXHIBIT, "kind", "card", "offence", "IIOC"));
        Path image = new SampleDevice(62)
                .write(served.get(DataFolder.class).folder("lawful"))
                .image();
        device = served.get(Intake.class)
                .submit(CASE, EXHIBIT, List.of(image), Acquisition.Declared.NONE, List.of(), null, "examiner");
        while (!served.get(Intake.class).finished(device.id())) {
            Thread.sleep(50);
        }
        caseId = served.jdbc()
                .sql("select case_id from exhibit where id = ?")
                .param(device.exhibitId())
                .query(Long.class)
                .single();
    }

    /** The newest entry of the kind that the chronology of the exhibit, or of its case, shows. */
    private static Chronology.Line entry(String kind, ProcessingAct act, boolean ofExhibit) {
        served.get(LedgerChainer.class).chain();
        List<String> subjects = ofExhibit ? List.of("case:" + CASE, "exhibit:" + EXHIBIT) : List.of("case:" + CASE);
        Chronology.Line line = served.get(Chronology.class).newest(subjects, 10_000).stream()
                .filter(each -> each.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the ledger has no " + kind + " about " + subjects));
        assertThat(line.act()).isEqualTo(act.name());
        assertThat(line.at()).isBetween(BEGUN, Instant.now());
        return line;
    }

    private static JsonNode details(Chronology.Line line) {
        return JsonMapper.shared().readTree(line.details());
    }

    @Test
    void collection_is_logged_when_an_exhibit_is_booked_in_and_its_image_is_taken_and_read() {
        Chronology.Line booked = entry("EXHIBIT_BOOKED_IN", ProcessingAct.COLLECTION, true);
        assertThat(booked.actor()).isEqualTo("examiner");
        Chronology.Line submitted = entry("IMAGE_SUBMITTED", ProcessingAct.COLLECTION, true);
        assertThat(submitted.actor()).isEqualTo("examiner");
        assertThat(details(submitted).path("parts").get(0).asString()).endsWith(".dd");
        assertThat(details(entry("STAGE_EXTRACTION", ProcessingAct.COLLECTION, true))
                        .path("reason")
                        .asString())
                .contains("files found");
    }

    @Test
    void alteration_is_logged_with_its_reason() {
        served.signedIn("supervisor")
                .post("/cases/" + caseId + "/retention/holds", Map.of("reason", "a complaint is open"));

        Chronology.Line placed = entry("LEGAL_HOLD_PLACED", ProcessingAct.ALTERATION, false);

        assertThat(placed.actor()).isEqualTo("supervisor");
        assertThat(details(placed).path("reason").asString()).isEqualTo("a complaint is open");
        long hold = details(placed).path("hold").asLong();
        served.signedIn("supervisor")
                .post("/cases/" + caseId + "/retention/holds/" + hold + "/lift", Map.of("reason", "it is closed"));
        assertThat(details(entry("LEGAL_HOLD_LIFTED", ProcessingAct.ALTERATION, false))
                        .path("reason")
                        .asString())
                .isEqualTo("it is closed");
    }

    @Test
    void consultation_is_logged_with_who_looked_at_what_and_the_reason_that_was_given() {
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/account");
        examiner.post(
                "/cases/" + caseId + "/reason",
                Map.of("reason", "The officer in the case asked for the state of the device"));
        examiner.get("/exhibits/" + device.exhibitId());

        Chronology.Line viewed = entry("EXHIBIT_VIEWED", ProcessingAct.CONSULTATION, true);

        assertThat(viewed.actor()).isEqualTo("examiner");
        assertThat(details(viewed).path("justification").asString())
                .isEqualTo("The officer in the case asked for the state of the device");
    }

    @Test
    void disclosure_is_logged_with_its_recipient_and_its_justification_also_where_it_is_a_transfer() {
        Visitor examiner = served.signedIn("examiner");
        examiner.post(
                "/book-in",
                Map.of("caseReference", CASE, "exhibitReference", "L/2", "kind", "phone", "complainants", "true"));
        long phone = served.jdbc()
                .sql("select id from exhibit where case_id = ? and reference = 'L/2'")
                .param(caseId)
                .query(Long.class)
                .single();
        examiner.get("/property");
        assertThat(examiner.post(
                                "/property/" + phone,
                                Map.of(
                                        "event",
                                        "RETURNED",
                                        "on",
                                        LocalDate.now().toString(),
                                        "party",
                                        "Its owner, Ada Invented",
                                        "note",
                                        "copied; nothing more is asked of it"))
                        .statusCode())
                .isEqualTo(302);
        Chronology.Line returned = entry("EXHIBIT_RETURNED", ProcessingAct.DISCLOSURE, false);
        assertThat(returned.actor()).isEqualTo("examiner");
        assertThat(details(returned).path("recipient").asString()).isEqualTo("Its owner, Ada Invented");
        assertThat(details(returned).path("note").asString()).isEqualTo("copied; nothing more is asked of it");

        long bundle = bundle();
        Visitor vio = served.signedIn("vio");
        vio.get("/account");
        vio.post("/victims/bundles/" + bundle + "/sent", Map.of("recipient", "CAID, by courier"));
        Chronology.Line sent = entry("BUNDLE_SENT", ProcessingAct.DISCLOSURE, false);
        assertThat(sent.actor()).isEqualTo("vio");
        assertThat(details(sent).path("recipient").asString()).isEqualTo("CAID, by courier");
        assertThat(details(sent).path("justification").asString())
                .contains("asked for by second-vio", "approved by vio");
    }

    /** A bundle as it stands when it was made and not sent. */
    private static long bundle() {
        long release = served.jdbc().sql("""
                        insert into caid_release (case_id, scheme, scheme_version, profile, contents, media, requested_by)
                        values (?, 'uk-2014', 1, 'UK', 'none', 1, 'second-vio') returning id
                        """).param(caseId).query(Long.class).single();
        served.jdbc()
                .sql("insert into caid_release_decision (release_id, approved, decided_by, reason)"
                        + " values (?, true, 'vio', 'checked')")
                .param(release)
                .update();
        long bundle = served.jdbc().sql("""
                        insert into caid_bundle (release_id, name, sums, media, made_by)
                        values (?, 'LAWFUL.zip', 'none', 1, 'second-vio') returning id
                        """).param(release).query(Long.class).single();
        String media = served.jdbc()
                .sql("select encode(sha256, 'hex') from occurrence where exhibit_id = ? order by sha256 limit 1")
                .param(device.exhibitId())
                .query(String.class)
                .single();
        served.jdbc()
                .sql("insert into caid_upload (case_id, sha256, state, bundle_id, actor)"
                        + " values (?, ?, 'IN_BUNDLE', ?, 'second-vio')")
                .params(caseId, HexFormat.of().parseHex(media), bundle)
                .update();
        return bundle;
    }

    @Test
    void combination_is_logged_when_a_device_is_compared_with_hash_sets() {
        Chronology.Line compared = entry("STAGE_MATCHING", ProcessingAct.COMBINATION, true);

        assertThat(compared.actor()).isEqualTo("machine");
        assertThat(details(compared).path("reason").asString()).matches(".* compared with [1-9]\\d* hash sets");
        assertThat(details(compared).path("setVersions").asString()).matches("\\[\\d+(, \\d+)*]");
    }

    @Test
    void erasure_is_logged_with_both_people_the_rule_and_the_reason() {
        Visitor supervisor = served.signedIn("supervisor");
        supervisor.get("/account");
        supervisor.post(
                "/cases/" + caseId + "/retention/outcome",
                Map.of(
                        "outcome",
                        "ACQUITTED",
                        "decidedOn",
                        LocalDate.now().minusYears(1).toString(),
                        "note",
                        "verdict"));
        long item = served.jdbc()
                .sql("select id from retention_item where exhibit_id = ? and class = 'EXTRACTED_DATA'")
                .param(device.exhibitId())
                .query(Long.class)
                .single();
        supervisor.post("/retention/" + item + "/propose", Map.of("reason", "past its date"));
        Disposals disposals = served.get(Disposals.class);
        Disposal proposed = disposals.proposed().stream()
                .filter(each -> each.itemId() == item)
                .findFirst()
                .orElseThrow();
        Visitor deputy = served.signedIn("deputy");
        deputy.get("/account");
        deputy.post("/retention/disposals/" + proposed.id(), Map.of("decision", "approve", "reason", "agreed"));
        disposals.carryOut(proposed.id());

        Chronology.Line erased = entry("EXTRACTED_DATA_ERASED", ProcessingAct.ERASURE, true);

        assertThat(erased.actor()).isEqualTo("deputy");
        assertThat(details(erased).path("proposedBy").asString()).isEqualTo("supervisor");
        assertThat(details(erased).path("justification").asString()).isEqualTo("past its date");
        assertThat(details(erased).path("rule").asString()).isEqualTo("data-ended");
        assertThat(details(erased).path("media").asLong()).isPositive();
    }
}
