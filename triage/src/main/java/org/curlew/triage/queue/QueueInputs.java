package org.curlew.triage.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.curlew.triage.register.Json;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Gathers what the register knows about exhibits into rank inputs; what it does not know is a fact of its own. */
@Service
class QueueInputs {

    private final JdbcClient jdbc;

    QueueInputs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An exhibit that waits, with its references. */
    record Waiting(String caseReference, String exhibitReference, RankInputs inputs) {}

    /** Inputs of the exhibits given, or of every one that waits when null. */
    List<Waiting> gather(Collection<Long> exhibits, Instant now) {
        return jdbc.sql("""
                        select e.id, e.case_id, c.reference as case_reference, e.reference, e.created_at,
                               o.outcome::text as outcome
                        from exhibit e
                        join case_file c on c.id = e.case_id
                        left join lateral (select outcome from triage_outcome t
                                           where t.exhibit_id = e.id order by t.id desc limit 1) o on true
                        where (?::bigint[] is null or e.id = any(?::bigint[]))
                        """)
                .params(array(exhibits), array(exhibits))
                .query((row, n) -> {
                    TriageOutcome outcome = row.getString("outcome") == null
                            ? null
                            : Json.read(row.getString("outcome"), TriageOutcome.class);
                    return new Waiting(
                            row.getString("case_reference"),
                            row.getString("reference"),
                            new RankInputs(
                                    row.getLong("id"),
                                    row.getLong("case_id"),
                                    OffenceClass.IIOC,
                                    facts(outcome),
                                    Times.instant(row, "created_at"),
                                    null,
                                    outcome == null,
                                    outcome,
                                    null,
                                    null));
                })
                .list();
    }

    private static Long[] array(Collection<Long> ids) {
        return ids == null ? null : ids.toArray(Long[]::new);
    }

    private static Map<Fact, String> facts(TriageOutcome outcome) {
        Map<Fact, String> facts = new EnumMap<>(Fact.class);
        for (Fact unknown : List.of(Fact.KIRAT_UNKNOWN, Fact.ACCESS_UNKNOWN, Fact.IDENTITY_UNKNOWN)) {
            facts.put(unknown, unknown.words());
        }
        if (outcome != null) {
            if (outcome.firstGeneration() > 0) {
                facts.put(Fact.FIRST_GENERATION, Fact.FIRST_GENERATION.words());
            }
            if (outcome.illegalHits() > 0) {
                facts.put(Fact.ILLEGAL_HITS, Fact.ILLEGAL_HITS.words());
            }
        }
        return facts;
    }
}
