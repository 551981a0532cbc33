package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/** Digest columns of a table in an SQLite file, which is opened read-only. */
final class SqliteRows {

    private SqliteRows() {}

    static boolean isSqlite(Sample sample) {
        return new String(
                        sample.head(),
                        0,
                        Math.min(16, sample.head().length),
                        java.nio.charset.StandardCharsets.ISO_8859_1)
                .equals("SQLite format 3\0");
    }

    /** Names of tables, and of views with a colon before them, in lower case; empty where the file cannot be opened. */
    static Set<String> objects(Path file) {
        Set<String> names = new HashSet<>();
        try (Connection connection = open(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select type, name from sqlite_master")) {
            while (rows.next()) {
                String prefix = rows.getString(1).equals("view") ? ":" : "";
                if (prefix.equals(":") || rows.getString(1).equals("table")) {
                    names.add(prefix + rows.getString(2).toLowerCase(Locale.ROOT));
                }
            }
        } catch (SQLException e) {
            // a damaged database is no format at all; the import then says so by name
            return Set.of();
        }
        return names;
    }

    /** Reads every row of a query that gives digests only, as hex texts or blobs. */
    static void read(Path file, String query, RowSink sink) throws IOException {
        sink.placesAre("row");
        long number = 0;
        try (Connection connection = open(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                number++;
                String problem = null;
                var row = sink.row();
                for (int i = 1; i <= columns; i++) {
                    Object value = rows.getObject(i);
                    String reason =
                            switch (value) {
                                case null -> null;
                                case byte[] bytes -> bytes.length == 0 ? null : row.binary(bytes, 0, bytes.length);
                                default ->
                                    value.toString().isBlank()
                                            ? null
                                            : row.hex(value.toString().strip());
                            };
                    problem = problem == null ? reason : problem;
                }
                if (problem == null) {
                    sink.accept(number);
                } else {
                    sink.reject(number, problem, null);
                }
            }
        } catch (SQLException e) {
            throw new BrokenFileException("the database cannot be read after row " + number + ": " + e.getMessage(), e);
        }
    }

    /** The importer's own copy of a database, to be changed; no journal outlives it, since the copy is thrown away on any error. */
    static Connection openForChange(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.enableLoadExtension(false);
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    private static Connection open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.enableLoadExtension(false);
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }
}
