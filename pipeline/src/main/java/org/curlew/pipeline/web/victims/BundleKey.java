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
 * The force's configured key for bundles; read anew each time, so that a renewed file is used at once. Where a time-stamping authority is
 * configured, it stamps what the key signs: the signing time is then not only the force's own word.
 */
@Component
@ConditionalOnWebApplication
public class BundleKey {

    private final String key;
    private final String passwordFile;
    private final String authority;

    BundleKey(
            @Value("${curlew.signing.bundle-key:}") String key,
            @Value("${curlew.signing.bundle-password-file:}") String passwordFile,
            @Value("${curlew.signing.time-stamp-authority:}") String authority) {
        this.key = key;
        this.passwordFile = passwordFile;
        this.authority = authority;
    }

    /** Whether a key is configured; without one an approved release is pressed on the command line. */
    public boolean configured() {
        return !key.isBlank();
    }

    /** Whether an authority stamps each signature. */
    public boolean stamped() {
        return !authority.isBlank();
    }

    /** @throws CaidException no key is configured, or it cannot be used */
    public BundleSigner signer() {
        if (!configured()) {
            throw new CaidException("No key for bundles is configured: an administrator sets curlew.signing.bundle-key,"
                    + " or the bundle is made with curlew caid release.");
        }
        BundleSigner signer = SigningKeys.file(Path.of(key), password());
        return stamped() ? signer.stampedBy(new Rfc3161TimeStamper(URI.create(authority))) : signer;
    }

    private char[] password() {
        try (Stream<String> lines = Files.lines(Path.of(passwordFile), StandardCharsets.UTF_8)) {
            return lines.findFirst().orElse("").toCharArray();
        } catch (IOException e) {
            throw new CaidException(
                    "The password file of the key for bundles cannot be read: check curlew.signing.bundle-password-file.",
                    e);
        }
    }
}
