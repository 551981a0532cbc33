package org.curlew.pipeline.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.grading.sessions.Grades;
import org.curlew.grading.sessions.Grading;
import org.curlew.grading.victims.VictimDesk;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.obligations.Notifications;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.Test;

class VictimAlarmsTest {

    private final TestDatabase database = TestDatabase.create();
    private final Ledger ledger = new Ledger(database.dataSource());
    private final Notifications notifications =
            new Notifications(database.jdbc(), new ActLog(database.jdbc(), ledger), Clock.systemUTC());

    private VictimAlarms alarms(Duration later) {
        return new VictimAlarms(
                VictimDesk.lane(database, new Schemes(), Clock.offset(Clock.systemUTC(), later)),
                notifications,
                database.jdbc(),
                "uk-2014");
    }

    private List<String> told(String role) {
        return notifications.open("role:" + role).stream()
                .map(Notifications.Notification::text)
                .toList();
    }

    @Test
    void that_nobody_holds_the_role_is_told_once_to_those_who_can_give_it_and_again_when_it_was_only_acknowledged() {
        alarms(Duration.ZERO).tell();
        assertThat(told("POLIT_SUPERVISOR")).as("nothing waits").isEmpty();
        grade("one");

        alarms(Duration.ZERO).tell();
        grade("two");
        alarms(Duration.ZERO).tell();

        for (String role : List.of("POLIT_SUPERVISOR", "ADMINISTRATOR")) {
            assertThat(told(role))
                    .singleElement()
                    .asString()
                    .startsWith("Nobody holds the role of victim identification officer: 1 media wait");
        }
        long seen = notifications.open("role:POLIT_SUPERVISOR").getFirst().id();
        database.transactions().executeWithoutResult(_ -> notifications.acknowledge(seen, "sue"));
        alarms(Duration.ZERO).tell();
        assertThat(told("POLIT_SUPERVISOR")).singleElement().asString().contains("2 media wait");

        database.jdbc().sql("""
                        with made as (
                            insert into app_user (name, display_name, password_hash, changed_at, created_at, created_by)
                            values ('vik', 'Vik Example', 'x', now(), now(), 'test') returning id)
                        insert into app_user_role (user_id, role) select id, 'VIO' from made
                        """).update();
        assertThat(alarms(Duration.ZERO).now()).isEmpty();
        assertThat(alarms(Duration.ofHours(25)).now())
                .singleElement()
                .asString()
                .contains("2 media have had no owner for more than 24 hours");
        database.jdbc().sql("update app_user set disabled_at = now()").update();
        assertThat(alarms(Duration.ZERO).now()).singleElement().asString().startsWith("Nobody holds the role");
    }

    private void grade(String text) {
        Exhibits exhibits = new Exhibits(database.dataSource());
        long exhibit = exhibits.bookIn("OP-" + text, "ABC/1", "examiner").id();
        new Media(database.dataSource(), database.transactions())
                .record(exhibit, Stream.of(Samples.found(text, "/" + text + ".jpg")));
        new Grades(database.jdbc(), database.transactions(), new Schemes(), ledger)
                .append(
                        new Grading(
                                exhibits.findCase("OP-" + text).orElseThrow(),
                                "uk-2014",
                                "A",
                                "ann",
                                null,
                                Grading.Basis.VIEWED,
                                ""),
                        List.of(Samples.picture(text).sha256()));
    }
}
