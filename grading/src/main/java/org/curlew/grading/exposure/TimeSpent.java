package org.curlew.grading.exposure;

/** Says with which media time was spent; a row of exposure_event holds the seconds since the one before. */
final class TimeSpent {

    /**
     * The rows {@code spent} of some graders since an instant, each with the seconds that belong to its own media: those up to a grade
     * were spent with what was graded, all others with what came on the screen before. Uses the index exposure_event_last. Parameters:
     * graders, from.
     */
    static final String SPENT = """
            with spent as (
                select e.grader, e.case_id, e.session_id, e.at, e.act, e.items, e.pixels, e.played_seconds,
                       case when e.act = 'GRADED' then e.seconds else 0 end
                       + case when e.next_act <> 'GRADED' then e.next_seconds else 0 end as seconds
                from (select x.*, lead(x.act) over spell as next_act, lead(x.seconds) over spell as next_seconds
                      from exposure_event x where x.grader = any(:graders) and x.at >= :from
                      window spell as (partition by x.grader, x.spell_at order by x.at, x.id)) e)
            """;

    private TimeSpent() {}
}
