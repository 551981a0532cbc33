package org.curlew.grading.vics.lint;

/**
 * What can be wrong with a VICS file.
 *
 * <p>The writers named are those whose files or sources are known to do it; that a file does it proves nothing about its writer.
 */
public enum LintRule {
    CONTEXT_MISSING(
            Severity.ERROR, "the file does not name its model in its first field", "", "written as the profile's"),
    CONTEXT_UNKNOWN(Severity.ERROR, "the context names no known version and kind", "", "written as the profile's"),
    CONTEXT_POSITION(
            Severity.ERROR,
            "the context and value are not the first two fields; strict readers refuse the file",
            "",
            "put first"),
    CONTEXT_REGION(
            Severity.WARNING, "the context names a region that no known receiver has", "", "written as the profile's"),
    ROOT_FIELD(Severity.ERROR, "the root has a further field; strict readers refuse the file", "", "left out"),
    ENCODING_UTF16(Severity.ERROR, "the file is UTF-16, not UTF-8", "VicsCarver for EnCase", "written as UTF-8"),
    ENCODING_MARK(
            Severity.WARNING, "the file starts with a byte-order mark", "Griffeye, Clees4All before 1.38", "left out"),
    ENCODING_BAD(Severity.ERROR, "bytes are not UTF-8", "", "each became a question mark"),
    UNKNOWN_FIELD(Severity.WARNING, "the model has no such field", "VicsCarver for EnCase", "left out"),
    ODATA_LINK(Severity.WARNING, "a link of OData 3 in a version 2.0 file", "", "left out"),
    FIELD_CASE(Severity.ERROR, "the field's name is spelt in other cases", "BFIP4GRIFFEYE", "spelt as in the model"),
    FIELD_REPEATED(Severity.ERROR, "the field stands twice in one object", "", "the last one kept"),
    REQUIRED_MISSING(
            Severity.ERROR,
            "the model says not null and the field is missing or null",
            "Clees4All (IsPrecategorized)",
            "written with the value that follows: the MD5 of its media, false, or a running number"),
    FILE_ID_MISSING(
            Severity.NOTE,
            "MediaFileID is missing; the model says not null, and no known writer has it",
            "all known writers",
            "numbered"),
    NUMBER_AS_TEXT(Severity.ERROR, "a number is written as text", "NIST, VicsCarver for EnCase", "written as a number"),
    BOOLEAN_AS_TEXT(Severity.ERROR, "a boolean is written as text or number", "Clees4All", "written as a boolean"),
    WRONG_TYPE(Severity.ERROR, "the value is not of the field's type", "", "read as far as it can be, else left out"),
    OUT_OF_RANGE(Severity.ERROR, "the number does not fit the field", "", "left out"),
    GUID(Severity.ERROR, "not a GUID without braces", "Clees4All (braces)", "braces left out"),
    DATE_UNREADABLE(Severity.ERROR, "not a date and time", "", "left out"),
    DATE_SHAPE(
            Severity.ERROR,
            "not ISO 8601 with offset and seconds",
            "Clees4All with a time zone set (+05:00Z), writers in .NET and the US",
            "written as ISO 8601 in UTC"),
    DATE_WITHOUT_ZONE(
            Severity.ERROR,
            "a time without zone; nobody can say when it was",
            "VicsCarver for EnCase",
            "left out, not guessed"),
    DIGEST(Severity.ERROR, "not a hash of the field's length", "", "left out"),
    NO_DIGEST(
            Severity.ERROR, "a media without a usable hash; no reader can match it", "BFIP4GRIFFEYE (empty MD5)", null),
    FILE_MD5_DIFFERS(Severity.ERROR, "a place names another MD5 than its media", "", "written as the media's"),
    MEDIA_ID_REPEATED(Severity.ERROR, "MediaID is not unique in the file", "NIST (always 0)", "numbered anew"),
    MEDIA_REPEATED(Severity.ERROR, "one MD5 in several media rows", "", "put together in one row"),
    PHOTODNA(
            Severity.ERROR,
            "PhotoDNA is not 192 characters of base64 (144 bytes)",
            "Cellebrite",
            "left out; the hash itself cannot be repaired"),
    PHOTODNA_PLACE(Severity.WARNING, "PhotoDNA is among the alternative hashes, as in 1.3", "", "put in its own field"),
    PATH_ABSOLUTE(Severity.ERROR, "RelativeFilePath is absolute", "", "left out"),
    PATH_ESCAPES(Severity.ERROR, "RelativeFilePath leaves the folder of the file (..)", "", "left out"),
    PATH_BACKSLASH(
            Severity.WARNING,
            "RelativeFilePath has back-slashes; readers on other systems do not find the media",
            "Clees4All, Magnet AXIOM, Cellebrite",
            "written with slashes"),
    PRECATEGORIZED_WITHOUT_CATEGORY(
            Severity.WARNING, "pre-categorised, and without a category", "Magnet AXIOM, Cellebrite", null),
    PRECATEGORIZED_WITHOUT_SOURCE(Severity.WARNING, "pre-categorised, and no set is named", "", null),
    TOTAL_MEDIA(
            Severity.WARNING, "TotalMediaFiles is not the number of media", "Magnet AXIOM, Cellebrite", "counted anew"),
    TOTAL_PRECATEGORIZED(
            Severity.WARNING,
            "TotalPrecategorized is neither the number of media with a category nor of those marked pre-categorised",
            "",
            "counted anew");

    /** How bad it is: a note alone leaves a file clean. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    private final Severity severity;
    private final String meaning;
    private final String knownOf;
    private final String repair;

    LintRule(Severity severity, String meaning, String knownOf, String repair) {
        this.severity = severity;
        this.meaning = meaning;
        this.knownOf = knownOf;
        this.repair = repair;
    }

    public Severity severity() {
        return severity;
    }

    /** What is wrong, in words. */
    public String meaning() {
        return meaning;
    }

    /** Writers known to do it, "" for none. */
    public String knownOf() {
        return knownOf;
    }

    /** What a conversion does about it; null where only a person can. */
    public String repair() {
        return repair;
    }
}
