package org.curlew.pipeline.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.curlew.pipeline.security.Accounts.Account;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks a password and a second factor. After five failures the account waits a minute, then twice as long each time, to an
 * hour; the answer to a wrong name, a wrong password and a closed account is one and the same.
 */
@Service
@ConditionalOnWebApplication
public class SignIn {

    static final String REFUSED = "The name or the password is not right";

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Passwords passwords;
    private final SecondFactor secondFactor;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public SignIn(
            JdbcClient jdbc,
            Accounts accounts,
            Passwords passwords,
            SecondFactor secondFactor,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.passwords = passwords;
        this.secondFactor = secondFactor;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** How a try ended: one of account and refusal is null. A second factor may still be asked for. */
    public record Outcome(Account account, String refusal) {

        static Outcome refused(String why) {
            return new Outcome(null, why);
        }
    }

    private record Secret(String hash, int failures, Instant lockedUntil, boolean disabled) {}

    /** Checks a name and a password. */
    public Outcome password(String name, String password) {
        Secret secret = secret(name);
        boolean locked = secret != null && secret.lockedUntil != null && secret.lockedUntil.isAfter(clock.instant());
        if (locked) {
            long minutes = Duration.between(clock.instant(), secret.lockedUntil).toMinutes() + 1;
            return Outcome.refused("Too many wrong tries: wait " + minutes + (minutes == 1 ? " minute" : " minutes")
                    + ", or ask an administrator for a new password");
        }
        boolean right = passwords.matches(password == null ? "" : password, secret == null ? null : secret.hash);
        if (!right || secret.disabled) {
            if (secret != null) {
                failed(name, "WRONG_PASSWORD");
            }
            return Outcome.refused(REFUSED);
        }
        return new Outcome(accounts.find(name).orElseThrow(), null);
    }

    /** Checks the code of an account whose password was right. A code serves once. */
    public Outcome code(long userId, String code) {
        Account account = accounts.find(userId).orElseThrow();
        Secret secret = secret(account.name());
        if (secret.disabled || secret.lockedUntil != null && secret.lockedUntil.isAfter(clock.instant())) {
            return Outcome.refused("Too many wrong tries: wait, then sign in again");
        }
        if (!secondFactor.check(userId, code)) {
            failed(account.name(), "WRONG_CODE");
            return Outcome.refused("That code is not right, or was used before: wait for the next one");
        }
        return new Outcome(account, null);
    }

    /** Notes that a person is signed in, password and code both right. */
    public void succeeded(Account account) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("update app_user set failures = 0, locked_until = null where id = ?")
                    .param(account.id())
                    .update();
            accounts.event(account.name(), account.name(), "SIGNED_IN", "");
        });
    }

    private void failed(String name, String what) {
        transaction.executeWithoutResult(_ -> {
            int failures = jdbc.sql("update app_user set failures = failures + 1 where name = ? returning failures")
                    .param(name)
                    .query(Integer.class)
                    .single();
            Duration wait = Accounts.backOff(failures);
            if (wait.isPositive()) {
                jdbc.sql("update app_user set locked_until = ? where name = ?")
                        .params(Times.utc(clock.instant().plus(wait)), name)
                        .update();
            }
            accounts.event(name, name, what, wait.isPositive() ? "locked for " + wait.toMinutes() + " min" : "");
        });
    }

    private Secret secret(String name) {
        return jdbc.sql(
                        "select password_hash, failures, locked_until, disabled_at is not null from app_user where name = ?")
                .param(name == null ? "" : name)
                .query((row, n) -> new Secret(
                        row.getString(1), row.getInt(2), Times.instant(row, "locked_until"), row.getBoolean(4)))
                .optional()
                .orElse(null);
    }
}
