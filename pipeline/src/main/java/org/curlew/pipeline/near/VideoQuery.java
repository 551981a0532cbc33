package org.curlew.pipeline.near;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.curlew.triage.perceptual.Dihedral;
import org.curlew.triage.perceptual.FrameHash;
import org.curlew.triage.perceptual.PdqHash;
import org.curlew.triage.perceptual.PdqResult;
import org.curlew.triage.perceptual.VpdqMatch;
import org.curlew.triage.perceptual.VpdqThresholds;

/** A video that is compared: its frames that say enough, upright and turned. */
final class VideoQuery {

    /** Bytes of the seven turned hashes of a frame. */
    private static final int TURNED = (Dihedral.values().length - 1) * PdqHash.BYTES;

    private final List<Frame> frames = new ArrayList<>();
    private final Map<Dihedral, List<FrameHash>> forms = new EnumMap<>(Dihedral.class);

    /**
     * A frame.
     *
     * @param exact its eight hashes; null where only its own was kept
     */
    record Frame(FrameHash hash, PdqResult exact) {

        private FrameHash form(Dihedral turn) {
            PdqHash turned = exact == null ? hash.hash().turned(turn) : exact.hash(turn);
            return new FrameHash(hash.frame(), hash.quality(), turned, hash.millis());
        }
    }

    /** @param turned 224 bytes a frame; null where they were not kept */
    VideoQuery(List<FrameHash> all, byte[] turned) {
        boolean kept = turned != null && turned.length == all.size() * TURNED;
        for (int i = 0; i < all.size(); i++) {
            FrameHash frame = all.get(i);
            if (frame.quality() >= PdqResult.LEAST_QUALITY && frame.hash().regular()) {
                byte[] own = kept ? Arrays.copyOfRange(turned, i * TURNED, (i + 1) * TURNED) : null;
                frames.add(new Frame(
                        frame, own == null ? null : PdqResult.kept(frame.hash().bytes(), own, frame.quality())));
            }
        }
    }

    /** Frames of quality enough whose hash is no rounding noise. */
    List<Frame> frames() {
        return frames;
    }

    /**
     * Whether the published share of its frames lies in another video, or of that one's in it: a film may be cut together from known
     * clips. Turned as a whole it counts as well: a telephone's film is often saved again upright.
     */
    boolean like(List<FrameHash> known) {
        for (Dihedral turn : Dihedral.values()) {
            VpdqThresholds published = VpdqThresholds.PUBLISHED;
            VpdqMatch match = VpdqMatch.of(form(turn), known, published);
            if (match.matches() || match.comparedPercent() >= published.queryPercent()) {
                return true;
            }
        }
        return false;
    }

    private List<FrameHash> form(Dihedral turn) {
        return forms.computeIfAbsent(
                turn, wanted -> frames.stream().map(frame -> frame.form(wanted)).toList());
    }
}
