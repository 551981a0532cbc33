package org.curlew.triage.referrals;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.curlew.triage.referrals.Referrals.PeerToPeerAlert;
import org.curlew.triage.referrals.Referrals.PeerToPeerTally;
import org.curlew.triage.referrals.Referrals.Referral;
import org.curlew.triage.referrals.Referrals.Warrant;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.People.KiratLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a referral, a warrant and a peer-to-peer record must hold, each refusal by its field. */
class ReferralsTest {

    private static final Instant DAY1 = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant DAY2 = Instant.parse("2026-03-02T09:00:00Z");

    private static Referral referral(String source, Instant received, Instant assessed, KiratLevel level) {
        return new Referral(
                source, "T-1", 7L, received, null, null, null, null, false, null, null, assessed, level, null, null);
    }

    private static Warrant warrant(Instant obtained, Instant expires, String to, Instant allocated, Instant executed) {
        return new Warrant("W-1", 7L, 8L, KiratLevel.HIGH, DAY1, obtained, expires, to, allocated, executed);
    }

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of("source", referral(null, DAY1, null, null)),
                Arguments.of("receivedAt", referral("NCA/CEOP", null, null, null)),
                Arguments.of("assessedAt", referral("NCA/CEOP", DAY2, DAY1, KiratLevel.LOW)),
                Arguments.of("level", referral("NCA/CEOP", DAY1, DAY2, null)),
                Arguments.of("obtainedAt", warrant(null, null, null, null, null)),
                Arguments.of("expiresAt", warrant(DAY2, DAY1, null, null, null)),
                Arguments.of("executedAt", warrant(DAY2, null, null, null, DAY1)),
                Arguments.of("allocatedAt", warrant(DAY1, null, "DC Example", null, null)),
                Arguments.of("allocatedAt", warrant(DAY1, null, null, DAY2, null)),
                Arguments.of("reference", new PeerToPeerAlert(null, DAY1, null, null)),
                Arguments.of("receivedAt", new PeerToPeerAlert("A-1", null, null, null)),
                Arguments.of("triagedAt", new PeerToPeerAlert("A-1", DAY2, DAY1, null)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrong")
    void what_is_wrong_is_named_by_its_field(String field, Entry entry) {
        assertThat(entry.problems()).singleElement().asString().startsWith(field + ": ");
    }

    @ParameterizedTest(name = "{0} incidences, {1} actionable, {2} actioned, why {3}: {4}")
    @CsvSource(
            nullValues = "none",
            value = {
                "124, 9, 0, none, why",
                "124, 9, 0, demand, none",
                "124, 9, 9, none, none",
                "124, 125, 125, none, actionable",
                "124, 9, 10, none, actioned",
                "-1, -2, -3, none, incidences"
            })
    void a_tally_adds_up_and_says_why_an_actionable_alert_was_not_actioned(
            int incidences, int actionable, int actioned, String why, String field) {
        List<Entry.Problem> problems = new PeerToPeerTally(
                        YearMonth.of(2026, 2), "Invented system", incidences, actionable, actioned, why)
                .problems();

        if (field == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).anyMatch(p -> p.field().equals(field));
        }
    }

    @Test
    void each_belongs_to_its_case_and_is_known_by_its_number() {
        assertThat(referral("NCA/CEOP", DAY1, null, null).links()).isEqualTo(Entry.Links.ofCase(7L));
        assertThat(warrant(DAY1, DAY2, "DC Example", DAY1, DAY2).problems()).isEmpty();
        assertThat(warrant(DAY1, DAY2, null, null, null).links()).isEqualTo(Entry.Links.of(7L, 8L));
        assertThat(new PeerToPeerTally(YearMonth.of(2026, 2), "Invented system", 1, 0, 0, null).reference())
                .isEqualTo("Invented system/2026-02");
    }
}
