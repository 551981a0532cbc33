package org.curlew.triage.hashsets;

import java.util.List;

/**
 * How the votes on a content stand.
 *
 * @param level trusted, indicative or disputed
 * @param categories the categories the forces gave, the gravest first; one unless disputed
 * @param forces how many forces have voted
 */
public record Standing(Level level, List<Integer> categories, int forces) {

    /** Source of the rule: three independent, undisputed votes by police forces (answer to a parliamentary question, 5 November 2015). */
    public enum Level {
        /** Three independent forces or more agree and none disputes. */
        TRUSTED,
        /** Fewer than three forces, all of one mind. */
        INDICATIVE,
        /** Forces differ. Never trusted, however many agree on one side. */
        DISPUTED
    }
}
