package org.curlew.pipeline.web.command;

import java.time.Duration;
import java.time.Instant;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the measures of practice 3.6 count. */
@Component
@ConditionalOnWebApplication
class MeasureCounts {

    private final JdbcClient jdbc;

    MeasureCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Met in time of those that fell due in the period; what ended unmet for a reason of its own is left out. */
    String met(String rule, String column, String value, Instant now) {
        record Met(long met, long due) {}
        Met m = jdbc.sql("""
                        select count(*) filter (where state = 'MET') as met, count(*) as due from obligation
                        where rule_id = ? and %s = ? and due >= ? and due < ? and state <> 'ENDED'
                        """.formatted(column))
                .params(rule, value, Times.utc(now.minus(Duration.ofDays(Measures.DAYS))), Times.utc(now))
                .query(Met.class)
                .single();
        return m.due == 0 ? "none fell due" : m.met + " of " + m.due;
    }

    String number(String sql, Object... params) {
        return Long.toString(jdbc.sql(sql).params(params).query(Long.class).single());
    }
}
