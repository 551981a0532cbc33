package org.curlew.triage.vics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the file: read from the file, where plain rows are read without a parser, it gives the same as from a stream, where not. */
class PlainRowsTest {

    private static final String HEAD =
            "{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media\",\"value\":[";
    private static final String A = "140dcf8bbd1f46f2ae0f78824eb7a6d5";
    private static final String A1 = "E0369031D56DA740A1B7C8681901ABB49A05B82A";

    /** Members of a row, plain ones and odd ones. */
    private static final List<String> MEMBERS = List.of(
            "\"MD5\":\"" + A + "\"",
            "\"MD5\" : \"" + A.toUpperCase(java.util.Locale.ROOT) + "\"",
            "\"SHA1\":\"" + A1 + "\"",
            "\"SHA1\":null",
            "\"MediaID\":12",
            "\"Category\":2",
            "\"Category\":\"3\"",
            "\"Category\":256",
            "\"VictimIdentified\":true",
            "\"OffenderIdentified\":\"true\"",
            "\"IsDistributed\":false",
            "\"Series\":\"Zo\u00eb, two\"",
            "\"Series\":[\"a\",\"b\"]",
            "\"Tags\":\"\"",
            "\"Tags\":\"quote \\\" and \\u0041\"",
            "\"MediaSize\":9007199254740993",
            "\"MediaSize\":\"17\"",
            "\"PhotoDNA\":\"abc\"",
            "\"AlternativeHashes\":[]",
            "\"AlternativeHashes\":[{\"HashName\":\"SHA256\",\"HashValue\":\"" + A + A + "\"}]",
            "\"Comments\":\"C:\\\\x\\ty\"",
            "\"MediaFiles\":[{\"MD5\":\"" + A
                    + "\",\"FileName\":\"a{]\\\"\",\"Deleted\":false,\"x\":[1.5e-3,null,{}]}]",
            "\"odata.id\":\"Media(1)\"",
            "\"mimetype\":\"image\"",
            "\"Surprise\":-0.5");

    private static final List<String> BROKEN = List.of(
            "{},",
            "5",
            "{\"MD5\":\"" + A + "\"},",
            ",",
            "]",
            "}",
            "{\"MD5\":\"x",
            "{\"MD5\":01}",
            "{\"MD5\":\"" + A + "\",}",
            "nul");

    /** Everything that came of a file, as text. */
    private static List<String> read(byte[] document, boolean fromFile) throws IOException {
        List<String> got = new ArrayList<>();
        VicsHandler all = new VicsHandler() {
            @Override
            public void header(VicsHeader header) {
                got.add(header.toString());
            }

            @Override
            public void media(VicsMedia media, VicsPosition position) {
                got.add(position + " " + media);
            }

            @Override
            public void finding(VicsFinding finding) {
                got.add(finding.toString());
            }
        };
        Path file = Files.write(Files.createTempFile("curlew", ".json"), document);
        try {
            VicsReader reader = VicsReader.ofDigests();
            VicsSummary summary = fromFile
                    ? reader.read(file, all)
                    : reader.read(new ByteArrayInputStream(document), file.toString(), all);
            got.add(summary.toString());
        } catch (VicsException e) {
            got.add(e.reason().toString());
        } finally {
            Files.delete(file);
        }
        return got;
    }

    private static byte[] document(long seed, int rows, int oddEvery) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(HEAD);
        for (int row = 0; row < rows; row++) {
            text.append(row == 0 ? "" : random.nextBoolean() ? "," : " ,\r\n\t").append('{');
            text.append(random.nextInt(8) == 0 ? "" : "\"MD5\":\"" + A + "\",");
            int members = random.nextInt(6);
            for (int i = 0; i < members; i++) {
                boolean odd = random.nextInt(oddEvery) == 0;
                int member = random.nextInt(MEMBERS.size());
                text.append(
                                odd
                                        ? MEMBERS.get(member)
                                        : MEMBERS.get(List.of(4, 5, 8, 10, 15, 18, 20, 21)
                                                .get(member % 8)))
                        .append(',');
            }
            text.append("\"IsPrecategorized\":false}");
        }
        return text.append("],\"more\":[1]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Property(tries = 200)
    void rows_of_any_kind_come_out_the_same(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 40) int oddEvery)
            throws IOException {
        byte[] document = document(seed, rows, oddEvery);

        assertThat(read(document, true)).isEqualTo(read(document, false));
    }

    @Property(tries = 400)
    void a_file_that_is_damaged_or_cut_is_refused_or_read_in_the_same_way(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 4000) int where, @ForAll byte what, @ForAll boolean cut)
            throws IOException {
        byte[] document = document(seed, 12, 20);
        int place = where % document.length;
        if (cut) {
            document = java.util.Arrays.copyOf(document, place);
        } else {
            document[place] = what;
        }

        assertThat(read(document, true)).isEqualTo(read(document, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void what_does_not_belong_between_rows_is_seen(int broken) throws IOException {
        String row = "{\"MD5\":\"" + A + "\"}";
        for (String between : List.of(",", "", " ")) {
            byte[] document = (HEAD + row + "," + row + between + BROKEN.get(broken) + between + row + "]}")
                    .getBytes(StandardCharsets.UTF_8);

            assertThat(read(document, true)).as(BROKEN.get(broken)).isEqualTo(read(document, false));
        }
    }

    @Test
    void rows_longer_than_the_window_and_a_million_bytes_of_rows_are_read() throws IOException {
        String large = "{\"MD5\":\"" + A + "\",\"Comments\":\"" + "x".repeat(700_000) + "\"}";
        String small = "{\"MD5\":\"" + A + "\",\"Category\":1}";
        byte[] document = (HEAD + (small + ",").repeat(20_000) + large + ("," + small).repeat(20_000) + "]}")
                .getBytes(StandardCharsets.UTF_8);

        List<String> read = read(document, true);

        assertThat(read).hasSize(40_003).isEqualTo(read(document, false));
    }
}
