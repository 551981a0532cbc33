package org.curlew.triage.hashsets.index;

import java.util.Map;
import java.util.regex.Pattern;

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

    /** The names of the sets that are made of this force's own grades, as a regular expression of Java and of PostgreSQL alike. */
    public static final String OWN = "^force .+ (not )?illegal$";

    private static final Pattern OWN_NAME = Pattern.compile(OWN);

    /** Made of this force's own grades: what it says of a content is never the word of somebody else. */
    boolean own() {
        return own(name);
    }

    /** Whether a set of this name is one of the force's own. */
    public static boolean own(String name) {
        return OWN_NAME.matcher(name).find();
    }

    int gravityOf(Integer category) {
        return category == null ? unknownGravity : gravity.getOrDefault(category, unknownGravity);
    }
}
