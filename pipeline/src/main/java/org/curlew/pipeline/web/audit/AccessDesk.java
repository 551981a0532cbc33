package org.curlew.pipeline.web.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.storage.ledger.Accesses;
import org.curlew.storage.ledger.Chronology;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who looked at what, and who looked at what was not theirs. It changes nothing. */
@Service
@ConditionalOnWebApplication
class AccessDesk {

    private static final int LINES = 1_000;

    private final Accesses accesses;
    private final Accounts accounts;
    private final CaseAccess access;
    private final JdbcClient jdbc;
    private final Clock clock;

    AccessDesk(Accesses accesses, Accounts accounts, CaseAccess access, JdbcClient jdbc, Clock clock) {
        this.accesses = accesses;
        this.accounts = accounts;
        this.access = access;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a person did on these days, both included, in UK time; the oldest first, 1,000 at most. */
    List<Chronology.Line> ofPerson(String name, LocalDate from, LocalDate to) {
        return accesses.ofPerson(name, start(from), start(to.plusDays(1)), LINES);
    }

    /**
     * Looks at cases by people whose team they are not and who are not named in them, in the last days. Access that was
     * granted, and an emergency opening, are in it: those are looked at, too.
     */
    List<Accesses.Unusual> unusual(int days) {
        Instant now = clock.instant();
        Set<String> people = new HashSet<>();
        Set<String> exempt = new HashSet<>();
        accounts.all().forEach(account -> {
            people.add(account.name());
            if (account.roles().contains(Role.AUDITOR)) {
                exempt.add(account.name());
            }
        });
        Map<String, Long> cases = new HashMap<>();
        jdbc.sql("select id, reference from case_file").query(row -> {
            cases.put(row.getString("reference"), row.getLong("id"));
        });
        Map<String, java.util.function.LongPredicate> own = new HashMap<>();
        accounts.all().forEach(account -> own.put(account.name(), access.own(account.viewer())));
        return accesses.unusual(
                now.minus(Duration.ofDays(days)),
                now.plusSeconds(1),
                (actor, reference) -> !people.contains(actor)
                        || cases.containsKey(reference) && own.get(actor).test(cases.get(reference)),
                exempt);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Times.UK).toInstant();
    }
}
