package org.curlew.triage.referrals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How CyberTip-style reports are read: tolerant of what is missing or named otherwise, strict about what cannot be known. */
class ReportsTest {

    private static final Instant RECEIVED = Instant.parse("2026-03-02T09:00:00Z");

    private static List<Reports.Read> read(String text) {
        return Reports.read("tip.xml", text.getBytes(StandardCharsets.UTF_8), "NCA/CEOP", RECEIVED, "00");
    }

    private static Reports.Read one(String inside) {
        return read("<report><reportId>1</reportId>" + inside + "</report>").getFirst();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "2026-02-20T22:10:00Z, 2026-02-20T22:10:00Z",
                "2026-02-20T22:10:00-05:00, 2026-02-21T03:10:00Z",
                "2026-02-20 22:10:00 UTC, 2026-02-20T22:10:00Z",
                "'Fri, 20 Feb 2026 22:10:00 GMT', 2026-02-20T22:10:00Z",
                "2026-02-20T22:10:00+01:00[Europe/Paris], 2026-02-20T21:10:00Z",
                "2026-02-20T22:10:00, none",
                "20/02/2026 22:10, none",
                "2026-02-30T22:10:00Z, none",
                "yesterday, none"
            })
    void a_time_is_an_instant_only_where_it_tells_its_zone_and_its_text_is_always_kept(String text, Instant at) {
        Reports.Read read = one("<incidentDateTime>" + text + "</incidentDateTime>");

        assertThat(read.referral().detectedAt()).isEqualTo(at);
        assertThat(read.referral().originalTimes()).contains("incident: " + text);
        assertThat(read.report().gaps().stream().anyMatch(g -> g.startsWith("the time 'incident' is '")))
                .isEqualTo(at == null);
    }

    @ParameterizedTest
    @CsvSource({
        "child may be at risk now, true",
        "true, true",
        "1, true",
        "High, true",
        "no, false",
        "0, false",
        "false, false",
        "Routine, false",
        "standard, false"
    })
    void an_escalation_in_free_words_counts_and_only_a_plain_no_does_not(String text, boolean high) {
        assertThat(one("<escalateToHighPriority>" + text + "</escalateToHighPriority>")
                        .referral()
                        .highPriority())
                .isEqualTo(high);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"reportId", "report_number", "ReportNumber", "cyberTipReportNumber", "CYBERTIP-ID", "reference"})
    void the_number_is_found_however_it_is_written(String name) {
        assertThat(read("<report><" + name + ">42</" + name + "></report>")
                        .getFirst()
                        .referral()
                        .reference())
                .isEqualTo("42");
    }

    @Test
    void detection_is_not_taken_for_the_event_and_receipt_for_neither() {
        Reports.Read read = one("<incidentDateTime>2026-02-20T10:00:00Z</incidentDateTime>"
                + "<eventDateTime>2026-01-05T10:00:00Z</eventDateTime>"
                + "<receivedDateTime>2026-02-25T10:00:00Z</receivedDateTime>");

        assertThat(read.referral().eventAt()).isEqualTo("2026-01-05T10:00:00Z");
        assertThat(read.referral().detectedAt()).isEqualTo("2026-02-20T10:00:00Z");
        assertThat(read.referral().receivedAt()).isEqualTo("2026-02-25T10:00:00Z");
        assertThat(one("").referral().receivedAt())
                .as("the day it was taken in")
                .isEqualTo(RECEIVED);
        assertThat(one("").referral().eventAt()).as("nobody told it").isNull();
    }

    @Test
    void files_come_by_name_and_digest_with_the_kind_the_provider_gave() {
        Reports.Read read = one("<fileDetails><originalFileName>a.jpg</originalFileName><viewedByEsp>Yes</viewedByEsp>"
                + "<originalFileHash hashType=\"PhotoDNA\">1,2</originalFileHash><sha1>ab</sha1></fileDetails>"
                + "<fileDetails><fileName>b.jpg</fileName></fileDetails>");

        assertThat(read.referral().fileCount()).isEqualTo(2);
        assertThat(read.report().files().getFirst())
                .isEqualTo(new ReferralReport.ReportedFile(
                        "a.jpg",
                        List.of(new ReferralReport.Digest("PhotoDNA", "1,2"), new ReferralReport.Digest("sha1", "ab")),
                        true));
        assertThat(read.report().files().get(1).viewedByProvider())
                .as("not told is not no")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-8", "ISO-8859-1"})
    void letters_are_read_by_the_mark_or_the_declared_encoding(String encoding) {
        byte[] bytes = ("<?xml version=\"1.0\" encoding=\"" + encoding
                        + "\"?><report><reportId>1</reportId><incidentType>Fälle</incidentType></report>")
                .getBytes(Charset.forName(encoding));

        assertThat(Reports.read("tip.xml", bytes, "NCA/CEOP", RECEIVED, "00")
                        .getFirst()
                        .referral()
                        .incidentType())
                .isEqualTo("Fälle");
    }

    @Test
    void nothing_outside_the_file_is_fetched_and_nothing_is_expanded() {
        String entity = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                + "<report><reportId>1</reportId><incidentType>&x;</incidentType></report>";

        assertThatThrownBy(() -> read(entity))
                .isInstanceOf(ReferralException.class)
                .hasMessageStartingWith("tip.xml cannot be read as XML or JSON (");
    }

    @Test
    void what_is_too_deep_or_too_large_or_no_report_is_refused_in_words() {
        String deep = "{\"a\":".repeat(150) + "1" + "}".repeat(150);
        assertThatThrownBy(() -> read(deep)).hasMessage("tip.xml is nested more than 100 deep: it is no report");
        assertThatThrownBy(() -> read("  ")).hasMessage("tip.xml is empty: export the report again");
        assertThatThrownBy(() -> read("{\"reportId\": 1} {}"))
                .hasMessage("tip.xml is followed by something else: it is no report");
        assertThatThrownBy(() -> read("<report><incidentType>x</incidentType></report>"))
                .hasMessage("tip.xml, report 1, field 'reportId': is missing; a referral is known by its number");
        assertThatThrownBy(() -> Reports.read("big", new byte[(32 << 20) + 1], "NCA/CEOP", RECEIVED, "00"))
                .hasMessage("big is larger than 32 MiB: a report holds no pictures; export it again");
    }
}
