package org.curlew.triage.schemes;

import java.time.LocalDate;
import java.util.Map;

/** Which classes of a scheme were confirmed elsewhere than in its file. */
@FunctionalInterface
public interface Confirmations {

    /** Nothing beyond what the files say. */
    Confirmations NONE = (scheme, version) -> Map.of();

    /**
     * A confirmed class.
     *
     * @param code as it was when it was confirmed; a class whose file says another now is not confirmed
     * @param by who confirmed it and by which document
     * @param on UK date of the second person's confirmation
     */
    record Confirmed(String code, String by, LocalDate on) {}

    /** By the class's number; empty where nothing was confirmed. */
    Map<Integer, Confirmed> of(String scheme, int version);
}
