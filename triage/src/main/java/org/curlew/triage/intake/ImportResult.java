package org.curlew.triage.intake;

import java.util.List;

/**
 * What an import did, or in a dry run would do.
 *
 * @param changes what became a new version, by file and row, with the fields that differ
 * @param errors any error means that nothing was imported
 */
public record ImportResult(
        boolean dryRun, int rows, int added, int changed, int unchanged, List<String> changes, List<RowError> errors) {

    /** An error by file, row (the header is row 1) and field. */
    public record RowError(ImportFile file, int row, String field, String message) {

        @Override
        public String toString() {
            return file.name().toLowerCase(java.util.Locale.ROOT) + " row " + row + ", " + field + ": " + message;
        }
    }

    public boolean imported() {
        return !dryRun && errors.isEmpty();
    }
}
