package org.curlew.triage.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.curlew.triage.obligations.Notifications.Digest;
import org.junit.jupiter.api.Test;

/** One mail to an address instead of a hundred, and nothing lost in it. */
class DigestsTest {

    private final World world = new World();
    private final Notifications notifications = world.notifications;
    private final Map<String, String> duty =
            Map.of("dc", "duty@force.example", "role:ACC", "duty@force.example", "ds", "ds@force.example");

    private Digest toDuty() {
        return notifications.digests(duty).stream()
                .filter(d -> d.address().equals("duty@force.example"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_address_of_many_gets_the_most_urgent_hundred_by_recipient_and_the_number_of_the_others() {
        IntStream.rangeClosed(1, 120).forEach(n -> notifications.tell("dc", "E1", "due " + n));
        notifications.tell("role:ACC", "E4", "older than\n180 days");

        Digest digest = toDuty();
        assertThat(digest.subject()).isEqualTo("Curlew: 121 things are due");
        assertThat(digest.body())
                .startsWith(
                        "OFFICIAL-SENSITIVE\n\nFor role:ACC\nE4  older than 180 days\n\nFor dc\nE1  due 1\nE1  due 2\n")
                .endsWith("E1  due 99\n\nand 21 more, which stand in Curlew.\n\n"
                        + "Each stays open in Curlew until it is acknowledged there.\n");
        assertThat(digest.notifications())
                .as("what is told of by number is told")
                .hasSize(121);
    }

    @Test
    void a_hundred_are_all_shown_and_no_recipient_stands_without_a_line() {
        IntStream.rangeClosed(1, 100).forEach(n -> notifications.tell("dc", "E2", "due " + n));
        assertThat(toDuty().body()).contains("E2  due 100\n").doesNotContain("more, which");
        notifications.tell("role:ACC", "E1", "later");
        assertThat(toDuty().body()).contains("and 1 more, which").doesNotContain("For role:ACC");
    }

    @Test
    void what_was_mailed_or_seen_is_not_mailed_and_what_the_server_refused_or_nobody_receives_waits() {
        notifications.tell("dc", "E1", "first");
        notifications.tell("ds", "E1", "for another");
        notifications.tell("unreachable", "E1", "nobody said where");
        assertThat(toDuty().subject()).isEqualTo("Curlew: 1 thing is due");
        notifications.notMailed(toDuty(), "421 try later");
        assertThat(toDuty().body()).contains("E1  first");
        assertThat(notifications.attempts(5))
                .extracting(Notifications.Attempt::failure)
                .containsExactly("421 try later");
        notifications.mailed(toDuty());
        assertThat(notifications.digests(duty)).extracting(Digest::address).containsExactly("ds@force.example");

        notifications.tell("dc", "E1", "second");
        assertThat(toDuty().body()).contains("second").doesNotContain("first");
        assertThat(notifications.acknowledge(
                        List.of(notifications.open("dc").getFirst().id()), "dc"))
                .isEqualTo(1);
        assertThat(notifications.digests(duty)).extracting(Digest::address).containsExactly("ds@force.example");
        assertThat(notifications.open("dc"))
                .extracting(n -> n.text())
                .as("mailed is not seen")
                .containsExactly("first");
        assertThat(notifications.waitingForMail()).containsExactly("ds", "unreachable");
    }
}
