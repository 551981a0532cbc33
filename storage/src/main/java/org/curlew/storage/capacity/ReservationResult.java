package org.curlew.storage.capacity;

/** The answer to a request for room. */
public sealed interface ReservationResult {

    /**
     * The room is held until it is released.
     *
     * @param again whether the exhibit held it already, for example from before a crash
     */
    record Granted(long reservation, long bytes, boolean again) implements ReservationResult {}

    /**
     * There is no room.
     *
     * @param needed bytes asked for
     * @param free bytes there were
     * @param reason one line for a person
     */
    record Refused(String pool, long needed, long free, String reason) implements ReservationResult {

        public long missing() {
            return Math.max(0, needed - free);
        }
    }
}
