package org.curlew.grading.vics;

import java.util.Arrays;
import java.util.Locale;
import org.curlew.triage.vics.VicsKind;

/**
 * A dialect of VICS that a receiver accepts. Receivers compare the context as a whole string, so each profile writes exactly one:
 * IPED refuses {@code UK}, a UK receiver expects it.
 */
public enum VicsProfile {
    /** 2.0 with the context, order and omissions of the known UK exporter. */
    UK("uk", "@odata.context", "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#"),
    /** 2.0 with every field of the model. */
    DEFAULT(
            "default",
            "@odata.context",
            "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#"),
    /** 1.3, cases and hash sets. */
    V1_3("1.3", "odata.metadata", "http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#"),
    /** 1.2, hash sets only: no case file of this version is known. */
    V1_2("1.2", "odata.metadata", "http://github.com/ICMEC/ProjectVic/DataModels/1.2.xml#"),
    /** 1.1, cases only: no hash set of this version is known. */
    V1_1("1.1", "odata.metadata", "http://github.com/ICMEC/ProjectVic/DataModels/1.1.xml#");

    private final String label;
    private final String contextField;
    private final String context;

    VicsProfile(String label, String contextField, String context) {
        this.label = label;
        this.contextField = contextField;
        this.context = context;
    }

    /**
     * Reads what a user writes: {@code uk}, {@code default} or {@code 2.0}, {@code 1.3}, {@code 1.2}, {@code 1.1}.
     *
     * @throws VicsRefusedException it is none of these
     */
    public static VicsProfile parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(p -> p.label.equals(wanted) || p == DEFAULT && wanted.equals("2.0"))
                .findFirst()
                .orElseThrow(() -> new VicsRefusedException(
                        "Profile " + text + " is not known: use uk, default (2.0), 1.3, 1.2 or 1.1."));
    }

    public String label() {
        return label;
    }

    public String contextField() {
        return contextField;
    }

    /** The whole context for cases or for a hash set. */
    public String context(VicsKind kind) {
        return context + (kind == VicsKind.MEDIA ? "Media" : "Cases");
    }

    boolean isVersion2() {
        return this == UK || this == DEFAULT;
    }

    void require(VicsKind kind) {
        boolean known = kind == VicsKind.CASES && this != V1_2 || kind == VicsKind.MEDIA && this != V1_1;
        if (!known) {
            throw new VicsRefusedException("Profile " + label + " has no "
                    + (kind == VicsKind.MEDIA ? "hash set" : "case") + " files: choose uk, default or 1.3.");
        }
    }
}
