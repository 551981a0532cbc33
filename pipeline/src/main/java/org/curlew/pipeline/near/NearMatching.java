package org.curlew.pipeline.near;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetPicture;
import org.curlew.triage.hashsets.SetPictures;
import org.curlew.triage.hashsets.index.HashHit;
import org.curlew.triage.hashsets.index.HashIndex;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.perceptual.FrameHash;
import org.curlew.triage.perceptual.NearIndex;
import org.curlew.triage.perceptual.NearMatch;
import org.curlew.triage.perceptual.PdqHash;
import org.curlew.triage.perceptual.PdqResult;
import org.curlew.triage.perceptual.VpdqText;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Compares the pictures and videos of a device by likeness with what its sets know, and keeps what is near as suggestions. */
@Service
public class NearMatching {

    private static final Comparator<Near> NEAREST = Comparator.comparingInt(Near::distance);

    private final HashSets hashSets;
    private final KnownMedia known;
    private final NearStore store;
    private final TransactionTemplate transactions;

    NearMatching(HashSets hashSets, KnownMedia known, NearStore store, TransactionTemplate transactions) {
        this.hashSets = hashSets;
        this.known = known;
        this.store = store;
        this.transactions = transactions;
    }

    /**
     * What was compared.
     *
     * @param contents pictures and videos compared
     * @param near those of them that resemble something
     * @param knownHashes PDQs they were compared with
     */
    public record Compared(long contents, long near, long knownHashes) {

        /** One line for the history. */
        public String reason() {
            return knownHashes == 0
                    ? "no set in force has a PDQ, so nothing was compared by likeness"
                    : contents + " compared by likeness with " + knownHashes + " known PDQs, " + near
                            + " resemble one (suggestions, not matches)";
        }
    }

    /** Keeps what illegal sets hold of a device, so that others are compared with it. */
    public void learn(long acquisitionId) {
        known.learn(acquisitionId);
    }

    /** @param versions the set versions the device was matched with */
    public Compared run(long acquisitionId, List<Long> versions) throws IOException {
        known.learn(acquisitionId);
        Optional<NearIndex> seen = versions.isEmpty() ? Optional.empty() : known.open();
        try (SetPictures pictures = hashSets.pictures(versions)) {
            long size = pictures.size() + seen.map(NearIndex::size).orElse(0L);
            List<NearStore.Suggestion> found = new ArrayList<>();
            long[] contents = new long[1];
            if (size > 0) {
                Comparison comparison = new Comparison(hashSets.index(versions), pictures, seen.orElse(null));
                transactions.executeWithoutResult(status -> store.candidates(acquisitionId, candidate -> {
                    contents[0]++;
                    comparison
                            .of(candidate)
                            .forEach(near -> found.add(new NearStore.Suggestion(candidate.sha256(), near)));
                }));
            }
            store.replace(acquisitionId, found);
            long near = found.stream()
                    .map(s -> java.util.HexFormat.of().formatHex(s.sha256()))
                    .distinct()
                    .count();
            return new Compared(contents[0], near, size);
        } finally {
            seen.ifPresent(NearIndex::close);
        }
    }

    /**
     * What the device's sets say of a known content.
     *
     * @param hits none where they do not know it
     * @param frames of a video
     */
    private record Meaning(byte[] sha256, List<Near> hits, List<FrameHash> frames) {

        private static final Meaning NONE = new Meaning(new byte[0], List.of(), List.of());

        boolean isOf(byte[] content) {
            return Arrays.equals(sha256, content);
        }

        boolean like(VideoQuery query) {
            return !hits.isEmpty() && (frames.isEmpty() || query.like(frames));
        }
    }

    /** One device's comparison. */
    private final class Comparison {

        private final HashIndex exact;
        private final SetPictures pictures;
        private final NearIndex seen;
        private final Map<Long, Meaning> meanings = new HashMap<>();

        Comparison(HashIndex exact, SetPictures pictures, NearIndex seen) {
            this.exact = exact;
            this.pictures = pictures;
            this.seen = seen;
        }

        List<Near> of(NearStore.Candidate candidate) {
            return candidate.pdq() != null
                    ? picture(candidate)
                    : video(candidate.sha256(), new VideoQuery(VpdqText.parse(candidate.hashes()), candidate.turned()));
        }

        /** The nearest of each set. */
        private List<Near> picture(NearStore.Candidate candidate) {
            Map<Long, Near> nearest = new HashMap<>();
            all(candidate).forEach(near -> keepNearer(nearest, near));
            return List.copyOf(nearest.values());
        }

        private static void keepNearer(Map<Long, Near> nearest, Near near) {
            nearest.merge(near.setVersionId(), near, (a, b) -> NEAREST.compare(a, b) <= 0 ? a : b);
        }

