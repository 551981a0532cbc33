package org.curlew.triage.reviews;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.obligations.Obligation;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.obligations.WorkingDays;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reviews due in the next 28 days against the slots supervisors have; a shortfall is told before reviews lapse. */
@Service
public class ReviewCapacity {

    /** The rule of the 28-day review. */
    public static final String RULE = Obligations.REVIEW;

    private static final int DAYS = 28;

    /** A standing shortfall is told of again after as long as lies before the superintendent's step (E3, practice 3.4). */
    private static final int AGAIN_DAYS = 7;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Notifications notifications;
    private final ActLog acts;
    private final Clock clock;
    private final WorkingDays workingDays = new WorkingDays();

    public ReviewCapacity(
            JdbcClient jdbc, Obligations obligations, Notifications notifications, ActLog acts, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.notifications = notifications;
        this.acts = acts;
        this.clock = clock;
    }

    /** What a supervisor can review in the period. */
    public record Reviewer(String name, double slots) {}

    /**
     * The outlook.
     *
     * @param due reviews due by the end of the period, overdue ones included
     * @param lapsesFrom the due time of the first review without a slot, null when all have one
     * @param cover what would close the gap, in words
     */
    public record Outlook(
            Instant from,
            LocalDate to,
            int due,
            int overdue,
            double slots,
            int shortfall,
            Instant lapsesFrom,
            List<Reviewer> reviewers,
            String cover) {

        /** "31 reviews are due in the next 28 days; you have slots for 18." */
        public String sentence() {
            return due + (due == 1 ? " review is" : " reviews are") + " due in the next 28 days; "
                    + (slots < 1 ? "no slot for one is recorded." : "there are slots for " + whole(slots) + ".");
        }
    }

    /** Records a supervisor's slots for each working day of a period; a later record adds to it. */
    @Transactional
    public void slots(String reviewer, LocalDate from, LocalDate to, double perDay, String actor) {
        if (to.isBefore(from) || perDay < 0) {
            throw new ReviewException(
                    "Slots of " + reviewer + ": the end lies before the start, or the number below nought");
        }
        jdbc.sql("insert into reviewer_slots (reviewer, from_day, to_day, per_day, recorded_by) values (?, ?, ?, ?, ?)")
                .params(reviewer, from, to, perDay, actor)
                .update();
        acts.record(
                actor,
                "REVIEW_SLOTS",
                ProcessingAct.NONE,
                Entry.Links.none(),
                Map.of("reviewer", reviewer, "from", from.toString(), "to", to.toString(), "perDay", perDay));
    }

    public Outlook outlook() {
        return outlook(obligations.due(List.of(RULE)));
    }

    /**
     * The same where the open reviews are known.
     *
     * @param open every open 28-day review, the longest overdue first
     */
    public Outlook outlook(List<Obligations.Due> open) {
        Instant now = clock.instant();
        LocalDate today = now.atZone(Times.UK).toLocalDate();
        LocalDate to = today.plusDays(DAYS);
        List<Obligations.Due> due = by(to, open);
        List<Reviewer> reviewers = reviewers(today, to);
        double slots = reviewers.stream().mapToDouble(Reviewer::slots).sum();
        int shortfall = Math.max(0, due.size() - whole(slots));
        return new Outlook(
                now,
                to,
                due.size(),
                Obligations.Due.before(now, due),
                slots,
                shortfall,
                shortfall == 0 ? null : due.get(whole(slots)).due(),
                reviewers,
                shortfall == 0 ? "" : cover(shortfall, today, to));
    }

    /** Reviews of the period beyond the slots there are: those that fall due last. */
    public List<Obligation> withoutSlot() {
        LocalDate today = clock.instant().atZone(Times.UK).toLocalDate();
        LocalDate to = today.plusDays(DAYS);
        List<Obligations.Due> due = by(to, obligations.due(List.of(RULE)));
        double slots =
                reviewers(today, to).stream().mapToDouble(Reviewer::slots).sum();
        return obligations.read(due.subList(Math.min(whole(slots), due.size()), due.size()));
    }

    private static List<Obligations.Due> by(LocalDate to, List<Obligations.Due> open) {
        Instant end = to.plusDays(1).atStartOfDay(Times.UK).toInstant();
        return open.subList(0, Obligations.Due.before(end, open));
    }

    /** Reviews a working day that would close a shortfall, rounded up to tenths. */
    double perDay(int shortfall, LocalDate from, LocalDate to) {
        return Math.ceil(10.0 * shortfall / Math.max(1, workingDays.between(from, to))) / 10;
    }

    private List<Reviewer> reviewers(LocalDate from, LocalDate to) {
        record Slot(String reviewer, LocalDate fromDay, LocalDate toDay, double perDay) {}
        return jdbc
                .sql(
                        "select reviewer, from_day, to_day, per_day from reviewer_slots where to_day >= ? and from_day < ?")
                .params(from, to)
                .query((row, n) -> new Slot(
                        row.getString("reviewer"),
                        row.getObject("from_day", LocalDate.class),
                        row.getObject("to_day", LocalDate.class),
                        row.getDouble("per_day")))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        Slot::reviewer,
                        java.util.TreeMap::new,
                        java.util.stream.Collectors.summingDouble(s -> s.perDay()
                                * workingDays.between(
                                        s.fromDay().isBefore(from) ? from : s.fromDay(),
                                        s.toDay().plusDays(1).isAfter(to)
                                                ? to
                                                : s.toDay().plusDays(1)))))
                .entrySet()
                .stream()
                .map(e -> new Reviewer(e.getKey(), e.getValue()))
                .toList();
    }

    private String cover(int shortfall, LocalDate from, LocalDate to) {
        double more = perDay(shortfall, from, to);
        return "Cover for " + shortfall + (shortfall == 1 ? " review by " : " reviews by ") + DAY.format(to) + ": "
                + more
                + " more a working day, from a second supervisor or a deputy; each review done by a deputy is marked so";
    }

    /**
     * Tells inspector and superintendent of a shortfall: when it begins, whenever it is larger than they were told, and
     * once a week while it stands. Whether somebody has acknowledged it makes no difference.
     */
    @Transactional
    public boolean alert() {
        Outlook outlook = outlook();
        int shortfall = outlook.shortfall();
        boolean tells = shortfall > told();
        if (tells) {
            String text = outlook.sentence() + " " + shortfall + (shortfall == 1 ? " has" : " have") + " no slot. "
                    + outlook.cover() + ".";
            notifications.tell("role:INSPECTOR", "E2", text);
            notifications.tell("role:SUPERINTENDENT", "E3", text);
        }
        if (tells || shortfall == 0 && told() > 0) {
            jdbc.sql("insert into review_shortfall (at, shortfall) values (?, ?)")
                    .params(Times.utc(clock.instant()), shortfall)
                    .update();
        }
        return tells;
    }

    /** The shortfall that was told last; 0 where none was, where it has ended since, and where a week has passed. */
    private int told() {
        LocalDate today = clock.instant().atZone(Times.UK).toLocalDate();
        return jdbc.sql("select at, shortfall from review_shortfall order by id desc limit 1")
                .query((row, n) -> Times.instant(row, "at")
                                .atZone(Times.UK)
                                .toLocalDate()
                                .plusDays(AGAIN_DAYS)
                                .isAfter(today)
                        ? row.getInt("shortfall")
                        : 0)
                .optional()
                .orElse(0);
    }

    /** Whole reviews for which slots suffice: 15 days of 8.2 are 123, though their product lies a hair below. */
    static int whole(double slots) {
        return (int) (slots + 1e-6);
    }
}
