package org.curlew.pipeline.retro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.curlew.pipeline.devices.LateHits;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.VersionState;
import org.curlew.triage.hashsets.index.DigestKind;
import org.curlew.triage.hashsets.index.ExhibitDigests;
import org.curlew.triage.hashsets.index.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares every exhibit of before with what a set's new version added or graded otherwise. Which versions wait is worked out from the
 * database, so an interrupted run is taken up again and none is forgotten; digests that are missing, after a restore or from before they
 * were kept, are written anew from the exhibits' records.
 */
@Service
public class RetroMatching {

    private final HashSets hashSets;
    private final ExhibitDigests digests;
    private final LateHits late;
    private final RetroStore store;
    private final NewHits newHits;
    private final TransactionTemplate transactions;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    RetroMatching(
            HashSets hashSets,
            ExhibitDigests digests,
            LateHits late,
            RetroStore store,
            NewHits newHits,
            TransactionTemplate transactions) {
        this.hashSets = hashSets;
        this.digests = digests;
        this.late = late;
        this.store = store;
        this.newHits = newHits;
        this.transactions = transactions;
    }

    /**
     * What comparing a version with the past came to.
     *
     * @param set name of the set
     * @param changed digests that were new or graded otherwise
     * @param exhibits devices that hold one
     * @param files on them
     */
    public record Report(String set, int version, long changed, int exhibits, long files) {}

    /** Compares every version in use that waits; to be called after an import, and now and then. */
    public List<Report> run() {
        oneAtATime.lock();
        try {
            List<SetVersion> all = hashSets.list();
            Set<Long> finished = store.finished();
            List<SetVersion> waiting = all.stream()
                    .filter(v -> v.state() == VersionState.COMPLETE && v.role() != Role.KNOWN_GOOD)
                    .filter(v -> !finished.contains(v.id()))
                    .sorted(Comparator.comparingLong(SetVersion::id))
                    .toList();
            List<Report> reports = new ArrayList<>();
            if (!waiting.isEmpty()) {
                keepMissingDigests();
            }
            for (SetVersion version : waiting) {
                reports.add(match(version, all, finished));
            }
            return reports;
        } catch (IOException e) {
            throw new UncheckedIOException("Past exhibits cannot be compared: " + e.getMessage(), e);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Keeps the digests of the devices' files that are not kept, as after a restore: who is not kept is compared with nothing. */
    public void keepMissingDigests() throws IOException {
        Set<Long> kept = new HashSet<>(digests.exhibits());
        for (long acquisition : late.matched()) {
            if (!kept.contains(acquisition)) {
                try (ExhibitDigests.Writer writer = digests.write(acquisition)) {
                    transactions.executeWithoutResult(status -> late.all(acquisition, file -> add(writer, file)));
                    writer.finish();
                }
            }
        }
    }

    private static void add(ExhibitDigests.Writer writer, LateHits.Digests file) {
        try {
            writer.add(file.md5(), file.sha1(), file.sha256());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Report match(SetVersion version, List<SetVersion> all, Set<Long> finished) {
        List<SetVersion> earlier = all.stream()
                .filter(v -> v.setId() == version.setId() && v.number() < version.number())
                .toList();
        // What the version before held was compared in its own turn; a version that never was hides nothing of this
        // one.
        Optional<SetVersion> before = earlier.stream()
                .filter(v -> finished.contains(v.id()) || store.finished().contains(v.id()))
                .max(Comparator.comparingInt(SetVersion::number));
        Long beforeId = before.map(SetVersion::id).orElse(null);
        store.begin(version.id(), beforeId);
        Map<Long, Map<DigestKind, Set<String>>> found = new TreeMap<>();
        long changed = hashSets.retroMatch(beforeId, version.id(), digests, hit -> found.computeIfAbsent(
                        hit.exhibitId(), id -> new EnumMap<>(DigestKind.class))
                .computeIfAbsent(hit.kind(), kind -> new TreeSet<>())
                .add(hit.digest()));
        List<Long> superseded = earlier.stream().map(SetVersion::id).toList();
        found.forEach((acquisition, byKind) -> newHits.tell(
                version,
                superseded,
                acquisition,
                bytes(byKind, DigestKind.MD5),
                bytes(byKind, DigestKind.SHA1),
                bytes(byKind, DigestKind.SHA256)));
        store.finish(version.id(), changed);
        RetroStore.Row row = store.find(version.id());
        return new Report(version.name(), version.number(), row.changed(), row.exhibits(), row.files());
    }

    private static List<byte[]> bytes(Map<DigestKind, Set<String>> byKind, DigestKind kind) {
        return byKind.getOrDefault(kind, Set.of()).stream()
                .map(HexFormat.of()::parseHex)
                .toList();
    }
}
