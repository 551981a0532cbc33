package org.curlew.grading.statistics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts a case's graded media as a court asks for them. Distinct counts a content once, gross counts every place. A content in conflict
 * is in no class and is counted apart (CPS: disputed images separated). What nobody graded is always counted.
 */
@Service
public class CourtFigures {

    // Places a browser or an operating system writes by itself; the test is by the path's form and is stated with the
    // figures.
    private static final String CACHE =
            "(?i)(/(inetcache|temporary internet files|\\.thumbnails|thumbnails|thumbnailcache|caches?|code cache)/"
                    + "|thumbcache_|/thumbs\\.db|/\\.cache/)";

    private static final String ITEMS = """
            with graded as (
                select distinct on (g.sha256) g.sha256, g.number, g.code from grade_in_force g
                where g.case_id = :case and g.scheme = ':scheme'
                order by g.sha256, g.id desc),
            disputed as (
                select c.sha256 from grade_conflict c
                where c.case_id = :case and c.scheme = ':scheme' and c.closed_at is null),
            said as (
                select distinct on (a.sha256, a.name) a.sha256, a.name, a.value from media_attribute a
                where a.case_id = :case and a.name in ('ACCESSIBLE', 'MOVING', 'PSEUDO_PHOTOGRAPH')
                order by a.sha256, a.name, a.id desc),
            known as (
                select o.sha256, (array_agg(o.match_category order by
                        array_position(array[:gravity]::int[], o.match_category)))[1] as number
                from occurrence o join exhibit e on e.id = o.exhibit_id
                where e.case_id = :case and o.match_role = 'illegal' and o.match_kind <> 'pdq'
                  and o.match_scheme = ':scheme' and o.match_category is not null
                group by o.sha256),
            item as (
                select e.reference as exhibit, o.sha256, o.created, o.modified, o.accessed,
                       case when d.sha256 is not null then -1 else coalesce(g.number, k.number, -2) end as number,
                       g.sha256 is not null as graded_here,
                       exists (select from occurrence x join exhibit y on y.id = x.exhibit_id where y.case_id = :case
                               and x.sha256 = o.sha256 and x.match_role = 'known-good') as known_good,
                       coalesce(m.value = 'yes', c.mime like 'video/%') as moving,
                       case when o.path || o.container ~ ':cache' then 'cache'
                            when o.deleted or not o.allocated then 'deleted' else 'live' end as place,
                       case when a.value in ('yes', 'no') then a.value = 'yes'
                            else not (o.deleted or not o.allocated or o.path || o.container ~ ':cache') end as accessible
                from occurrence o
                join exhibit e on e.id = o.exhibit_id
                join content c on c.sha256 = o.sha256
                left join graded g on g.sha256 = o.sha256
                left join disputed d on d.sha256 = o.sha256
                left join known k on k.sha256 = o.sha256
                left join said m on m.sha256 = o.sha256 and m.name = 'MOVING'
                left join said a on a.sha256 = o.sha256 and a.name = 'ACCESSIBLE'
                where e.case_id = :case)
            """;

