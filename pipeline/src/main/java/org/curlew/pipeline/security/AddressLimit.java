package org.curlew.pipeline.security;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds how often one address may try to sign in, whatever the names (what one account allows is bounded beside it), and how
 * often one token may call. A window begins with its first try.
 */
public class AddressLimit {

    private static final int ADDRESSES = 10_000;

    private final int tries;
    private final Duration window;
    private final Map<String, Count> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > ADDRESSES;
        }
    };

    private record Count(Instant since, int tries) {}

    AddressLimit(int tries, Duration window) {
        this.tries = tries;
        this.window = window;
    }

    /** Counts a try; false when the address has made too many in the window. */
    public synchronized boolean allows(String address, Instant now) {
        Count old = counts.get(address);
        Count fresh = old == null || old.since.plus(window).isBefore(now)
                ? new Count(now, 1)
                : new Count(old.since, old.tries + 1);
        counts.put(address, fresh);
        return fresh.tries <= tries;
    }

    /** Whether the address has used up its tries; counts nothing. */
    synchronized boolean exhausted(String address, Instant now) {
        Count old = counts.get(address);
        return old != null && !old.since.plus(window).isBefore(now) && old.tries >= tries;
    }

    Duration window() {
        return window;
    }
}
