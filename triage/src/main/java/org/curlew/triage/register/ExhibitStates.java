package org.curlew.triage.register;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which exhibits have left the queue, and which stood in a state at an instant, as statements of the database ask it. */
public final class ExhibitStates {

    /** States of an exhibit that is examined: graded, and what comes after. */
    public static final Set<ExhibitState> DONE = Set.copyOf(
            EnumSet.of(ExhibitState.GRADED, ExhibitState.RELEASED, ExhibitState.UPLOADED, ExhibitState.CLOSED));

    /** The same as a list in brackets. */
    public static final String IS_DONE = in(DONE);

    /** Kinds of a recorded decision as a list in brackets; each takes the exhibit out of the queue. */
    public static final String IS_DECIDED = java.util.Arrays.stream(ExhibitFile.DecisionKind.values())
            .map(kind -> "'" + kind + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    private ExhibitStates() {}

    /** The exhibits ({@code exhibit_id}) whose last state by {@code :at} is one of these, each of them a state of what is done. */
    public static String stoodIn(Collection<ExhibitState> states) {
        if (!DONE.containsAll(states)) {
            throw new IllegalArgumentException(states + " are not all states of what is done");
        }
        return """
                select d.exhibit_id from (
                    select distinct exhibit_id from exhibit_state where state in %s and at <= :at) d
                cross join lateral (select state from exhibit_state s
                                    where s.exhibit_id = d.exhibit_id and s.at <= :at
                                    order by s.id desc limit 1) s
                where s.state in %s
                """.formatted(IS_DONE, in(states));
    }

    private static String in(Collection<ExhibitState> states) {
        return states.stream().sorted().map(s -> "'" + s + "'").collect(Collectors.joining(", ", "(", ")"));
    }
}
