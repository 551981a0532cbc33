package org.curlew.pipeline.web.notices;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.obligations.Notifications.Notification;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A person's notifications: those to their name, and those to the police role that their role here answers for. Inspector,
 * superintendent and ACC read as command; the quality manager as administrator.
 */
@Service
@ConditionalOnWebApplication
public class NoticeDesk {

    private final Notifications notifications;

    NoticeDesk(Notifications notifications) {
        this.notifications = notifications;
    }

    /** What waits for the person's acknowledgement, the highest level first, then the newest. */
    public List<Notification> open(Viewer viewer) {
        List<Notification> found = new ArrayList<>();
        recipients(viewer).forEach(r -> found.addAll(notifications.open(r)));
        found.sort(Comparator.comparing(Notification::level)
                .reversed()
                .thenComparing(Notification::id, Comparator.reverseOrder()));
        return found;
    }

    /**
     * The person has seen some of them.
     *
     * @throws NotFoundException where one is nobody's or another's; then none is acknowledged
     */
    @Transactional
    public void acknowledge(Viewer viewer, List<Long> ids) {
        Set<String> mine = recipients(viewer);
        for (long id : ids) {
            notifications
                    .find(id)
                    .filter(n -> mine.contains(n.recipient()))
                    .orElseThrow(() -> new NotFoundException("You have no notification " + id));
            notifications.acknowledge(id, viewer.name());
        }
    }

    private static Set<String> recipients(Viewer viewer) {
        Set<String> found = new LinkedHashSet<>(List.of(viewer.name(), viewer.displayName()));
        if (viewer.is(Role.POLIT_SUPERVISOR)) {
            found.add("role:POLIT_SUPERVISOR");
        }
        if (viewer.is(Role.COMMAND)) {
            found.addAll(List.of("role:INSPECTOR", "role:SUPERINTENDENT", "role:ACC"));
        }
        if (viewer.is(Role.ADMINISTRATOR)) {
            found.add("role:QUALITY_MANAGER");
        }
        return found;
    }
}
