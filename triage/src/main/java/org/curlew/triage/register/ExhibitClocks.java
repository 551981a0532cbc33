package org.curlew.triage.register;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The three clocks of an exhibit, as of any instant: from seizure, from submission, and from entry into its state. */
@Service
public class ExhibitClocks {

    private final JdbcClient jdbc;

    public ExhibitClocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An exhibit's clocks; a start that nobody recorded is null and has no age. */
    public record Ages(
            long exhibitId,
            String caseReference,
            String reference,
            ExhibitState state,
            Instant seizedAt,
            Instant submittedAt,
            Instant stateSince,
            Instant at) {

        public Duration sinceSeizure() {
            return since(seizedAt);
        }

        public Duration sinceSubmission() {
            return since(submittedAt);
        }

        public Duration inState() {
            return since(stateSince);
        }

        private Duration since(Instant start) {
            return start == null ? null : Duration.between(start, at);
        }

        public boolean waiting() {
            return !ExhibitStates.DONE.contains(state);
        }
    }

    /** The exhibit with the longest of each clock, among those that wait in a state. */
    public record Oldest(Ages bySeizure, Ages bySubmission, Ages inState) {}

    /** Every exhibit that was booked in by the instant, as the register showed it then. */
    public List<Ages> at(Instant at) {
        return ages(null, at);
    }

    public Optional<Ages> of(long exhibitId, Instant at) {
        return ages(exhibitId, at).stream().findFirst();
    }

    /** The oldest of a state's queue at the instant; null clocks where nothing waits. */
    public Oldest oldest(ExhibitState state, Instant at) {
        List<Ages> all = at(at).stream().filter(a -> a.state() == state).toList();
        return new Oldest(first(all, Ages::seizedAt), first(all, Ages::submittedAt), first(all, Ages::stateSince));
    }

    private static Ages first(List<Ages> all, Function<Ages, Instant> start) {
        return all.stream()
                .filter(a -> start.apply(a) != null)
                .min(Comparator.comparing(start))
                .orElse(null);
    }

    /** The state was entered with the first of its present run of rows: being retried in a state restarts no clock. */
    private List<Ages> ages(Long exhibitId, Instant at) {
        return jdbc.sql("""
                        select e.id, c.reference as case_reference, e.reference, last.state,
                               (d.body ->> 'seizedAt')::timestamptz as seized,
                               coalesce((d.body ->> 'submittedAt')::timestamptz, e.created_at) as submitted,
                               (select min(s.at) from exhibit_state s
                                where s.exhibit_id = e.id and s.state = last.state and s.at <= :at
                                  and s.id > coalesce((select max(o.id) from exhibit_state o
                                                       where o.exhibit_id = e.id and o.state <> last.state
                                                         and o.at <= :at), 0)) as since
                        from exhibit e
                        join case_file c on c.id = e.case_id
                        join lateral (select state from exhibit_state s where s.exhibit_id = e.id and s.at <= :at
                                      order by s.id desc limit 1) last on true
                        left join lateral (select body from register_version v
                                           where v.exhibit_id = e.id and v.kind = 'ExhibitDetails' and not v.withdrawn
                                             and (v.recorded_at <= :at or v.version = 1)
                                             and (v.superseded_at is null or v.superseded_at > :at)
                                           order by v.version desc limit 1) d on true
                        where :id::bigint is null or e.id = :id
                        order by e.id
                        """)
                .param("at", Times.utc(at))
                .param("id", exhibitId)
                .query((row, n) -> new Ages(
                        row.getLong("id"),
                        row.getString("case_reference"),
                        row.getString("reference"),
                        ExhibitState.valueOf(row.getString("state")),
                        Times.instant(row, "seized"),
                        Times.instant(row, "submitted"),
                        Times.instant(row, "since"),
                        at))
                .list();
    }
}
