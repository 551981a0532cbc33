package org.curlew.storage.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curlew.storage.backup.Contents.Sequence;
import org.curlew.storage.backup.Contents.Table;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes a database as one snapshot: every table by binary COPY, the sequences, and the migrations that made the
 * schema. The embedded PostgreSQL comes without pg_dump.
 */
final class DatabaseDump {

    static final String MIGRATIONS = "db/migration/";

    private final Connection connection;
    private final BackupWriter out;

    /** @param connection in a read-only transaction at REPEATABLE READ */
    DatabaseDump(Connection connection, BackupWriter out) {
        this.connection = connection;
        this.out = out;
    }

    /** A pack as the snapshot knows it. */
    record KnownPack(long bytes, byte[] sha256) {}

    List<Table> tables() throws SQLException, IOException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        String sql = """
                select c.relname, quote_ident(a.attname)
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
                  and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                order by c.relname, a.attnum
                """;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        List<Table> tables = new ArrayList<>();
        for (Map.Entry<String, List<String>> each : columns.entrySet()) {
            tables.add(copy(copy, each.getKey(), each.getValue()));
        }
        return tables;
    }

    private Table copy(CopyManager copy, String name, List<String> columns) throws IOException {
        long[] rows = new long[1];
        out.write(file(name), file -> rows[0] = copyOut(copy, name, columns, file));
        return new Table(name, columns, rows[0]);
    }

    private static long copyOut(CopyManager copy, String name, List<String> columns, OutputStream out)
            throws IOException {
        try {
            return copy.copyOut(
                    "copy public.\"" + name + "\" (" + String.join(", ", columns) + ") to stdout (format binary)", out);
        } catch (SQLException e) {
            throw new IOException("table " + name + ": " + e.getMessage(), e);
        }
    }

    /** To be called after {@link #tables()}: a sequence may be ahead of the snapshot, never behind it. */
    List<Sequence> sequences() throws SQLException {
        List<String> names = strings("select sequencename from pg_sequences where schemaname = 'public' order by 1");
        List<Sequence> sequences = new ArrayList<>();
        for (String name : names) {
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery("select last_value, is_called from public.\"" + name + "\"")) {
                row.next();
                sequences.add(new Sequence(name, row.getLong(1), row.getBoolean(2)));
            }
        }
        return sequences;
    }

    /** The scripts that were applied, copied from this program; the backup carries its own schema. */
    List<String> migrations() throws SQLException, IOException {
        List<String> scripts = strings("""
                select script from flyway_schema_history where success and type = 'SQL' order by installed_rank
                """);
        for (String script : scripts) {
            try (InputStream in = DatabaseDump.class.getClassLoader().getResourceAsStream(MIGRATIONS + script)) {
                if (in == null) {
                    throw new BackupException("The database was changed by a newer version of Curlew (" + script
                            + "): take the backup with that version");
                }
                out.write("database/migrations/" + script, in.readAllBytes());
            }
        }
        return scripts;
    }

    Map<String, KnownPack> packs() throws SQLException {
        Map<String, KnownPack> packs = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select object_key, bytes, sha256 from pack order by object_key")) {
            while (rows.next()) {
                packs.put(rows.getString(1), new KnownPack(rows.getLong(2), rows.getBytes(3)));
            }
        }
        return packs;
    }

    /** The force's keys that the packs' own keys are wrapped with. */
    List<String> packKeys() throws SQLException {
        return strings("select distinct key_id from pack order by key_id");
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    static String file(String table) {
        return "database/tables/" + table + ".copy";
    }
}
