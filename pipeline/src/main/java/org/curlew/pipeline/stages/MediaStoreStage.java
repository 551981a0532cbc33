package org.curlew.pipeline.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curlew.grading.media.Media;
import org.curlew.grading.victims.WorkOrder;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceContents;
import org.curlew.pipeline.devices.DeviceFiles;
import org.curlew.pipeline.devices.RowCursor;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.Worker.Gap;
import org.curlew.storage.capacity.ReservationResult;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackWriter;
import org.curlew.triage.register.ExhibitState;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records the device's pictures and videos for grading, and stores the bytes of those that somebody needs: neither known-good nor
 * already matched by another's illegal set. A content is stored once however often and on how many devices it is found. Then the case is put
 * in the order in which graders see it.
 */
@Service
public class MediaStoreStage implements Stage {

    /** Contents asked of the worker at a time; bounds memory, not what is stored. */
    private static final int BATCH = 2000;

    /** Bytes after which the reservation is looked at, however few the media: videos are large (judgement). */
    private static final long BATCH_BYTES = 1L << 30;

    private final DeviceFiles files;
    private final DeviceContents contents;
    private final Media media;
    private final Worker worker;
    private final WorkOrder order;
    private final Room room;
    private final Pressing pressing;
    private final ObjectProvider<MediaPacks> packs;
    private final TransactionTemplate transactions;

    public MediaStoreStage(
            DeviceFiles files,
            DeviceContents contents,
            Media media,
            Worker worker,
            WorkOrder order,
            Room room,
            Pressing pressing,
            ObjectProvider<MediaPacks> packs,
            TransactionTemplate transactions) {
        this.files = files;
        this.contents = contents;
        this.media = media;
        this.worker = worker;
        this.order = order;
        this.room = room;
        this.pressing = pressing;
        this.packs = packs;
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return "media-store";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws Exception {
        Media.Recorded recorded;
        try (RowCursor rows = files.mediaByContent(acquisition.id())) {
            recorded = inOrder(acquisition.exhibitId(), rows);
        }
        List<Gap> gaps = new ArrayList<>();
        MediaBatch.Stored stored;
        Room.Meter meter = room.meter(acquisition);
        try (PackWriter writer = packs.getObject().writer(StageRunner.MACHINE);
                RowCursor rows = files.mediaByContent(acquisition.id())) {
            MediaBatch batch = new MediaBatch(writer, worker, acquisition.readFrom(), gaps, progress);
            NeededBytes wanted = new NeededBytes(rows);
            while (wanted.hasNext()) {
                batch.add(wanted.next());
                if (batch.size() == BATCH || batch.waitingBytes() >= BATCH_BYTES) {
                    batch.store();
                    Optional<ReservationResult.Refused> refused =
                            meter.written(batch.stored().bytes());
                    if (refused.isPresent()) {
                        writer.flush();
                        return paused(acquisition, refused.get());
                    }
                }
            }
            batch.store();
            writer.flush();
            stored = batch.stored();
            // nothing more comes: where even this is too much there is nothing to pause,
            // but it counts and is learned from
            meter.written(stored.bytes());
        }
        // removes the list that was replaced, and makes it anew where something else changed
        order.putInOrderCaseOf(acquisition.exhibitId());
        return ending(acquisition, recorded, stored, meter.total(), gaps);
    }

    /**
     * The device's media and the case's new order appear in one step, so that no grader's page is one of a large case without an order:
     * a million media take half a minute.
     */
    private Media.Recorded inOrder(long exhibitId, RowCursor rows) {
        return transactions.execute(_ -> {
            Media.Recorded recorded = media.record(exhibitId, new MediaOfRows(rows));
            order.putInOrderCaseOf(exhibitId);
            return recorded;
        });
    }

    /** What is stored stays; the stage goes on from there when there is room. */
    private Ending paused(Acquisition acquisition, ReservationResult.Refused refused) {
        return Ending.hold(
                ExhibitState.HELD_FOR_STORAGE,
                "the device needs more room than was reserved for it: " + refused.reason()
                        + pressing.advice(acquisition, refused)
                        + "; it goes on by itself when there is room");
    }

    private Ending ending(
            Acquisition acquisition, Media.Recorded recorded, MediaBatch.Stored stored, long needed, List<Gap> gaps) {
        String reason = recorded.distinct() + " distinct media at " + recorded.occurrences() + " places; "
                + stored.added() + " stored for viewing, " + stored.already() + " were stored before";
        return Ending.onward(
                        gaps.isEmpty() ? null : ExhibitState.PARTIAL,
                        gaps.isEmpty() ? reason : reason + "; " + gaps.size() + " could not be read again")
                .over(stored.bytes(), stored.added())
                .with(Map.of("distinct", recorded.distinct(), "stored", stored.added()))
                .storing(() -> {
                    contents.mediaStoreGaps(acquisition.id(), gaps);
                    room.learn(acquisition, needed);
                });
    }
}
