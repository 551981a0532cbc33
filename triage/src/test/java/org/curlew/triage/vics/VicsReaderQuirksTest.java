package org.curlew.triage.vics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VicsReaderQuirksTest {

    private static final String CONTEXT =
            "\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media\"";
    private static final String MD5 = "140dcf8bbd1f46f2ae0f78824eb7a6d5";

    private static String file(String... rows) {
        return "{" + CONTEXT + ",\"value\":[" + String.join(",", rows) + "]}";
    }

    private static VicsMedia one(String fields) throws IOException {
        return Collected.read(file("{\"MD5\":\"" + MD5 + "\"," + fields + "}"))
                .media
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false", "'\"true\"',true", "'\"False\"',false", "1,true", "0,false", "'\"0\"',false"
    })
    void a_boolean_is_read_in_every_form(String written, boolean meant) throws IOException {
        assertThat(one("\"VictimIdentified\":" + written).victimIdentified()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null,null",
                "0,0",
                "3,3",
                "'\"3\"',3",
                "3.0,3",
                "'\"\"',null",
                "300,null",
                "-1,null",
                "'\"A\"',null"
            })
    void a_category_is_a_number_from_0_to_255_or_unknown(String written, Integer meant) throws IOException {
        assertThat(one("\"Category\":" + written).category()).isEqualTo(meant);
    }

    @Test
    void an_unreadable_category_is_reported_and_costs_no_row() throws IOException {
        Collected read = Collected.read(file("{\"MD5\":\"" + MD5 + "\",\"Category\":\"A\"}"));

        assertThat(read.media).hasSize(1);
        assertThat(read.findings)
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo(VicsFinding.Kind.UNREADABLE_VALUE))
                .extracting(VicsFinding::message)
                .isEqualTo("Category is not a number from 0 to 255; left empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9007199254740993", "\"9007199254740993\"", "9223372036854775807", "\"-9223372036854775808\""})
    void a_size_is_exact_to_64_bits(String written) throws IOException {
        assertThat(one("\"MediaSize\":" + written).mediaSize()).hasToString(written.replace("\"", ""));
    }

    @Test
    void a_size_beyond_64_bits_is_reported_not_rounded() throws IOException {
        Collected read = Collected.read(file("{\"MD5\":\"" + MD5 + "\",\"MediaSize\":9223372036854775808}"));

        assertThat(read.media.getFirst().mediaSize()).isNull();
        assertThat(read.kinds()).containsExactly(VicsFinding.Kind.UNREADABLE_VALUE);
    }

    @Test
    void digests_are_lower_case_whatever_the_file_has() throws IOException {
        assertThat(one("\"SHA1\":\"E0369031D56DA740A1B7C8681901ABB49A05B82A\"").sha1())
                .isEqualTo("e0369031d56da740a1b7c8681901abb49a05b82a");
    }

    @Test
    void field_names_count_in_any_case_and_that_is_reported() throws IOException {
        Collected read = Collected.read(file("{\"md5\":\"" + MD5
                + "\",\"CATEGORY\":2,\"MediaFiles\":[{\"sourceID\":\"ABC/1\",\"FileName\":\"a\"}]}"));

        assertThat(read.media.getFirst().category()).isEqualTo(2);
        assertThat(read.media.getFirst().mediaFiles().getFirst().sourceId()).isEqualTo("ABC/1");
        assertThat(read.kinds()).containsExactly(VicsFinding.Kind.FIELD_CASE);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-01-02T03:04:05-05:00, 2025-01-02T08:04:05Z",
        "2025-01-02T03:04:05.678Z, 2025-01-02T03:04:05.678Z",
        "2025-01-02T03:04:05.000+05:00Z, 2025-01-01T22:04:05Z",
        "/Date(1735787045000)/, 2025-01-02T03:04:05Z",
    })
    void a_time_with_a_zone_is_a_moment(String written, Instant meant) throws IOException {
        assertThat(one("\"DateUpdated\":\"" + written + "\"").dateUpdated().instant())
                .contains(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-01-02T03:04:05, 2025-01-02T03:04:05",
        "2025-01-02 03:04:05, 2025-01-02T03:04:05",
        "1/2/2025, 2025-01-02T00:00",
        "1/2/2025 3:04:05 PM, 2025-01-02T15:04:05",
        "2025-01-02, 2025-01-02T00:00",
    })
    void a_time_without_a_zone_stays_without_one(String written, LocalDateTime meant) throws IOException {
        VicsTime time = one("\"DateUpdated\":\"" + written + "\"").dateUpdated();

        assertThat(time.local()).isEqualTo(meant);
        assertThat(time.instant()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2025-13-01T00:00:00Z", "13/13/2025", "/Date(x)/"})
    void a_time_nobody_can_read_is_reported_not_guessed(String written) throws IOException {
        Collected read = Collected.read(file("{\"MD5\":\"" + MD5 + "\",\"DateUpdated\":\"" + written + "\"}"));

        assertThat(read.media.getFirst().dateUpdated()).isNull();
        assertThat(read.kinds()).containsExactly(VicsFinding.Kind.UNREADABLE_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"A\",\"B\"] | A,B",
                "{\"Name\":\"A\",\"Count\":3} | A",
                "[{\"SeriesName\":\"A\"},{\"SeriesName\":\"B\"}] | A,B",
                "true | true",
            })
    void series_and_tags_may_be_lists_or_objects(String written, String meant) throws IOException {
        VicsMedia media = one("\"Series\":" + written + ",\"Tags\":" + written);

        assertThat(media.series()).isEqualTo(meant);
        assertThat(media.tags()).isEqualTo(meant);
    }

    @Test
    void repeated_media_ids_cost_no_row() throws IOException {
        String other = "ff50df05ff8c4fed7bc7c78b444bcc98";
        Collected read = Collected.read(
                file("{\"MediaID\":7,\"MD5\":\"" + MD5 + "\"}", "{\"MediaID\":7,\"MD5\":\"" + other + "\"}"));

        assertThat(read.media).extracting(VicsMedia::md5).containsExactly(MD5, other);
    }

    @Test
    void a_row_without_a_usable_digest_is_rejected_with_its_place() throws IOException {
        String text = file("{\"MD5\":\"" + MD5 + "\"}", "{\"MediaID\":2,\"MD5\":\"\"}", "{\"MD5\":\"xyz\"}", "17");

        Collected read = Collected.read(text);

        assertThat(read.summary.media()).isEqualTo(1);
        assertThat(read.summary.rejected()).isEqualTo(3);
        assertThat(read.findings.stream().filter(f -> f.kind() == VicsFinding.Kind.REJECTED_ROW))
                .extracting(f -> f.position().mediaIndex())
                .containsExactly(1L, 2L, 3L);
        assertThat(read.findings.getFirst().position().byteOffset()).isEqualTo(text.indexOf("{\"MediaID\":2"));
    }

    @Test
    void a_row_whose_md5_is_broken_is_kept_by_its_sha1() throws IOException {
        Collected read = Collected.read(
                file("{\"MD5\":\"" + MD5.substring(1) + "\",\"SHA1\":\"e0369031d56da740a1b7c8681901abb49a05b82a\"}"));

        assertThat(read.media).hasSize(1).first().extracting(VicsMedia::md5).isNull();
        assertThat(read.kinds()).containsExactly(VicsFinding.Kind.BAD_DIGEST);
    }

    @Test
    void a_bare_list_is_read_whether_it_holds_media_or_cases() throws IOException {
        Collected media = Collected.read("[{\"MD5\":\"" + MD5 + "\"}]");
        Collected cases = Collected.read("[{\"CaseNumber\":\"1\",\"Media\":[{\"MD5\":\"" + MD5 + "\"}]}]");

        assertThat(media.media).hasSize(1);
        assertThat(cases.media).hasSize(1);
        assertThat(cases.cases).hasSize(1);
        assertThat(media.kinds()).containsExactly(VicsFinding.Kind.CONTEXT);
    }

    @Test
    void a_context_that_says_cases_over_media_rows_loses_none_of_them() throws IOException {
        Collected read = Collected.read(file("{\"MD5\":\"" + MD5 + "\"}").replace("#Media", "#Cases"));
        Collected turned = Collected.read(file("{\"CaseID\":\"x\",\"Media\":[{\"MD5\":\"" + MD5 + "\"}]}"));

        assertThat(read.media).hasSize(1);
        assertThat(turned.media).hasSize(1);
        assertThat(read.kinds()).containsExactly(VicsFinding.Kind.CONTEXT);
        assertThat(turned.kinds()).containsExactly(VicsFinding.Kind.CONTEXT);
    }

    @Test
    void a_context_after_the_rows_still_counts() throws IOException {
        Collected read = Collected.read("{\"value\":[{\"MD5\":\"" + MD5 + "\"}]," + CONTEXT + "}");

        assertThat(read.media).hasSize(1);
        assertThat(read.summary.header().version()).isEqualTo(VicsVersion.V2_0);
        assertThat(read.headers).hasSize(2);
    }

    @Test
    void media_before_the_fields_of_its_case_belong_to_that_case() throws IOException {
        Collected read = Collected.read("{\"odata.metadata\":\"http://x/DataModels/1.3.xml#Cases\",\"value\":["
                + "{\"Media\":[{\"MD5\":\"" + MD5 + "\"}],\"CaseID\":\"{AB}\"},{\"CaseID\":\"c\",\"Media\":[]}]}");

        assertThat(read.cases).extracting(VicsCase::caseId).containsExactly("ab", "c");
        assertThat(read.positions.getFirst().caseIndex()).isZero();
    }

    @Test
    void sha256_and_photodna_come_from_the_alternative_hashes() throws IOException {
        VicsMedia media = one("\"AlternativeHashes\":[{\"HashName\":\"sha-256\",\"HashValue\":\"" + "AB".repeat(32)
                + "\"},{\"HashName\":\"PhotoDNA\",\"HashValue\":\"x\"}]");

        assertThat(media.sha256()).contains("ab".repeat(32));
        assertThat(media.alternativeHashes().get(1).isPhotoDna()).isTrue();
    }

    @Test
    void a_name_in_an_old_code_page_costs_two_letters_and_is_reported() throws IOException {
        String text = file("{\"MD5\":\"" + MD5 + "\",\"Comments\":\"Zoë, Müller\"}", "{\"MD5\":\"" + MD5 + "\"}");

        Collected read = Collected.read(text, StandardCharsets.ISO_8859_1);

        assertThat(read.media)
                .hasSize(2)
                .first()
                .extracting(VicsMedia::comments)
                .isEqualTo("Zo?, M?ller");
        assertThat(read.findings).singleElement().satisfies(f -> {
            assertThat(f.kind()).isEqualTo(VicsFinding.Kind.BAD_ENCODING);
            assertThat(f.position().byteOffset()).isEqualTo(text.indexOf('ë'));
        });
    }

    @Test
    void an_unescaped_quote_in_a_case_number_is_named_as_such() {
        String text =
                "{\"@odata.context\":\"http://x/DataModels/2.0.xml/UK/$metadata#Cases\",\"value\":[{\"CaseID\":\"a\","
                        + "\"CaseNumber\":\"Op \"Heron\" 1\",\"Media\":[{\"MD5\":\"" + MD5 + "\"}]}]}";

        assertThatThrownBy(() -> Collected.read(text))
                .asInstanceOf(type(VicsException.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(VicsException.Reason.MALFORMED))
                .extracting(Throwable::getMessage)
                .asString()
                .contains("sample.json: not JSON from byte", "head of a case", "CaseNumber", "did not escape");
    }

    @Test
    void a_file_cut_anywhere_is_never_read_as_whole() throws IOException {
        byte[] whole = Files.readAllBytes(SharedData.file("vics/uk-case/VICS_Pictures_Results.json"));
        int end = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('}');

        for (int cut = 1; cut <= end; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            assertThatThrownBy(() -> Collected.read(part))
                    .as("cut at %d", cut)
                    .asInstanceOf(type(VicsException.class))
                    .extracting(VicsException::reason)
                    .isEqualTo(VicsException.Reason.INCOMPLETE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"a\":[1,2]}", "17", "\"text\"", "{\"value\":[{\"x\":1}]}"})
    void something_else_is_not_vics(String text) {
        assertThatThrownBy(() -> Collected.read(text))
                .asInstanceOf(type(VicsException.class))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(VicsException.Reason.NOT_VICS))
                .satisfies(e -> assertThat(e).hasMessageContaining("sample.json: not a VICS file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"value\":[]}", "trailing", "}", "]", "\0\0\0\0", "\"", "<!-- end -->", "tru"})
    void what_follows_the_document_is_named_and_not_taken_for_a_cut(String more) {
        String whole = file("{\"MD5\":\"" + MD5 + "\"}");

        for (String gap : new String[] {"", "\n"}) {
            assertThatThrownBy(() -> Collected.read(whole + gap + more))
                    .asInstanceOf(type(VicsException.class))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(VicsException.Reason.MALFORMED))
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains(
                            "more content after the end of the document at byte " + whole.length(),
                            "remove what follows");
        }
    }

    @Property(tries = 300)
    void a_corrupted_byte_gives_rows_findings_or_a_vics_exception_and_nothing_else(
            @ForAll @IntRange(min = 0, max = 4200) int where, @ForAll byte what) throws IOException {
        byte[] bytes = Files.readAllBytes(SharedData.file("vics/uk-case/VICS_Pictures_Results.json"));
        bytes[where] = what;
        try {
            Collected read = Collected.read(bytes);
            assertThat(read.summary.media() + read.summary.rejected()).isLessThanOrEqualTo(6);
        } catch (VicsException e) {
            assertThat(e).hasMessageStartingWith("sample.json: ");
        }
    }

    @Property(tries = 300)
    void repair_leaves_good_utf8_alone_and_always_gives_decodable_text_of_the_same_length(
            @ForAll @Size(max = 60) byte[] bytes, @ForAll String text, @ForAll @IntRange(min = 1, max = 20) int step)
            throws IOException {
        byte[] good = text.getBytes(StandardCharsets.UTF_8);

        assertThat(repaired(good, step)).isEqualTo(good);
        byte[] fixed = repaired(bytes, step);
        assertThat(fixed).hasSameSizeAs(bytes);
        assertThat(new String(fixed, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                .isEqualTo(fixed);
    }

    private static byte[] repaired(byte[] bytes, int step) throws IOException {
        try (Utf8Repair repair = new Utf8Repair(new java.io.ByteArrayInputStream(bytes))) {
            var out = new java.io.ByteArrayOutputStream();
            byte[] buffer = new byte[step];
            for (int got; (got = repair.read(buffer, 0, step)) >= 0; ) {
                out.write(buffer, 0, got);
            }
            return out.toByteArray();
        }
    }
}
