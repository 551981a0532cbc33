package org.curlew.pipeline.devices;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * A device's files a screenful at a time, however many there are. Each page begins after the last row of the one before
 * (keyset), so that the thousandth costs what the first does. The order found is the primary key's and needs no sorting.
 */
@Service
public class FilePages {

    private static final int ROWS = 100;

    private final JdbcClient jdbc;

    public FilePages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the list is ordered by. */
    public enum Order {
        FOUND("0", "bigint"),
        PATH("f.path", "text"),
        SIZE("f.size", "bigint"),
        MODIFIED("f.modified", "text");

        private final String column;
        private final String type;

        Order(String column, String type) {
            this.column = column;
            this.type = type;
        }
    }

    /**
     * Which files; "" and false leave a condition open.
     *
     * @param type picture, video, audio, document, archive or ""
     * @param text part of the path, in any case
     * @param folder begins the path
     * @param unread not hashed: unreadable, or skipped by a rule
     */
    public record Filter(
            String type, String text, String folder, boolean deleted, boolean inArchive, boolean hit, boolean unread) {

        public static final Filter ALL = new Filter("", "", "", false, false, false, false);
    }

    /** A row of the list; digests in lower-case hex, null where the file was not hashed. */
    public record FileRow(
            int segment,
            long ordinal,
            int volume,
            String path,
            String container,
            long size,
            String mime,
            String modified,
            boolean deleted,
            boolean orphan,
            String status,
            String reason,
            String md5,
            String sha256,
            String set,
            String role,
            String scheme,
            Integer category,
            String kind) {}

    /** A page and where the next one begins; null at the end. */
    public record FilePage(List<FileRow> rows, String next) {}

    private record Place(String key, int segment, long ordinal) {}

    /** @param after what the page before gave, or null for the first */
    public FilePage page(long acquisitionId, Filter filter, Order order, boolean descending, String after) {
        Place place = after == null || after.isEmpty() ? null : place(after);
        String ahead = descending ? "<" : ">";
        String direction = descending ? " desc" : "";
        StringBuilder sql = new StringBuilder("""
                select f.segment, f.ordinal, f.volume, f.path, f.container, f.size, f.mime, f.modified, f.deleted, f.orphan,
                       f.status, f.reason, f.md5, f.sha256, h.set_name, h.role, h.scheme, h.category, h.kind,
                       (%s)::text as sort_key
                from file_record f
                %s join file_hit h on h.acquisition_id = f.acquisition_id and h.segment = f.segment
                     and h.ordinal = f.ordinal and h.rank = 0
                where f.acquisition_id = :acquisition
                """.formatted(order.column, filter.hit() ? "" : "left"));
        if (place != null) {
            sql.append(
                    order == Order.FOUND
                            ? " and (f.segment, f.ordinal) " + ahead + " (:segment, :ordinal)"
                            : " and (" + order.column + ", f.segment, f.ordinal) " + ahead + " (cast(:key as "
                                    + order.type + "), :segment, :ordinal)");
        }
        conditions(sql, filter);
        sql.append(" order by ");
        if (order != Order.FOUND) {
            sql.append(order.column).append(direction).append(", ");
        }
        sql.append("f.segment")
                .append(direction)
                .append(", f.ordinal")
                .append(direction)
                .append(" limit :rows");
        record Keyed(FileRow row, String key) {}
        List<Keyed> found = jdbc.sql(sql.toString())
                .param("acquisition", acquisitionId)
                .param("key", place == null ? null : place.key)
                .param("segment", place == null ? 0 : place.segment)
                .param("ordinal", place == null ? 0 : place.ordinal)
                .param("text", "%" + escaped(filter.text()) + "%")
                .param("folder", escaped(filter.folder()) + "%")
                .param("rows", ROWS + 1)
                .query((row, n) -> new Keyed(row(row), row.getString("sort_key")))
                .list();
        boolean more = found.size() > ROWS;
        List<FileRow> rows = found.stream().limit(ROWS).map(Keyed::row).toList();
        Keyed last = more ? found.get(ROWS - 1) : null;
        return new FilePage(rows, last == null ? null : cursor(last.key, last.row));
    }

    /** One file by its place in the acquisition. */
    public java.util.Optional<FileRow> find(long acquisitionId, int segment, long ordinal) {
        return jdbc.sql("""
                        select f.segment, f.ordinal, f.volume, f.path, f.container, f.size, f.mime, f.modified, f.deleted,
                               f.orphan, f.status, f.reason, f.md5, f.sha256, h.set_name, h.role, h.scheme, h.category, h.kind
                        from file_record f
                        left join file_hit h on h.acquisition_id = f.acquisition_id and h.segment = f.segment
                             and h.ordinal = f.ordinal and h.rank = 0
                        where f.acquisition_id = ? and f.segment = ? and f.ordinal = ?
                        """)
                .params(acquisitionId, segment, ordinal)
                .query((row, n) -> row(row))
                .optional();
    }

    private static void conditions(StringBuilder sql, Filter filter) {
        switch (filter.type()) {
            case "picture" -> sql.append(" and f.mime like 'image/%'");
            case "video" -> sql.append(" and f.mime like 'video/%'");
            case "audio" -> sql.append(" and f.mime like 'audio/%'");
            case "document" ->
                sql.append(" and (f.mime like 'text/%' or f.mime like '%pdf' or f.mime like '%officedocument%'"
                        + " or f.mime like '%msword%' or f.mime like '%opendocument%')");
            case "archive" ->
                sql.append(
                        " and (f.mime like '%zip%' or f.mime like '%rar%' or f.mime like '%7z%' or f.mime like '%tar%'"
                                + " or f.mime like '%gzip%')");
            default -> sql.append("");
        }
        if (!filter.text().isEmpty()) {
            sql.append(" and f.path ilike :text");
        }
        if (!filter.folder().isEmpty()) {
            sql.append(" and f.path like :folder");
        }
        if (filter.deleted()) {
            sql.append(" and f.deleted");
        }
        if (filter.inArchive()) {
            sql.append(" and f.container <> ''");
        }
        if (filter.unread()) {
            sql.append(" and f.status <> 'HASHED'");
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static String cursor(String key, FileRow row) {
        String plain = row.segment() + "." + row.ordinal() + "." + (key == null ? "" : key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static Place place(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\.", 3);
            return new Place(parts[2], Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "The place in the list is not one that was given: start from its beginning", e);
        }
    }

    private static FileRow row(ResultSet row) throws SQLException {
        Integer category = row.getInt("category");
        if (row.wasNull()) {
            category = null;
        }
        return new FileRow(
                row.getInt("segment"),
                row.getLong("ordinal"),
                row.getInt("volume"),
                row.getString("path"),
                row.getString("container"),
                row.getLong("size"),
                row.getString("mime"),
                row.getString("modified"),
                row.getBoolean("deleted"),
                row.getBoolean("orphan"),
                row.getString("status").toLowerCase(Locale.ROOT),
                row.getString("reason"),
                hex(row.getBytes("md5")),
                hex(row.getBytes("sha256")),
                row.getString("set_name"),
                row.getString("role"),
                row.getString("scheme"),
                category,
                row.getString("kind"));
    }

    private static String hex(byte[] digest) {
        return digest == null ? null : HexFormat.of().formatHex(digest);
    }
}
