package org.curlew.triage.vics;

import java.nio.charset.StandardCharsets;

/**
 * A media row in which every value stands as the model writes it, before texts are made of its bytes: a national set has tens of
 * millions. Reused from row to row; not for keeping.
 */
public final class PlainRow {

    byte[] bytes;
    int md5At;
    int sha1At;
    int category;
    int mediaId;
    int victimIdentified;
    int offenderIdentified;
    int isDistributed;
    long mediaSize;
    int seriesAt;
    int seriesLength;
    int tagsAt;
    int tagsLength;
    int photoDnaAt;
    int photoDnaLength;

    void clear(byte[] buffer) {
        bytes = buffer;
        md5At = -1;
        sha1At = -1;
        category = -1;
        mediaId = -1;
        victimIdentified = -1;
        offenderIdentified = -1;
        isDistributed = -1;
        mediaSize = -1;
        seriesAt = -1;
        tagsAt = -1;
        photoDnaAt = -1;
    }

    /** Where the digits lie; valid until the next row. */
    public byte[] bytes() {
        return bytes;
    }

    /** Offset of 32 hex digits of any case, not all zero; -1 where the row has no MD5. */
    public int md5At() {
        return md5At;
    }

    /** Offset of 40 hex digits of any case, not all zero; -1 where the row has no SHA-1. */
    public int sha1At() {
        return sha1At;
    }

    /** 0 to 255; -1 where there is none. */
    public int category() {
        return category;
    }

    public boolean victimIdentified() {
        return victimIdentified == 1;
    }

    public boolean offenderIdentified() {
        return offenderIdentified == 1;
    }

    public boolean distributed() {
        return isDistributed == 1;
    }

    /** As written; null where there is none. */
    public String series() {
        return seriesAt < 0 ? null : text(seriesAt, seriesLength);
    }

    /** As written; null where there is none. */
    public String photoDna() {
        return photoDnaAt < 0 ? null : text(photoDnaAt, photoDnaLength);
    }

    private String text(int at, int length) {
        return new String(bytes, at, length, StandardCharsets.UTF_8);
    }

    /** The same row as any other is given. */
    VicsMedia media() {
        return VicsMedia.builder()
                .digests(md5At < 0 ? null : Hex.lower(text(md5At, 32)), sha1At < 0 ? null : Hex.lower(text(sha1At, 40)))
                .category(category < 0 ? null : category)
                .mediaId(mediaId < 0 ? null : mediaId)
                .victimIdentified(truth(victimIdentified))
                .offenderIdentified(truth(offenderIdentified))
                .isDistributed(truth(isDistributed))
                .mediaSize(mediaSize < 0 ? null : mediaSize)
                .series(series())
                .tags(tagsAt < 0 ? null : text(tagsAt, tagsLength))
                .photoDna(photoDna())
                .build();
    }

    private static Boolean truth(int value) {
        return value < 0 ? null : value == 1;
    }
}
