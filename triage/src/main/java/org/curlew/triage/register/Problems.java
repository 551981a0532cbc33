package org.curlew.triage.register;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an entry, field by field. */
public final class Problems {

    private final List<Entry.Problem> found = new ArrayList<>();

    public Problems required(String field, Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            found.add(new Entry.Problem(field, "is missing"));
        }
        return this;
    }

    public Problems when(boolean wrong, String field, String what) {
        if (wrong) {
            found.add(new Entry.Problem(field, what));
        }
        return this;
    }

    /** Says so when the later instant lies before the earlier; either may be null. */
    public Problems order(String earlierField, Instant earlier, String laterField, Instant later) {
        return when(
                earlier != null && later != null && later.isBefore(earlier), laterField, "lies before " + earlierField);
    }

    /**
     * Says so when something recorded as done lies in the future. It would silence a clock; five minutes are left for
     * clocks that differ.
     */
    public Problems done(String field, Instant at, Instant now) {
        return when(at != null && at.isAfter(now.plusSeconds(300)), field, "lies in the future");
    }

    public List<Entry.Problem> list() {
        return List.copyOf(found);
    }
}
