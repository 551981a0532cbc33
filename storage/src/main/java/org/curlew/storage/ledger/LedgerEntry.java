package org.curlew.storage.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One act to be recorded. The time is taken when it is appended.
 *
 * @param actor who did it: a person's user name, or the machine's part
 * @param kind what was done, in capitals: {@code EXHIBIT_VERIFIED}
 * @param act which of the law's kinds of processing it is
 * @param subjects references of what it was done to: {@code case:OP-1}, {@code exhibit:ABC/1}
 * @param details strings, numbers, booleans, nulls, lists and maps of these; on whose behalf, the recipient and the
 *     justification have the keys {@code onBehalfOf}, {@code recipient} and {@code justification}
 */
public record LedgerEntry(
        String actor, String kind, ProcessingAct act, List<String> subjects, Map<String, Object> details) {

    public LedgerEntry {
        text(actor, "actor");
        text(kind, "kind");
        Objects.requireNonNull(act, "act");
        subjects = List.copyOf(subjects);
        subjects.forEach(subject -> text(subject, "subject"));
        details = new LinkedHashMap<>(details);
    }

    public static LedgerEntry of(String actor, String kind, ProcessingAct act) {
        return new LedgerEntry(actor, kind, act, List.of(), Map.of());
    }

    /** The same act, also about this. */
    public LedgerEntry about(String subject) {
        List<String> more = new ArrayList<>(subjects);
        more.add(subject);
        return new LedgerEntry(actor, kind, act, more, details);
    }

    /** The same act with one more detail. */
    public LedgerEntry with(String key, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(key, value);
        return new LedgerEntry(actor, kind, act, subjects, more);
    }

    private static void text(String value, String name) {
        // PostgreSQL's text holds no NUL
        if (value == null || value.isBlank() || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A ledger entry's " + name + " is a text without NUL: " + value);
        }
    }
}
