package org.curlew.grading.vics;

import java.time.Instant;
import java.util.Objects;

/**
 * What a VICS file of an exhibit is to say of itself.
 *
 * @param scheme whose numbers stand in Category; null for the one scheme that all matched sets share, and where they share none no
 *     number is written. A set of another scheme is named as the source without its number
 * @param dateUpdated null leaves the field out, so that the same exhibit gives the same bytes on every day
 * @param toolVersion goes into SourceApplicationVersion
 */
public record ExhibitExport(
        long exhibitId,
        String caseReference,
        String exhibitReference,
        String scheme,
        Instant dateUpdated,
        String toolVersion,
        CaseContact contact) {

    public ExhibitExport {
        Objects.requireNonNull(caseReference, "caseReference");
        Objects.requireNonNull(exhibitReference, "exhibitReference");
        Objects.requireNonNull(toolVersion, "toolVersion");
        contact = contact == null ? CaseContact.NONE : contact;
    }

    public ExhibitExport(long exhibitId, String caseReference, String exhibitReference, String toolVersion) {
        this(exhibitId, caseReference, exhibitReference, null, null, toolVersion, CaseContact.NONE);
    }
}
