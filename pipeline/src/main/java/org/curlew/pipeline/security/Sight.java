package org.curlew.pipeline.security;

import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The cases that a person may see at one moment: their own and those opened to them.
 *
 * @param opened by a grant or an emergency that has not ended
 */
record Sight(LongPredicate own, Set<Long> opened) implements LongPredicate {

    /** Every case: an auditor's, who changes nothing, or that of somebody who works for every team. */
    static final LongPredicate OF_EVERYTHING = caseId -> true;

    /**
     * The cases that are a person's own work: of their team, naming them, or without a team and theirs to take.
     *
     * @param takesTeamless a case without a team is visible to those who could take it
     * @param belongings whose each case is, as last read
     */
    record Own(String name, Set<String> teams, boolean takesTeamless, Map<Long, CaseTeams.Belonging> belongings)
            implements LongPredicate {

        @Override
        public boolean test(long caseId) {
            CaseTeams.Belonging belonging = belongings.get(caseId);
            String team = belonging == null ? "" : belonging.team();
            return (team.isEmpty() ? takesTeamless : teams.contains(team))
                    || belonging != null && belonging.people().contains(name);
        }

        /** Of one reading of whose each case is: comparing a force's thousands would cost more than it saves. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Own own
                    && belongings == own.belongings
                    && takesTeamless == own.takesTeamless
                    && name.equals(own.name)
                    && teams.equals(own.teams);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + System.identityHashCode(belongings);
        }
    }

    @Override
    public boolean test(long caseId) {
        return opened.contains(caseId) || own.test(caseId);
    }
}
