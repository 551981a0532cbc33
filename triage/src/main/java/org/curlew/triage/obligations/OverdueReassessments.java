package org.curlew.triage.obligations;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.curlew.triage.queue.OverdueSuspects;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Suspects whose risk reassessment is past due, for the queue's points. */
@Service
public class OverdueReassessments implements OverdueSuspects {

    private final JdbcClient jdbc;

    public OverdueReassessments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<Long> overdueAt(Instant now) {
        return new HashSet<>(
                jdbc.sql("""
                        select distinct person_id from obligation
                        where rule_id = 'rui-reassessment' and state = 'OPEN' and due < ?
                        """).param(Times.utc(now)).query(Long.class).list());
    }
}
