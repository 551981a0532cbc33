package org.curlew.storage.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.curlew.storage.csv.CsvCell;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everything that was done to one thing, from the chain: each line carries its entry's number and hash, by which an
 * expert finds it in the export. Acts of the last moment that are not chained yet are not in it.
 */
public final class Chronology {

    private static final int FETCH = 1_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    public Chronology(JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** What sort of act a line is, for a reader who looks for one sort. */
    public enum Sort {
        CUSTODY,
        STATE,
        DECISION,
        VIEW,
        DISCLOSURE,
        OTHER;

        static Sort of(String kind, String act, String details) {
            if (kind.contains("CUSTODY")
                    || kind.endsWith("BOOKED_IN")
                    || kind.equals("IMAGE_SUBMITTED")
                    || kind.equals("EXHIBIT_RETURNED")
                    || kind.startsWith("EXHIBIT_FORFEIT")
                    || details.contains("\"kind\":\"CustodyTransfer\"")) {
                return CUSTODY;
            }
            if (act.equals(ProcessingAct.DISCLOSURE.name())) {
                return DISCLOSURE;
            }
            if (kind.startsWith("STAGE_") || details.contains("\"state\":")) {
                return STATE;
            }
            if (act.equals(ProcessingAct.CONSULTATION.name())) {
                return VIEW;
            }
            return act.equals(ProcessingAct.ALTERATION.name()) || act.equals(ProcessingAct.ERASURE.name())
                    ? DECISION
                    : OTHER;
        }
    }

    /**
     * A line.
     *
     * @param details canonical JSON
     * @param hash of the entry, lower-case hex
     */
    public record Line(
            long number,
            Instant at,
            String actor,
            Sort sort,
            String kind,
            String act,
            List<String> subjects,
            String details,
            String hash) {}

    /**
     * Gives the lines about all of these subjects, the oldest first, without holding them.
     *
     * @param subjects {@code case:OP-1} and {@code exhibit:ABC/1}: exhibit references repeat from case to case
     */
    public void lines(List<String> subjects, Consumer<Line> each) {
        transactions.executeWithoutResult(status -> {
            JdbcTemplate streaming = new JdbcTemplate(jdbc.getDataSource());
            streaming.setFetchSize(FETCH);
            streaming.query(
                    """
                    select number, at, actor, kind, act, subjects, details, hash from ledger_entry
                    where subjects @> ?::text[] order by number
                    """,
                    row -> {
                        each.accept(line(row));
                    },
                    (Object) subjects.toArray(String[]::new));
        });
    }

    /** The newest lines, the newest first, for a page. */
    public List<Line> newest(List<String> subjects, int most) {
        return jdbc.query("""
            select number, at, actor, kind, act, subjects, details, hash from ledger_entry
            where subjects @> ?::text[] order by number desc limit ?
            """, (row, n) -> line(row), subjects.toArray(String[]::new), most);
    }

    /** RFC 4180, UTF-8, LF, a header row. */
    public void csv(List<String> subjects, Appendable out) throws IOException {
        out.append("number,time,actor,sort,kind,act,subjects,details,hash\n");
        try {
            lines(subjects, line -> {
                try {
                    out.append(row(line));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String row(Line line) {
        List<String> fields = new ArrayList<>();
        fields.add(Long.toString(line.number()));
        fields.add(ChainedEntry.time(line.at()));
        fields.add(line.actor());
        fields.add(line.sort().name().toLowerCase(Locale.ROOT));
        fields.add(line.kind());
        fields.add(line.act());
        fields.add(String.join(" ", line.subjects()));
        fields.add(line.details());
        fields.add(line.hash());
        return String.join(",", fields.stream().map(CsvCell::of).toList()) + "\n";
    }

    static Line line(ResultSet row) throws SQLException {
        Array subjects = row.getArray("subjects");
        String kind = row.getString("kind");
        String act = row.getString("act");
        String details = row.getString("details");
        return new Line(
                row.getLong("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                Sort.of(kind, act, details),
                kind,
                act,
                List.of((String[]) subjects.getArray()),
                details,
                HexFormat.of().formatHex(row.getBytes("hash")));
    }
}
