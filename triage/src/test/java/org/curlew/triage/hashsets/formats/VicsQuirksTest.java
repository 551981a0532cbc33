package org.curlew.triage.hashsets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What writers of VICS files are known to do, each imported as a hash set: it says the same as the row written as the model says. */
class VicsQuirksTest {

    private static final String MD5 = "140dcf8bbd1f46f2ae0f78824eb7a6d5";
    private static final String SHA1 = "e0369031d56da740a1b7c8681901abb49a05b82a";
    private static final String OTHER = "ff50df05ff8c4fed7bc7c78b444bcc98";
    private static final String PLAIN = "\"MD5\":\"" + MD5 + "\",\"SHA1\":\"" + SHA1 + "\",\"Category\":2";
    private static final String MEANT = MD5 + " " + SHA1 + " #2";
    private static final String CONTEXT = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata";

    @TempDir
    Path folder;

    private Rows rows(String text, Charset charset) throws IOException {
        return Rows.of(Files.write(folder.resolve("set.json"), text.getBytes(charset)));
    }

    private Rows set(String... rows) throws IOException {
        return rows(document(rows), StandardCharsets.UTF_8);
    }

    private static String document(String... rows) {
        return "{\"@odata.context\":\"" + CONTEXT + "#Media\",\"value\":[{" + String.join("},{", rows) + "}]}";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a boolean as text | `VictimIdentified`:`false`,`OffenderIdentified`:`True`",
                "a boolean as a number | `VictimIdentified`:0,`IsDistributed`:1",
                "a size as text | `MediaSize`:`17`",
                "a size beyond what a double holds | `MediaSize`:9007199254740993",
                "the same as text | `MediaSize`:`9007199254740993`",
                "an offset as text | `MediaFiles`:[{`PhysicalLocation`:`9007199254740993`}]",
                "a date with an offset | `DateUpdated`:`2025-01-02T03:04:05-05:00`",
                "a date without a zone | `DateUpdated`:`2025-01-02T03:04:05`",
                "a date of one exporter with offset and Z | `DateUpdated`:`2025-01-02T03:04:05.000+05:00Z`",
                "a date of .NET | `DateUpdated`:`/Date(1735787045000)/`",
                "a date as month, day and year | `DateUpdated`:`1/2/2025`",
                "back-slashes in a path | `RelativeFilePath`:`VIC_Files\\\\name.jpg`",
                "a series as a list | `Series`:[`A`,`B`]",
                "a series as an object | `Series`:{`Name`:`A`}",
                "tags as a boolean | `Tags`:true",
                "tags as a list of objects | `Tags`:[{`Tag`:`a`}]",
                "pre-categorised with nothing to go by | `IsPrecategorized`:true,`PrecategorizationSource`:null",
                "fields of a vendor | `MovieLength`:`00:01:00`,`Monikers`:[{`x`:[1,{}]}],`Miniature`:null",
                "links of OData | `odata.id`:`Media(1)`,`MediaFiles@odata.navigationLinkUrl`:`/Media(1)/MediaFiles`",
                "a single place that is no list | `MediaFiles`:{`FileName`:`a`}",
                "no places | `MediaFiles`:null",
            })
    void a_row_with(String quirk, String members) throws IOException {
        String written = members.replace('`', '"');

        assertThat(set(PLAIN + "," + written).accepted).as(quirk + " behind").containsExactly(MEANT);
        assertThat(set(written + "," + PLAIN, PLAIN).accepted)
                .as(quirk + " before")
                .containsExactly(MEANT, MEANT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"UTF-8, true", "UTF-8, false", "UTF-16LE, true", "UTF-16LE, false", "UTF-16BE, true", "UTF-16BE, false"
    })
    void a_set_in(String charset, boolean mark) throws IOException {
        String text =
                (mark ? "\uFEFF" : "") + document(PLAIN + ",\"Comments\":\"Zo\u00eb\"", "\"MD5\":\"" + OTHER + "\"");

        assertThat(rows(text, Charset.forName(charset)).accepted).containsExactly(MEANT, OTHER);
    }

    @Test
    void a_comment_in_an_old_code_page_costs_no_row() throws IOException {
        Rows rows = rows(document(PLAIN + ",\"Comments\":\"Zo\u00eb\"", PLAIN), StandardCharsets.ISO_8859_1);

        assertThat(rows.accepted).containsExactly(MEANT, MEANT);
        assertThat(rows.notes).anyMatch(note -> note.contains("are not UTF-8"));
    }

    @Test
    void digests_and_names_of_fields_in_any_case() throws IOException {
        String upper = "\"md5\":\"" + MD5.toUpperCase(Locale.ROOT) + "\",\"Sha1\":\"" + SHA1.toUpperCase(Locale.ROOT)
                + "\",\"CATEGORY\":2";

        assertThat(set(upper, PLAIN).accepted).containsExactly(MEANT, MEANT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | ",
                "`Category`:null | ",
                "`Category`:`` | ",
                "`Category`:0 | #0",
                "`Category`:`0` | #0",
                "`Category`:3 | #3",
                "`Category`:`3` | #3",
                "`Category`:3.0 | #3",
                "`Category`:`A` | ",
            })
    void a_category_in_every_form_and_none_where_there_is_none(String member, String category) throws IOException {
        String row = "\"MD5\":\"" + MD5 + "\"" + (member == null ? "" : "," + member.replace('`', '"'));

        assertThat(set(row).accepted).containsExactly(category == null ? MD5 : MD5 + " " + category);
    }

    @Test
    void several_rows_that_share_one_file_or_one_media_number_are_all_kept() throws IOException {
        String shared = ",\"MediaID\":7,\"RelativeFilePath\":\"VIC_Files\\\\one.jpg\"";

        assertThat(set(PLAIN + shared, "\"MD5\":\"" + OTHER + "\"" + shared).accepted)
                .containsExactly(MEANT, OTHER);
    }

    @Test
    void a_row_without_a_digest_is_rejected_at_its_byte_and_the_others_are_kept() throws IOException {
        String text = document(PLAIN, "\"MediaID\":9,\"MD5\":\"\"", "\"MD5\":\"" + OTHER + "\"");

        Rows rows = rows(text, StandardCharsets.UTF_8);

        assertThat(rows.accepted).containsExactly(MEANT, OTHER);
        assertThat(rows.rejected)
                .containsExactly("byte " + text.indexOf("{\"MediaID\":9")
                        + ": media row without a usable MD5, SHA-1 or SHA-256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{`@odata.context`:`C#Cases`,`value`:[{`CaseID`:`{0F0E0D0C-0B0A-0908-0706-050403020100}`,`TotalMediaFiles`:99,`TotalPrecategorized`:99,`Media`:[{ROW}]}]}",
                "{`@odata.context`:`C#Cases`,`value`:[{`Media`:[{ROW}],`CaseNumber`:`1`}]}",
                "{`value`:[{ROW}],`@odata.context`:`C#Media`}",
                "{`value`:[{ROW}]}",
                "[{ROW}]",
                "[{`CaseID`:`1`,`Media`:[{ROW}]}]",
                "{`@odata.context`:`C#Cases`,`value`:[{ROW}]}",
                "{`@odata.context`:`C#Media`,`value`:[{`CaseID`:`1`,`Media`:[{ROW}]}]}",
                "{`@odata.context`:`C#Media`,`value`:{ROW}}",
                "{`@odata.context`:`http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/CUSTOM/$metadata#Media`,`value`:[{ROW}]}",
                "{`odata.metadata`:`http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media`,`value`:[{ROW}]}",
                "{`odata.metadata`:`http://github.com/ICMEC/ProjectVic/DataModels/1.2.xml#Media`,`value`:[{ROW}]}",
                "{`odata.metadata`:`http://github.com/ICMEC/ProjectVic/DataModels/1.1.xml#Cases`,`value`:[{`Media`:[{ROW}]}]}",
                "\r\n\t{ `@odata.context` : `C#Media` ,\r\n\t`value` : [\r\n {ROW} ]\t}\r\n"
            })
    void every_frame_that_is_in_use_gives_its_rows(String frame) throws IOException {
        String text = frame.replace('`', '"').replace("C#", CONTEXT + "#").replace("ROW", PLAIN);

        assertThat(rows(text, StandardCharsets.UTF_8).accepted).containsExactly(MEANT);
    }
}
