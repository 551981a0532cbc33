package org.curlew.pipeline.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.DeviceContents;
import org.curlew.pipeline.imagestore.ImageMover;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.pipeline.worker.Worker;
import org.curlew.pipeline.worker.Worker.MediaDigests;
import org.curlew.triage.register.ExhibitState;
import org.springframework.stereotype.Service;

/**
 * Reads the whole media once and compares its digests with those the container stores and those someone declared. Damage
 * that the container itself reports leaves the device partly readable, and work goes on; media that reads without error and
 * still has other digests is not what was acquired, and work stops.
 */
@Service
public class VerificationStage implements Stage {

    private final Worker worker;
    private final Acquisitions acquisitions;
    private final DeviceContents contents;
    private final ImageMover mover;
    private final StoredImages images;
    private final Room room;

    public VerificationStage(
            Worker worker,
            Acquisitions acquisitions,
            DeviceContents contents,
            ImageMover mover,
            StoredImages images,
            Room room) {
        this.worker = worker;
        this.acquisitions = acquisitions;
        this.contents = contents;
        this.mover = mover;
        this.images = images;
        this.room = room;
    }

    @Override
    public String name() {
        return "verification";
    }

    @Override
    public Ending run(Acquisition acquisition, ProgressBoard.Progress progress) throws Exception {
        if (!mover.wanted() || !acquisition.readFrom().equals(acquisition.parts())) {
            return compare(acquisition, worker.verify(acquisition.readFrom(), progress));
        }
        try (ImageMover.Move move = mover.begin(acquisition.exhibitId(), acquisition.id(), acquisition.parts())) {
            MediaDigests digests = move.read(paths -> worker.verify(paths, progress));
            move.finish();
            Ending ending = compare(acquisition, digests);
            if (ending.next() == Ending.Next.STOP) {
                move.discard();
                return ending;
            }
            return ending.storing(() -> {
                ending.effects().run();
                images.moved(move.parts());
                room.imageMoved(acquisition);
            });
        }
    }

    private Ending compare(Acquisition acquisition, MediaDigests digests) {
        Acquisitions.Media known = acquisitions.media(acquisition.id());
        List<String> differences = new ArrayList<>();
        int compared = References.compare(differences, "stored MD5", known.storedMd5(), digests.md5())
                + References.compare(differences, "stored SHA-1", known.storedSha1(), digests.sha1())
                + References.compare(
                        differences, "declared MD5", acquisition.expected().md5(), digests.md5())
                + References.compare(
                        differences, "declared SHA-1", acquisition.expected().sha1(), digests.sha1())
                + References.compare(
                        differences, "declared SHA-256", acquisition.expected().sha256(), digests.sha256());
        boolean damaged = !digests.unreadable().isEmpty();
        String verification = !differences.isEmpty() ? "MISMATCH" : compared == 0 ? "NO_REFERENCE" : "VERIFIED";
        return ending(acquisition, verification, damaged, differences, digests)
                .over(digests.bytes(), 0)
                .with(Map.of("sha256", digests.sha256(), "verification", verification))
                .storing(() -> {
                    acquisitions.verified(
                            acquisition.id(), digests.md5(), digests.sha1(), digests.sha256(), verification);
                    contents.verificationGaps(acquisition.id(), digests.unreadable());
                });
    }

    private static Ending ending(
            Acquisition acquisition,
            String verification,
            boolean damaged,
            List<String> differences,
            MediaDigests digests) {
        if (damaged) {
            return Ending.onward(
                    ExhibitState.VERIFY_FAILED,
                    "the image is damaged in " + digests.unreadable().size()
                            + " ranges, which are listed as gaps; the rest is read. Acquire the device again if it is at hand");
        }
        if (!differences.isEmpty()) {
            return Ending.stop(
                    ExhibitState.VERIFY_FAILED,
                    "verification mismatch in " + acquisition.parts().getFirst() + ": "
                            + String.join("; ", differences)
                            + ". The image is not what was acquired: check the reference, else acquire again");
        }
        return Ending.onward(
                ExhibitState.VERIFIED,
                verification.equals("VERIFIED")
                        ? "digests equal the reference"
                        : "digests computed; there was no reference to compare them with");
    }
}
