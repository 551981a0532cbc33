package org.curlew.triage.hashsets.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.curlew.triage.vics.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Samples with everything that their writers put around the digests: databases of the published schemas, a table, a DFXML file. */
class DatabaseAndTableSamplesTest {

    private static final String A = "140dcf8bbd1f46f2ae0f78824eb7a6d5";
    private static final String A1 = "e0369031d56da740a1b7c8681901abb49a05b82a";
    private static final String A256 = "03874d76a0593342be5a0e982966ad894e355b2cb892c273588de67735e161c2";
    private static final String B = "ff50df05ff8c4fed7bc7c78b444bcc98";
    private static final String C = "8c9dc32c7bd2385d1f1f5c366fc153cc";

    @TempDir
    Path folder;

    /** Databases, each of 3,000 contents. */
    enum Database {
        NSRL("nsrl-rds3") {
            @Override
            void fill(Statement statement) throws SQLException, IOException {
                String schema = Files.readString(SharedData.file("nsrl-rdsv3/RDSv3_2021.12.2_curated.schema.sql"));
                statement.executeUpdate(schema);
                statement.executeUpdate("insert into PACKAGE_OBJECT (package_id, object_id) values (1, 1)");
                for (int i = 1; i <= ROWS; i++) {
                    statement.executeUpdate("""
                            insert into METADATA (metadata_id, object_id, key_hash, path, file_name, bytes, crc32, md5, sha1, sha256)
                            values (%d, 1, '', '', 'a.dll', 17, '0', '%s', '%s', '%s')
                            """.formatted(i, upper(16, i), upper(20, i), upper(32, i)));
                }
            }
        },
        SLEUTH_KIT("tsk-sqlite") {
            @Override
            void fill(Statement statement) throws SQLException {
                statement.executeUpdate("create table db_properties (name text not null, value text)");
                statement.executeUpdate("insert into db_properties values ('Schema Version', '1')");
                statement.executeUpdate(
                        "create table hashes (id integer primary key autoincrement, md5 binary(16) unique,"
                                + " sha1 binary(20), sha2_256 binary(32))");
                statement.executeUpdate("create table file_names (name text not null, hash_id integer not null,"
                        + " primary key (name, hash_id))");
                statement.executeUpdate("create table comments (comment text not null, hash_id integer not null,"
                        + " primary key (comment, hash_id))");
                statement.executeUpdate("create index md5_index on hashes (md5)");
                for (int i = 1; i <= ROWS; i++) {
                    statement.executeUpdate("insert into hashes (md5) values (x'" + upper(16, i) + "')");
                    statement.executeUpdate("insert into file_names values ('n.jpg', " + i + ")");
                }
            }
        };

        private static final int ROWS = 3000;

        private final String format;

        Database(String format) {
            this.format = format;
        }

        abstract void fill(Statement statement) throws SQLException, IOException;

        private static String upper(int bytes, int number) {
            byte[] digest = new byte[bytes];
            digest[0] = (byte) (number >> 8);
            digest[1] = (byte) number;
            digest[2] = (byte) 0xab;
            return HexFormat.of().formatHex(digest).toUpperCase(Locale.ROOT);
        }

        Path in(Path folder) throws IOException, SQLException {
            Path file = folder.resolve(name() + ".db");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                fill(statement);
                connection.commit();
            }
            return file;
        }
    }

    private static Path sample(String name) {
        try {
            return Path.of(DatabaseAndTableSamplesTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_database_of_the_published_schema_is_read_row_by_row(Database database) throws IOException, SQLException {
        Rows rows = Rows.of(database.in(folder));

        assertThat(rows.format).isEqualTo(database.format);
        assertThat(rows.accepted).hasSize(Database.ROWS).doesNotHaveDuplicates();
        assertThat(rows.accepted.getFirst()).startsWith(Database.upper(16, 1).toLowerCase(Locale.ROOT));
        assertThat(rows.rejected).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_database_cut_anywhere_is_never_read_as_whole(Database database) throws IOException, SQLException {
        byte[] whole = Files.readAllBytes(database.in(folder));
        for (int part = 1; part < 40; part++) {
            Path cut = Files.write(folder.resolve("cut.db"), Arrays.copyOf(whole, whole.length / 40 * part));

            assertThatThrownBy(() -> Rows.of(cut)).as("%d of 40", part).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_table_as_griffeye_exports_it_gives_digests_and_the_categories_that_are_numbers() throws IOException {
        Rows rows = Rows.of(sample("griffeye-table.csv"));

        assertThat(rows.format).isEqualTo("csv");
        assertThat(rows.accepted).containsExactly(A + " " + A1 + " #1", B, C);
        assertThat(rows.rejected).isEmpty();
        assertThat(rows.notes).anyMatch(note -> note.contains("1 rows have a category that is no number"));
    }

    @Test
    void a_dfxml_file_gives_a_row_for_each_file_that_was_hashed() throws IOException {
        Rows rows = Rows.of(sample("files.dfxml"));

        assertThat(rows.format).isEqualTo("dfxml");
        assertThat(rows.accepted).containsExactly(A + " " + A1, A256);
        assertThat(rows.notes).isEqualTo(List.of("1 file objects have no MD5, SHA-1 or SHA-256"));
    }
}
