package org.curlew.triage.hashsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.hashsets.index.HashHit;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NsrlDeltaTest {

    private static final String A = "140dcf8bbd1f46f2ae0f78824eb7a6d5";
    private static final String B = "ff50df05ff8c4fed7bc7c78b444bcc98";
    private static final String C = "8c9dc32c7bd2385d1f1f5c366fc153cc";

    @TempDir
    Path folder;

    private HashSets sets;

    @BeforeEach
    void open() {
        TestDatabase database = TestDatabase.create();
        sets = new HashSets(database.jdbc(), database.transactions(), new Schemes(), _ -> {}, folder.resolve("index"));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<HashHit> lookup(String md5) {
        return sets.current().lookup(HexFormat.of().parseHex(md5), null, null);
    }

    private Path nsrl() throws SQLException {
        Path database = folder.resolve("base.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.executeUpdate("create table FILE (sha256 text, sha1 text, md5 text primary key, file_name text)");
            statement.executeUpdate("create table PKG (package_id int)");
            statement.executeUpdate(
                    "insert into FILE values (null, null, '" + A + "', 'a'), (null, null, '" + B + "', 'b')");
        }
        return database;
    }

    private ImportReport known(Path... files) {
        return sets.importSet(new ImportRequest("NSRL", Role.KNOWN_GOOD, "nsrl-caid", List.of(files), "importer"));
    }

    @Test
    void a_database_with_its_deltas_is_one_version_that_says_what_they_make_together() throws Exception {
        Path base = nsrl();
        byte[] before = Files.readAllBytes(base);
        Path first = file(
                "first.sql",
                "BEGIN TRANSACTION;\n-- it's new\nINSERT INTO FILE(md5,file_name) VALUES('" + C
                        + "','a;b''s -- c');\nCOMMIT;\n");
        Path second = file(
                "second.sql",
                "DELETE FROM FILE WHERE md5='" + A + "';\nUPDATE FILE SET file_name='x' WHERE md5='" + C + "';\n");

        ImportReport report = known(base, first, second);

        assertThat(report.version().entries()).isEqualTo(2);
        assertThat(lookup(A)).isEmpty();
        assertThat(lookup(B)).hasSize(1);
        assertThat(lookup(C)).hasSize(1);
        assertThat(report.files())
                .extracting(SourceFile::format)
                .containsExactly("nsrl-rds3", "nsrl-rds3-delta", "nsrl-rds3-delta");
        assertThat(report.notes()).contains("second.sql: 2 changes applied to the database before it");
        assertThat(base).hasBinaryContent(before);
        assertThat(folder.resolve("index/working/" + report.version().id())).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM FILE WHERE md5='00';                                  | find no row to change",
                "DELETE FROM FILE WHERE md5='140dcf8bbd1f46f2ae0f78824eb7a6d5'     | cut short in the statement at line 1",
                "BEGIN; DELETE FROM FILE WHERE md5='140dcf8bbd1f46f2ae0f78824eb7a6d5'; | last COMMIT is missing",
                "INSERT INTO FILE(md5) VALUES('140dcf8bbd1f46f2ae0f78824eb7a6d5'); | line 1: does not fit this database",
                "DELETE FROM FILE WHERE 1=1; ATTACH '/tmp/other.db' AS o;         | only INSERT, UPDATE and DELETE",
            })
    void a_delta_that_is_cut_or_of_another_database_leaves_no_set(String sql, String reason) throws Exception {
        Path base = nsrl();
        Path delta = file("delta.sql", sql.strip());

        assertThatThrownBy(() -> known(base, delta))
                .isInstanceOf(HashSetException.class)
                .hasMessageContaining(reason);
        assertThat(sets.list()).extracting(SetVersion::state).containsExactly(VersionState.INCOMPLETE);
    }

    @Test
    void a_delta_alone_or_before_its_database_is_no_set() throws Exception {
        Path base = nsrl();
        Path delta = file("delta.sql", "DELETE FROM FILE WHERE md5='" + A + "';\n");

        assertThatThrownBy(() -> known(delta)).hasMessageContaining("give that database first");
        assertThatThrownBy(() -> known(delta, base)).hasMessageContaining("give that database first");
    }
}
