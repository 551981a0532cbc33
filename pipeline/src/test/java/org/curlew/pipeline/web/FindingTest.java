package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The search of every page finds an exhibit by what a person has in hand, and only where the person may see the case. */
@WithServed
class FindingTest {

    private static final String IMEI = "356938035643809";

    private static Served served;

    @BeforeAll
    static void a_phone_is_booked_in() {
        served = Served.instance();
        Visitor examiner = served.signedIn("examiner");
        examiner.get("/book-in");
        examiner.post(
                "/book-in",
                Map.of(
                        "caseReference", "OP-FOUND",
                        "exhibitReference", "FND/1",
                        "kind", "phone",
                        "serial", "SER-77-X",
                        "imei", IMEI,
                        "offence", "IIOC",
                        "team", "POLIT"));
    }

    @Test
    void by_a_whole_imei_or_serial_number_in_either_case() {
        Visitor examiner = served.signedIn("examiner");
        assertThat(found(examiner, IMEI)).contains("1 thing found", "OP-FOUND", "FND/1", "IMEI");
        assertThat(found(examiner, "ser-77-x")).contains("OP-FOUND", "FND/1", "serial number");
        assertThat(found(examiner, IMEI.substring(0, 10)))
                .as("a part of an IMEI is another telephone's as well")
                .contains("Nothing found");
    }

    @Test
    void by_each_digest_of_a_picture_and_by_a_part_of_a_name() {
        Visitor examiner = served.signedIn("examiner");
        Map<String, Object> picture =
                served.jdbc().sql("""
                        select encode(c.md5, 'hex') as md5, encode(c.sha1, 'hex') as sha1, encode(c.sha256, 'hex') as sha256
                        from content c join occurrence o on o.sha256 = c.sha256 where o.exhibit_id = ? limit 1
                        """).param(served.exhibit()).query().singleRow();
        for (String kind : List.of("md5", "sha1", "sha256")) {
            String digest = picture.get(kind).toString();
            assertThat(found(examiner, digest)).as(kind).contains("OP-SAMPLE", "DEMO/1");
            assertThat(found(examiner, digest.toUpperCase(java.util.Locale.ROOT)))
                    .as(kind)
                    .contains("DEMO/1");
        }
        assertThat(found(examiner, "yarrow example")).contains("SAMPLE-046", "suspect Yarrow Example-2");
    }

    @Test
    void nothing_of_a_case_of_others() {
        Visitor outsider = served.signedIn("outsider");
        for (String question : List.of(IMEI, "SER-77-X", "FND/1", "OP-FOUND", "yarrow example")) {
            assertThat(found(outsider, question)).as(question).contains("Nothing found");
        }
    }

    private static String found(Visitor visitor, String question) {
        visitor.get("/account");
        return visitor.post("/search", Map.of("q", question)).body();
    }
}
