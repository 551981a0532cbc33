package org.curlew.pipeline.security;

import java.time.Duration;
import org.curlew.pipeline.security.Accounts.Account;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks a password and a second factor. After five failures from strange browsers, or from one the person has used, nobody is let in
 * from there for a minute, then twice as long each time, to an hour. The answer to a wrong name, a wrong password, a closed account and
 * one that waits is one and the same, and takes as long: it tells nobody which names there are.
 */
@Service
@ConditionalOnWebApplication
public class SignIn {

    static final String REFUSED =
            "The name or the password is not right. After five wrong tries wait a minute, then twice as long each"
                    + " time, or ask an administrator for a new password";

    private static final String WAIT = "Too many wrong tries: wait, then sign in again";

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Passwords passwords;
    private final SecondFactor secondFactor;
    private final Tries tries;
    private final TransactionTemplate transaction;

    SignIn(
            JdbcClient jdbc,
            Accounts accounts,
            Passwords passwords,
            SecondFactor secondFactor,
            Tries tries,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.passwords = passwords;
        this.secondFactor = secondFactor;
        this.tries = tries;
        this.transaction = transaction;
    }

    /** How a try ended: one of account and refusal is null. A second factor may still be asked for. */
    public record Outcome(Account account, String refusal) {

        static Outcome refused(String why) {
            return new Outcome(null, why);
        }
    }

    private record Secret(long id, String hash, boolean disabled) {}

    /** Whether the person has signed in with this browser: its tries are counted for itself, whatever others from its address do. */
    public boolean knows(String name, String browser) {
        Secret secret = browser == null ? null : secret(name);
        return secret != null && knows(secret.id, browser);
    }

    public boolean knows(long userId, String browser) {
        return tries.knows(userId, browser);
    }

    /**
     * Checks a name and a password.
     *
     * @param browser what the cookie of a known browser says; null without one
     */
    public Outcome password(String name, String password, String browser) {
        Secret secret = secret(name);
        boolean locked = secret != null && tries.lockedUntil(secret.id, browser).isPresent();
        if (locked && knows(secret.id, browser)) {
            return Outcome.refused(REFUSED);
        }
        // Of a stranger computed always, also where it cannot count any more: the time of an answer tells no names.
        boolean right = passwords.matches(password == null ? "" : password, secret == null ? null : secret.hash);
        if (secret == null || locked) {
            return Outcome.refused(REFUSED);
        }
        if (!right || secret.disabled) {
            failed(secret.id, name, browser, "WRONG_PASSWORD");
            return Outcome.refused(REFUSED);
        }
        return new Outcome(accounts.find(secret.id).orElseThrow(), null);
    }

    /** Checks the code of an account whose password was right. A code serves once. */
    public Outcome code(long userId, String code, String browser) {
        Account account = accounts.find(userId).orElseThrow();
        if (account.disabledAt() != null || tries.lockedUntil(userId, browser).isPresent()) {
            return Outcome.refused(WAIT);
        }
        if (!secondFactor.check(userId, code)) {
            failed(userId, account.name(), browser, "WRONG_CODE");
            return Outcome.refused("That code is not right, or was used before: wait for the next one");
        }
        return new Outcome(account, null);
    }

    /** Notes that a person is signed in by the force's provider. */
    void succeeded(Account account) {
        transaction.executeWithoutResult(_ -> {
            tries.succeeded(account.id(), null);
            accounts.event(account.name(), account.name(), "SIGNED_IN", "");
        });
    }

    /** Notes that a person is signed in, password and code both right; gives what the cookie of the browser is to say from now on. */
    public String succeeded(Account account, String browser) {
        return transaction.execute(_ -> {
            tries.succeeded(account.id(), browser);
            accounts.event(account.name(), account.name(), "SIGNED_IN", "");
            return tries.remember(account.id(), browser);
        });
    }

    private void failed(long userId, String name, String browser, String what) {
        transaction.executeWithoutResult(_ -> {
            Duration wait = tries.failed(userId, browser);
            accounts.event(name, name, what, wait.isPositive() ? "locked for " + wait.toMinutes() + " min" : "");
        });
    }

    private Secret secret(String name) {
        return jdbc.sql("select id, password_hash, disabled_at is not null from app_user where name = ?")
                .param(name == null ? "" : name)
                .query((row, n) -> new Secret(row.getLong(1), row.getString(2), row.getBoolean(3)))
                .optional()
                .orElse(null);
    }
}
