package org.curlew.pipeline.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.curlew.pipeline.stages.ProgressBoard.Snapshot;

/** Shows the progress of stages: a bar with rate and time left on a terminal, else a line every ten seconds. */
final class Terminal {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int BAR = 24;

    private final PrintStream out;
    private final boolean live;
    private Instant lastLine = Instant.EPOCH;
    private int drawn;

    Terminal(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
    }

    /** The standard output, live where it is a terminal. */
    static Terminal standard() {
        return new Terminal(
                System.out, System.console() != null && System.console().isTerminal());
    }

    void line(String text) {
        clear();
        out.println(text);
        out.flush();
    }

    void progress(Snapshot snapshot, Instant now) {
        if (live) {
            String text = describe(snapshot, now, true);
            out.print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
            out.flush();
            drawn = text.length();
        } else if (Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
            if (Duration.between(snapshot.since(), now).compareTo(BETWEEN_LINES) >= 0) {
                out.println("  " + describe(snapshot, now, false));
                out.flush();
            }
            lastLine = now;
        }
    }

    private void clear() {
        if (live && drawn > 0) {
            out.print("\r" + " ".repeat(drawn) + "\r");
            drawn = 0;
        }
    }

    private static String describe(Snapshot s, Instant now, boolean bar) {
        double seconds = Math.max(0.001, Duration.between(s.since(), now).toMillis() / 1000.0);
        double rate = s.bytesDone() / seconds;
        StringBuilder text = new StringBuilder(s.stage()).append("  ");
        if (s.bytesTotal() > 0) {
            double share = Math.min(1, s.bytesDone() / (double) s.bytesTotal());
            if (bar) {
                int full = (int) (share * BAR);
                text.append('[')
                        .append("#".repeat(full))
                        .append(".".repeat(BAR - full))
                        .append("] ");
            }
            text.append(String.format(Locale.ROOT, "%3.0f %%  ", share * 100));
        }
        text.append(size(s.bytesDone()));
        if (s.bytesTotal() > 0) {
            text.append(" of ").append(size(s.bytesTotal()));
        }
        if (s.files() > 0) {
            text.append("  ").append(s.files()).append(" files");
        }
        text.append("  ").append(size((long) rate)).append("/s");
        if (s.bytesTotal() > 0 && rate > 0) {
            long left = (long) ((s.bytesTotal() - s.bytesDone()) / rate);
            text.append("  ").append(Math.max(0, left)).append(" s left");
        }
        return text.toString();
    }

    /** Bytes in decimal units. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB", "PB"};
        double value = bytes;
        int unit = -1;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }
}
