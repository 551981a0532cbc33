package org.curlew.triage.hashsets;

import java.nio.file.Path;
import java.util.List;
import org.curlew.triage.hashsets.index.Role;

/**
 * What to import.
 *
 * @param name the set's name; a known name makes a new version of it
 * @param role what a match means
 * @param scheme category scheme, always; a plain list without categories names the one its source uses
 * @param files the parts, in order; together they are the set
 * @param importer who imports
 * @param expectedParts how many files the set has by its source; null where nobody said
 * @param rejectedPercent the import stops where more of the rows than this cannot be used
 */
public record ImportRequest(
        String name,
        Role role,
        String scheme,
        List<Path> files,
        String importer,
        Integer expectedParts,
        double rejectedPercent) {

    /** One row in a hundred may be broken before a list is not believed any more. */
    public static final double REJECTED_PERCENT = 1.0;

    public ImportRequest {
        files = List.copyOf(files);
    }

    public ImportRequest(String name, Role role, String scheme, List<Path> files, String importer) {
        this(name, role, scheme, files, importer, null, REJECTED_PERCENT);
    }

    public ImportRequest withExpectedParts(Integer parts) {
        return new ImportRequest(name, role, scheme, files, importer, parts, rejectedPercent);
    }
}
