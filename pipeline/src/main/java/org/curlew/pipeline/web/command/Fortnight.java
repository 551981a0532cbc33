package org.curlew.pipeline.web.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.curlew.pipeline.web.Recent;
import org.curlew.pipeline.web.RecentAnswers;
import org.curlew.pipeline.web.Trend;
import org.curlew.pipeline.web.Words;
import org.curlew.pipeline.web.queue.QueueDesk;
import org.curlew.storage.capacity.CapacityWatch;
import org.curlew.storage.capacity.Pool;
import org.curlew.storage.capacity.Pools;
import org.curlew.triage.queue.Band;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.RankedExhibit;
import org.curlew.triage.register.Times;
import org.curlew.triage.reviews.Recommendations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Six sentences, each with its figure's unit, state and time and the fourteen days before it. Counts alone: no names. */
@Service
@ConditionalOnWebApplication
class Fortnight {

    private static final int DAYS = 14;

    /** Earlier points of the lines that are kept: the past changes only where something is recorded late. */
    private static final int POINTS = 64;

    private static final String DEPTH = "depth";

    private final QueueDesk desk;
    private final Queue queue;
    private final Pools pools;
    private final CapacityWatch capacity;
    private final Recommendations recommendations;
    private final Figures figures;
    private final JdbcClient jdbc;
    private final Words words;
    private final Clock clock;
    private final Recent<Shown> shown;
    private final RecentAnswers<Point, Long> points;

    Fortnight(
            QueueDesk desk,
            Queue queue,
            Pools pools,
            CapacityWatch capacity,
            Recommendations recommendations,
            Figures figures,
            JdbcClient jdbc,
            Words words,
            Clock clock) {
        this.desk = desk;
        this.queue = queue;
        this.pools = pools;
        this.capacity = capacity;
        this.recommendations = recommendations;
        this.figures = figures;
        this.jdbc = jdbc;
        this.words = words;
        this.clock = clock;
        this.shown = new Recent<>(this::compute, Duration.ofSeconds(30), Duration.ofMinutes(5));
        this.points = new RecentAnswers<>(this::count, POINTS, Duration.ofMinutes(30), Duration.ofHours(1));
    }

    /** What a line is drawn of at an earlier hour: what is past due by a rule, or for {@link #DEPTH} what waited. */
    private record Point(String what, Instant at) {}

    private long count(Point point) {
        return point.what.equals(DEPTH) ? queue.depthAt(point.at) : figures.overdueAt(point.what, point.at);
    }

    /**
     * One sentence.
     *
     * @param late a clock about a child, or one past due
     * @param list the page behind the figure, or null
     * @param trend null where there is no earlier figure
     */
    record Line(String sentence, boolean late, String list, Trend trend) {}

    record Shown(String headline, List<Line> lines, List<Recommendations.Tracked> recommendations, Instant at) {}

    Shown show() {
        return shown.get().value();
    }

    private Shown compute() {
        List<RankedExhibit> ranked = desk.forCounts().value();
        List<Line> lines = new ArrayList<>();
        lines.add(depth(ranked));
        lines.add(overdueByBand(ranked));
        lines.add(obligation(
                "rui-reassessment", " of released suspects", "risk reassessment", "/suspects/due/rui-reassessment"));
        lines.add(reviews());
        lines.add(daysToFull());
        lines.add(notUploaded());
        return new Shown(
                headline(),
                lines,
                recommendations.tracked().stream()
                        .filter(r -> r.recommendation().closedAt() == null)
                        .toList(),
                clock.instant());
    }

    /** What the board must decide on first: a child that nobody looked at again. */
    private String headline() {
        long reassessments = figures.overdueAt("rui-reassessment", clock.instant());
        long reviews = figures.overdueAt("supervisor-review", clock.instant());
        return reassessments + reviews == 0
                ? "No released suspect's risk reassessment and no 28-day review is past due."
                : words.count(
                                reassessments,
                                "risk reassessment of a released suspect",
                                "risk reassessments of released suspects")
                        + " and " + words.count(reviews, "28-day review") + " are past due.";
    }

