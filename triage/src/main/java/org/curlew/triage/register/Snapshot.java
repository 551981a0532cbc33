package org.curlew.triage.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Entries of many cases in memory, looked up by what they belong to: what the queue and the clocks compute from. */
public final class Snapshot {

    private final Map<Class<?>, Index> kinds = new HashMap<>();

    private static final class Index {
        final List<Versioned<? extends Entry>> all = new ArrayList<>();
        final Map<Long, List<Versioned<? extends Entry>>> byCase = new HashMap<>();
        final Map<Long, List<Versioned<? extends Entry>>> byPerson = new HashMap<>();
        final Map<Long, List<Versioned<? extends Entry>>> byChild = new HashMap<>();
        final Map<Long, List<Versioned<? extends Entry>>> byExhibit = new HashMap<>();
        final Map<Long, Versioned<? extends Entry>> byId = new HashMap<>();
    }

    /** Adds an entry; a snapshot is filled once, before it is read. */
    public void add(Versioned<? extends Entry> entry) {
        Index index = kinds.computeIfAbsent(entry.entry().getClass(), k -> new Index());
        Entry.Links links = entry.entry().links();
        index.all.add(entry);
        index.byId.put(entry.id(), entry);
        put(index.byCase, links.caseId(), entry);
        put(index.byPerson, links.personId(), entry);
        put(index.byChild, links.childId(), entry);
        put(index.byExhibit, links.exhibitId(), entry);
    }

    private static void put(
            Map<Long, List<Versioned<? extends Entry>>> by, Long key, Versioned<? extends Entry> entry) {
        if (key != null) {
            by.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
        }
    }

    public <T extends Entry> List<Versioned<T>> all(Class<T> kind) {
        return cast(index(kind).all);
    }

    public <T extends Entry> List<T> ofCase(Class<T> kind, long id) {
        return values(index(kind).byCase.get(id));
    }

    public <T extends Entry> List<T> ofPerson(Class<T> kind, long id) {
        return values(index(kind).byPerson.get(id));
    }

    public <T extends Entry> List<T> ofChild(Class<T> kind, long id) {
        return values(index(kind).byChild.get(id));
    }

    public <T extends Entry> List<T> ofExhibit(Class<T> kind, long id) {
        return values(index(kind).byExhibit.get(id));
    }

    public Optional<People.Person> person(long id) {
        return Optional.ofNullable(index(People.Person.class).byId.get(id)).map(v -> (People.Person) v.entry());
    }

    /** The last entry of a person by the time it tells. */
    public <T extends Entry, C extends Comparable<C>> Optional<T> last(
            Class<T> kind, long personId, Function<T, C> time) {
        return ofPerson(kind, personId).stream().max(Comparator.comparing(time));
    }

    /** The people of a case in a role. */
    public List<CaseFile.CaseParty> parties(long caseId, CaseFile.PartyRole role) {
        return ofCase(CaseFile.CaseParty.class, caseId).stream()
                .filter(p -> p.role() == role)
                .toList();
    }

    /** The access to children that a suspect has at an instant; whose age is not known counts as a child. */
    public List<People.ChildAccess> childrenInReach(long suspect, Instant at) {
        return ofPerson(People.ChildAccess.class, suspect).stream()
                .filter(a -> a.endedAt() == null || a.endedAt().isAfter(at))
                .filter(a -> person(a.childId()).map(c -> c.mayBeUnder18(at)).orElse(true))
                .toList();
    }

    /** The release status of a suspect in a case: the last one by the instant it took effect. */
    public Optional<Release.ReleaseStatus> status(long caseId, long suspectId) {
        return ofPerson(Release.ReleaseStatus.class, suspectId).stream()
                .filter(s -> s.caseId() == caseId)
                .max(Comparator.comparing(Release.ReleaseStatus::at));
    }

    private static final Index EMPTY = new Index();

    private Index index(Class<?> kind) {
        return kinds.getOrDefault(kind, EMPTY);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Entry> List<Versioned<T>> cast(List<Versioned<? extends Entry>> entries) {
        return (List<Versioned<T>>) (List<?>) entries;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Entry> List<T> values(List<Versioned<? extends Entry>> entries) {
        return entries == null
                ? List.of()
                : entries.stream().map(v -> (T) v.entry()).toList();
    }
}
