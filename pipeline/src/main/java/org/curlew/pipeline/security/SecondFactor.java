package org.curlew.pipeline.security;

import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import dev.samstevens.totp.secret.DefaultSecretGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.curlew.pipeline.application.DataFolder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Time-based one-time codes (RFC 6238: six digits, 30 seconds). The code before and after count; each code serves once. */
@Service
@ConditionalOnWebApplication
public class SecondFactor {

    private static final int STEP_SECONDS = 30;

    private final DefaultCodeGenerator codes = new DefaultCodeGenerator();
    private final DefaultSecretGenerator secrets = new DefaultSecretGenerator(32);
    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final SecretBox box;
    private final Clock clock;

    public SecondFactor(JdbcClient jdbc, Accounts accounts, DataFolder folder, Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.box = new SecretBox(folder.folder("keys").resolve("second-factor.key"));
        this.clock = clock;
    }

    /** A new secret in base 32, for the person's app; it counts only once {@link #enrol} has seen a code of it. */
    public String propose() {
        return secrets.generate();
    }

    /**
     * Turns the second factor on, or another one in its place; the code that does so serves for nothing else.
     *
     * @param password of the account: a session that was left open, or stolen, is not enough
     */
    @Transactional(noRollbackFor = AccountException.class)
    public void enrol(Viewer viewer, String password, String secret, String code) {
        accounts.requirePassword(viewer, password);
        long used = matchingStep(secret, code, 0)
                .orElseThrow(() -> new AccountException(
                        "That code is not right: check that the clock of your phone is set by itself"));
        jdbc.sql("update app_user set second_factor = ?, second_factor_step = ? where id = ?")
                .params(box.seal(secret.getBytes(StandardCharsets.US_ASCII), viewer.id()), used, viewer.id())
                .update();
        accounts.event(viewer.name(), viewer.name(), "SECOND_FACTOR_ON", "");
    }

    @Transactional
    boolean check(long userId, String code) {
        record Stored(byte[] sealed, long step) {}
        Stored stored = jdbc.sql("select second_factor, second_factor_step from app_user where id = ? for update")
                .param(userId)
                .query((row, n) -> new Stored(row.getBytes(1), row.getLong(2)))
                .single();
        if (stored.sealed == null) {
            return false;
        }
        String secret = new String(box.open(stored.sealed, userId), StandardCharsets.US_ASCII);
        Optional<Long> step = matchingStep(secret, code, stored.step);
        step.ifPresent(used -> jdbc.sql("update app_user set second_factor_step = ? where id = ?")
                .params(used, userId)
                .update());
        return step.isPresent();
    }

    /** The time step the code belongs to, if it is later than the last one used. */
    private Optional<Long> matchingStep(String secret, String code, long lastUsed) {
        long now = Math.floorDiv(clock.instant().getEpochSecond(), STEP_SECONDS);
        byte[] given = (code == null ? "" : code.replace(" ", "")).getBytes(StandardCharsets.UTF_8);
        for (long step = Math.max(now - 1, lastUsed + 1); step <= now + 1; step++) {
            if (MessageDigest.isEqual(generate(secret, step).getBytes(StandardCharsets.US_ASCII), given)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    private String generate(String secret, long step) {
        try {
            return codes.generate(secret, step);
        } catch (CodeGenerationException e) {
            throw new AccountException(
                    "The second factor's secret is not usable: ask an administrator to reset the account");
        }
    }
}
