package org.curlew.pipeline.rest.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.rest.Etag;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.NotForYouException;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.Lookups;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Versioned;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Entries of the register for those who may see what they belong to. An entry belongs to its case, else to its exhibit's, else to
 * every case its person is a party of; a person of no case is open to whoever wrote the person down.
 */
@Service
@ConditionalOnWebApplication
class EntryDesk {

    private final CaseAccess access;
    private final Lookups lookups;
    private final Register register;
    private final EntryGuards guards;
    private final Queue queue;
    private final JsonMapper json;

    EntryDesk(CaseAccess access, Lookups lookups, Register register, EntryGuards guards, Queue queue, JsonMapper json) {
        this.access = access;
        this.lookups = lookups;
        this.register = register;
        this.guards = guards;
        this.queue = queue;
        this.json = json;
    }

    EntryView find(Viewer viewer, String kind, long id) {
        Versioned<? extends Entry> found = stands(Kinds.of(kind), id);
        requireSight(viewer, found, kind);
        return view(found);
    }

    List<EntryView> versions(Viewer viewer, String kind, long id) {
        Class<? extends Entry> type = Kinds.of(kind);
        requireSight(viewer, stands(type, id), kind + " and its versions");
        return register.versions(type, id).stream().map(this::view).toList();
    }

