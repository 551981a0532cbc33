package org.curlew.triage.vics;

/** Versions of the VICS data model that are read; {@link #UNKNOWN} where a file names none or another. */
public enum VicsVersion {
    V1_1,
    V1_2,
    V1_3,
    V2_0,
    UNKNOWN;

    /** The version by its number as the context URL writes it, for example {@code 1.3}. */
    public static VicsVersion of(String number) {
        return switch (number) {
            case "1.1" -> V1_1;
            case "1.2" -> V1_2;
            case "1.3" -> V1_3;
            case "2.0" -> V2_0;
            default -> UNKNOWN;
        };
    }
}
