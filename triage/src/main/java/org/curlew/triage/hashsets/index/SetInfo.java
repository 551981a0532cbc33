package org.curlew.triage.hashsets.index;

import java.util.Map;

/**
 * One version of a set, as an index knows it.
 *
 * @param setId the set
 * @param versionId the version, unique over all sets
 * @param name the set's name
 * @param version number of the version in its set, from 1
 * @param role what a match means
 * @param scheme name of the category scheme
 * @param schemeVersion version of the scheme at the time of the import
 * @param gravity category number to gravity, 1 the gravest, as the scheme orders them
 * @param unknownGravity gravity of a number the scheme does not have, and of no number
 */
public record SetInfo(
        long setId,
        long versionId,
        String name,
        int version,
        Role role,
        String scheme,
        int schemeVersion,
        Map<Integer, Integer> gravity,
        int unknownGravity) {

    public SetInfo {
        gravity = Map.copyOf(gravity);
    }

    /** What the names of the sets begin with that are made of this force's own grades. */
    public static final String OWN = "force ";

    /** Made of this force's own grades: what it says of a content is never the word of somebody else. */
    boolean own() {
        return name.startsWith(OWN);
    }

    int gravityOf(Integer category) {
        return category == null ? unknownGravity : gravity.getOrDefault(category, unknownGravity);
    }
}