    /** As they stand, or with an instant as the register showed them then. */
    List<EntryView> ofCase(Viewer viewer, long caseId, String kind, Instant at) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, kind);
        Register.Filter filter = Register.Filter.ofCase(caseId);
        return at == null
                ? list(kind, filter)
                : register.list(Kinds.of(kind), filter, at).stream()
                        .map(this::view)
                        .toList();
    }

    List<EntryView> ofExhibit(Viewer viewer, long exhibitId, String kind) {
        access.require(viewer, lookups.exhibit(exhibitId).caseId(), kind);
        return list(kind, Register.Filter.ofExhibit(exhibitId));
    }

    @Transactional
    public EntryView add(Viewer viewer, String kind, JsonNode body, String reason) {
        Entry entry = json.treeToValue(body, Kinds.writable(kind));
        requireChange(viewer, entry.links(), entry instanceof Person, "new " + kind);
        guards.add(viewer, entry);
        Versioned<Entry> added = register.add(entry, viewer.name(), reason);
        after(viewer, added);
        return view(added);
    }

    @Transactional
    public EntryView edit(Viewer viewer, String kind, long id, String ifMatch, JsonNode body, String reason) {
        Class<? extends Entry> type = Kinds.writable(kind);
        Versioned<? extends Entry> before = stands(type, id);
        requireChange(viewer, links(before), false, kind);
        Etag.require(ifMatch, Etag.of(before.version()));
        Entry entry = json.treeToValue(body, type);
        if (!entry.links().equals(before.entry().links())) {
            throw ApiException.refused(
                    "entry",
                    kind + " " + id + " belongs to something else and stays there",
                    "Withdraw it, and record a new one where it belongs");
        }
        guards.edit(viewer, before.entry(), entry);
        Versioned<Entry> edited = register.edit(id, before.version(), entry, viewer.name(), reason);
        after(viewer, edited);
        return view(edited);
    }

    @Transactional
    public EntryView withdraw(Viewer viewer, String kind, long id, String ifMatch, String reason) {
        Class<? extends Entry> type = Kinds.writable(kind);
        Versioned<? extends Entry> before = stands(type, id);
        requireChange(viewer, links(before), false, kind);
        guards.withdraw(viewer, before.entry());
        Etag.require(ifMatch, Etag.of(before.version()));
        Versioned<? extends Entry> withdrawn = register.withdraw(type, id, before.version(), viewer.name(), reason);
        after(viewer, withdrawn);
        return view(withdrawn);
    }

    private List<EntryView> list(String kind, Register.Filter filter) {
        return register.list(Kinds.of(kind), filter).stream().map(this::view).toList();
    }

    private Versioned<? extends Entry> stands(Class<? extends Entry> type, long id) {
        return register.find(type, id)
                .orElseThrow(() -> ApiException.missing("There is no " + type.getSimpleName() + " " + id));
    }

    private void requireSight(Viewer viewer, Versioned<? extends Entry> found, String what) {
        Entry.Links links = links(found);
        if (links.caseId() != null) {
            access.require(viewer, links.caseId(), what);
        } else if (links.exhibitId() != null) {
            access.require(viewer, lookups.exhibit(links.exhibitId()).caseId(), what);
        } else {
            requirePerson(viewer, links.personId(), what);
        }
    }

    /** Everything an entry names must be open to the person: else naming it would open it. */
    private void requireChange(Viewer viewer, Entry.Links links, boolean newPerson, String what) {
        if (links.equals(Entry.Links.none()) && !newPerson) {
            requireOfNoCase(viewer);
        }
        if (links.caseId() != null) {
            lookups.caseReference(links.caseId());
            access.requireToChange(viewer, links.caseId(), what);
        }
        if (links.exhibitId() != null) {
            access.requireToChange(viewer, lookups.exhibit(links.exhibitId()).caseId(), what);
        }
        if (links.personId() != null) {
            requirePerson(viewer, links.personId(), what);
        }
        if (links.childId() != null) {
            requirePerson(viewer, links.childId(), what);
        }
    }

    private void requirePerson(Viewer viewer, Long personId, String what) {
        if (personId == null) {
            requireOfNoCase(viewer);
            return;
        }
        Set<Long> cases = casesOf(personId);
        LongPredicate visible = access.visibleTo(viewer);
        List<Long> open = cases.stream().filter(visible::test).toList();
        open.stream().findFirst().ifPresent(caseId -> access.require(viewer, caseId, what));
        if (open.isEmpty() && !(cases.isEmpty() && wrote(viewer, personId))) {
            throw new NotForYouException(0);
        }
    }

    /** A referral or warrant of no case yet is every supervisor's. */
    private static void requireOfNoCase(Viewer viewer) {
        if (!viewer.isAny(Role.POLIT_SUPERVISOR, Role.AUDITOR)) {
            throw new NotForYouException(0);
        }
    }

    private boolean wrote(Viewer viewer, long personId) {
        return register.versions(Person.class, personId).stream()
                .findFirst()
                .filter(v -> v.author().equals(viewer.name()))
                .isPresent();
    }

    private Set<Long> casesOf(long personId) {
        Set<Long> cases = new TreeSet<>();
        List<Long> people = new ArrayList<>(List.of(personId));
        register.list(ChildAccess.class, Register.Filter.ofChild(personId))
                .forEach(a -> people.add(a.entry().links().personId()));
        for (Long person : people) {
            register.list(CaseParty.class, Register.Filter.ofPerson(person))
                    .forEach(p -> cases.add(p.entry().caseId()));
        }
        return cases;
    }

    /** A person is its own subject. */
    private static Entry.Links links(Versioned<? extends Entry> found) {
        Entry.Links links = found.entry().links();
        return found.entry() instanceof Person ? Entry.Links.of(null, found.id()) : links;
    }

    /** The register itself writes the ledger. */
    private void after(Viewer viewer, Versioned<? extends Entry> written) {
        Entry.Links links = written.entry().links();
        Long caseId = links.caseId() == null && links.exhibitId() != null
                ? Long.valueOf(lookups.exhibit(links.exhibitId()).caseId())
                : links.caseId();
        if (caseId != null) {
            queue.rerankCase(caseId, "register", viewer.name());
        }
    }

    private EntryView view(Versioned<? extends Entry> v) {
        return new EntryView(
                v.id(),
                v.version(),
                v.entry().getClass().getSimpleName(),
                json.valueToTree(v.entry()),
                v.createdAt(),
                v.recordedAt(),
                v.author(),
                v.reason(),
                v.withdrawn());
    }
}
