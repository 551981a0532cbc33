package org.curlew.pipeline.security;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.curlew.pipeline.security.Accounts.Account;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The accounts of people who sign in through the force's OpenID provider. One is made at the first arrival with a mapped role, and
 * takes roles and teams from the provider at each further one. It is known by issuer and subject alone: a name that a local
 * account has is never taken over.
 */
@Service
@ConditionalOnWebApplication
class ProviderAccounts {

    /** Who stands in the record for what the provider decides. */
    static final String ACTOR = "openid-provider";

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final ProviderSettings settings;
    private final Clock clock;

    ProviderAccounts(JdbcClient jdbc, Accounts accounts, ProviderSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
    }

    /** Why someone was not let in. */
    enum Refusal {
        NO_ROLE("None of your groups has a role here: ask an administrator"),
        NO_NAME("The force's sign-in gave no usable name for you: ask an administrator"),
        NAME_TAKEN("A local account has your name: ask an administrator to close or rename one of them"),
        CLOSED("Your account is closed: ask an administrator"),
        PROVIDER("The force's sign-in did not let you in: try again, or ask an administrator");

        private final String words;

        Refusal(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** How an arrival ended: one of the two is null. */
    record Arrival(Account account, Refusal refusal) {}

    @Transactional
    Arrival arrive(String issuer, String subject, String displayName, Map<String, Object> claims) {
        Set<Role> roles = settings.roles(claims);
        Set<String> teams = settings.teams(claims);
        Optional<Account> known = jdbc.sql("select name from app_user where issuer = ? and subject = ?")
                .params(issuer, subject)
                .query(String.class)
                .optional()
                .flatMap(accounts::find);
        if (known.isPresent() && known.get().disabledAt() != null) {
            return new Arrival(null, Refusal.CLOSED);
        }
        if (roles.isEmpty()) {
            known.ifPresent(a -> accounts.replace(a, Set.of(), Set.of(), ACTOR));
            return new Arrival(null, Refusal.NO_ROLE);
        }
        if (known.isEmpty()) {
            String name = settings.name(claims);
            if (!name.matches(Accounts.NAME)) {
                return new Arrival(null, Refusal.NO_NAME);
            }
            if (accounts.find(name).isPresent()) {
                return new Arrival(null, Refusal.NAME_TAKEN);
            }
            add(name, displayName == null || displayName.isBlank() ? name : displayName, issuer, subject);
            known = accounts.find(name);
        }
        accounts.replace(known.orElseThrow(), roles, teams, ACTOR);
        return new Arrival(accounts.find(known.get().name()).orElseThrow(), null);
    }

    private void add(String name, String displayName, String issuer, String subject) {
        var now = Times.utc(clock.instant());
        jdbc.sql("""
                        insert into app_user (name, display_name, must_change, issuer, subject, changed_at, created_at, created_by)
                        values (?, ?, false, ?, ?, ?, ?, ?)
                        """)
                .params(
                        name,
                        displayName.length() > 100 ? displayName.substring(0, 100) : displayName,
                        issuer,
                        subject,
                        now,
                        now,
                        ACTOR)
                .update();
        accounts.event(name, ACTOR, "CREATED", "from " + issuer);
    }
}
