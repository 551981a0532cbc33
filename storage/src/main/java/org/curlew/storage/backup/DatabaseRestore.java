package org.curlew.storage.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.curlew.storage.backup.Contents.Sequence;
import org.curlew.storage.backup.Contents.Table;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Makes the backup's schema in an empty database, fills it in one transaction, then brings it to this version. */
final class DatabaseRestore {

    /** SQLSTATE insufficient_privilege. */
    private static final String NOT_ALLOWED = "42501";

    private final BackupFolder backup;
    private final DataSource database;

    DatabaseRestore(BackupFolder backup, DataSource database) {
        this.backup = backup;
        this.database = database;
    }

    void requireEmpty() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_class where relnamespace = 'public'::regnamespace")) {
            row.next();
            if (row.getLong(1) > 0) {
                throw new BackupException(
                        "The database " + connection.getMetaData().getURL()
                                + " is not empty: a restore goes into an empty database only; create one and name it");
            }
        } catch (SQLException e) {
            throw broken(e);
        }
        for (String script : backup.contents().migrations()) {
            if (DatabaseRestore.class.getClassLoader().getResource(DatabaseDump.MIGRATIONS + script) == null) {
                throw new BackupException("The backup " + backup + " was taken with a newer version of Curlew ("
                        + script + "): restore it with that version");
            }
        }
    }

    void restore() {
        try {
            Path migrations = backup.file("database/migrations/"
                            + backup.contents().migrations().getFirst())
                    .toAbsolutePath()
                    .getParent();
            migrate("filesystem:" + migrations);
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                fill(connection);
                connection.commit();
                connection.setAutoCommit(true);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("analyze");
                }
            }
            migrate("classpath:" + DatabaseDump.MIGRATIONS);
        } catch (SQLException e) {
            throw broken(e);
        } catch (IOException | FlywayException e) {
            throw new BackupException(
                    "The database could not be restored from " + backup + ": " + e.getMessage()
                            + "; empty it and try again",
                    e);
        }
    }

    private void migrate(String location) {
        Flyway.configure()
                .dataSource(database)
                .locations(location)
                .outOfOrder(true)
                .load()
                .migrate();
    }

    /** Triggers (append-only tables) and foreign keys sleep meanwhile: the snapshot was consistent. */
    private void fill(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local session_replication_role = replica");
            // what migrations themselves inserted is in the backup, as it was
            statement.execute("truncate "
                    + backup.contents().tables().stream()
                            .map(table -> "public.\"" + table.name() + "\"")
                            .collect(Collectors.joining(", ")));
        }
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (Table table : backup.contents().tables()) {
            long rows;
            try (InputStream in = Files.newInputStream(backup.file(DatabaseDump.file(table.name())))) {
                rows = copy.copyIn(
                        "copy public.\"" + table.name() + "\" (" + String.join(", ", table.columns())
                                + ") from stdin (format binary)",
                        in);
            }
            if (rows != table.rows()) {
                throw new IOException("table " + table.name() + " got " + rows + " of " + table.rows() + " rows");
            }
        }
        for (Sequence sequence : backup.contents().sequences()) {
            try (PreparedStatement set =
                    connection.prepareStatement("select setval(format('public.%I', ?::text)::regclass, ?, ?)")) {
                set.setString(1, sequence.name());
                set.setLong(2, sequence.value());
                set.setBoolean(3, sequence.called());
                set.execute();
            }
        }
    }

    private BackupException broken(SQLException e) {
        String what = NOT_ALLOWED.equals(e.getSQLState())
                ? "give its account the right: grant set on parameter session_replication_role to the account"
                : "empty it and try again";
        return new BackupException(
                "The database could not be restored from " + backup + ": " + e.getMessage() + "; " + what, e);
    }
}
