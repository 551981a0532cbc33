package org.curlew.pipeline.stages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Optional;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.packs.PackException;

/** Tells what failed for want of room from what failed otherwise: the first only waits, and is never a failure of the device. */
final class NoRoom {

    /** PostgreSQL's disk_full (its manual, appendix A). */
    private static final String DISK_FULL = "53100";

    private NoRoom() {}

    /** Why there is no room, in one line; empty where something else failed. */
    static Optional<String> in(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ObjectStoreException store && store.kind() == ObjectStoreException.Kind.FULL
                    || each instanceof PackException pack && pack.kind() == PackException.Kind.NO_ROOM) {
                return Optional.of(each.getMessage());
            }
            if (each instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) {
                return Optional.of("the database's disk is full (" + line(each) + "): make room there");
            }
            if ((each instanceof IOException || each instanceof UncheckedIOException) && full(each.getMessage())) {
                return Optional.of("a disk is full (" + line(each) + "): make room there");
            }
        }
        return Optional.empty();
    }

    private static boolean full(String message) {
        return message != null
                && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
    }

    private static String line(Throwable failure) {
        return failure.getMessage().lines().findFirst().orElse("").strip();
    }
}
