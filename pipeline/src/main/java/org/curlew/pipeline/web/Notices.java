package org.curlew.pipeline.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What a person is told by name or by role, in the cases open to them; it waits until somebody acknowledges it. */
@Service
@ConditionalOnWebApplication
public class Notices {

    /** So many are shown one by one; a longer list is shown by groups, each opened in parts of this size. */
    public static final int PART = 50;

    /** What waits is said so far on every page; beyond, it is said to be more. */
    private static final int COUNTED = 1_000;

    /** People and roles whose counts are kept: everybody with a role shares its count. */
    private static final int RECIPIENTS = 500;

    /** The kind of what somebody asks a person by name. */
    public static final String ASKED = "asked";

    /** What waits for a person: their own and their roles', and of it what the condition lets through. */
    private static final String WAITING = """
            with waiting as (
                select n.id, n.recipient, n.level, n.text, n.at, n.case_id, coalesce(o.band, '') as band,
                       case when o.rule_id is not null then o.rule_id
                            when n.recipient = :me then 'asked' else 'told' end as kind
                from notification n left join obligation o on o.id = n.obligation_id
                where n.recipient = any(:recipients) and n.acknowledged_at is null and %s)
            """;

    private static final String OF_CASES = "(n.case_id is null or n.case_id = any(:cases))";

    /** Ranks that the rule files name and that are no roles of the application: who reads for them. */
    private static final Map<Role, List<String>> RANKS = Map.of(
            Role.POLIT_SUPERVISOR, List.of("role:INSPECTOR"),
            Role.COMMAND, List.of("role:INSPECTOR", "role:SUPERINTENDENT", "role:ACC", "role:QUALITY_MANAGER"));

    private final JdbcClient jdbc;
    private final Notifications notifications;
    private final CaseAccess access;
    private final Words words;
    private final RecentAnswers<String, Waiting> counts;
    private final RecentAnswers<String, Whole> groups;

    Notices(JdbcClient jdbc, Notifications notifications, CaseAccess access, Words words) {
        this.jdbc = jdbc;
        this.notifications = notifications;
        this.access = access;
        this.words = words;
        this.counts = new RecentAnswers<>(
                recipient -> new Waiting(count(recipient), new Seen<>()),
                RECIPIENTS,
                Duration.ofSeconds(2),
                Duration.ofMinutes(10));
        // Fresh for no time: what is counted in little time is counted for each view, as the list below it is.
        this.groups = new RecentAnswers<>(this::whole, RECIPIENTS, Duration.ZERO, Duration.ofMinutes(10));
    }

    /** One notification; caseId is null where it is about no case. */
    public record Notice(long id, String recipient, String level, String text, Instant at, Long caseId) {}

    /**
     * Notifications of one kind and band.
     *
     * @param kind the rule behind them; {@code asked} where somebody asks the person by name, {@code told} where a role
     *     is told something that no rule stands behind
     * @param band of the exhibit or case; empty where the rule knows none
     * @param level the highest in the group
     * @param last the newest one's number: who acknowledges the group acknowledges what they saw, and nothing that came
     *     after
     */
    public record Group(String kind, String band, String level, long count, Instant oldest, long last) {

        /** The two of one kind and band together, as one group. */
        Group and(Group other) {
            return new Group(
                    kind,
                    band,
                    level.compareTo(other.level) >= 0 ? level : other.level,
                    count + other.count,
                    oldest.isBefore(other.oldest) ? oldest : other.oldest,
                    Math.max(last, other.last));
        }

        /** The kind in words. */
        public String name() {
            return switch (kind) {
                case ASKED -> "Asked of you by name";
                case "told" -> "Told to your role";
                default ->
                    Character.toUpperCase(kind.charAt(0)) + kind.substring(1).replace('-', ' ');
            };
        }
    }

    /** How many wait for a recipient in each case, 0 for what is about none, and how many of them each sight sees. */
    private record Waiting(Map<Long, Integer> byCase, Seen<Map<Long, Integer>, Long> seen) {

