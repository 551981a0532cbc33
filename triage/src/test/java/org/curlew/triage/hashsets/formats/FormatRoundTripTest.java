package org.curlew.triage.hashsets.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each format that is read, written as its programs write it: read again it says the same; damaged, it never says nonsense. */
class FormatRoundTripTest {

    /** What a set says of a content; formats keep as much of it as they can. */
    private record Entry(String md5, String sha1, String sha256, int category) {

        static Entry of(SplittableRandom random) {
            return new Entry(digest(random, 16), digest(random, 20), digest(random, 32), 1 + random.nextInt(200));
        }

        private static String digest(SplittableRandom random, int bytes) {
            byte[] digest = new byte[bytes];
            random.nextBytes(digest);
            digest[0] |= 1;
            return HexFormat.of().formatHex(digest);
        }
    }

    /** A format with how its files are made, and what of an entry they hold. */
    private enum Written {
        VICS("vics", "{md5} {sha1} {sha256} #{cat}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text(
                        "{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media\",\"value\":[",
                        entries,
                        ",",
                        "{\"MD5\":\"{md5}\",\"SHA1\":\"{sha1}\",\"Category\":{cat},\"AlternativeHashes\":[{\"HashName\":\"SHA256\",\"HashValue\":\"{sha256}\"}]}",
                        "]}");
            }
        },
        MD5SUM("digest-list", "{md5}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text("", entries, "", "{md5}  folder/name {cat}.jpg\n", "");
            }
        },
        HASHDEEP("hashdeep", "{md5} {sha1} {sha256}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text(
                        "%%%% HASHDEEP-1.0\n%%%% size,md5,sha1,sha256,filename\n## Invoked from: /x\n",
                        entries, "", "17,{md5},{sha1},{sha256},/a, b/{cat}.jpg\n", "");
            }
        },
        NSRL_TEXT("nsrl-rds2", "{md5} {sha1}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text(
                        "\"SHA-1\",\"MD5\",\"CRC32\",\"FileName\",\"FileSize\",\"ProductCode\",\"OpSystemCode\",\"SpecialCode\"\r\n",
                        entries,
                        "",
                        "\"{SHA1}\",\"{MD5}\",\"0\",\"a \"\"b\"\", c.dll\",17,{cat},\"WIN\",\"\"\r\n",
                        "");
            }
        },
        NSRL_DATABASE("nsrl-rds3", "{md5} {sha1} {sha256}") {
            @Override
            byte[] file(List<Entry> entries) {
                return database(
                        entries,
                        "insert into FILE values ('{SHA256}', '{SHA1}', '{MD5}', 'n', 1, {cat})",
                        "create table FILE (sha256 text, sha1 text, md5 text, file_name text, file_size int, package_id int)",
                        "create table PKG (package_id int, name text)");
            }
        },
        HASHKEEPER("hashkeeper", "{md5}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text(
                        "\"file_id\",\"hashset_id\",\"file_name\",\"directory\",\"hash\",\"file_size\",\"date_modified\",\"time_modified\",\"time_zone\",\"comments\",\"date_accessed\",\"time_accessed\"\r\n",
                        entries,
                        "",
                        "{cat},671,\"a.pdb\",,\"{MD5}\",91136,,,,,,\r\n",
                        "");
            }
        },
        ILOOK("ilook", "{md5} {sha1} {sha256}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text(
                        "V3Hash,HashSHA1,FileName,FilePath,FileSize,HashSHA256,HashSHA384,HashSHA512\r\n",
                        entries,
                        "",
                        "{MD5},{SHA1},a.gz,\\,17,{SHA256},,\r\n",
                        "");
            }
        },
        ENCASE("encase-hash", "{md5}") {
            @Override
            byte[] file(List<Entry> entries) {
                byte[] head = new byte[1152];
                System.arraycopy(HexFormat.of().parseHex("484153480d0aff00"), 0, head, 0, 8);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                out.writeBytes(head);
                entries.forEach(e -> out.writeBytes(HexFormat.of().parseHex(e.md5 + "0000")));
                return out.toByteArray();
            }
        },
        NUIX("nuix-f2dl", "{md5}") {
            @Override
            byte[] file(List<Entry> entries) throws IOException {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes);
                out.writeBytes("F2DL");
                out.writeInt(1);
                out.writeUTF("MD5");
                for (Entry entry : entries) {
                    out.write(HexFormat.of().parseHex(entry.md5));
                }
                return bytes.toByteArray();
            }
        },
        SLEUTH_KIT("tsk-sqlite", "{md5} {sha1} {sha256}") {
            @Override
            byte[] file(List<Entry> entries) {
                return database(
                        entries,
                        "insert into hashes (md5, sha1, sha2_256) values (x'{md5}', x'{sha1}', x'{sha256}')",
                        "create table db_properties (name text, value text)",
                        "create table hashes (id integer primary key, md5 binary(16) unique, sha1 binary(20), sha2_256 binary(32))");
            }
        },
        ICSE("icse", "{md5} {sha1}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text(
                        "MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;Number of submissions;File Available;Media Type;Baseline\n",
                        entries,
                        "",
                        "{md5};{sha1};;{cat};true;false;false;SYN;1;true;Image;true\n",
                        "");
            }
        },
        GET_FILE_HASH("get-filehash", "{sha256}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text(
                        "#TYPE Microsoft.Powershell.Utility.FileHash\r\n\"Algorithm\",\"Hash\",\"Path\"\r\n",
                        entries,
                        "",
                        "\"SHA256\",\"{SHA256}\",\"E:\\a, b\\{cat}.jpg\"\r\n",
                        "");
            }
        },
        TABLE("csv", "{md5} {sha1} {sha256} #{cat}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text(
                        "Category;File Path;MD5;SHA-1;SHA-256\r\n",
                        entries,
                        "",
                        "{cat};\"C:\\a;b\";{MD5};{SHA1};{SHA256}\r\n",
                        "");
            }
        },
        C4ALL("c4all-xml", "{md5} {sha1} #{cat}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text(
                        "<?xml version=\"1.0\" encoding=\"utf-16\"?>\n<ReportIndex version=\"2.0\">\n",
                        entries,
                        "",
                        "<Image><path><![CDATA[3\\A\\]]></path><category>{cat}</category><hash>{MD5}</hash><sha1Hash>{SHA1}</sha1Hash></Image>\n",
                        "</ReportIndex>");
            }
        },
        DFXML("dfxml", "{md5} {sha1} {sha256}") {
            @Override
            byte[] file(List<Entry> entries) {
                return text(
                        "<?xml version='1.0' encoding='UTF-8'?><dfxml xmlns='http://www.forensicswiki.org/wiki/Category:Digital_Forensics_XML' version='1.1.1'>",
                        entries,
                        "",
                        "<fileobject><filename>{cat}</filename><hashdigest type='md5'>{md5}</hashdigest><hashdigest type='sha1'>{sha1}</hashdigest><hashdigest type='sha256'>{sha256}</hashdigest></fileobject>",
                        "</dfxml>");
            }
        };

        final String format;
        final String kept;

        Written(String format, String kept) {
            this.format = format;
            this.kept = kept;
        }

        abstract byte[] file(List<Entry> entries) throws IOException;
    }

    private static String filled(String template, Entry entry) {
        return template.replace("{md5}", entry.md5)
                .replace("{sha1}", entry.sha1)
                .replace("{sha256}", entry.sha256)
                .replace("{MD5}", entry.md5.toUpperCase(java.util.Locale.ROOT))
                .replace("{SHA1}", entry.sha1.toUpperCase(java.util.Locale.ROOT))
                .replace("{SHA256}", entry.sha256.toUpperCase(java.util.Locale.ROOT))
                .replace("{cat}", Integer.toString(entry.category));
    }

    private static byte[] text(String head, List<Entry> entries, String between, String row, String tail) {
        return entries.stream()
                .map(entry -> filled(row, entry))
                .collect(Collectors.joining(between, head, tail))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] database(List<Entry> entries, String row, String... tables) {
        try {
            Path file = Files.createTempFile("curlew", ".db");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (String table : tables) {
                    statement.executeUpdate(table);
                }
                for (Entry entry : entries) {
                    statement.executeUpdate(filled(row, entry));
                }
                connection.commit();
            }
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Entry> entries(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> Entry.of(random)).limit(count).toList();
    }

    private static Rows read(byte[] bytes) throws IOException {
        Path file = Files.write(Files.createTempFile("curlew", "list"), bytes);
        try {
            return Rows.of(file);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void every_format_but_the_names_of_sets_and_deltas_is_written_here() {
        List<String> written = new ArrayList<>(
                Arrays.stream(Written.values()).map(w -> w.format).toList());
        written.addAll(List.of("hashkeeper-names", "nsrl-rds3-delta"));

        assertThat(HashListFormats.all()).extracting(HashListFormat::name).containsExactlyInAnyOrderElementsOf(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"formats.md", "formats-hash-sets.md"})
    void every_format_stands_in_the_pages_of_formats(String page) throws IOException {
        Path docs = Path.of("").toAbsolutePath();
        while (!Files.exists(docs.resolve("docs/formats.md"))) {
            docs = docs.getParent();
        }
        String text = Files.readString(docs.resolve("docs").resolve(page));

        assertThat(HashListFormats.all()).allMatch(format -> text.contains("`" + format.name() + "`"));
    }

    @Property(tries = 150)
    void what_is_written_is_read_again_row_by_row(
            @ForAll Written how, @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) throws IOException {
        List<Entry> entries = entries(seed, count);

        Rows rows = read(how.file(entries));

        assertThat(rows.format).isEqualTo(how.format);
        assertThat(rows.rejected).isEmpty();
        assertThat(rows.accepted)
                .isEqualTo(entries.stream().map(e -> filled(how.kept, e)).toList());
    }

    @Property(tries = 400)
    void what_is_damaged_or_cut_gives_rows_rejections_or_a_plain_error(
            @ForAll Written how,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 1_000_000) int where,
            @ForAll @Size(min = 1, max = 4) byte[] what,
            @ForAll boolean cut)
            throws IOException {
        byte[] bytes = how.file(entries(seed, 8));
        int place = where % bytes.length;
        if (cut) {
            bytes = Arrays.copyOf(bytes, place);
        } else {
            System.arraycopy(what, 0, bytes, place, Math.min(what.length, bytes.length - place));
        }
        try {
            assertThat(read(bytes).accepted)
                    .allMatch(row -> row.matches("[0-9a-f]{32,64}( [0-9a-f]{40,64})*( #\\d+)?"));
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
