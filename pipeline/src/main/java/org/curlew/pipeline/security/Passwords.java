package org.curlew.pipeline.security;

import java.security.SecureRandom;
import java.util.Locale;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id (OWASP's second setting: 19 MiB, two passes, one lane) and makes one-time ones. Every
 * check costs the same whether or not the account exists.
 */
@Component
public class Passwords {

    private static final int MIN_LENGTH = 12;
    private static final int MAX_LENGTH = 200;
    /** Without letters and digits that are misread on a print-out. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 4;
    private static final int GROUP_LENGTH = 5;

    private final PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final SecureRandom random = new SecureRandom();
    private final String nobody = encoder.encode(oneTime());

    /** A password of 99 random bits in four groups. */
    public String oneTime() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
            if (i > 0 && i % GROUP_LENGTH == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    String hash(String password) {
        return encoder.encode(password);
    }

    /** Whether it is the password; a null hash stands for an account that does not exist and takes as long. */
    boolean matches(String password, String hash) {
        boolean right = encoder.matches(password.length() > MAX_LENGTH ? "" : password, hash == null ? nobody : hash);
        return right && hash != null;
    }

    /**
     * Refuses what is guessed first. There is no rule on kinds of characters: length is what protects (NCSC).
     *
     * @throws AccountException saying what is wrong
     */
    void requireFit(String password, String name) {
        if (password == null || password.length() < MIN_LENGTH) {
            throw new AccountException(
                    "The password must have " + MIN_LENGTH + " characters or more: three words are good");
        }
        if (password.length() > MAX_LENGTH) {
            throw new AccountException("The password may have " + MAX_LENGTH + " characters at most");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        boolean repeated = lower.chars().distinct().count() < 5;
        if (lower.contains(name) || repeated || lower.contains("password") || lower.contains("curlew")) {
            throw new AccountException(
                    "The password must not hold your name, “password” or “curlew”, nor repeat a few characters");
        }
    }
}
