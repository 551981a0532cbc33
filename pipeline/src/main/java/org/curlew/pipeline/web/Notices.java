package org.curlew.pipeline.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.register.Times;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a person is told by name or by role, in the cases open to them; it waits until somebody acknowledges it. */
@Service
@ConditionalOnWebApplication
public class Notices {

    /** The page shows so many, and the head counts up to it. */
    public static final int MOST = 200;

    /** Ranks that the rule files name and that are no roles of the application: who reads for them. */
    private static final Map<Role, List<String>> RANKS = Map.of(
            Role.POLIT_SUPERVISOR, List.of("role:INSPECTOR"),
            Role.COMMAND, List.of("role:INSPECTOR", "role:SUPERINTENDENT", "role:ACC", "role:QUALITY_MANAGER"));

    private final JdbcClient jdbc;
    private final Notifications notifications;
    private final CaseAccess access;

    Notices(JdbcClient jdbc, Notifications notifications, CaseAccess access) {
        this.jdbc = jdbc;
        this.notifications = notifications;
        this.access = access;
    }

    /** One notification; caseId is null where it is about no case. */
    public record Notice(long id, String recipient, String level, String text, Instant at, Long caseId) {}

    /** What waits for the person, what somebody asks of them by name first, then the highest level and
     * the oldest first within it; at most {@link #MOST}. */
    public List<Notice> open(Viewer viewer) {
        LongPredicate visible = access.visibleTo(viewer);
        return jdbc
                .sql("""
                        select n.id, n.recipient, n.level, n.text, n.at, o.case_id
                        from notification n left join obligation o on o.id = n.obligation_id
                        where n.recipient = any(?) and n.acknowledged_at is null
                        order by (n.recipient = ? and n.obligation_id is null) desc, n.level desc, n.id limit ?
                        """)
                .params(recipients(viewer).toArray(String[]::new), viewer.name(), MOST)
                .query((row, n) -> new Notice(
                        row.getLong("id"),
                        row.getString("recipient"),
                        row.getString("level"),
                        row.getString("text"),
                        Times.instant(row, "at"),
                        row.getObject("case_id", Long.class)))
                .list()
                .stream()
                .filter(n -> n.caseId() == null || visible.test(n.caseId()))
                .toList();
    }

    /** Acknowledges a notification of the person's own or of one of their roles, also one beyond the page's most. */
    @Transactional
    public void acknowledge(Viewer viewer, long id) {
        LongPredicate visible = access.visibleTo(viewer);
        boolean own = jdbc
                .sql("""
                        select o.case_id from notification n left join obligation o on o.id = n.obligation_id
                        where n.id = ? and n.recipient = any(?) and n.acknowledged_at is null
                        """)
                .params(id, recipients(viewer).toArray(String[]::new))
                .query((row, n) -> java.util.Optional.ofNullable(row.getObject("case_id", Long.class)))
                .list()
                .stream()
                .anyMatch(caseId -> caseId.isEmpty() || visible.test(caseId.get()));
        if (!own) {
            throw new NotFoundException("No notification with this number waits for you");
        }
        notifications.acknowledge(id, viewer.name());
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
}
