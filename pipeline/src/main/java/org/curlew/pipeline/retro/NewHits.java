package org.curlew.pipeline.retro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.grading.media.Media;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceFiles;
import org.curlew.pipeline.devices.LateHits;
import org.curlew.pipeline.devices.RowCursor;
import org.curlew.pipeline.near.NearMatching;
import org.curlew.pipeline.stages.MediaOfRows;
import org.curlew.pipeline.stages.Ranking;
import org.curlew.pipeline.stages.SetHits;
import org.curlew.pipeline.stages.StageRunner;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.index.HashHit;
import org.curlew.triage.hashsets.index.HashIndex;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.Exhibits;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores the late hits of one exhibit and tells them: the case is ranked again, the supervisor is notified and the ledger has it, all
 * in one transaction; then the exhibit's media are recorded anew. A hit that is stored already is no news.
 */
@Service
class NewHits {

    private final HashSets hashSets;
    private final Acquisitions acquisitions;
    private final LateHits late;
    private final RetroStore store;
    private final DeviceFiles files;
    private final Media media;
    private final NearMatching near;
    private final Ranking ranking;
    private final Queue queue;
    private final Exhibits exhibits;
    private final Notifications notifications;
    private final Ledger ledger;
    private final TransactionTemplate transactions;

    NewHits(
            HashSets hashSets,
            Acquisitions acquisitions,
            LateHits late,
            RetroStore store,
            DeviceFiles files,
            Media media,
            NearMatching near,
            Ranking ranking,
            Queue queue,
            Exhibits exhibits,
            Notifications notifications,
            Ledger ledger,
            TransactionTemplate transactions) {
        this.hashSets = hashSets;
        this.acquisitions = acquisitions;
        this.late = late;
        this.store = store;
        this.files = files;
        this.media = media;
        this.near = near;
        this.ranking = ranking;
        this.queue = queue;
        this.exhibits = exhibits;
        this.notifications = notifications;
        this.ledger = ledger;
        this.transactions = transactions;
    }

    /** @param earlier versions of the same set, which the hits supersede */
    void tell(
            SetVersion version,
            Collection<Long> earlier,
            long acquisitionId,
            Collection<byte[]> md5,
            Collection<byte[]> sha1,
            Collection<byte[]> sha256) {
        HashIndex index = hashSets.index(List.of(version.id()));
        transactions.executeWithoutResult(status -> {
            Map<String, Long> byCategory = new TreeMap<>();
            long count = 0;
            for (LateHits.Digests file : late.having(acquisitionId, md5, sha1, sha256)) {
                // The kept digests are cut to eight bytes and know no contradiction between kinds: the whole digests
                // decide.
                for (HashHit hit : index.lookup(file.md5(), file.sha1(), file.sha256())) {
                    if (late.add(acquisitionId, file, SetHits.of(hit), earlier)) {
                        store.hit(
                                version.id(),
                                acquisitionId,
                                file.sha256(),
                                hit.category(),
                                hit.kind().label());
                        byCategory.merge(
                                hit.category() == null ? "none" : hit.category().toString(), 1L, Long::sum);
                        count++;
                    }
                }
            }
            if (count > 0) {
                late.compared(acquisitionId, version.id());
                tell(version, acquisitions.find(acquisitionId), count, byCategory);
            }
        });
        // The rows are read over a connection of their own, which sees the hits only now. The version is not done
        // before this is, so a
        // crash in between has it done by the next run.
        recordMedia(acquisitions.find(acquisitionId));
    }

    private void tell(SetVersion version, Acquisition acquisition, long count, Map<String, Long> byCategory) {
        near.learn(acquisition.id());
        ranking.again(acquisition);
        String what = version.name() + " version " + version.number();
        long caseId = exhibits.findCase(acquisition.caseReference()).orElseThrow();
        queue.rerankCase(
                caseId, "set " + what + " holds files of " + acquisition.exhibitReference(), StageRunner.MACHINE);
        notifications.tellOfCase(
                "role:POLIT_SUPERVISOR",
                "E1",
                acquisition.exhibitReference() + " of " + acquisition.caseReference() + ": " + count
                        + (count == 1 ? " file is" : " files are") + " now in the "
                        + version.role().label() + " set "
                        + what + " (" + version.scheme() + " " + byCategory
                        + "). The device was screened before the set had them: decide what follows.",
                caseId);
        ledger.append(new LedgerEntry(
                StageRunner.MACHINE,
                "RETRO_MATCH",
                ProcessingAct.COMBINATION,
                List.of("case:" + acquisition.caseReference(), "exhibit:" + acquisition.exhibitReference()),
                Map.of(
                        "acquisition",
                        acquisition.id(),
                        "set",
                        version.name(),
                        "setVersion",
                        version.id(),
                        "role",
                        version.role().label(),
                        "files",
                        count,
                        "byCategory",
                        byCategory.toString())));
    }

    /** Grading and exports see the hit too; only where the exhibit's media are those of this acquisition. */
    private void recordMedia(Acquisition acquisition) {
        if (!late.newest(acquisition)) {
            return;
        }
        try (RowCursor rows = files.mediaByContent(acquisition.id())) {
            media.record(acquisition.exhibitId(), new MediaOfRows(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
