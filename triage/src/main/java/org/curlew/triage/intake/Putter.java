package org.curlew.triage.intake;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.curlew.triage.queue.Triggers;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Versioned;

/**
 * Puts entries into the register for an import: a new one is added, a changed one becomes a new version, an equal one is
 * left alone. What a file does not tell keeps the value that the register has: an import never lowers what a person
 * recorded.
 */
final class Putter {

    private final Register register;
    private final Exhibits exhibits;
    private final String actor;
    private final Map<String, Long> people = new HashMap<>();
    private int added;
    private int changed;
    private int unchanged;
    private final List<String> changes = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private String place;

    Putter(Register register, Exhibits exhibits, String actor) {
        this.register = register;
        this.exhibits = exhibits;
        this.actor = actor;
    }

    int added() {
        return added;
    }

    int changed() {
        return changed;
    }

    int unchanged() {
        return unchanged;
    }

    /** What became a new version, by file and row, with the fields that differ: a reference used twice shows here. */
    List<String> changes() {
        return List.copyOf(changes);
    }

    /** The row that is written now, such as "people row 2". */
    void at(String row) {
        place = row;
    }

    /** A reference whose own row is refused: rows that name it say so. */
    void refuse(String reference) {
        refused.add(reference);
    }

    String actor() {
        return actor;
    }

    Register register() {
        return register;
    }

    Exhibits exhibits() {
        return exhibits;
    }

    <T extends Entry> Optional<Versioned<T>> find(Class<T> kind, Filter filter, Predicate<T> same) {
        return register.list(kind, filter).stream()
                .filter(v -> same.test(v.entry()))
                .findFirst();
    }

    <T extends Entry> Optional<Versioned<T>> find(Class<T> kind, String reference) {
        return register.find(kind, reference);
    }

    /** What the register holds in a field that the file does not tell. */
    static <T extends Entry, V> V kept(Optional<Versioned<T>> before, Function<T, V> field, V otherwise) {
        return before.map(v -> field.apply(v.entry())).orElse(otherwise);
    }

    <T extends Entry> Versioned<T> put(Optional<Versioned<T>> before, T entry) {
        if (before.isEmpty()) {
            Versioned<T> written = register.add(entry, actor, Triggers.IMPORT);
            added++;
            return written;
        }
        if (before.get().entry().equals(entry)) {
            unchanged++;
            return before.get();
        }
        Versioned<T> written = register.edit(before.get().id(), before.get().version(), entry, actor, Triggers.IMPORT);
        changed++;
        if (place != null) {
            String reference = entry.reference() == null ? "" : " " + entry.reference();
            changes.add(place + " changes " + entry.getClass().getSimpleName() + reference + ": "
                    + String.join(", ", differing(before.get().entry(), entry)));
        }
        return written;
    }

    private static List<String> differing(Entry before, Entry after) {
        List<String> fields = new ArrayList<>();
        for (RecordComponent field : after.getClass().getRecordComponents()) {
            try {
                if (!Objects.equals(
                        field.getAccessor().invoke(before), field.getAccessor().invoke(after))) {
                    fields.add(field.getName());
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return fields;
    }

    private String unknown(String reference, String file, String otherwise) {
        return "'" + reference + "' is "
                + (refused.contains(reference)
                        ? "refused in the " + file + " file: mend its row there"
                        : "not in the register; " + otherwise);
    }

    long caseId(Row row) {
        String reference = row.required("case");
        return exhibits.findCase(reference)
                .orElseThrow(() -> new Row.FieldException(
                        "case", unknown(reference, "cases", "bring it in the cases file first")));
    }

    long personId(Row row, String column) {
        String reference = row.required(column);
        return people.computeIfAbsent(reference, r -> register.find(Person.class, r)
                .map(Versioned::id)
                .orElseThrow(() -> new Row.FieldException(
                        column, unknown(r, "people", "bring the person in the people file first"))));
    }

    void known(String reference, long person) {
        people.put(reference, person);
    }

    /** Whether a case has an entry that holds. */
    <T extends Entry> List<Versioned<T>> ofCase(Class<T> kind, String reference) {
        return register.list(kind, Filter.ofCase(exhibits.findCase(reference).orElseThrow()));
    }
}
