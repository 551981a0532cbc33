package org.curlew.grading.sessions;

/** The SQL that says which grades count now, in one place. */
final class Standing {

    /**
     * Of the named items, the last grade of each grader since the latest adjudication, which itself counts. Parameters:
     * items, case, scheme. Relies on the index grade_current.
     */
    static final String LAST_GRADES = """
            with item as (select sha256 from unnest(cast(:items as bytea[])) as i(sha256)),
            decided as (
                select g.sha256, max(g.id) as id from grade g join item i on i.sha256 = g.sha256
                where g.case_id = :case and g.scheme = :scheme and g.basis = 'ADJUDICATION'
                group by g.sha256),
            last_grade as (
                select distinct on (g.sha256, g.grader) g.sha256, g.grader, g.code, g.id
                from grade g join item i on i.sha256 = g.sha256 left join decided d on d.sha256 = g.sha256
                where g.case_id = :case and g.scheme = :scheme and g.id >= coalesce(d.id, 0)
                order by g.sha256, g.grader, g.id desc)
            """;

    private Standing() {}
}
