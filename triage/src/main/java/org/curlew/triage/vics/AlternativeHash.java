package org.curlew.triage.vics;

/**
 * A further hash of a media row: {@code SHA256}, {@code EDK}; in version 1.3 also {@code PhotoDNA}.
 *
 * @param name HashName as written
 * @param value HashValue as written; may be null
 */
public record AlternativeHash(String name, String value) {

    /** Whether this is a SHA-256, under any of the spellings in use. */
    public boolean isSha256() {
        return is("SHA256");
    }

    /** Whether this is a PhotoDNA value, which is stored and passed on, never computed. */
    public boolean isPhotoDna() {
        return is("PHOTODNA");
    }

    /** Whether this is a PDQ, 64 hex digits that say what the picture looks like. */
    public boolean isPdq() {
        return is("PDQ");
    }

    private boolean is(String wanted) {
        return name != null && name.replaceAll("[-_ ]", "").equalsIgnoreCase(wanted);
    }
}
