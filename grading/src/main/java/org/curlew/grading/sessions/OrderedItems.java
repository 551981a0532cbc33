package org.curlew.grading.sessions;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes the media of a case in the order in which they are looked at: what resembles a media of an illegal set; what a device of the
 * suspect may have made; then by series; then folder by folder, those first in which the most media are known or resemble known ones,
 * then those with the most media; in a folder by path. A media that lies in many folders stands in the first of them.
 */
final class OrderedItems {

    /** The folder of the place {@code o}, with a slash at the end; empty where the path names none. */
    static final String FOLDER = """
            case strpos(o.path, '/') when 0 then ''
                 else left(o.path, length(o.path) - strpos(reverse(o.path), '/') + 1) end""";

    // A case of a million media is sorted in memory of the database's, not on its disk.
    static final String MEMORY = "set local work_mem = '128MB'";

    private static final String ITEMS = """
            insert into work_item (case_id, generation, sha256, position, near, first, series, exhibit, folder, decided, graded)
            with place as materialized (
                select o.sha256, o.volume, o.container, o.path, e.reference as exhibit,
                       """ + FOLDER + """
                        as folder,
                       o.match_role = 'illegal' and o.match_kind = 'pdq' as near,
                       o.match_role in ('illegal', 'known-good') and o.match_kind <> 'pdq' as decided,
                       o.match_role = 'illegal' as telling,
                       case when o.match_role = 'illegal' then nullif(o.series, '') end as series
                from occurrence o join exhibit e on e.id = o.exhibit_id where e.case_id = :case),
            folder as (
                select exhibit, volume, container, folder,
                       row_number() over (order by count(*) filter (where telling) desc, count(*) desc,
                           exhibit collate "C", volume, container collate "C", folder collate "C") as rank
                from place group by exhibit, volume, container, folder),
            first_place as (
                select distinct on (p.sha256) p.sha256, p.exhibit, p.folder, p.path, f.rank
                from place p join folder f on f.exhibit = p.exhibit and f.volume = p.volume
                    and f.container = p.container and f.folder = p.folder
                order by p.sha256, f.rank, p.path collate "C"),
            said as (
                select sha256, coalesce(bool_or(near), false) as near, coalesce(bool_or(decided), false) as decided,
                       max(series collate "C") as series
                from place group by sha256),
            named as (
                select distinct on (a.sha256) a.sha256, nullif(a.value, '') as series from media_attribute a
                where a.case_id = :case and a.name = 'SERIES' order by a.sha256, a.id desc),
            item as (
                select s.sha256, s.near, s.decided, coalesce(n.series, s.series) as series, p.exhibit, p.folder, p.path,
                       p.rank, c.camera_make || chr(10) || c.camera_model || chr(10) || c.camera_serial
                           = any(cast(:first as text[])) as first
                from said s join first_place p on p.sha256 = s.sha256 join content c on c.sha256 = s.sha256
                left join named n on n.sha256 = s.sha256)
            select :case, :generation, i.sha256,
                   row_number() over (order by i.near desc, i.first desc, i.series collate "C" nulls last, i.rank,
                       i.path collate "C", i.sha256),
                   i.near, i.first, i.series, i.exhibit, i.folder, i.decided,
                   exists (select from grade_in_force g where g.case_id = :case and g.sha256 = i.sha256)
            from item i
            """;

    private final JdbcClient jdbc;

    OrderedItems(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes a list that nobody reads yet.
     *
     * @param first the cameras whose media come behind those that resemble known ones
     * @return its number
     */
    long write(long caseId, List<String> first) {
        jdbc.sql(MEMORY).update();
        long generation =
                jdbc.sql("select nextval('work_generation')").query(Long.class).single();
        jdbc.sql(ITEMS)
                .param("case", caseId)
                .param("generation", generation)
                .param("first", first.toArray(String[]::new))
                .update();
        return generation;
    }
}
