package org.curlew.pipeline.notifications;

import java.util.List;
import org.curlew.grading.victims.VictimLane;
import org.curlew.triage.obligations.Notifications;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What is wrong with the lane of victim identification, told to those who can mend it: where nobody holds the role, nobody looks at its
 * pages either.
 */
@Service
public class VictimAlarms {

    private static final String SUPERVISORS = "role:POLIT_SUPERVISOR";

    private final VictimLane lane;
    private final Notifications notifications;
    private final JdbcClient jdbc;
    private final String scheme;

    public VictimAlarms(
            VictimLane lane,
            Notifications notifications,
            JdbcClient jdbc,
            @Value("${curlew.grading.scheme:uk-2014}") String scheme) {
        this.lane = lane;
        this.notifications = notifications;
        this.jdbc = jdbc;
        this.scheme = scheme;
    }

    /** Every alarm as it is now. */
    public List<String> now() {
        return lane.alarms(jdbc.sql("""
                                select u.name from app_user u join app_user_role r on r.user_id = u.id
                                where r.role = 'VIO' and u.disabled_at is null
                                """).query(String.class).list(), scheme);
    }

    /** Tells each alarm that nobody was told of, or that was acknowledged and is still there. */
    public void tell() {
        for (String alarm : now()) {
            boolean nobody = alarm.startsWith(VictimLane.NOBODY);
            String topic = nobody ? "victim lane, nobody in the role" : "victim lane, no owner";
            // supervisors answer for the children; administrators give the role, where nobody has it
            for (String recipient : List.of(SUPERVISORS, nobody ? "role:ADMINISTRATOR" : "role:VIO")) {
                if (!notifications.waits(recipient, topic)) {
                    notifications.tell(recipient, "E2", alarm, topic);
                }
            }
        }
    }
}
