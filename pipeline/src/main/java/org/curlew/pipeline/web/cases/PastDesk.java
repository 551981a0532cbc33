package org.curlew.pipeline.web.cases;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.EntryKinds;
import org.curlew.pipeline.web.Lookups;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.register.Times;
import org.curlew.triage.register.Versioned;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;

/** A case as the register showed it at the end of a past day: what was known then, not what is known now. */
@Service
@ConditionalOnWebApplication
class PastDesk {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.UK);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);
    private static final Set<String> PEOPLE =
            Set.of("personId", "suspectId", "childId", "victimId", "ownerId", "attributedTo");
    private static final Set<String> LEFT_OUT = Set.of("caseId", "exhibitId");

    private final CaseAccess access;
    private final Lookups lookups;
    private final Snapshots snapshots;

    PastDesk(CaseAccess access, Lookups lookups, Snapshots snapshots) {
        this.access = access;
        this.lookups = lookups;
        this.snapshots = snapshots;
    }

    /** An entry in the version that stood then; its fields in words, what was unknown left out. */
    record Line(
            String kind, long id, int version, Instant at, String author, String reason, Map<String, String> fields) {}

    /** The end of a day in the UK. */
    static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(Times.UK).toInstant().minusMillis(1);
    }

    List<Line> at(Viewer viewer, long caseId, LocalDate day) {
        lookups.caseReference(caseId);
        access.require(viewer, caseId, "the case on " + day);
        Snapshot then = snapshots.load(EntryKinds.all(), List.of(caseId), endOf(day));
        List<Line> lines = new ArrayList<>();
        for (Class<? extends Entry> kind : EntryKinds.all()) {
            for (Versioned<? extends Entry> v : then.all(kind)) {
                lines.add(new Line(
                        words(kind.getSimpleName()),
                        v.id(),
                        v.version(),
                        v.recordedAt(),
                        v.author(),
                        v.reason(),
                        fields(v.entry(), then)));
            }
        }
        return lines;
    }

    private static Map<String, String> fields(Entry entry, Snapshot then) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (RecordComponent field : entry.getClass().getRecordComponents()) {
            Object value = value(entry, field);
            if (value != null && !LEFT_OUT.contains(field.getName()) && !value.equals(List.of())) {
                fields.put(
                        words(field.getName().replaceAll("Id$", "")),
                        PEOPLE.contains(field.getName()) && value instanceof Long person
                                ? then.person(person).map(Person::name).orElse("person " + person)
                                : text(value));
            }
        }
        return fields;
    }

    private static Object value(Entry entry, RecordComponent field) {
        try {
            return field.getAccessor().invoke(entry);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record's own field cannot be read: " + field, e);
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Instant at -> TIME.format(at.atZone(Times.UK));
            case LocalDate day -> DAY.format(day);
            case Boolean yes -> yes ? "yes" : "no";
            case Enum<?> name -> words(name.name().toLowerCase(Locale.ROOT));
            default -> value.toString();
        };
    }

    /** "addressCheckedAt" as "Address checked at". */
    private static String words(String name) {
        String text =
                name.replace('_', ' ').replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
