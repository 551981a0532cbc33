package org.curlew.pipeline.web.victims;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.curlew.grading.caid.BundleSigner;
import org.curlew.grading.caid.CaidException;
import org.curlew.grading.caid.SigningKeys;
import org.curlew.storage.ledger.Rfc3161TimeStamper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * The force's configured key for bundles, a file or a token that the key never leaves; read anew each time, so that a renewed one is used
 * at once. Where a time-stamping authority is
 * configured, it stamps what the key signs: the signing time is then not only the force's own word.
 */
@Component
@ConditionalOnWebApplication
public class BundleKey {

    private final String key;
    private final String tokenLibrary;
    private final int tokenSlot;
    private final String passwordFile;
    private final String authority;

    BundleKey(
            @Value("${curlew.signing.bundle-key:}") String key,
            @Value("${curlew.signing.bundle-token-library:}") String tokenLibrary,
            @Value("${curlew.signing.bundle-token-slot:0}") int tokenSlot,
            @Value("${curlew.signing.bundle-password-file:}") String passwordFile,
            @Value("${curlew.signing.time-stamp-authority:}") String authority) {
        if (!key.isBlank() && !tokenLibrary.isBlank()) {
            throw new IllegalArgumentException(
                    "curlew.signing.bundle-key and curlew.signing.bundle-token-library both name a"
                            + " key for bundles: leave one of them out");
        }
        this.key = key;
        this.tokenLibrary = tokenLibrary;
        this.tokenSlot = tokenSlot;
        this.passwordFile = passwordFile;
        this.authority = authority;
    }

    /** Whether a key is configured; without one an approved release is pressed on the command line. */
    public boolean configured() {
        return !key.isBlank() || !tokenLibrary.isBlank();
    }

    /** Whether an authority stamps each signature. */
    public boolean stamped() {
        return !authority.isBlank();
    }

    /** @throws CaidException no key is configured, or it cannot be used */
    public BundleSigner signer() {
        if (!configured()) {
            throw new CaidException(
                    "No key for bundles is configured: an administrator sets curlew.signing.bundle-key or"
                            + " curlew.signing.bundle-token-library, or the bundle is made with curlew caid release.");
        }
        BundleSigner signer = tokenLibrary.isBlank()
                ? SigningKeys.file(Path.of(key), password())
                : SigningKeys.token(Path.of(tokenLibrary), tokenSlot, password());
        return stamped() ? signer.stampedBy(new Rfc3161TimeStamper(URI.create(authority))) : signer;
    }

    private char[] password() {
        try (Stream<String> lines = Files.lines(Path.of(passwordFile), StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new CaidException(
                    "The file with the password or PIN of the key for bundles cannot be read: check curlew.signing.bundle-password-file.",
                    e);
        }
    }
}
