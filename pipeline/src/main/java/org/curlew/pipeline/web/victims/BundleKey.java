package org.curlew.pipeline.web.victims;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.curlew.grading.caid.BundleSigner;
import org.curlew.grading.caid.CaidException;
import org.curlew.grading.caid.SigningKeys;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** The force's configured key for bundles; read anew each time, so that a renewed file is used at once. */
@Component
@ConditionalOnWebApplication
public class BundleKey {

    private final String key;
    private final String passwordFile;

    BundleKey(
            @Value("${curlew.signing.bundle-key:}") String key,
            @Value("${curlew.signing.bundle-password-file:}") String passwordFile) {
        this.key = key;
        this.passwordFile = passwordFile;
    }

    /** Whether a key is configured; without one an approved release is pressed on the command line. */
    public boolean configured() {
        return !key.isBlank();
    }

    /** @throws CaidException no key is configured, or it cannot be used */
    public BundleSigner signer() {
        if (!configured()) {
            throw new CaidException("No key for bundles is configured: an administrator sets curlew.signing.bundle-key,"
                    + " or the bundle is made with curlew caid release.");
        }
        return SigningKeys.file(Path.of(key), password());
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
