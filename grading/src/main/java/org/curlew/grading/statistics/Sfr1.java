package org.curlew.grading.statistics;

import java.time.Instant;
import java.util.List;

/**
 * The data of a streamlined forensic report's first form. It states what was found, with what and how, and its limits; an opinion and
 * the form itself are the examiner's.
 *
 * @param methods how each figure was come by, a sentence each
 * @param limits what the figures do not say, a sentence each; the ungraded remainder is always among them
 */
public record Sfr1(
        String force,
        String caseReference,
        String scheme,
        boolean schemeConfirmed,
        Instant made,
        String madeBy,
        String tool,
        List<Exhibit> exhibits,
        List<String> methods,
        List<String> limits,
        List<Table> tables) {

    /** An exhibit that the figures cover; sets names the hash sets and versions it was matched with. */
    public record Exhibit(String reference, String state, long places, long distinct, List<String> sets) {}
}