    private Line depth(List<RankedExhibit> ranked) {
        Optional<Instant> oldest =
                ranked.stream().map(r -> r.rank().receivedAt()).min(Comparator.naturalOrder());
        String sentence = words.count(ranked.size(), "exhibit waits", "exhibits wait") + " for a result"
                + oldest.map(o -> "; the oldest came " + words.at(o) + ".").orElse(".");
        return new Line(sentence, false, "/queue", daily(DEPTH, ranked.size()));
    }

    private Line overdueByBand(List<RankedExhibit> ranked) {
        StringBuilder text = new StringBuilder();
        long all = 0;
        for (Band band : Band.values()) {
            long late = ranked.stream()
                    .filter(r -> r.band() == band && r.rank().dueAt() != null)
                    .filter(r -> r.rank().dueAt().isBefore(clock.instant()))
                    .count();
            all += late;
            text.append(text.isEmpty() ? "" : ", ").append(band).append(' ').append(words.number(late));
        }
        return new Line(
                words.count(all, "waiting exhibit is", "waiting exhibits are") + " past the target: " + text + ".",
                all > 0,
                "/queue?overdue=true",
                null);
    }

    private Line obligation(String rule, String ending, String what, String list) {
        long now = figures.overdueAt(rule, clock.instant());
        return new Line(
                words.count(now, what) + ending + (now == 1 ? " is" : " are") + " past due.",
                now > 0,
                list,
                daily(rule, now));
    }

    private Line reviews() {
        Instant from = clock.instant().minus(Duration.ofDays(28));
        record Counts(long done, long late, long missed, long due) {}
        Counts counts = jdbc.sql("""
                        select count(*) filter (where state = 'MET') as done,
                               count(*) filter (where state = 'MET_LATE') as late,
                               count(*) filter (where state = 'MISSED' or state = 'OPEN') as missed,
                               count(*) as due
                        from obligation where rule_id = 'supervisor-review' and due >= ? and due < ? and state <> 'ENDED'
                        """)
                .params(Times.utc(from), Times.utc(clock.instant()))
                .query(Counts.class)
                .single();
        String sentence = counts.due == 0
                ? "No 28-day review fell due in the last 28 days."
                : words.number(counts.done + counts.late) + " of " + words.count(counts.due, "28-day review")
                        + " that fell due in the last 28 days are done (" + words.number(counts.late) + " late); "
                        + words.number(counts.missed) + " are not.";
        return new Line(
                sentence,
                counts.missed > 0,
                "/suspects/due/supervisor-review",
                daily("supervisor-review", figures.overdueAt("supervisor-review", clock.instant())));
    }

    private Line daysToFull() {
        List<String> parts = new ArrayList<>();
        for (Pool pool : pools.all()) {
            CapacityWatch.Outlook outlook = capacity.outlook(pool.name());
            String full = outlook.forecast()
                    .map(f -> f.full()
                            .map(d -> "is full on about " + words.day(d))
                            .orElse("is not filling"))
                    .orElse("has too few measurements for a forecast (seven days are needed)");
            if (outlook.state().measuredAt() == null) {
                parts.add("Pool " + pool.name() + " " + pool.unmeasured());
                continue;
            }
            parts.add("Pool " + pool.name() + " is "
                    + Math.round(outlook.state().percent()) + "% used or promised and " + full);
        }
        return new Line(
                parts.isEmpty() ? "No storage pool is defined." : String.join("; ", parts) + ".",
                false,
                "/storage",
                null);
    }

    private Line notUploaded() {
        record Graded(long exhibits, Instant oldest) {}
        Graded graded = jdbc.sql("""
                        select count(*) as exhibits, min(at) as oldest from exhibit_now
                        where state in ('GRADED', 'RELEASED')
                        """)
                .query((row, n) -> new Graded(row.getLong("exhibits"), Times.instant(row, "oldest")))
                .single();
        return new Line(
                graded.exhibits == 0
                        ? "No exhibit is graded and not uploaded to CAID."
                        : words.count(graded.exhibits, "exhibit is", "exhibits are")
                                + " graded and not uploaded to CAID; the oldest since " + words.at(graded.oldest) + ".",
                false,
                "/command/graded",
                null);
    }

    private Trend daily(String what, long now) {
        List<Long> values = new ArrayList<>();
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        for (int day = DAYS; day > 0; day -= 2) {
            values.add(points.get(new Point(what, hour.minus(Duration.ofDays(day))))
                    .value());
        }
        values.add(now);
        return new Trend(values);
    }
}
