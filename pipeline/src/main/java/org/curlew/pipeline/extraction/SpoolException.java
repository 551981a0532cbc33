package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.util.Optional;

/** The reader's own temporary folder failed it. That is never the fault of what is read, so it must not become a gap. */
public final class SpoolException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolException(String folder, IOException cause) {
        super(
                "the temporary folder " + folder + " of the reader does not take what was unpacked ("
                        + cause.getMessage() + "): make room there",
                cause);
    }

    /** The failure where it is one, also where a library wrapped it. */
    static Optional<SpoolException> in(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SpoolException spool) {
                return Optional.of(spool);
            }
        }
        return Optional.empty();
    }
}
