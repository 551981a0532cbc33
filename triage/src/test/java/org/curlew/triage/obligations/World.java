package org.curlew.triage.obligations;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.Triggers;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.MovableClock;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register;
import org.curlew.triage.rules.RuleBook;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Register, queue and clocks over a fresh database, put together by Spring as the application does (transactions and
 * events included), with a clock the test moves.
 */
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
    private final AnnotationConfigApplicationContext context;

    public World() {
        this(TestDatabase.create(), new MovableClock(Instant.parse("2026-03-02T09:00:00Z")));
    }

    /** Another node on the same database. */
    public World(TestDatabase database, MovableClock clock) {
        this.database = database;
        this.clock = clock;
        context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, database::dataSource);
        context.registerBean(JdbcClient.class, database::jdbc);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(DataSourceTransactionManager.class, database.dataSource());
        context.registerBean(TransactionTemplate.class, database::transactions);
        context.register(Parts.class);
        context.refresh();
        jdbc = database.jdbc();
        exhibits = get(Exhibits.class);
        triggers = get(Triggers.class);
        register = get(Register.class);
        rules = get(RuleBook.class);
        queue = get(Queue.class);
        happenings = get(Happenings.class);
        notifications = get(Notifications.class);
        obligations = get(Obligations.class);
    }

    /** A person of the register, known by name and birth alone. */
    public long person(String name, LocalDate born) {
        return register.add(new Person(null, name, born, true, null, null, null, List.of()), "dc", "import")
                .id();
    }

    /** A service as the application has it. */
    public <T> T get(Class<T> service) {
        return context.getBean(service);
    }

    /** The beans themselves, for what makes its own, such as a scheduler's jobs. */
    public ApplicationContext context() {
        return context;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    @Import(Ledger.class)
    @ComponentScan({
        "org.curlew.triage.register",
        "org.curlew.triage.rules",
        "org.curlew.triage.queue",
        "org.curlew.triage.obligations",
        "org.curlew.triage.reviews",
        "org.curlew.triage.referrals",
        "org.curlew.triage.intake"
    })
    static class Parts {}
}
