package org.curlew.triage.hashsets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.curlew.triage.hashsets.index.DigestKind;
import org.curlew.triage.hashsets.index.ExhibitDigests;
import org.curlew.triage.hashsets.index.HashIndex;
import org.curlew.triage.hashsets.index.IndexDiff;
import org.curlew.triage.hashsets.index.RetroMatch;
import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The hash sets of the installation: import, versions, and the index that answers for those in use. A set that is not whole is never
 * used: it is refused when it is imported, and a set whose only versions are not whole stops {@link #current}.
 */
public final class HashSets {

    private final VersionStore versions;
    private final IndexStore indexes;
    private final Importer importer;
    private final TransactionTemplate transactions;

    /**
     * @param ended is given every version whose import has ended, in use, held or refused, within the transaction that says so
     * @param folder where index files are kept; of this process alone
     * @throws HashSetException where the folder cannot be used
     */
    public HashSets(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Schemes schemes,
            Consumer<SetVersion> ended,
            Path folder) {
        this.versions = new VersionStore(jdbc);
        this.transactions = transactions;
        try {
            this.indexes = new IndexStore(folder);
        } catch (IOException e) {
            throw new HashSetException(
                    folder + ": the folder of hash-set indexes cannot be used: " + e.getMessage(), e);
        }
        this.importer = new Importer(versions, indexes, transactions, ended, schemes);
    }

    /**
     * Imports files as a new version of a set. One import runs at a time.
     *
     * @throws HashSetException where the set is refused or not whole; the version is then kept as INCOMPLETE, with the reason. A name
     *     of the force's own sets is refused: only the force's votes make them
     */
    public ImportReport importSet(ImportRequest request) {
        ForceSet.refuse(request.name());
        return importer.run(request);
    }

    /**
     * The version that holds exactly these files in this role and scheme: the one in use if it does, else a new import.
     *
     * @throws HashSetException as {@link #importSet}, and where the new version waits for a second person
     */
    public SetVersion ensure(ImportRequest request) {
        SetVersion version = update(request);
        if (version.state() != VersionState.COMPLETE) {
            throw new HashSetException("hash set " + version.name() + " version " + version.number()
                    + " is not in use yet: " + version.reason());
        }
        return version;
    }

    /**
     * As {@link #ensure}, for sets that change by themselves: the version may be held, and the one before stays in use until a second
     * person has agreed.
     */
    public SetVersion update(ImportRequest request) {
        ForceSet.refuse(request.name());
        return changed(request);
    }

    /** The same for the force's own sets. */
    SetVersion own(ImportRequest request) {
        return changed(request);
    }

    private SetVersion changed(ImportRequest request) {
        return inUse(request.name()).filter(v -> importer.isFrom(v, request)).orElseGet(() -> importer.run(request)
                .version());
    }

    /** Every version of every set, by name, the newest first. */
    public List<SetVersion> list() {
        return versions.all();
    }

    /** The files of a version. */
    public List<SourceFile> files(long versionId) {
        return versions.files(versionId);
    }

    /** The rows a version could not use, as far as they are listed. */
    public List<RejectedRow> rejected(long versionId) {
        return versions.rejected(versionId);
    }

    /** The version of a set that is in use. */
    public Optional<SetVersion> inUse(String name) {
        return versions.ofSet(name).stream()
                .filter(v -> v.state() == VersionState.COMPLETE)
                .findFirst();
    }

    /**
     * The index over every set in use.
     *
     * @throws HashSetException where a set has no whole version, or an index file is missing: nothing may be called screened then
     */
    public HashIndex current() {
        return open(usable());
    }

    /** The versions {@link #current} answers for. */
    public List<SetVersion> usable() {
        Map<String, List<SetVersion>> bySet = new LinkedHashMap<>();
        for (SetVersion version : versions.all()) {
            bySet.computeIfAbsent(version.name(), name -> new ArrayList<>()).add(version);
        }
        List<SetVersion> usable = new ArrayList<>();
        for (List<SetVersion> set : bySet.values()) {
            Optional<SetVersion> whole =
                    set.stream().filter(v -> v.state() == VersionState.COMPLETE).findFirst();
            if (whole.isPresent()) {
                usable.add(whole.get());
            } else if (set.stream().noneMatch(v -> v.state() == VersionState.RETIRED)) {
                SetVersion newest = set.getFirst();
                throw new HashSetException(
                        "hash set " + newest.name() + " has no whole version: version " + newest.number() + " is "
                                + newest.state() + " (" + newest.reason() + "); import it again or retire it");
            }
        }
        return usable;
    }

    /** An index over chosen versions, whole ones only. */
    public HashIndex index(Collection<Long> versionIds) {
        return open(chosen(versionIds));
    }

    /**
     * The PDQs that chosen versions came with, known-good ones left out: likeness to something harmless says nothing.
     *
     * @return to be closed by the caller
     */
    public SetPictures pictures(Collection<Long> versionIds) {
        try {
            return indexes.pictures(chosen(versionIds).stream()
                    .filter(v -> v.role() != Role.KNOWN_GOOD)
                    .toList());
        } catch (IOException e) {
            throw new HashSetException(e.getMessage(), e);
        }
    }

    private List<SetVersion> chosen(Collection<Long> versionIds) {
        List<SetVersion> chosen = new ArrayList<>();
        for (long id : versionIds.stream().distinct().sorted().toList()) {
            SetVersion version = versions.get(id);
            if (version.state() != VersionState.COMPLETE && version.state() != VersionState.RETIRED) {
                throw new HashSetException("hash set " + version.name() + " version " + version.number() + " is "
                        + version.state() + " and must not be used: " + version.reason());
            }
            chosen.add(version);
        }
        return chosen;
    }

    private HashIndex open(List<SetVersion> chosen) {
        try {
            return indexes.open(chosen);
        } catch (IOException e) {
            throw new HashSetException(e.getMessage(), e);
        }
    }

    /**
     * What changed from one version to another.
     *
     * @param changes receives each changed digest
     * @return counts by kind of digest
     */
    public Map<DigestKind, IndexDiff.Counts> diff(long before, long after, IndexDiff.Receiver changes) {
        try {
            return IndexDiff.compare(whole(before), whole(after), changes);
        } catch (IOException e) {
            throw new HashSetException(e.getMessage(), e);
        }
    }

    /** Writes a version as VICS 2.0 {@code #Media}; the stream is closed. Two systems exchange sets so. */
    public void exportVics(long versionId, OutputStream out, String region) {
        try {
            new SetExport(whole(versionId)).vics(out, region);
        } catch (IOException e) {
            throw new HashSetException("version " + versionId + " cannot be exported: " + e.getMessage(), e);
        }
    }

    /**
     * Writes one kind of digest of a version as a list, one a line; the stream is closed.
     *
     * @return how many entries have no digest of the kind and are not in the list
     */
    public long exportList(long versionId, OutputStream out, DigestKind kind) {
        try {
            return new SetExport(whole(versionId)).list(out, kind);
        } catch (IOException e) {
            throw new HashSetException("version " + versionId + " cannot be exported: " + e.getMessage(), e);
        }
    }

    /** The index of a version that is whole, in use or not. */
    private Path whole(long versionId) {
        SetVersion version = versions.get(versionId);
        if (version.state() == VersionState.INCOMPLETE || version.state() == VersionState.IMPORTING) {
            throw new HashSetException("hash set " + version.name() + " version " + version.number() + " is "
                    + version.state() + " and has no entries: " + version.reason());
        }
        return indexes.folder(versionId);
    }

    /**
     * Matches the digests kept of all exhibits with what a version added or graded otherwise.
     *
     * @param before the version before; null for the set's first, whose every entry is new
     * @return digests that were matched, added and regraded, of all kinds
     */
    public long retroMatch(Long before, long after, ExhibitDigests exhibits, RetroMatch.Receiver hits) {
        try {
            RetroMatch match = new RetroMatch(exhibits, hits);
            long[] count = new long[1];
            IndexDiff.Receiver changes = (change, kind, digest, from, to) -> {
                if (change != IndexDiff.Change.REMOVED) {
                    count[0]++;
                    match.add(kind, digest);
                }
            };
            if (before == null) {
                IndexDiff.all(whole(after), changes);
            } else {
                IndexDiff.compare(whole(before), whole(after), changes);
            }
            match.finish();
            return count[0];
        } catch (IOException e) {
            throw new HashSetException("past exhibits cannot be matched again: " + e.getMessage(), e);
        }
    }

    /** A second person agrees to a version that was held. */
    public SetVersion approve(long versionId, String person) {
        return transactions.execute(status -> {
            SetVersion held = versions.get(versionId);
            if (held.state() != VersionState.HELD) {
                throw new HashSetException(called(held) + " is " + held.state() + ", not held; nothing to approve");
            }
            if (person == null || person.isBlank()) {
                throw new HashSetException(called(held) + " is approved by a person: say who");
            }
            if (held.importer().equals(person)) {
                throw new HashSetException(
                        called(held) + " was imported by " + person + "; a second person must approve it");
            }
            versions.decide(versionId, VersionState.COMPLETE, person, null);
            return versions.get(versionId);
        });
    }

    private static String called(SetVersion version) {
        return "hash set " + version.name() + " version " + version.number();
    }

    /** Takes a set out of use, with all its versions. */
    public void retire(String name, String person, String reason) {
        transactions.executeWithoutResult(status -> {
            List<SetVersion> set = versions.ofSet(name);
            if (set.isEmpty()) {
                throw new HashSetException("there is no hash set named " + name);
            }
            set.forEach(v -> versions.decide(v.id(), VersionState.RETIRED, person, reason));
        });
    }
}
