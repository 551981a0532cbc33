package org.curlew.grading.sessions;

/** The SQL that says which grades count now, and what follows for the conflicts, in one place. */
final class Standing {

    /**
     * Opens and closes the conflicts of the named items. Of each item count the last grade of each grader since the latest
     * adjudication, which itself counts; what was taken back does not. A conflict ends with the last grade that counts, or, where
     * none does any more, with the one that opened it. Each item is looked up through the indexes grade_current and
     * grade_conflict_open, whatever the statistics say: after a bulk load they say nothing. Parameters: items, case,
     * scheme, outcome. Gives one row: opened, closed.
     */
    static final String SETTLE = """
            with judged as materialized (
                select i.sha256, s.codes, s.last_id
                from unnest(cast(:items as bytea[])) as i(sha256)
                cross join lateral (
                    select coalesce(max(g.id), 0) as id from grade_in_force g
                    where g.case_id = :case and g.sha256 = i.sha256 and g.scheme = :scheme
                      and g.basis = 'ADJUDICATION') decided
                cross join lateral (
                    select count(distinct l.code) as codes, max(l.id) as last_id
                    from (select distinct on (g.grader) g.code, g.id from grade_in_force g
                          where g.case_id = :case and g.sha256 = i.sha256 and g.scheme = :scheme
                            and g.id >= decided.id
                          order by g.grader, g.id desc) l) s),
            opened as (
                insert into grade_conflict (case_id, sha256, scheme, opened_by)
                select :case, sha256, :scheme, last_id from judged where codes > 1
                on conflict (case_id, sha256, scheme) where closed_at is null do nothing
                returning 1),
            ended as (
                select c.id, j.last_id from judged j
                cross join lateral (
                    select c.id from grade_conflict c
                    where c.case_id = :case and c.sha256 = j.sha256 and c.scheme = :scheme and c.closed_at is null
                    offset 0) c
                where j.codes < 2),
            closed as (
                update grade_conflict c set closed_at = now(), closed_by = coalesce(e.last_id, c.opened_by), outcome = :outcome
                from ended e where c.id = e.id
                returning 1)
            select (select count(*) from opened) as opened, (select count(*) from closed) as closed
            """;

    /** What {@link #SETTLE} did. */
    record Settled(int opened, int closed) {}

    private Standing() {}
}
