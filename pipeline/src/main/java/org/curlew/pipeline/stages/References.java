package org.curlew.pipeline.stages;

import java.util.List;

/** Compares computed digests with those somebody stored or declared. */
public final class References {

    private References() {}

    /**
     * Adds a line where the two differ.
     *
     * @param reference null where there is none
     * @return 1 where there was something to compare, else 0
     */
    public static int compare(List<String> differences, String what, String reference, String computed) {
        if (reference == null) {
            return 0;
        }
        if (!reference.equalsIgnoreCase(computed)) {
            differences.add(what + " is " + reference + ", computed is " + computed);
        }
        return 1;
    }
}
