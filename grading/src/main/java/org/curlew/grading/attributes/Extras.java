package org.curlew.grading.attributes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsSegment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts attributes and graded parts into a case's VICS rows, one media after the other in the order of MD5 and SHA-256. */
@Service
public class Extras {

    private static final String ROWS = """
            select c.md5, a.sha256, a.name, a.value, a.id
            from media_attribute a join content c on c.sha256 = a.sha256
            where a.case_id = :case and (a.name like 'COMMENT%' or not exists (
                select from media_attribute later where later.case_id = a.case_id and later.sha256 = a.sha256
                  and later.name = a.name and later.id > a.id))
            union all
            select c.md5, s.sha256, 'SEGMENT', s.start_ms || ' ' || s.end_ms || ' ' || s.number, s.id
            from video_segment s join content c on c.sha256 = s.sha256
            where s.case_id = :case and s.scheme = :scheme
              and not exists (select from video_segment_withdrawal w where w.segment_id = s.id)
            order by 1, 2, 3, 5
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    public Extras(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    private record Row(String key, String name, String value) {}

    /** Gives the attributes of each content that is asked for; contents must be asked for in ascending order. */
    public static final class Cursor {

        private final Iterator<Row> rows;
        private Row next;

        private Cursor(Iterator<Row> rows) {
            this.rows = rows;
            advance();
        }

        /** Adds what is known of the content to its VICS row. */
        public void apply(String md5, String sha256, VicsMedia.Builder media) {
            String key = md5 + sha256;
            List<String> comments = new ArrayList<>();
            int index = 0;
            while (next != null && next.key.compareTo(key) <= 0) {
                if (next.key.equals(key) && next.name.equals("SEGMENT")) {
                    media.addSegments(segment(index++, next.value));
                } else if (next.key.equals(key)) {
                    apply(Attribute.valueOf(next.name), next.value, media, comments);
                }
                advance();
            }
            if (!comments.isEmpty()) {
                media.comments(comments.stream().collect(Collectors.joining("; ")));
            }
        }

        private static void apply(Attribute name, String value, VicsMedia.Builder media, List<String> comments) {
            Boolean yes =
                    switch (value) {
                        case "yes" -> Boolean.TRUE;
                        case "no" -> Boolean.FALSE;
                        default -> null;
                    };
            switch (name) {
                case VICTIM_IDENTIFIED -> media.victimIdentified(yes);
                case OFFENDER_IDENTIFIED -> media.offenderIdentified(yes);
                case DISTRIBUTED -> media.isDistributed(yes);
                case SELF_GENERATED -> media.selfGenerated(yes);
                case SERIES -> media.series(value);
                case TAGS -> media.tags(value);
                case COMMENT_FACT -> comments.add("Fact: " + value);
                case COMMENT_OPINION -> comments.add("Opinion: " + value);
                // VICS has no field for these three; as metadata they travel with the profiles that carry it.
                case PSEUDO_PHOTOGRAPH, MOVING, ACCESSIBLE ->
                    media.addMediaMetadata(new org.curlew.triage.vics.VicsProperty(name.name(), value));
            }
        }

        private void advance() {
            next = rows.hasNext() ? rows.next() : null;
        }
    }

    /** Reads the case's attributes; the cursor is valid during the call only. */
    public <R> R read(long caseId, String scheme, Function<Cursor, R> reader) {
        return transactions.execute(_ -> {
            try (Stream<Row> rows = jdbc
                    .sql(ROWS)
                    .param("case", caseId)
                    .param("scheme", scheme)
                    .withFetchSize(1_000)
                    .query(Extras::row)
                    .stream()) {
                return reader.apply(new Cursor(rows.iterator()));
            }
        });
    }

    private static VicsSegment segment(int index, String text) {
        String[] parts = text.split(" ");
        return new VicsSegment(
                index,
                timecode(Long.parseLong(parts[0])),
                timecode(Long.parseLong(parts[1])),
                Integer.valueOf(parts[2]));
    }

    /** {@code HH:MM:SS.mmm}; the model leaves the form open. */
    private static String timecode(long ms) {
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d.%03d", ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, ms % 1_000);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        HexFormat hex = HexFormat.of();
        return new Row(
                hex.formatHex(row.getBytes("md5")) + hex.formatHex(row.getBytes("sha256")),
                row.getString("name"),
                row.getString("value"));
    }
}
