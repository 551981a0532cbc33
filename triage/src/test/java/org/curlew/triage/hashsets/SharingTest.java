package org.curlew.triage.hashsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.hashsets.index.DigestKind;
import org.curlew.triage.hashsets.index.IndexDiff;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.perceptual.Dihedral;
import org.curlew.triage.perceptual.PdqHash;
import org.curlew.triage.schemes.Schemes;
import org.curlew.triage.vics.SharedData;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

class SharingTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    /** PDQ of a bridge, from the reference's own tests. */
    private static final String PICTURE = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

    /** One for every test and every try of the class; it goes when the tests have ended. */
    private static final Path FOLDER = temporary();

    private final HashSets sets = new HashSets(
            DATABASE.jdbc(),
            DATABASE.transactions(),
            new Schemes(),
            _ -> {},
            FOLDER.resolve("index" + System.nanoTime()));

    private static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("curlew-sharing");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
            return folder;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private SetVersion imported(Path file) {
        return sets.importSet(new ImportRequest(
                        "set " + System.nanoTime(), Role.ILLEGAL, "uk-2014", List.of(file), "importer"))
                .version();
    }

    private Path exported(SetVersion version) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sets.exportVics(version.id(), out, "UK");
        return Files.write(Files.createTempFile(FOLDER, "export", ".json"), out.toByteArray());
    }

    private static String alternative(String name, String value) {
        return "{\"HashName\":\"" + name + "\",\"HashValue\":\"" + value + "\"}";
    }

    private static String hex(java.util.Random random, int bytes) {
        return HexFormat.of().formatHex(bytes(random, bytes));
    }

    private static byte[] bytes(java.util.Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Property(tries = 25)
    void a_set_that_is_written_and_read_again_says_the_same(
            @ForAll java.util.Random random, @ForAll @IntRange(min = 1, max = 200) int rows) throws IOException {
        List<String> media = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int kinds = 1 + random.nextInt(31);
            int digests = kinds & 7;
            kinds |= digests == 0 ? 1 : 0;
            media.add("{" + ((kinds & 1) == 0 ? "" : "\"MD5\":\"" + hex(random, 16) + "\",")
                    + ((kinds & 2) == 0 ? "" : "\"SHA1\":\"" + hex(random, 20) + "\",")
                    + "\"AlternativeHashes\":[" + ((kinds & 4) == 0 ? "" : alternative("SHA256", hex(random, 32)))
                    + ((kinds & 12) == 12 ? "," : "")
                    + ((kinds & 8) == 0 ? "" : alternative("PDQ", hex(random, 32))) + "],"
                    + ((kinds & 16) == 0
                            ? ""
                            : "\"PhotoDNA\":\"" + java.util.Base64.getEncoder().encodeToString(bytes(random, 144))
                                    + "\",")
                    + (random.nextBoolean() ? "" : "\"Series\":\"Söries \\\"" + random.nextInt(9) + "\\\"\",")
                    + "\"VictimIdentified\":" + random.nextBoolean() + ",\"OffenderIdentified\":\""
                    + random.nextBoolean()
                    + "\",\"IsDistributed\":" + random.nextInt(2)
                    + ",\"Category\":" + (random.nextInt(5) == 0 ? "null" : random.nextInt(9)) + "}");
        }
        SetVersion first = imported(Files.writeString(
                Files.createTempFile(FOLDER, "set", ".json"),
                "{\"@odata.context\":\"http://x/DataModels/2.0.xml/UK/$metadata#Media\",\"value\":["
                        + String.join(",", media) + "]}"));

        Path once = exported(first);
        SetVersion second = imported(once);
        Path twice = exported(second);

        assertThat(second.entries()).isEqualTo(first.entries()).isEqualTo(rows);
        Map<DigestKind, IndexDiff.Counts> diff = sets.diff(first.id(), second.id(), (change, kind, digest, a, b) -> {
            throw new AssertionError(change + " " + HexFormat.of().formatHex(digest));
        });
        assertThat(diff.values()).allMatch(c -> c.added() + c.removed() + c.regraded() == 0);
        assertThat(Files.readString(twice)).isEqualTo(Files.readString(once));
    }

    @Test
    void an_exported_list_holds_the_digests_and_counts_what_has_none_of_the_kind() throws IOException {
        SetVersion version = imported(SharedData.file("vics/synthetic-vics20-default-hashset.json"));
        ByteArrayOutputStream md5 = new ByteArrayOutputStream();
        ByteArrayOutputStream sha256 = new ByteArrayOutputStream();

        assertThat(sets.exportList(version.id(), md5, DigestKind.MD5)).isZero();
        assertThat(sets.exportList(version.id(), sha256, DigestKind.SHA256)).isEqualTo(4);

        assertThat(md5.toString(StandardCharsets.US_ASCII).lines())
                .hasSize(4)
                .first()
                .isEqualTo("140dcf8bbd1f46f2ae0f78824eb7a6d5");
        assertThat(sha256.size()).isZero();
    }

    @Test
    void a_diff_names_what_was_added_removed_and_regraded() throws IOException {
        String a = "aa".repeat(16);
        String b = "bb".repeat(16);
        String c = "cc".repeat(16);
        String row = "{\"MD5\":\"%s\",\"Category\":%d}";
        SetVersion before = imported(Files.writeString(
                FOLDER.resolve("1.json"), "[" + row.formatted(a, 1) + "," + row.formatted(b, 2) + "]"));
        SetVersion after = imported(Files.writeString(
                FOLDER.resolve("2.json"), "[" + row.formatted(b, 1) + "," + row.formatted(c, 2) + "]"));
        List<String> changes = new ArrayList<>();

        Map<DigestKind, IndexDiff.Counts> counts = sets.diff(
                before.id(),
                after.id(),
                (change, kind, digest, old, now) ->
                        changes.add(change + " " + HexFormat.of().formatHex(digest, 0, 1) + " " + old + now));

        assertThat(changes).containsExactly("REMOVED aa [1][]", "REGRADED bb [2][1]", "ADDED cc [][2]");
        assertThat(counts.get(DigestKind.MD5)).isEqualTo(new IndexDiff.Counts(1, 1, 1, 0));
    }

    @Test
    void photo_dna_of_either_version_and_pdq_come_out_as_they_went_in() throws IOException {
        String photoDna = java.util.Base64.getEncoder().encodeToString(new byte[144]);
        SetVersion version = imported(Files.writeString(
                FOLDER.resolve("perceptual.json"),
                "[{\"MD5\":\"" + "aa".repeat(16) + "\",\"PhotoDNA\":\"" + photoDna + "\",\"Category\":1},"
                        + "{\"MD5\":\"" + "bb".repeat(16) + "\",\"AlternativeHashes\":["
                        + alternative("PhotoDNA", photoDna) + "," + alternative("PDQ", PICTURE.toUpperCase())
                        + "]},{\"MD5\":\"" + "cc".repeat(16) + "\",\"AlternativeHashes\":[" + alternative("PDQ", "12")
                        + "]}]"));

        String exported = Files.readString(exported(version));

        assertThat(exported.split("\"PhotoDNA\":\"" + photoDna + "\"", -1)).hasSize(3);
        assertThat(exported).contains(alternative("PDQ", PICTURE.toUpperCase()).substring(1));
        assertThat(version.entries()).isEqualTo(3);
    }

    @Test
    void photo_dna_of_tables_is_passed_on_and_a_text_that_is_none_costs_no_row() throws IOException {
        String photoDna = java.util.Base64.getEncoder().encodeToString(new byte[144]);
        Path icse = SharedData.file("hashlists/icse-synthetic.csv");
        Path table = Files.writeString(
                FOLDER.resolve("table.csv"),
                "MD5;PhotoDNA\n" + "aa".repeat(16) + ";" + photoDna + "\n" + "bb".repeat(16) + ";" + "x".repeat(5000)
                        + "\n");
        String first = Files.readAllLines(icse).get(1).split(";")[2];

        String exported = Files.readString(exported(imported(icse)));
        SetVersion version = imported(table);

        assertThat(exported).contains("\"PhotoDNA\":\"" + first + "\"");
        assertThat(exported.split("\"PhotoDNA\":\"", -1)).hasSize(5);
        assertThat(Files.readString(exported(version)))
                .contains("\"PhotoDNA\":\"" + photoDna + "\"")
                .doesNotContain("xxx");
        assertThat(version.entries()).isEqualTo(2);
    }

    @Test
    void a_picture_like_an_entry_s_pdq_is_found_upright_and_turned_and_never_in_known_good_sets() throws IOException {
        PdqHash known = PdqHash.parse(PICTURE);
        Path list = Files.writeString(
                FOLDER.resolve("pictures.csv"),
                "pdq,category,md5\n" + PICTURE + ",2,\n," + "1," + "dd".repeat(16) + "\n");
        SetVersion illegal = imported(list);
        SetVersion good = sets.importSet(new ImportRequest(
                        "harmless " + System.nanoTime(),
                        Role.KNOWN_GOOD,
                        "nsrl-caid",
                        List.of(Files.writeString(FOLDER.resolve("good.csv"), "pdq\n" + PICTURE + "\n")),
                        "importer"))
                .version();
        PdqHash near = new PdqHash(known.a() ^ lowestOneAndZero(known.a()), known.b(), known.c(), known.d());

        try (SetPictures pictures = sets.pictures(List.of(illegal.id(), good.id()))) {
            assertThat(pictures.size()).isEqualTo(1);
            assertThat(pictures.near(near, 80)).singleElement().satisfies(p -> {
                assertThat(p.distance()).isEqualTo(2);
                assertThat(p.category()).isEqualTo(2);
                assertThat(p.set()).isEqualTo(illegal.name());
                assertThat(p.turn()).isEqualTo(Dihedral.ORIGINAL);
            });
            assertThat(pictures.near(known, 49)).as("too little structure").isEmpty();
        }
        try (SetPictures none = sets.pictures(List.of(good.id()))) {
            assertThat(none.size()).isZero();
            assertThat(none.near(known, 100)).isEmpty();
        }
        try (SetPictures again = sets.pictures(List.of(illegal.id()))) {
            assertThat(again.near(known, 100)).singleElement().satisfies(p -> assertThat(p.distance())
                    .isZero());
        }
    }

    private static long lowestOneAndZero(long word) {
        return Long.lowestOneBit(word) | Long.lowestOneBit(~word);
    }
}
