package org.curlew.grading.caid;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.curlew.triage.hashsets.ForceSet;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Scheme;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The contents of a case that go to CAID: those whose standing grade is of an exportable class, and those that nobody graded because an
 * illegal set of the same scheme knows them exactly. Contents in conflict are none of them.
 */
@Service
class Exportable {

    /** Temporary table with the SHA-256 of what is being read. */
    static final String TABLE = "exportable_item";

    private static final String IN_ORDER = " order by md5, sha256";

    private static final int FETCH_ROWS = 1_000;

    // Where sets of the scheme give different numbers, the gravest counts.
    private static final String DECISIONS = """
            with standing as (
                select distinct on (g.sha256) g.sha256, g.number, false as own from grade_in_force g
                where g.case_id = :case and g.scheme = :scheme
                  and not exists (select from grade_conflict c where c.case_id = g.case_id and c.sha256 = g.sha256
                                  and c.scheme = g.scheme and c.closed_at is null)
                order by g.sha256, g.id desc),
            known as (
                select o.sha256, (array_agg(o.match_category order by
                        array_position(cast(:gravity as int[]), o.match_category)))[1] as number,
                       bool_and(coalesce(o.match_set, '') ~ :ownSets) as own
                from occurrence o join exhibit e on e.id = o.exhibit_id
                where e.case_id = :case and o.match_role = 'illegal' and o.match_kind <> 'pdq'
                  and o.match_scheme = :scheme and o.match_category is not null
                  and not exists (select from grade_in_force g where g.case_id = :case and g.sha256 = o.sha256
                                  and g.scheme = :scheme)
                group by o.sha256)
            select d.sha256, c.md5, c.size, d.number,
                   (d.graded and not (gone.so and received.so)) or (d.own and not d.graded and not received.so) as bytes,
                   (d.graded or d.own) and gone.so and not received.so as lost
            from (select sha256, number, own, true as graded from standing
                  union all select sha256, number, own, false from known) d
            join content c on c.sha256 = d.sha256
            cross join lateral (select exists (
                select from caid_upload r where r.sha256 = d.sha256 and r.state = 'RECEIVED') as so) received
            cross join lateral (select exists (select from disposal_content x where x.sha256 = d.sha256)
                and not exists (select from pack_item k where k.sha256 = d.sha256) as so) gone
            where d.number = any(cast(:exportable as int[]))
              and not (gone.so and not received.so and exists (
                  select from caid_left_out l where l.case_id = :case and l.sha256 = d.sha256))
              and (:scope = 'EVERYTHING' or :wanted = coalesce(
                  (select u.state from caid_upload u where u.case_id = :case and u.sha256 = d.sha256
                   order by u.id desc limit 1), 'AWAITING'))
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    Exportable(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * A content that goes.
     *
     * @param bytes its bytes go too, not its row alone: a person of this force graded it in this case, or nobody but the force's own
     *     set knows it and CAID has never received it from any case. What was disposed of once CAID had it goes as a row
     */
    record Item(String sha256, String md5, long size, int number, boolean bytes) {}

    /** Those whose bytes should go and were disposed of before CAID received them, by MD5; there are none in most cases. */
    List<Item> lost(long caseId, Scheme scheme, Scope scope) {
        return decisions("select * from (" + DECISIONS + ") i where lost" + IN_ORDER, caseId, scheme, scope)
                .query(Exportable::item)
                .list();
    }

    /** Whether anything goes at all. */
    boolean any(long caseId, Scheme scheme, Scope scope) {
        return decisions("select exists (select from (" + DECISIONS + ") i)", caseId, scheme, scope)
                .query(Boolean.class)
                .single();
    }

    /** Reads them ordered by MD5 and SHA-256; the iterator is valid during the call only. */
    <R> R read(long caseId, Scheme scheme, Scope scope, Function<Iterator<Item>, R> reader) {
        return transactions.execute(_ ->
                stream(decisions("select * from (" + DECISIONS + ") i" + IN_ORDER, caseId, scheme, scope), reader));
    }

    /** The same; meanwhile they also stand in {@link #TABLE}, so that what belongs to them is read without the rest of a large case. */
    <R> R readBeside(long caseId, Scheme scheme, Scope scope, Function<Iterator<Item>, R> reader) {
        return transactions.execute(_ -> {
            jdbc.sql("drop table if exists " + TABLE).update();
            decisions("create temporary table " + TABLE + " on commit drop as " + DECISIONS, caseId, scheme, scope)
                    .update();
            jdbc.sql("analyze " + TABLE).update();
            return stream(jdbc.sql("select * from " + TABLE + IN_ORDER), reader);
        });
    }

    private JdbcClient.StatementSpec decisions(String sql, long caseId, Scheme scheme, Scope scope) {
        return jdbc.sql(sql)
                .param("case", caseId)
                .param("scheme", scheme.name())
                .param("gravity", numbers(scheme, false))
                .param("exportable", numbers(scheme, true))
                .param("ownSets", ForceSet.NAMES)
                .param("scope", scope.name())
                .param("wanted", scope == Scope.REJECTED ? "REJECTED" : "AWAITING");
    }

    private static <R> R stream(JdbcClient.StatementSpec query, Function<Iterator<Item>, R> reader) {
        try (Stream<Item> items = query.withFetchSize(FETCH_ROWS).query(Exportable::item).stream()) {
            return reader.apply(items.iterator());
        }
    }

    /** Of a scheme, the gravest first. */
    static Integer[] numbers(Scheme scheme, boolean onlyExportable) {
        return scheme.categories().stream()
                .filter(c -> !onlyExportable || c.exportable())
                .map(Category::number)
                .toArray(Integer[]::new);
    }

    private static Item item(ResultSet row, int number) throws SQLException {
        HexFormat hex = HexFormat.of();
        return new Item(
                hex.formatHex(row.getBytes("sha256")),
                hex.formatHex(row.getBytes("md5")),
                row.getLong("size"),
                row.getInt("number"),
                row.getBoolean("bytes"));
    }
}