        /** By the picture's eight hashes; by what its one hash tells of them where it was hashed before they were kept. */
        private List<Near> all(NearStore.Candidate candidate) {
            List<SetPicture> ofSets;
            List<NearMatch> ofSeen;
            if (candidate.turned() == null) {
                PdqHash hash = PdqHash.of(candidate.pdq());
                ofSets = pictures.near(hash, candidate.quality());
                ofSeen = seen(hash, candidate.quality());
            } else {
                PdqResult picture = PdqResult.kept(candidate.pdq(), candidate.turned(), candidate.quality());
                ofSets = pictures.near(picture);
                ofSeen = seen == null ? List.of() : seen.search(picture).matches();
            }
            List<Near> all = new ArrayList<>();
            ofSets.forEach(p -> all.add(ofSet(p)));
            for (NearMatch match : ofSeen) {
                Meaning meaning = meaning(match.reference());
                if (!meaning.isOf(candidate.sha256())) {
                    meaning.hits().forEach(hit -> all.add(at(hit, match)));
                }
            }
            return all;
        }

        private List<NearMatch> seen(PdqHash hash, int quality) {
            return seen == null ? List.of() : seen.search(hash, quality).matches();
        }

        /**
         * A video resembles a known picture where one frame does. It resembles a known video where the published share of frames lies
         * in the other, upright or turned.
         */
        private List<Near> video(byte[] sha256, VideoQuery query) {
            Map<Long, Near> nearest = new HashMap<>();
            Map<Long, Integer> alike = new HashMap<>();
            Map<Long, Boolean> videos = new HashMap<>();
            for (VideoQuery.Frame frame : query.frames()) {
                Map<Long, Near> ofFrame = new HashMap<>();
                ofSets(frame).forEach(p -> keepNearer(ofFrame, ofSet(p)));
                for (NearMatch match : seen(frame)) {
                    Meaning meaning = meaning(match.reference());
                    boolean like = !meaning.isOf(sha256)
                            && videos.computeIfAbsent(match.reference(), id -> meaning.like(query));
                    if (like) {
                        meaning.hits().forEach(hit -> keepNearer(ofFrame, at(hit, match)));
                    }
                }
                ofFrame.values().forEach(near -> {
                    keepNearer(nearest, near);
                    alike.merge(near.setVersionId(), 1, Integer::sum);
                });
            }
            return nearest.values().stream()
                    .map(near -> near.ofVideo(
                            alike.get(near.setVersionId()), query.frames().size()))
                    .toList();
        }

        private List<SetPicture> ofSets(VideoQuery.Frame frame) {
            return frame.exact() == null
                    ? pictures.near(frame.hash().hash(), frame.hash().quality())
                    : pictures.near(frame.exact());
        }

        private List<NearMatch> seen(VideoQuery.Frame frame) {
            if (frame.exact() == null) {
                return seen(frame.hash().hash(), frame.hash().quality());
            }
            return seen == null ? List.of() : seen.search(frame.exact()).matches();
        }

        private static Near ofSet(SetPicture p) {
            return new Near(
                    p.setVersionId(),
                    p.set(),
                    Integer.toString(p.version()),
                    p.role().label(),
                    p.scheme(),
                    p.category(),
                    p.distance(),
                    p.turn(),
                    p.hash(),
                    null,
                    0,
                    0);
        }

        private Meaning meaning(long reference) {
            return meanings.computeIfAbsent(
                    reference, id -> known.find(id).map(this::meaning).orElse(Meaning.NONE));
        }

        private Meaning meaning(KnownMedia.Known content) {
            List<Near> hits = exact.lookup(content.md5(), content.sha1(), content.sha256()).stream()
                    .filter(hit -> hit.role() == Role.ILLEGAL)
                    .map(hit -> ofHit(hit, content.sha256()))
                    .toList();
            return new Meaning(
                    content.sha256(), hits, content.hashes() == null ? List.of() : VpdqText.parse(content.hashes()));
        }

        private static Near ofHit(HashHit hit, byte[] content) {
            return new Near(
                    hit.setVersionId(),
                    hit.set(),
                    Integer.toString(hit.version()),
                    hit.role().label(),
                    hit.scheme(),
                    hit.category(),
                    0,
                    null,
                    null,
                    content,
                    0,
                    0);
        }

        private static Near at(Near meaning, NearMatch match) {
            return new Near(
                    meaning.setVersionId(),
                    meaning.set(),
                    meaning.version(),
                    meaning.role(),
                    meaning.scheme(),
                    meaning.category(),
                    match.distance(),
                    match.turn(),
                    match.hash(),
                    meaning.knownContent(),
                    0,
                    0);
        }
    }
}
