package org.curlew.triage.obligations;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Acts that meet a clock and that no entry of the register tells: a ranked officer's review, papers made ready, a report
 * served. Each is recorded with its findings by a named person; nothing else meets these clocks.
 */
@Service
public class ActsDone {

    private final JdbcClient jdbc;
    private final Obligations obligations;
    private final Happenings happenings;
    private final Clock clock;

    public ActsDone(JdbcClient jdbc, Obligations obligations, Happenings happenings, Clock clock) {
        this.jdbc = jdbc;
        this.obligations = obligations;
        this.happenings = happenings;
        this.clock = clock;
    }

    /** Police ranks that review, the lowest first. */
    public enum Rank {
        INSPECTOR("Inspector"),
        CHIEF_INSPECTOR("Chief inspector"),
        SUPERINTENDENT("Superintendent"),
        CHIEF_SUPERINTENDENT("Chief superintendent"),
        ACC("Assistant chief constable"),
        DCC("Deputy chief constable"),
        CC("Chief constable");

        private final String words;

        Rank(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** What can be recorded here; the names are those of the rule file's {@code metBy}. */
    public enum Kind {
        RUI_REVIEW_INSPECTOR("Is release under investigation still necessary? Bail now? Exhibit plan?", Rank.INSPECTOR),
        RUI_REVIEW_SUPERINTENDENT(
                "Is release under investigation still necessary? Bail now? Exhibit plan?", Rank.SUPERINTENDENT),
        RUI_REVIEW_ACC("Is release under investigation still necessary? Bail now? Exhibit plan?", Rank.ACC),
        RUI_REVIEW_CHIEF("Decision, with the chronology that was read", Rank.ACC),
        /** 150 % of a target (practice 3.2). */
        DELAY_REVIEWED("What the delay does to the child, and what is done now", Rank.SUPERINTENDENT),
        BAIL_PACK_READY("Conditions A to D of PACE s.47ZC: where the pack is kept", null),
        BAIL_COURT_PAPERS("Which papers went to which court, and when", null),
        SFR1_SERVED("To whom SFR1 was served, with its reference", null),
        RETENTION_SET("Hold, forfeiture notice and date of the retention review", null),
        METHOD_VALIDATED("Validation and competence record, with its reference", null);

        private final String asks;
        private final Rank atLeast;

        Kind(String asks, Rank atLeast) {
            this.asks = asks;
            this.atLeast = atLeast;
        }

        /** What the record must say. */
        public String asks() {
            return asks;
        }

        /** The lowest rank that may do it; null where any named person may. */
        public Rank atLeast() {
            return atLeast;
        }
    }

    /** An act as it was recorded. */
    public record Done(Kind kind, String subject, Instant at, String by, String rank, String findings) {}

    /** What meets an obligation of this rule, where it is recorded here; empty where the register tells it. */
    public Optional<Kind> meeting(String ruleId) {
        return obligations.rules().rules().stream()
                .filter(r -> r.id().equals(ruleId))
                .flatMap(r -> Arrays.stream(Kind.values()).filter(k -> r.metBy().contains(k.name())))
                .findFirst();
    }

    /**
     * Records the act that meets an open obligation, and runs the clocks.
     *
     * @param caseId the obligation's case, null where it has none
     * @param findings what was found and decided
     * @param rank of the person; needed for {@link Kind#atLeast}
     * @throws ObligationException where no such obligation is open, the rank does not suffice or the findings are blank
     */
    @Transactional
    public void record(String ruleId, String subject, Long caseId, String findings, Rank rank, String actor) {
        Kind kind = meeting(ruleId)
                .orElseThrow(() -> new ObligationException("Clock " + ruleId
                        + ": is met by an entry of the register, not by a note here; record that entry"));
        Obligation open = (caseId == null ? obligations.open(ruleId) : obligations.open(ruleId, caseId))
                .stream()
                        .filter(o -> o.subject().equals(subject))
                        .filter(o -> caseId == null ? o.caseId() == null : caseId.equals(o.caseId()))
                        .findFirst()
                        .orElseThrow(() -> new ObligationException(
                                "Clock " + ruleId + " is not open for " + subject + "; look again"));
        if (findings == null || findings.isBlank()) {
            throw new ObligationException(open.what() + ", findings: say " + kind.asks());
        }
        if (kind.atLeast() != null && (rank == null || rank.compareTo(kind.atLeast()) < 0)) {
            throw new ObligationException(
                    open.what() + ", rank: needs " + kind.atLeast().words() + " or above");
        }
        Map<String, String> attributes = new TreeMap<>(Map.of("findings", findings.strip()));
        if (rank != null) {
            attributes.put("rank", rank.words());
        }
        happenings.report(kind.name(), subject, clock.instant(), open.caseId(), actor, attributes);
        obligations.tick();
    }

    /** What was recorded on a case, the newest first. */
    public List<Done> of(long caseId) {
        return jdbc.sql("""
                        select type, subject, at, actor, attributes ->> 'rank' as rank,
                               coalesce(attributes ->> 'findings', '') as findings
                        from reported_happening where case_id = ? and type = any(?) order by at desc, id desc
                        """)
                .params(caseId, Arrays.stream(Kind.values()).map(Kind::name).toArray(String[]::new))
                .query((row, n) -> new Done(
                        Kind.valueOf(row.getString("type")),
                        row.getString("subject"),
                        Times.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("rank"),
                        row.getString("findings")))
                .list();
    }
}
