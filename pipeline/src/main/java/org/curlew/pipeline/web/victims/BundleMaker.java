package org.curlew.pipeline.web.victims;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import org.curlew.grading.caid.CaidException;
import org.curlew.grading.caid.CaidExport;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.application.ToolVersion;
import org.curlew.storage.packs.MediaPacks;
import org.springframework.beans.factory.ObjectProvider;
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
    private final BundleKey key;

    BundleMaker(CaidExport export, ObjectProvider<MediaPacks> packs, DataFolder folder, Clock clock, BundleKey key) {
        this.export = export;
        this.packs = packs;
        this.folder = folder;
        this.clock = clock;
        this.key = key;
    }

    /** Whether a key is configured; without one an approved release is pressed on the command line. */
    boolean hasKey() {
        return key.configured();
    }

    /** @throws CaidException no key is configured or it cannot be used, the release is not approved, or the case was graded on since */
    CaidExport.Made make(long releaseId, String person) throws IOException {
        MediaPacks store = packs.getObject();
        CaidExport.Settings settings = new CaidExport.Settings(
                sha256 -> store.open(
                        sha256, 0, store.length(sha256).orElseThrow(() -> new FileNotFoundException(sha256))),
                clock.instant(),
                key.signer(),
                ToolVersion.text(),
                null);
        return export.released(releaseId, person, folder.folder("bundles"), settings);
    }
}
