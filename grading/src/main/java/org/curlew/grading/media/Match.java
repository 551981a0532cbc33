package org.curlew.grading.media;

import java.util.Objects;

/**
 * What a hash set says of a media.
 *
 * @param role {@code illegal}, {@code known-good} or {@code intelligence}
 * @param scheme the category scheme that the set was imported under, null where its role has no categories
 * @param category number in that scheme, null where the set gives none; meaningless without the scheme
 * @param kind {@code md5}, {@code sha1}, {@code sha256}, or {@code pdq} for a near match, which still needs eyes
 * @param victimIdentified null where the set does not say; likewise the next two
 * @param series names separated by commas, "" for none
 */
public record Match(
        String set,
        String version,
        String role,
        String scheme,
        Integer category,
        String kind,
        Boolean victimIdentified,
        Boolean offenderIdentified,
        Boolean distributed,
        String series) {

    public static final String ILLEGAL = "illegal";
    public static final String KNOWN_GOOD = "known-good";
    public static final String NEAR = "pdq";

    public Match {
        Objects.requireNonNull(set, "set");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(kind, "kind");
        version = version == null ? "" : version;
        series = series == null ? "" : series;
    }

    public Match(String set, String version, String role, String scheme, Integer category, String kind) {
        this(set, version, role, scheme, category, kind, null, null, null, "");
    }

    /** The digests are equal: the content is the set's own, not merely like it. */
    public boolean isExact() {
        return !NEAR.equals(kind);
    }

    /** An exact match of an illegal set: the media carries that set's category before anybody looks. */
    public boolean precategorizes() {
        return isExact() && ILLEGAL.equals(role);
    }
}
