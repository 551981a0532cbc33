package org.curlew.grading.vics;

import java.util.Locale;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;

/** The fields of one profile in their order. */
interface VicsLayout {

    /** Everything of the case up to and with the start of its media array. */
    void caseHead(VicsJson json, VicsCase header);

    /** Everything after the media array. */
    void caseTail(VicsJson json, VicsCase header);

    /** One media object. */
    void media(VicsJson json, VicsMedia media, int mediaId);

    static VicsLayout of(VicsProfile profile) {
        return switch (profile) {
            case UK -> new UkLayout();
            case DEFAULT -> new DefaultLayout();
            case V1_3 -> new Version13Layout();
            case V1_2 -> new Version12Layout();
            case V1_1 -> new Version11Layout();
        };
    }

    static String upper(String digest) {
        return digest == null ? null : digest.toUpperCase(Locale.ROOT);
    }
}
