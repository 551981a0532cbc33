package org.curlew.triage.obligations;

import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.curlew.storage.capacity.CapacityWatch.Outlook;
import org.curlew.storage.capacity.Forecast;
import org.curlew.storage.capacity.StorageLevel;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells who must know that a pool fills, in time to buy room: amber the inspector, red the ACC (practice 3.4). */
@Service
public class StorageAlerts {

    /** A pool that stays at a level is told of again with each fortnight's pack. */
    private static final Duration AGAIN = Duration.ofDays(14);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    private final Obligations obligations;
    private final Notifications notifications;
    private final Clock clock;

    StorageAlerts(Obligations obligations, Notifications notifications, Clock clock) {
        this.obligations = obligations;
        this.notifications = notifications;
        this.clock = clock;
    }

    /**
     * Tells of a pool as it was measured last, once for each level it reaches, whether or not somebody has acknowledged it.
     *
     * @return whether anybody was told
     */
    @Transactional
    public boolean tell(Outlook outlook) {
        if (outlook.state().measuredAt() == null || outlook.level() == StorageLevel.GREEN) {
            return false;
        }
        ObligationRules rules = obligations.rules();
        ObligationRules.Storage storage = rules.storage();
        String level = outlook.level() == StorageLevel.AMBER ? storage.amberLevel() : storage.redLevel();
        String topic = "pool " + outlook.state().pool() + " " + outlook.level();
        if (notifications.toldSince(topic, clock.instant().minus(AGAIN))) {
            return false;
        }
        String reached = "Pool " + outlook.state().pool() + " is " + words(outlook.level(), storage) + ": ";
        String text = reached
                + "%.0f %% used or promised".formatted(outlook.state().percent())
                + outlook.forecast()
                        .flatMap(Forecast::full)
                        .map(day -> ", full on " + DAY.format(day) + " at this rate")
                        .orElse("");
        List<String> recipients = rules.recipients().get(level).stream()
                .map(who -> who.startsWith("role:") ? who : "role:POLIT_SUPERVISOR")
                .distinct()
                .toList();
        recipients.forEach(who -> notifications.tell(who, level, text, topic));
        return true;
    }

    private static String words(StorageLevel level, ObligationRules.Storage storage) {
        return switch (level) {
            case GREEN -> "green";
            case AMBER -> "amber";
            case RED -> "red";
            case STOP -> "past " + storage.stopP4Percent() + " %, and nothing new of band P4 begins";
        };
    }
}
