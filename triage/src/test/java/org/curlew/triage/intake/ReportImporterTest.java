package org.curlew.triage.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.curlew.triage.obligations.World;
import org.curlew.triage.referrals.ReferralException;
import org.curlew.triage.referrals.ReferralReport;
import org.curlew.triage.referrals.Referrals.PeerToPeerAlert;
import org.curlew.triage.referrals.Referrals.PeerToPeerTally;
import org.curlew.triage.referrals.Referrals.Referral;
import org.curlew.triage.referrals.Reports;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Versioned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportImporterTest {

    private static final String XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <report xmlns="https://example.org/tips">
              <reportId>9900001</reportId>
              <incidentSummary><incidentType>Apparent distribution</incidentType>
                <incidentDateTime>2026-02-20T22:10:00-05:00</incidentDateTime>
                <escalateToHighPriority>child may be at risk now</escalateToHighPriority></incidentSummary>
              <reporter><espName>Invented Provider</espName></reporter>
              <personOrUserReported><screenName>alder_example</screenName><espIdentifier>77</espIdentifier>
                <ipCaptureEvent><ipAddress>192.0.2.7</ipAddress><eventName>Upload</eventName>
                  <dateTime>2026-02-20T22:09:00-05:00</dateTime></ipCaptureEvent>
                <ipCaptureEvent><ipAddress>192.0.2.8</ipAddress><dateTime>20/02/2026 22:09</dateTime></ipCaptureEvent>
              </personOrUserReported>
              <fileDetails><originalFileName>a.jpg</originalFileName>
                <originalFileHash hashType="MD5">00112233445566778899aabbccddeeff</originalFileHash></fileDetails>
              <somethingNew><nobody>knows</nobody></somethingNew>
            </report>
            """;
    private static final String JSON = """
            {"reports": [{"report_number": "9900001",
              "incident_summary": {"incident_type": "Apparent distribution",
                "incident_date_time": "2026-02-21T03:10:00Z", "escalate_to_high_priority": "child may be at risk now"},
              "personOrUserReported": [{"screenName": "alder_example", "espIdentifier": 77,
                 "ipCaptureEvents": [{"ipAddress": "192.0.2.7", "dateTime": "2026-02-21T03:09:00Z"}]}],
              "fileDetails": [{"originalFileName": "a.jpg", "md5": "00112233445566778899aabbccddeeff"}]},
             {"report_number": 9900002, "incident_summary": null}]}
            """;

    private final World world = new World();
    private final ReportImporter importer = world.get(ReportImporter.class);

    private ReportImporter.Result load(String text, boolean dryRun) {
        return importer.load(Map.of("tip", text.getBytes(StandardCharsets.UTF_8)), "NCA/CEOP", dryRun, "importer");
    }

    private static Reports.Read read(String text) {
        return Reports.read("tip", text.getBytes(StandardCharsets.UTF_8), "NCA/CEOP", Instant.EPOCH, "x")
                .getFirst();
    }

    @Test
    void a_report_in_xml_is_taken_in_with_its_times_as_written_and_their_zones() {
        ReportImporter.Result result = load(XML, false);

        assertThat(result.errors()).isEmpty();
        Referral referral =
                world.register.find(Referral.class, "9900001").orElseThrow().entry();
        assertThat(referral.incidentType()).isEqualTo("Apparent distribution");
        assertThat(referral.detectedAt())
                .as("the incident's time is that of detection")
                .isEqualTo("2026-02-21T03:10:00Z");
        assertThat(referral.eventAt()).as("when it happened is not told").isNull();
        assertThat(referral.originalTimes()).isEqualTo("incident: 2026-02-20T22:10:00-05:00");
        assertThat(referral.receivedAt()).isEqualTo(world.clock.instant());
        assertThat(referral.highPriority()).isTrue();
        assertThat(referral.account()).isEqualTo("alder_example");
        ReferralReport report = world.register
                .find(ReferralReport.class, "9900001")
                .orElseThrow()
                .entry();
        assertThat(report.provider()).isEqualTo("Invented Provider");
        assertThat(report.files().getFirst().digests())
                .containsExactly(new ReferralReport.Digest("MD5", "00112233445566778899aabbccddeeff"));
        assertThat(report.addresses())
                .extracting(ReferralReport.AddressEvent::at)
                .containsExactly(Instant.parse("2026-02-21T03:09:00Z"), null);
        assertThat(report.addresses().getLast().originalTime()).isEqualTo("20/02/2026 22:09");
        assertThat(result.notes())
                .contains("tip: 9900001: the time 'address 192.0.2.8' is '20/02/2026 22:09', which tells no zone or is"
                        + " not understood");
    }

    @Test
    void json_is_read_as_the_same_report_and_one_that_tells_almost_nothing_comes_in_with_its_gaps() {
        ReportImporter.Result result = load(JSON, false);

        assertThat(result.errors()).isEmpty();
        assertThat(read(JSON).referral().detectedAt())
                .isEqualTo(read(XML).referral().detectedAt());
        assertThat(read(JSON).referral().account())
                .isEqualTo(read(XML).referral().account());
        assertThat(read(JSON).report().files().getFirst().digests().getFirst().value())
                .isEqualTo("00112233445566778899aabbccddeeff");
        assertThat(world.register.find(Referral.class, "9900002")).isPresent();
        assertThat(result.notes())
                .contains(
                        "tip: 9900002: the time 'incident' is not told",
                        "tip: 9900002: the type of the incident is not told",
                        "tip: 9900002: no account is told");
    }

    @Test
    void the_same_report_twice_changes_nothing_and_a_later_one_leaves_the_assessment_alone() {
        load(XML, false);
        assertThat(load(XML, false).unchanged()).isEqualTo(2);
        Versioned<Referral> before =
                world.register.find(Referral.class, "9900001").orElseThrow();
        Referral r = before.entry();
        world.register.edit(
                before.id(),
                before.version(),
                new Referral(
                        r.source(),
                        r.reference(),
                        null,
                        r.receivedAt(),
                        null,
                        r.detectedAt(),
                        r.originalTimes(),
                        r.incidentType(),
                        true,
                        r.account(),
                        r.fileCount(),
                        world.clock.instant(),
                        KiratLevel.HIGH,
                        "DC Officer",
                        null),
                "dc",
                "assessed");

        load(XML.replace("alder_example", "alder_example_2").replace("child may be at risk now", "no"), false);

        Referral after =
                world.register.find(Referral.class, "9900001").orElseThrow().entry();
        assertThat(after.account()).isEqualTo("alder_example_2");
        assertThat(after.level()).isEqualTo(KiratLevel.HIGH);
        assertThat(after.allocatedTo()).isEqualTo("DC Officer");
        assertThat(after.highPriority())
                .as("a later report never takes an escalation back")
                .isTrue();
    }

    @Test
    void another_referral_about_the_same_account_is_pointed_out_and_a_dry_run_leaves_nothing() {
        assertThat(load(XML, true).added()).isEqualTo(2);
        assertThat(world.register.list(Referral.class, Filter.ALL)).isEmpty();

        load(XML, false);
        assertThat(load(XML.replace("9900001", "9900003"), false).notes())
                .anyMatch(n -> n.contains("9900003 is about the same account as 9900001"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<report><reportId>1</reportId>| cannot be read as XML or JSON",
                "{\"reportId\": \"1\"| cannot be read as XML or JSON",
                "<report><x>1</x></report>| report 1, field 'reportId': is missing",
                "' '| is empty",
                "<!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><report><reportId>&e;</reportId></report>| tip",
                "[[[[[[{\"reportId\": 1}]]]]]] x| tip"
            })
    void a_file_that_is_no_report_is_named_and_nothing_is_taken_in(String text, String message) {
        ReportImporter.Result result = importer.load(
                Map.of("good", XML.getBytes(StandardCharsets.UTF_8), "tip", text.getBytes(StandardCharsets.UTF_8)),
                "NCA/CEOP",
                false,
                "importer");

        assertThat(result.errors())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("tip")
                .contains(message.strip());
        assertThat(world.register.list(Referral.class, Filter.ALL)).isEmpty();
    }

    @Property(tries = 500)
    void any_bytes_are_read_or_refused_with_words(@ForAll byte[] bytes, @ForAll int cut) {
        byte[] cutShort = XML.substring(0, Math.floorMod(cut, XML.length())).getBytes(StandardCharsets.UTF_8);
        for (byte[] input : List.of(bytes, cutShort)) {
            try {
                assertThat(Reports.read("tip", input, "s", Instant.EPOCH, "x")).isNotEmpty();
            } catch (ReferralException e) {
                assertThat(e).hasMessageStartingWith("tip");
            }
        }
    }

    @Test
    void tallies_and_alerts_come_as_csv_and_count_the_alerts_that_nobody_touched() {
        Importer csv = world.get(Importer.class);
        Map<ImportFile, String> files = Map.of(
                ImportFile.P2P_TALLIES,
                "month,system,incidences,actionable,actioned,why\n2026-02,Monitor,124,9,0,demand\n",
                ImportFile.P2P_ALERTS,
                "reference,received,triaged,outcome\nP2P-1,01/03/2026 09:00,,\n");

        assertThat(csv.load(files, "importer").errors()).isEmpty();
        assertThat(csv.load(files, "importer").unchanged()).isEqualTo(2);
        assertThat(world.register.list(PeerToPeerTally.class, Filter.ALL)).hasSize(1);
        assertThat(world.register.list(PeerToPeerAlert.class, Filter.ALL)).hasSize(1);
        world.clock.forward(java.time.Duration.ofHours(1));
        world.obligations.tick();
        assertThat(world.obligations.overdue("p2p-alert-triaged")).hasSize(1);

        assertThat(csv.load(
                                Map.of(
                                        ImportFile.P2P_TALLIES,
                                        "month,system,incidences,actionable,actioned,why\nFeb,Monitor,1,2,0,x\n"
                                                + "2026-03,Monitor,1,2,0,x\n2026-04,Monitor,5,2,0,\n2026-05,Monitor,,2,0,x\n"),
                                "importer")
                        .errors())
                .extracting(Object::toString)
                .containsExactly(
                        "p2p_tallies row 2, month: 'Feb' is not a month; write 2026-03",
                        "p2p_tallies row 3, actionable: more than incidences",
                        "p2p_tallies row 4, why: say why actionable alerts were not actioned",
                        "p2p_tallies row 5, incidences: is missing; write 0 where there were none");
    }
}
