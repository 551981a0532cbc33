package org.curlew.pipeline.web.victims;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.curlew.grading.caid.BundleSigner;
import org.curlew.grading.caid.CaidException;
import org.curlew.grading.caid.CaidExport;
import org.curlew.grading.caid.SigningKeys;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.storage.packs.MediaPacks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Makes signed bundles into the folder {@code bundles} of the data folder, with the force's configured key. */
@Component
@ConditionalOnWebApplication
class BundleMaker {

    private final CaidExport export;
    private final ObjectProvider<MediaPacks> packs;
    private final DataFolder folder;
    private final Clock clock;
    private final String key;
    private final String passwordFile;

    BundleMaker(
            CaidExport export,
            ObjectProvider<MediaPacks> packs,
            DataFolder folder,
            Clock clock,
            @Value("${curlew.signing.bundle-key:}") String key,
            @Value("${curlew.signing.bundle-password-file:}") String passwordFile) {
        this.export = export;
        this.packs = packs;
        this.folder = folder;
        this.clock = clock;
        this.key = key;
        this.passwordFile = passwordFile;
    }

    /** Whether a key is configured; without one an approved release is pressed on the command line. */
    boolean hasKey() {
        return !key.isBlank();
    }

    /** @throws CaidException no key is configured or it cannot be used, the release is not approved, or the case was graded on since */
    CaidExport.Made make(long releaseId, String person) throws IOException {
        MediaPacks store = packs.getObject();
        CaidExport.Settings settings = new CaidExport.Settings(
                sha256 -> store.open(
                        sha256, 0, store.length(sha256).orElseThrow(() -> new FileNotFoundException(sha256))),
                clock.instant(),
                signer(),
                ToolVersion.text(),
                null);
        return export.released(releaseId, person, folder.folder("bundles"), settings);
    }

    private BundleSigner signer() {
        if (!hasKey()) {
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
