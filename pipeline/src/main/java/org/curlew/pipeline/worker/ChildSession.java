package org.curlew.pipeline.worker;

import java.io.IOException;
import org.curlew.pipeline.extraction.ArchiveLimits;
import org.curlew.pipeline.extraction.ContentExtraction;
import org.curlew.pipeline.extraction.DeviceSurvey;
import org.curlew.pipeline.extraction.ExtractionLimits;
import org.curlew.pipeline.extraction.Locator;
import org.curlew.pipeline.extraction.SegmentExtraction;
import org.curlew.pipeline.extraction.Tally;
import org.curlew.pipeline.extraction.Watch;
import org.curlew.pipeline.filesystems.TskImage;
import org.curlew.pipeline.filesystems.VolumeTable;
import org.curlew.pipeline.images.ImageFacts;
import org.curlew.pipeline.images.ImageRefusedException;
import org.curlew.pipeline.images.MediaDigester;
import org.curlew.pipeline.images.UnreadableRange;

/** Answers the parent's requests, one after the other; the image of the last one stays open for the next. */
final class ChildSession {

    private final FrameWriter out;
    private final StatusPage status;
    private final OpenImage image;
    private final int lanes;

    ChildSession(FrameWriter out, StatusPage status, ImageOpener opener, int lanes) {
        this.out = out;
        this.status = status;
        this.image = new OpenImage(opener);
        this.lanes = lanes;
    }

    void answer(Request request) throws IOException {
        status.doing(Watch.Phase.TABLE, Watch.NOWHERE, 0, 0);
        Tally tally = new Tally();
        try (Heartbeat heartbeat = new Heartbeat(out, tally)) {
            PayloadWriter answer = work(request, tally, heartbeat);
            heartbeat.stop();
            out.write(Frame.Kind.DONE, answer);
        } catch (ImageRefusedException refused) {
            image.forget();
            out.write(Frame.Kind.REFUSED, new PayloadWriter(256).putText(refused.getMessage()));
        } catch (IOException | RuntimeException failed) {
            image.forget();
            String message = failed.getMessage() == null ? failed.toString() : failed.getMessage();
            out.write(Frame.Kind.FAILED, new PayloadWriter(256).putText(message));
        } finally {
            status.doing(Watch.Phase.IDLE, 0, 0, 0);
        }
    }

    private PayloadWriter work(Request request, Tally tally, Heartbeat heartbeat) throws IOException {
        image.open(request.parts());
        heartbeat.total(image.source().size());
        return switch (request.kind()) {
            case IDENTIFY -> facts(image.source().facts());
            case VERIFY -> verify(tally);
            case PLAN ->
                PlanCodec.write(DeviceSurvey.of(
                        image.view(tally), image.volumes(request.poison(), status, tally), status, tally));
            case EXTRACT -> extract(request, tally, heartbeat);
            case CONTENT -> content(request, tally);
            case FINGERPRINTS -> fingerprints(request, tally, FingerprintFrames.inLanes(out, tally, status, lanes));
            case FINGERPRINTS_ONE_BY_ONE ->
                fingerprints(request, tally, FingerprintFrames.oneByOne(out, tally, status));
            default -> throw new ProtocolException("the worker cannot answer " + request.kind());
        };
    }

    private static PayloadWriter facts(ImageFacts facts) {
        PayloadWriter answer = new PayloadWriter(512);
        answer.putText(facts.format())
                .putInt(facts.segments())
                .putLong(facts.bytes())
                .putText(facts.storedMd5())
                .putText(facts.storedSha1())
                .putInt(facts.acquisition().size());
        facts.acquisition().forEach((name, value) -> answer.putText(name).putText(value));
        return answer;
    }

    private PayloadWriter verify(Tally tally) throws IOException {
        long[] last = {0};
        MediaDigester.Result result = new MediaDigester().digest(image.source(), (done, total) -> {
            tally.add(0, done - last[0]);
            last[0] = done;
        });
        PayloadWriter answer = new PayloadWriter(512)
                .putLong(result.bytes())
                .putText(result.md5())
                .putText(result.sha1())
                .putText(result.sha256())
                .putInt(result.unreadable().size());
        for (UnreadableRange range : result.unreadable()) {
            FileCodec.writeGap(answer, "UNREADABLE_RANGE", "", range.offset(), range.length(), range.reason());
        }
        return answer;
    }

    private PayloadWriter extract(Request request, Tally tally, Heartbeat heartbeat) throws IOException {
        RowWriter rows = new RowWriter(out);
        Worker.Segment segment = request.segment();
        TskImage view = image.view(tally);
        VolumeTable volumes = image.volumes(request.poison(), status, tally);
        if (segment.volume() < 0 || segment.volume() >= volumes.volumes().size()) {
            throw new ProtocolException("the device has no volume " + segment.volume());
        }
        SegmentExtraction extraction =
                new SegmentExtraction(view, volumes, ExtractionLimits.standard(), ArchiveLimits.standard(), lanes);
        heartbeat.total(volumes.volumes().get(segment.volume()).bytes());
        extraction.run(
                segment.volume(), segment.fromAddress(), segment.toAddress(), request.poison(), rows, status, tally);
        rows.flush();
        return new PayloadWriter(16).putLong(tally.files());
    }

    private PayloadWriter content(Request request, Tally tally) throws IOException {
        read(request, tally, new ContentFrames(out, tally));
        return new PayloadWriter(16).putLong(tally.files());
    }

    private PayloadWriter fingerprints(Request request, Tally tally, FingerprintFrames frames) throws IOException {
        try (frames) {
            read(request, tally, frames);
        }
        return new PayloadWriter(16).putLong(tally.files());
    }

    private void read(Request request, Tally tally, ContentExtraction.Receiver receiver) throws IOException {
        ContentExtraction contents =
                new ContentExtraction(image.view(tally), image.volumes(request.poison(), status, tally), status);
        contents.run(
                request.files().size(),
                index -> request.files().get(index).volume(),
                index -> locator(request.files().get(index)),
                receiver);
    }

    private static Locator locator(Worker.FileLocator file) {
        return new Locator(file.address(), file.attributeType(), file.attributeId(), file.innerPath());
    }
}
