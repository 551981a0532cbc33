package org.curlew.pipeline.web.administration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.curlew.pipeline.web.Recent;
import org.curlew.pipeline.web.Words;
import org.curlew.triage.hashsets.HashSetException;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.register.Times;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The application's state in sentences: what is well, what is not and what to do about it. */
@Service
@ConditionalOnWebApplication
class Health {

    /** The clocks run every minute: after ten without one, nobody is told of what is overdue. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    /** The counts are of the whole force; when they were made stands above them. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final HashSets sets;
    private final Schemes schemes;
    private final Words words;
    private final Clock clock;
    private final Recent<List<Line>> recent;

    Health(JdbcClient jdbc, HashSets sets, Schemes schemes, Words words, Clock clock) {
        this.jdbc = jdbc;
        this.sets = sets;
        this.schemes = schemes;
        this.words = words;
        this.clock = clock;
        this.recent = new Recent<>(this::look, FRESH, FRESH.multipliedBy(2));
    }

    /** One part's state; href is the page to act on, "" where there is none. */
    record Line(String part, boolean well, String sentence, String href) {}

    /** All parts, looked at some seconds ago at most. */
    Recent.Held<List<Line>> lines() {
        return recent.get();
    }

    /** Something was done about a part: it is looked at again before it is shown. */
    void changed() {
        recent.forget();
    }

    private List<Line> look() {
        List<Line> lines = new ArrayList<>();
        lines.add(failed());
        lines.add(clocks());
        lines.add(hashSets());
        lines.add(scheme());
        lines.add(ledger());
        lines.add(mail());
        long size = jdbc.sql("select pg_database_size(current_database())")
                .query(Long.class)
                .single();
        lines.add(new Line("Database", true, "It answers and holds " + words.size(size) + ".", ""));
        return lines;
    }

    private Line failed() {
        long count = jdbc.sql("""
                        select count(*) from exhibit_now where state = 'FAILED'
                        """).query(Long.class).single();
        return new Line(
                "Work",
                count == 0,
                count == 0
                        ? "No work has failed."
                        : words.count(count, "exhibit has", "exhibits have")
                                + " failed work: take it up again below, or look at the reason first.",
                "");
    }

    private Line clocks() {
        Instant last =
                jdbc
                        .sql("select max(at) as at from clock_run")
                        .query((row, n) -> Times.instant(row, "at"))
                        .list()
                        .stream()
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        boolean well = last != null && last.isAfter(clock.instant().minus(SILENCE));
        return new Line(
                "Clocks",
                well,
                last == null
                        ? "What is due was never computed: the job “obligations” has not run yet."
                        : "What is due was last computed " + words.at(last)
                                + (well
                                        ? "."
                                        : ": nobody is told of what became overdue since. Restart the application."),
                "");
    }

    private Line hashSets() {
        try {
            int usable = sets.usable().size();
            return new Line(
                    "Hash sets",
                    usable > 0,
                    usable > 0
                            ? words.count(usable, "set is in use.", "sets are in use.")
                            : "No set is in use: nothing can be matched. Import one.",
                    "/administration/hash-sets");
        } catch (HashSetException e) {
            return new Line("Hash sets", false, e.getMessage() + ".", "/administration/hash-sets");
        }
    }

    private Line scheme() {
        long open = schemes.list().stream()
                .filter(s -> !s.confirmed())
                .map(Scheme::name)
                .distinct()
                .count();
        return new Line(
                "Category schemes",
                open == 0,
                open == 0
                        ? "All are confirmed."
                        : words.count(open, "scheme is", "schemes are") + " not confirmed: such exports stay drafts.",
                "/administration/schemes");
    }

    private Line ledger() {
        record Pending(long count, java.time.OffsetDateTime oldest) {}
        Pending pending = jdbc.sql("select count(*) as count, min(at) as oldest from ledger_pending")
                .query(Pending.class)
                .single();
        boolean well = pending.count() == 0
                || pending.oldest().toInstant().isAfter(clock.instant().minus(SILENCE));
        return new Line(
                "Ledger",
                well,
                well
                        ? "Every act older than ten minutes is in the chain."
                        : words.count(pending.count(), "act waits", "acts wait") + " to be chained since "
                                + words.at(pending.oldest()) + ": restart the application and tell the auditor.",
                "");
    }

    private Line mail() {
        long waiting = jdbc.sql("select count(*) from notification where mailed_at is null and acknowledged_at is null")
                .query(Long.class)
                .single();
        return new Line(
                "Mail",
                true,
                words.count(waiting, "notification is", "notifications are")
                        + " not mailed yet; all of them stand in the application until they are acknowledged.",
                "");
    }
}
