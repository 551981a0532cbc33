package org.curlew.triage.vics;

/**
 * Something in a file that the model does not allow, or that costs data.
 *
 * @param kind what it is
 * @param position where it stands
 * @param field field name as written; null where the whole row is meant
 * @param value the offending text, cut to 80 characters; null where there is none
 * @param message one line: what is wrong and what became of it
 */
public record VicsFinding(Kind kind, VicsPosition position, String field, String value, String message) {

    /** Kinds, so that a consumer can count and choose; only {@link #REJECTED_ROW} loses a whole row. */
    public enum Kind {
        /** The media row has no usable digest and is not delivered. */
        REJECTED_ROW,
        /** A value cannot be read as its type; the field is null, the row is kept. */
        UNREADABLE_VALUE,
        /** A digest has the wrong length or characters; the other digests are kept. */
        BAD_DIGEST,
        /** The value is right but in the wrong JSON type: a boolean or number as text, a list for a text. */
        WRONG_TYPE,
        /** The field is the model's, but not in its spelling. */
        FIELD_CASE,
        /** The same field twice in one object; the last value counts. */
        REPEATED_FIELD,
        /** A field the model does not have; reported once a name, its content is skipped. */
        UNKNOWN_FIELD,
        /** No context, an unknown one, or one that does not come first. */
        CONTEXT,
        /** Bytes that are not UTF-8, each read as a question mark. */
        BAD_ENCODING
    }
}
