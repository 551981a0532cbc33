package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.curlew.triage.obligations.World;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.register.ExhibitFile.ExhibitDecision;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.ExhibitFile.Route;
import org.curlew.triage.register.Json;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.Register.Filter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** No kiosk for sexual offences, and nothing of a suspect's goes back unseen. */
class GatekeeperTest {

    private final World world = new World();
    private final Gatekeeper gatekeeper = world.get(Gatekeeper.class);
    private final Instant now = world.clock.instant();
    private long caseId;
    private long exhibit;

    @BeforeEach
    void an_exhibit_of_a_case() {
        caseId = world.exhibits.openCase("OP-1", "dc");
        exhibit = world.exhibits.bookIn("OP-1", "A/1", "dc").id();
    }

    private void device(boolean complainants) {
        String body =
                "{\"exhibitId\": %d, \"kind\": \"phone\", \"make\": \"M\", \"serial\": \"S\", \"lock\": \"LOCKED\","
                        + " \"complainants\": %b, \"otherRoutesTried\": \"none\"}";
        world.register.add(Json.read(body.formatted(exhibit, complainants), ExhibitDetails.class), "dc", "booked in");
    }

    private void offence(OffenceClass offence) {
        String body = "{\"caseId\": %d, \"offence\": \"%s\", \"openedAt\": \"%s\"}";
        world.register.add(
                Json.read(
                        body.formatted(caseId, offence, now),
                        CaseEntries.images(caseId, now).entry().getClass()),
                "dc",
                "opened");
    }

    private Route route() {
        return world.register
                .list(ExhibitDetails.class, Filter.ofExhibit(exhibit))
                .getLast()
                .entry()
                .route();
    }

    @ParameterizedTest
    @EnumSource(OffenceClass.class)
    void the_kiosk_is_refused_for_every_sexual_offence_and_no_other_route_is(OffenceClass offence) {
        device(false);
        offence(offence);

        if (offence.sexual()) {
            assertThatThrownBy(() -> gatekeeper.route(exhibit, Route.KIOSK, "dc", "quick"))
                    .isInstanceOf(QueueException.class)
                    .hasMessageContaining("A/1 cannot go to a kiosk: the case is " + offence);
            assertThat(route()).isNull();
        } else {
            gatekeeper.route(exhibit, Route.KIOSK, "dc", "quick");
            assertThat(route()).isEqualTo(Route.KIOSK);
        }
        gatekeeper.route(exhibit, Route.LAB, "dc", "free");
        assertThat(route()).isEqualTo(Route.LAB);
        gatekeeper.route(exhibit, Route.OUTSOURCED, "dc", "full");
        assertThat(route()).isEqualTo(Route.OUTSOURCED);
    }

    @Test
    void a_case_of_which_the_offence_is_not_known_is_held_for_the_worst() {
        device(false);
        assertThatThrownBy(() -> gatekeeper.route(exhibit, Route.KIOSK, "dc", "quick"))
                .hasMessageContaining("the case is IIOC");
    }

    @Test
    void a_route_changes_nothing_else_of_the_device() {
        device(true);
        ExhibitDetails before = world.register
                .list(ExhibitDetails.class, Filter.ofExhibit(exhibit))
                .getLast()
                .entry();
        ExhibitDetails after =
                gatekeeper.route(exhibit, Route.TRIAGE, "dc", "free").entry();

        assertThat(Json.write(after).replace("\"route\":\"TRIAGE\",", "")).isEqualTo(Json.write(before));
    }

    @Test
    void without_details_or_without_an_exhibit_nothing_is_routed() {
        assertThatThrownBy(() -> gatekeeper.route(exhibit, Route.LAB, "dc", "free"))
                .hasMessageContaining("A/1 has no details");
        assertThatThrownBy(() -> gatekeeper.route(exhibit + 1, Route.LAB, "dc", "free"))
                .hasMessageContaining("no such exhibit");
    }

    @ParameterizedTest(name = "complainant's {0}, looks {1}, decision {2}: may go back {3}")
    @CsvSource(
            nullValues = "none",
            value = {
                "false, none, false, false",
                "true, none, false, true",
                "false, false, false, false",
                "false, true, false, true",
                "false, none, true, true",
                "false, true false, false, false",
                "false, false true, false, true"
            })
    void a_suspects_exhibit_goes_back_after_a_whole_last_look_or_a_ranked_decision(
            boolean complainants, String looks, boolean decided, boolean back) {
        device(complainants);
        for (String complete : looks == null ? new String[0] : looks.split(" ")) {
            world.queue.rerank(
                    exhibit, new TriageOutcome(0, Map.of(), Boolean.parseBoolean(complete), 0, 0, 0), "machine");
        }
        if (decided) {
            world.register.add(
                    new ExhibitDecision(exhibit, now, "RETURN", "a witness's", "Sample", "Insp", "2026.1"),
                    "dc",
                    "decided");
        }

        if (back) {
            gatekeeper.checkReturn(exhibit);
        } else {
            assertThatThrownBy(() -> gatekeeper.checkReturn(exhibit))
                    .isInstanceOf(QueueException.class)
                    .hasMessageContaining("A/1 cannot be returned");
        }
    }

    @Test
    void what_is_known_of_another_exhibit_says_nothing_of_this_one() {
        device(false);
        long other = world.exhibits.bookIn("OP-1", "A/2", "dc").id();
        world.queue.rerank(other, new TriageOutcome(0, Map.of(), true, 0, 0, 0), "machine");
        world.register.add(
                new ExhibitDecision(other, now, "RETURN", "a witness's", "Sample", "Insp", "2026.1"), "dc", "decided");

        assertThatThrownBy(() -> gatekeeper.checkReturn(exhibit)).hasMessageContaining("A/1 cannot be returned");
    }
}