        long by(LongPredicate visible) {
            return seen.of(visible, byCase, all -> all.entrySet().stream()
                    .filter(c -> c.getKey() == 0 || visible.test(c.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum());
        }
    }

    /**
     * How many wait for the person, in words for the head of every page; past a thousand it is said to be more. It may be
     * two seconds old, and some more where counting takes longer than a moment.
     */
    public String waiting(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        long count = recipients(viewer).stream()
                .mapToLong(r -> counts.get(r).value().by(visible))
                .sum();
        if (count > COUNTED) {
            return String.format(Locale.UK, "More than %,d notifications", COUNTED);
        }
        return count == 0 ? "No notifications" : words.count(count, "notification");
    }

    private Map<Long, Integer> count(String recipient) {
        Map<Long, Integer> counts = new HashMap<>();
        jdbc.sql("""
                        select coalesce(case_id, 0) as case_id, count(*) as count from notification
                        where recipient = ? and acknowledged_at is null group by case_id
                        """).param(recipient).query(row -> {
            counts.put(row.getLong("case_id"), row.getInt("count"));
        });
        return counts;
    }

    /** What waits, by kind and band: what somebody asks by name first, then the highest level, then the oldest. */
    public List<Group> groups(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        return merged(recipients(viewer).stream()
                        .flatMap(recipient -> groups.get(recipient).value().by(visible).stream()))
                .sorted(Comparator.comparing((Group g) -> !g.kind().equals(ASKED))
                        .thenComparing(Group::level, Comparator.reverseOrder())
                        .thenComparing(Group::oldest)
                        .thenComparing(Group::kind)
                        .thenComparing(Group::band))
                .toList();
    }

    /** What waits of one case, 0 for none. */
    private record OfCase(long caseId, Group group) {}

    /** What waits for a recipient, whoever asks, and what of it each sight sees: a large force's unread ones are hundreds of thousands. */
    private record Whole(List<OfCase> all, Seen<List<OfCase>, List<Group>> seen) {

        List<Group> by(LongPredicate visible) {
            return seen.of(visible, all, whole -> merged(whole.stream()
                            .filter(c -> c.caseId() == 0 || visible.test(c.caseId()))
                            .map(OfCase::group))
                    .toList());
        }
    }

    private static Stream<Group> merged(Stream<Group> groups) {
        Map<List<String>, Group> found = new HashMap<>();
        groups.forEach(group -> found.merge(List.of(group.kind(), group.band()), group, Group::and));
        return found.values().stream();
    }

    private Whole whole(String recipient) {
        String me = recipient.startsWith("role:") ? "" : recipient;
        List<OfCase> all = ask(me, List.of(recipient), "true", """
                        select coalesce(case_id, 0) as case_id, kind, band, max(level) as level, count(*) as count,
                               min(at) as oldest, max(id) as last
                        from waiting group by case_id, kind, band
                        """)
                .query((row, n) -> new OfCase(
                        row.getLong("case_id"),
                        new Group(
                                row.getString("kind"),
                                row.getString("band"),
                                row.getString("level"),
                                row.getLong("count"),
                                Times.instant(row, "oldest"),
                                row.getLong("last"))))
                .list();
        return new Whole(all, new Seen<>());
    }

    /** Everything that waits for the person: what somebody asks by name first, then the highest level, the oldest first. */
    public List<Notice> open(Viewer viewer) {
        return notices(ask(viewer, """
                        select * from waiting order by (kind = 'asked') desc, level desc, id
                        """));
    }

    /** A part of a group, the highest level and the oldest first; from is 0 for the first. */
    public List<Notice> open(Viewer viewer, String kind, String band, int from, int most) {
        return notices(ask(viewer, """
                        select * from waiting where kind = :kind and band = :band
                        order by level desc, id offset :from limit :most
                        """)
                .param("kind", kind)
                .param("band", band)
                .param("from", from)
                .param("most", most));
    }

    /** Acknowledges a notification of the person's own or of one of their roles. */
    @Transactional
    public void acknowledge(Viewer viewer, long id) {
        if (acknowledge(viewer, List.of(id)) == 0) {
            throw new NotFoundException("No notification with this number waits for you");
        }
    }

    /**
     * Acknowledges a selection. What does not wait for the person is passed over: it is another's, or somebody with the
     * same role has seen it meanwhile.
     *
     * @return how many were acknowledged
     */
    @Transactional
    public int acknowledge(Viewer viewer, Collection<Long> ids) {
        countAnewAfterwards();
        return notifications.acknowledge(
                ask(viewer, "select id from waiting where id = any(:ids)")
                        .param("ids", ids.toArray(Long[]::new))
                        .query(Long.class)
                        .list(),
                viewer.name());
    }

    /**
     * Acknowledges a whole group as the person saw it.
     *
     * @param last the newest number they saw; what came after it goes on waiting
     * @return how many were acknowledged
     */
    @Transactional
    public int acknowledge(Viewer viewer, String kind, String band, long last) {
        countAnewAfterwards();
        return notifications.acknowledge(
                ask(viewer, "select id from waiting where kind = :kind and band = :band and id <= :last")
                        .param("kind", kind)
                        .param("band", band)
                        .param("last", last)
                        .query(Long.class)
                        .list(),
                viewer.name());
    }

    /** Asks about what waits for the person in the cases open to them. */
    private JdbcClient.StatementSpec ask(Viewer viewer, String sql) {
        List<String> recipients = recipients(viewer);
        LongPredicate visible = access.visibleTo(viewer);
        Long[] cases =
                jdbc.sql("""
                        select distinct case_id from notification
                        where recipient = any(:recipients) and acknowledged_at is null and case_id is not null
                        """).param("recipients", recipients.toArray(String[]::new)).query(Long.class).list().stream()
                        .filter(visible::test)
                        .toArray(Long[]::new);
        return ask(viewer.name(), recipients, OF_CASES, sql).param("cases", cases);
    }

    private JdbcClient.StatementSpec ask(String me, List<String> recipients, String condition, String sql) {
        return jdbc.sql(WAITING.formatted(condition) + sql)
                .param("me", me)
                .param("recipients", recipients.toArray(String[]::new));
    }

    private static List<Notice> notices(JdbcClient.StatementSpec asked) {
        return asked.query((row, n) -> new Notice(
                        row.getLong("id"),
                        row.getString("recipient"),
                        row.getString("level"),
                        row.getString("text"),
                        Times.instant(row, "at"),
                        row.getObject("case_id", Long.class)))
                .list();
    }

    private static List<String> recipients(Viewer viewer) {
        List<String> recipients = new ArrayList<>();
        recipients.add(viewer.name());
        for (Role role : viewer.roles()) {
            recipients.add("role:" + role);
            recipients.addAll(RANKS.getOrDefault(role, List.of()));
        }
        return recipients;
    }

    /** Once the act stands in the database: who acknowledges sees it in the count on the next page. */
    private void countAnewAfterwards() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                counts.forget();
                groups.forget();
            }
        });
    }
}