    private static final String DATES = """
            coalesce(min(nullif(created, '')), '') as first_created, coalesce(max(nullif(created, '')), '') as last_created,
                   coalesce(max(nullif(modified, '')), '') as last_modified,
                   coalesce(max(nullif(accessed, '')), '') as last_accessed
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Schemes schemes;

    public CourtFigures(JdbcTemplate jdbc, TransactionTemplate transactions, Schemes schemes) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.schemes = schemes;
    }

    /** Every table, all from one state of the database. */
    public List<Table> of(long caseId, String schemeName) {
        Scheme scheme = schemes.get(schemeName);
        TransactionTemplate oneState = new TransactionTemplate(transactions.getTransactionManager());
        oneState.setIsolationLevel(TransactionTemplate.ISOLATION_REPEATABLE_READ);
        oneState.setReadOnly(true);
        return oneState.execute(_ -> List.of(
                byClass(caseId, scheme),
                breakdown(caseId, scheme),
                minimum(caseId, scheme),
                remainder(caseId, scheme),
                pseudo(caseId, scheme)));
    }

    private Table byClass(long caseId, Scheme scheme) {
        return table("Media by class, each exhibit and in total", caseId, scheme, """
                select coalesce(exhibit, 'all exhibits') as exhibit, number,
                       count(distinct sha256) filter (where not moving) as still,
                       count(distinct sha256) filter (where moving) as moving,
                       count(distinct sha256) as distinct_media, count(*) as places,
                       %s
                from item where number >= 0
                group by grouping sets ((exhibit, number), (number))
                order by (exhibit is null), exhibit collate "C", array_position(array[:gravity]::int[], number)
                """.formatted(DATES));
    }

    private Table breakdown(long caseId, Scheme scheme) {
        return table(
                "Class by still or moving, accessible or not, and where it was", caseId, scheme, """
                select coalesce(exhibit, 'all exhibits') as exhibit, number,
                       case when moving then 'moving' else 'still' end as kind,
                       case when accessible then 'accessible' else 'inaccessible' end as access, place,
                       count(distinct sha256) as distinct_media, count(*) as places,
                       %s
                from item where number >= 0
                group by grouping sets ((exhibit, number, moving, accessible, place), (number, moving, accessible, place))
                order by (exhibit is null), exhibit collate "C", array_position(array[:gravity]::int[], number), 3, 4, 5
                """.formatted(DATES));
    }

    private Table minimum(long caseId, Scheme scheme) {
        return table(
                "Minimum numbers for multiple-incident counts: distinct media graded by this force",
                caseId,
                scheme,
                """
                select number, case when moving then 'moving' else 'still' end as kind,
                       count(distinct sha256) as at_least,
                       count(distinct sha256) filter (where accessible) as at_least_accessible, %s
                from item where number >= 0 and graded_here
                group by number, moving order by array_position(array[:gravity]::int[], number), 2
                """.formatted(DATES));
    }

    private Table remainder(long caseId, Scheme scheme) {
        return table(
                "Not in any class: what is disputed, known to be harmless, and what nobody graded",
                caseId,
                scheme,
                """
                select coalesce(exhibit, 'all exhibits') as exhibit,
                       count(distinct sha256) filter (where number = -1) as disputed,
                       count(distinct sha256) filter (where number = -2 and known_good) as known_good,
                       count(distinct sha256) filter (where number = -2 and not known_good) as ungraded,
                       count(distinct sha256) filter (where number >= 0 and not graded_here) as classed_by_a_set_alone,
                       count(distinct sha256) as all_media
                from item group by grouping sets ((exhibit), ()) order by (exhibit is null), 1
                """);
    }

    private Table pseudo(long caseId, Scheme scheme) {
        return table("Of these, pseudo-photographs (made or altered by a machine)", caseId, scheme, """
                select number, count(distinct i.sha256) as distinct_media
                from item i join said p on p.sha256 = i.sha256 and p.name = 'PSEUDO_PHOTOGRAPH' and p.value = 'yes'
                where number >= 0
                group by number order by array_position(array[:gravity]::int[], number)
                """);
    }

    private Table table(String title, long caseId, Scheme scheme, String select) {
        // written in, not bound: the text that is kept with the figures must run as it stands
        String query = (ITEMS + select)
                .replace(":cache", CACHE.replace("'", "''"))
                .replace(":scheme", scheme.name().replace("'", "''"))
                .replace(":gravity", gravity(scheme))
                .replace(":case", Long.toString(caseId));
        Map<Integer, String> codes = new TreeMap<>();
        scheme.categories().forEach(c -> codes.put(c.number(), c.code()));
        List<String> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        jdbc.query(query, (ResultSet row) -> {
            if (columns.isEmpty()) {
                columns.addAll(columns(row));
            }
            rows.add(row(row, codes));
        });
        return new Table(title, query, columns, rows);
    }

    private static String gravity(Scheme scheme) {
        return scheme.categories().stream()
                .map(Category::number)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private static List<String> columns(ResultSet row) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String name = row.getMetaData().getColumnLabel(i);
            names.add(name.equals("number") ? "class" : name.replace('_', ' '));
        }
        return names;
    }

    private static List<String> row(ResultSet row, Map<Integer, String> codes) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String text = row.getString(i) == null ? "" : row.getString(i);
            cells.add(
                    row.getMetaData().getColumnLabel(i).equals("number")
                            ? codes.getOrDefault(Integer.valueOf(text), "number " + text)
                            : text);
        }
        return cells;
    }
}
