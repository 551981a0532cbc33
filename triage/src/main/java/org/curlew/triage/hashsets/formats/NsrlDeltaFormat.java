package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A quarter's delta of NSRL reference data set 3: SQL that inserts, updates and deletes rows of the database before it (NIST, "RDSv3",
 * 2022). It says nothing by itself: it is given behind its database, in order, and is applied to a copy, which is then read as the set.
 */
public final class NsrlDeltaFormat implements HashListFormat {

    /** Above this share of statements that find nothing to change, the delta belongs to another database. */
    private static final double MISSED_PERCENT = 1.0;

    private static final int COMMIT_EVERY = 100_000;

    private static final Pattern CHANGE = Pattern.compile(
            "(?is)(?:insert(?:\\s+or\\s+\\w+)?\\s+into|replace\\s+into|update|delete\\s+from)\\s+[\"'`\\[]?(\\w+).*");

    /** What a program writes around the changes; the copy has its own transactions. */
    private static final Pattern FRAME =
            Pattern.compile("(?is)(?:begin|commit|end|savepoint|release|pragma|analyze)\\b.*");

    private static final Pattern START =
            Pattern.compile("(?is)(?:\\s|--[^\\n]*\\n|(?:begin|pragma|savepoint)\\b[^;]*;)*"
                    + "(?:insert(?:\\s+or\\s+\\w+)?\\s+into|replace\\s+into|update|delete\\s+from)\\s+[\"'`\\[]?"
                    + "(?:file|metadata|pkg|os|mfg|version|package_object|application\\w*|operating_system\\w*|manufacturer\\w*"
                    + "|language)\\b.*");

    @Override
    public String name() {
        return "nsrl-rds3-delta";
    }

    @Override
    public boolean recognises(Sample sample) {
        String text = sample.text();
        return START.matcher(text.substring(0, Math.min(text.length(), 4096))).matches();
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        throw new BrokenFileException(file + ": a delta changes a database of NSRL RDS 3 and is no set by itself;"
                + " give that database first, then every delta since, in order");
    }

    /**
     * Applies a delta to a database, all of it or none.
     *
     * @param database a copy of the importer's own, changed in place
     * @return how many statements changed something
     * @throws BrokenFileException where the delta is cut short, has other statements, or does not fit this database
     */
    public static long apply(Path delta, Path database) throws IOException {
        long changed = 0;
        long missed = 0;
        boolean open = false;
        try (SqlStatements statements = new SqlStatements(delta);
                Connection connection = SqliteRows.openForChange(database);
                Statement run = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql; (sql = statements.next()) != null; ) {
                if (CHANGE.matcher(sql).matches()) {
                    boolean effect = execute(run, sql, delta, statements.line()) > 0;
                    changed += effect ? 1 : 0;
                    missed += effect ? 0 : 1;
                    if ((changed + missed) % COMMIT_EVERY == 0) {
                        connection.commit();
                    }
                } else if (FRAME.matcher(sql).matches()) {
                    String word = sql.toLowerCase(Locale.ROOT);
                    open = word.startsWith("begin") || open && !word.startsWith("commit") && !word.startsWith("end");
                } else {
                    throw new BrokenFileException(delta + " line " + statements.line()
                            + ": only INSERT, UPDATE and DELETE belong into a delta; take it from NIST again");
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new BrokenFileException(delta + ": the database cannot be changed: " + e.getMessage(), e);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new BrokenFileException(delta + ": not UTF-8; take it from NIST again", e);
        }
        if (open) {
            throw new BrokenFileException(delta + ": cut short, its last COMMIT is missing; copy it again");
        }
        if (missed * 100.0 > (changed + missed) * MISSED_PERCENT) {
            throw new BrokenFileException(delta + ": " + missed + " of " + (changed + missed)
                    + " changes find no row to change, so it is not the next delta of this database; give every delta since,"
                    + " in order");
        }
        return changed;
    }

    private static int execute(Statement run, String sql, Path delta, long line) throws IOException {
        try {
            return run.executeUpdate(sql);
        } catch (SQLException e) {
            throw new BrokenFileException(
                    delta + " line " + line + ": does not fit this database (" + e.getMessage()
                            + "); give its own database and every delta since, in order",
                    e);
        }
    }

    /** A copy of the database that deltas may change. */
    public static Path copy(Path database, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        return Files.copy(database, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
