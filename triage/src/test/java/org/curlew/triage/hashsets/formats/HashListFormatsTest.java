package org.curlew.triage.hashsets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.curlew.triage.vics.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashListFormatsTest {

    private static final String A = "140dcf8bbd1f46f2ae0f78824eb7a6d5";
    private static final String B = "ff50df05ff8c4fed7bc7c78b444bcc98";
    private static final String A1 = "e0369031d56da740a1b7c8681901abb49a05b82a";
    private static final String A256 = "03874d76a0593342be5a0e982966ad894e355b2cb892c273588de67735e161c2";
    private static final List<String> SAMPLES = List.of(
            "hashlists/NSRL-1.5.txt",
            "hashlists/NSRL-2.0.txt",
            "hashlists/nsrlfile.txt",
            "hashlists/Z00236.hsh",
            "hashlists/Z00236.hke",
            "hashlists/bsd-hashes.txt",
            "hashlists/encase-synthetic.hash",
            "hashlists/griffeye-hash-list-synthetic.txt",
            "hashlists/hashdeep-synthetic.txt",
            "hashlists/icse-synthetic.csv",
            "hashlists/ilookv3.hsh",
            "hashlists/ilookv4.hsh",
            "hashlists/known.txt",
            "hashlists/md5sum-synthetic.txt",
            "hashlists/nuix-F2DL-synthetic.hash",
            "c4all/C4P Index.xml",
            "vics/synthetic-vics13-hashset.json");

    @TempDir
    Path folder;

    private Rows rows(String text) throws IOException {
        return Rows.of(Files.writeString(folder.resolve("list"), text));
    }

    @ParameterizedTest
    @CsvSource({
        "hashlists/nsrlfile.txt, nsrl-rds2, 2, 0, '1a86e99cd4191117bfb48492e6049dcb c00002ded6e03a93513d4ea144486b2e33a3ac83'",
        "hashlists/bsd-hashes.txt, digest-list, 5, 0, 555b3e940c86b35d6e0c9976a05b3aa5",
        "hashlists/known.txt, digest-list, 1, 1, 07ff3b8f4f2990192b595ca148d284bd",
        "hashlists/md5sum-synthetic.txt, digest-list, 4, 0, 140dcf8bbd1f46f2ae0f78824eb7a6d5",
        "hashlists/griffeye-hash-list-synthetic.txt, digest-list, 4, 0, 140dcf8bbd1f46f2ae0f78824eb7a6d5",
        "hashlists/encase-synthetic.hash, encase-hash, 4, 0, 140dcf8bbd1f46f2ae0f78824eb7a6d5",
        "hashlists/nuix-F2DL-synthetic.hash, nuix-f2dl, 4, 0, 140dcf8bbd1f46f2ae0f78824eb7a6d5",
        "hashlists/ilookv3.hsh, ilook, 5, 0, 'b5e254df3bb37efcdfd883d69897770a 2cc793143bbe3bb8a2b9949b53583606885241e1'",
        "hashlists/ilookv4.hsh, ilook, 5, 0, 'b5e254df3bb37efcdfd883d69897770a 2cc793143bbe3bb8a2b9949b53583606885241e1'",
        "hashlists/icse-synthetic.csv, icse, 4, 0, '140dcf8bbd1f46f2ae0f78824eb7a6d5 e0369031d56da740a1b7c8681901abb49a05b82a'",
        "vics/synthetic-vics13-hashset.json, vics, 4, 0, '140dcf8bbd1f46f2ae0f78824eb7a6d5 e0369031d56da740a1b7c8681901abb49a05b82a #1'",
        "c4all/C4P Index.xml, c4all-xml, -1, 0, 3a8d0baf42f139ef3d91c5d717e51e1f",
        "hashlists/hashdeep-synthetic.txt, hashdeep, -1, 0, '140dcf8bbd1f46f2ae0f78824eb7a6d5 03874d76a0593342be5a0e982966ad894e355b2cb892c273588de67735e161c2'",
        "hashlists/Z00236.hsh, hashkeeper, -1, 0, 9497acf3cf8a2e90ae82dae37b6373e4",
    })
    void every_sample_is_known_by_its_content_and_read(
            String name, String format, int count, int rejected, String first) throws IOException {
        Rows rows = Rows.of(SharedData.file(name));

        assertThat(rows.format).isEqualTo(format);
        assertThat(rows.accepted).first().isEqualTo(first);
        assertThat(rows.rejected).hasSize(rejected);
        if (count >= 0) {
            assertThat(rows.accepted).hasSize(count);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NSRL-1.5.txt", "NSRL-2.0.txt", "Z00236.hsh"})
    void a_large_sample_gives_as_many_rows_as_it_has_lines(String name) throws IOException {
        Path file = SharedData.file("hashlists/" + name);
        long lines;
        try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines = all.filter(line -> !line.isBlank()).count() - 1;
        }

        Rows rows = Rows.of(file);

        assertThat(rows.accepted.size() + rows.rejected.size()).isEqualTo((int) lines);
        assertThat(rows.rejected).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "A  name.jpg",
                "A *name.jpg",
                "\\A  na\\nme.jpg",
                "  12420  A  /x/name.jpg",
                "MD5 (a (b) = c.jpg) = A",
                "A,name",
                "\"A\"",
                "A\tname",
                "   A",
                "# a comment\nA",
                "MD5\nA",
                "\nA\n\n"
            })
    void a_line_is_read_in_every_form_in_use(String form) throws IOException {
        assertThat(rows(form.replace("A", A) + "\n").accepted).containsExactly(A);
        assertThat(rows(form.replace("A", A.toUpperCase(java.util.Locale.ROOT)) + "\r\n").accepted)
                .containsExactly(A);
    }

    @Test
    void the_length_tells_md5_sha1_and_sha256_apart_and_other_lengths_are_rejected() throws IOException {
        Rows rows = rows(A + "\n" + A1 + "\n" + A256 + "\n" + A256 + A256 + "\n");

        assertThat(rows.accepted).containsExactly(A, A1, A256);
        assertThat(rows.rejected).containsExactly("line 4: 128 characters: not the length of an MD5, SHA-1 or SHA-256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void a_list_is_read_in_every_encoding_with_its_mark(String charset) throws IOException {
        Path file = Files.write(
                folder.resolve("list"),
                ("\uFEFF" + A + "  Zoë.jpg\r\n" + B + "\r\n").getBytes(Charset.forName(charset)));

        assertThat(Rows.of(file).accepted).containsExactly(A, B);
    }

    @Test
    void a_last_line_cut_in_its_digest_breaks_the_file() {
        assertThatThrownBy(() -> rows(A + "\n" + B.substring(3)))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("line 2 is cut short");
    }

    @Test
    void placeholders_of_zeros_and_letters_that_are_not_hex_are_rejected_with_their_line() throws IOException {
        Rows rows = rows(A + "\n" + "0".repeat(32) + "\n" + "g".repeat(32) + "\n" + B + "\n");

        assertThat(rows.accepted).containsExactly(A, B);
        assertThat(rows.rejected)
                .containsExactly("line 2: all zeros, a placeholder", "line 3: no digest where one belongs");
    }

    @Test
    void hashdeep_columns_come_in_any_order_and_names_may_hold_commas() throws IOException {
        Rows rows = rows("%%%% HASHDEEP-1.0\n%%%% size,sha256,md5,filename\n## x\n7," + A256 + "," + A
                + ",/a, b, c.jpg\n8,zz,yy,x\n");

        assertThat(rows.accepted).containsExactly(A + " " + A256);
        assertThat(rows.rejected).hasSize(1).first().asString().startsWith("line 5");
    }

    @Test
    void malicious_software_in_nsrl_is_not_taken_for_known_good() throws IOException {
        String head =
                "\"SHA-1\",\"MD5\",\"CRC32\",\"FileName\",\"FileSize\",\"ProductCode\",\"OpSystemCode\",\"SpecialCode\"\r\n";
        Rows rows = rows(head + "\"" + A1 + "\",\"" + A + "\",\"0\",\"a, \"\"b\"\".exe\",1,2,\"WIN\",\"M\"\r\n");

        assertThat(rows.accepted).isEmpty();
        assertThat(rows.rejected).containsExactly("line 2: special code M, malicious software");
    }

    @Test
    void a_griffeye_table_keeps_numbers_as_categories_and_notes_words() throws IOException {
        Rows rows = rows("Category;File Path;MD5;SHA-1\r\n1;\"C:\\a;b\\\";" + A + ";" + A1 + "\r\nNon-Pertinent;x;" + B
                + ";\r\n");

        assertThat(rows.format).isEqualTo("csv");
        assertThat(rows.accepted).containsExactly(A + " " + A1 + " #1", B);
        assertThat(rows.notes).anyMatch(n -> n.contains("1 rows have a category that is no number"));
    }

    @Test
    void c4all_is_read_in_spite_of_the_encoding_it_declares() throws IOException {
        Rows rows = rows(
                "<?xml version=\"1.0\" encoding=\"utf-16\"?>\n<ReportIndex>\n<Image><category>3</category><hash>" + A
                        + "</hash><sha1Hash>" + A1 + "</sha1Hash></Image>\n<Movie><category>0</category><hash>" + B
                        + "</hash></Movie><Image><hash>x</hash></Image></ReportIndex>");

        assertThat(rows.accepted).containsExactly(A + " " + A1 + " #3", B);
        assertThat(rows.rejected).hasSize(1);
    }

    @Test
    void dfxml_gives_digests_of_files_and_not_of_their_pieces() throws IOException {
        Rows rows = rows("<?xml version='1.0'?><dfxml><volume><fileobject><filename>a</filename><byte_runs><byte_run>"
                + "<hashdigest type='md5'>" + B + "</hashdigest></byte_run></byte_runs><hashdigest type='MD5'>" + A
                + "</hashdigest><hashdigest type='sha-256'>" + A256 + "</hashdigest></fileobject>"
                + "<fileobject><filename>folder</filename></fileobject></volume></dfxml>");

        assertThat(rows.accepted).containsExactly(A + " " + A256);
        assertThat(rows.notes).containsExactly("1 file objects have no MD5, SHA-1 or SHA-256");
    }

    @Test
    void xml_with_a_document_type_reaches_nothing_outside() {
        assertThatThrownBy(() -> rows(
                        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><ReportIndex><Image><hash>&e;</hash>"
                                + "</Image></ReportIndex>"))
                .isInstanceOf(BrokenFileException.class);
    }

    private Path sqlite(String... statements) throws SQLException {
        Path file = folder.resolve("test.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
        return file;
    }

    @Test
    void the_minimal_and_the_full_nsrl_database_are_read() throws IOException, SQLException {
        String row = "values ('" + A256 + "', '" + A1 + "', '" + A + "')";
        Path minimal = sqlite(
                "create table FILE (sha256 text, sha1 text, md5 text)",
                "create table PKG (package_id int)",
                "insert into FILE " + row);
        assertThat(Rows.of(minimal).accepted).containsExactly(A + " " + A1 + " " + A256);
        Files.delete(minimal);

        Path full = sqlite(
                "create table METADATA (sha256 text, sha1 text, md5 text)",
                "create table PACKAGE_OBJECT (package_id int)",
                "create view FILE as select sha256, sha1, md5 from METADATA",
                "create view PKG as select package_id from PACKAGE_OBJECT",
                "insert into METADATA " + row,
                "insert into METADATA values ('x', '" + A1 + "', null)");
        Rows rows = Rows.of(full);
        assertThat(rows.format).isEqualTo("nsrl-rds3");
        assertThat(rows.accepted).containsExactly(A + " " + A1 + " " + A256);
        assertThat(rows.rejected).hasSize(1).first().asString().startsWith("row 2");
    }

    @Test
    void a_hash_database_of_the_sleuth_kit_is_read() throws IOException, SQLException {
        Path file = sqlite(
                "create table db_properties (name text, value text)",
                "create table hashes (id integer primary key, md5 binary(16), sha1 binary(20), sha2_256 binary(32))",
                "insert into hashes (md5, sha1) values (x'" + A + "', x'" + A1 + "')");

        assertThat(Rows.of(file).format).isEqualTo("tsk-sqlite");
        assertThat(Rows.of(file).accepted).containsExactly(A + " " + A1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hashlists/encase-synthetic.hash",
                "hashlists/nuix-F2DL-synthetic.hash",
                "c4all/C4P Index.xml",
                "vics/synthetic-vics13-hashset.json"
            })
    void formats_that_can_tell_are_never_read_as_whole_when_cut(String name) throws IOException {
        byte[] whole = Files.readAllBytes(SharedData.file(name));
        for (int cut : new int[] {whole.length - 7, whole.length * 9 / 10 / 2 * 2 + 1, whole.length * 2 / 3}) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, cut));

            assertThatThrownBy(() -> Rows.of(file))
                    .as("%s cut at %d", name, cut)
                    .isInstanceOf(BrokenFileException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"size,md5.sha256,filename", "size,whirlpool,filename", "size,md5,sha265,filename", "size,md5"})
    void a_hashdeep_file_whose_columns_are_not_all_known_is_refused(String columns) throws IOException {
        Path file = Files.writeString(
                folder.resolve("hashdeep"), "%%%% HASHDEEP-1.0\n%%%% " + columns + "\n1," + A + "," + A256 + ",name\n");

        assertThatThrownBy(() -> Rows.of(file))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "just words\nof a letter\n", "%PDF-1.4", "PK\u0003\u0004", "<html></html>"})
    void what_is_no_hash_list_has_no_format(String text) throws IOException {
        assertThat(HashListFormats.of(Files.writeString(folder.resolve("x"), text)))
                .isEmpty();
    }

    @Property(tries = 400)
    void a_damaged_sample_gives_rows_rejections_or_a_plain_error_and_nothing_else(
            @ForAll @IntRange(min = 0, max = 16) int sample,
            @ForAll @IntRange(min = 0, max = 3000) int where,
            @ForAll byte what)
            throws IOException {
        byte[] bytes = Files.readAllBytes(SharedData.file(SAMPLES.get(sample)));
        bytes[where % bytes.length] = what;
        Path file = Files.write(Files.createTempFile("curlew", "damaged"), bytes);
        try {
            Rows rows = Rows.of(file);
            assertThat(rows.accepted).allMatch(row -> row.matches("[0-9a-f]{32,64}.*"));
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
        } finally {
            Files.delete(file);
        }
    }
}
