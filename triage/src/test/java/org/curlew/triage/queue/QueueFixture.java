package org.curlew.triage.queue;

import java.time.Clock;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.rules.RuleBook;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a queue for tests of other packages. */
public final class QueueFixture {

    private QueueFixture() {}

    public static Queue queue(
            JdbcClient jdbc, Triggers triggers, RuleBook rules, OverdueSuspects overdue, Clock clock) {
        return new Queue(
                new QueueInputs(jdbc, new Snapshots(jdbc), overdue), new RankStore(jdbc), triggers, rules, clock);
    }
}
