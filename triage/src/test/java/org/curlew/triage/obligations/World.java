package org.curlew.triage.obligations;

import java.time.Instant;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.QueueFixture;
import org.curlew.triage.queue.Triggers;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.MovableClock;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.RegisterChanged;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.rules.RuleBook;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Register, queue and clocks over a fresh database, wired as the application does, with a clock the test moves. */
public final class World {

    public final TestDatabase database;
    public final JdbcClient jdbc;
    public final MovableClock clock;
    public final Exhibits exhibits;
    public final Triggers triggers;
    public final Register register;
    public final RuleBook rules;
    public final Queue queue;
    public final Happenings happenings;
    public final Notifications notifications;
    public final Obligations obligations;

    public World() {
        this(TestDatabase.create(), new MovableClock(Instant.parse("2026-03-02T09:00:00Z")));
    }

    /** Another node on the same database. */
    public World(TestDatabase database, MovableClock clock) {
        this.database = database;
        this.clock = clock;
        jdbc = database.jdbc();
        exhibits = new Exhibits(jdbc, clock);
        triggers = new Triggers(jdbc, clock);
        register = new Register(jdbc, clock, event -> triggers.registerChanged((RegisterChanged) event));
        rules = new RuleBook(jdbc, clock);
        queue = QueueFixture.queue(jdbc, triggers, rules, new OverdueReassessments(jdbc), clock);
        happenings = new Happenings(jdbc);
        notifications = new Notifications(jdbc, clock);
        obligations = new Obligations(
                new Snapshots(jdbc),
                happenings,
                new ObligationStore(jdbc),
                notifications,
                queue,
                exhibits,
                rules,
                clock);
    }
}
