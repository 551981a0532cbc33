package org.curlew.triage.queue;

import java.time.Instant;
import java.util.Set;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.MovableClock;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.RegisterChanged;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.rules.RuleBook;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The queue over a fresh database and a clock that the test moves. */
final class Fixture {

    final JdbcClient jdbc;
    final MovableClock clock = new MovableClock(Instant.parse("2026-03-02T09:00:00Z"));
    final Exhibits exhibits;
    final Triggers triggers;
    final Register register;
    final RuleBook rules;
    final Queue queue;
    final Overrides overrides;
    final Gatekeeper gatekeeper;

    Fixture() {
        this(TestDatabase.create());
    }

    Fixture(TestDatabase database) {
        jdbc = database.jdbc();
        exhibits = new Exhibits(jdbc, clock);
        triggers = new Triggers(jdbc, clock);
        register = new Register(jdbc, clock, event -> triggers.registerChanged((RegisterChanged) event));
        rules = new RuleBook(jdbc, clock);
        queue = new Queue(
                new QueueInputs(jdbc, new Snapshots(jdbc), now -> Set.of()),
                new RankStore(jdbc),
                triggers,
                rules,
                clock);
        overrides = new Overrides(jdbc, queue, clock);
        gatekeeper = new Gatekeeper(jdbc, register, queue);
    }
}
