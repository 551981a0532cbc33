package org.curlew.grading.proportionate;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.curlew.grading.agreement.Sampling;
import org.curlew.grading.policy.GradingRules;
import org.curlew.grading.policy.GradingRules.GradeFirst;
import org.curlew.grading.sessions.GradingException;
import org.curlew.grading.sessions.WorkList;
import org.curlew.grading.victims.WorkOrder;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.Times;
import org.curlew.triage.rules.RuleBook;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proportionate grading. What the policy wants graded first is graded; a sample of the rest is drawn and graded; no illegal class of
 * which the sample holds one may be short of its number; then a second person may approve that the rest stays ungraded. The policy is
 * the force's own ({@code grading.yaml}).
 */
@Service
public class Proportionate {

    private static final int LOCK = 410;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final RuleBook rules;
    private final Schemes schemes;
    private final StopRule rule;
    private final WorkList work;
    private final WorkOrder order;
    private final Ledger ledger;
    private final Clock clock;

    public Proportionate(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            RuleBook rules,
            Schemes schemes,
            WorkList work,
            WorkOrder order,
            Ledger ledger,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.rules = rules;
        this.schemes = schemes;
        this.rule = new StopRule(jdbc, schemes);
        this.work = work;
        this.order = order;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A proposal.
     *
     * @param population ungraded media when the sample was drawn
     * @param sampled how many of the sample are graded by now
     * @param approved null while nobody has decided
     * @param remainder media left ungraded when it was decided; 0 before
     */
    public record Stop(
            long id,
            long caseId,
            String scheme,
            String policy,
            String rulesVersion,
            double confidence,
            double tolerated,
            long population,
            long seed,
            int size,
            long sampled,
            String statement,
            String approverRole,
            String proposedBy,
            OffsetDateTime proposedAt,
            Boolean approved,
            String decidedBy,
            String reason,
            long remainder) {}

    /**
     * Draws the sample.
     *
     * @param seed what the draw follows from; the same seed over the same media draws the same sample
     * @throws GradingException what the policy wants graded first is not, or nothing is left
     */
    public Stop propose(long caseId, String scheme, String policyId, long seed, String person) {
        GradingRules inForce = rules.inForce(GradingRules.KIND, GradingRules.class);
        GradingRules.Policy policy = policy(inForce, policyId);
        schemes.get(scheme);
        return transactions.execute(_ -> {
            lock(caseId);
            requireGradedFirst(caseId, policy);
            long population = work.remaining(caseId, null);
            if (population == 0) {
                throw new GradingException("Nothing is left ungraded in this case: there is nothing to stop.");
            }
            int size = Sampling.size(population, policy.tolerated(), policy.confidence());
            long id = jdbc.sql("""
                            insert into proportionate_stop (case_id, scheme, policy, rules_version, confidence, tolerated,
                                population, seed, size, statement, approver_role, proposed_by, proposed_at, case_media)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                            """)
                    .params(
                            caseId,
                            scheme,
                            policy.id(),
                            inForce.version(),
                            policy.confidence(),
                            policy.tolerated(),
                            population,
                            seed,
                            size,
                            policy.statement(),
                            policy.approver(),
                            person,
                            Times.utc(clock.instant()),
                            caseMedia(caseId))
                    .query(Long.class)
                    .single();
            jdbc.sql("""
                            insert into proportionate_item (stop_id, position, sha256)
                            select :stop, row_number() over (order by draw), sha256 from (
                                select c.sha256, sha256(convert_to(cast(:seed as text), 'UTF8') || c.sha256) as draw
                            """ + WorkList.UNDECIDED + " order by draw limit :size) drawn")
                    .param("stop", id)
                    .param("seed", seed)
                    .param("case", caseId)
                    .param("exhibit", null)
                    .param("size", size)
                    .update();
            ledger.append(act("PROPORTIONATE_PROPOSED", person, caseId)
                    .with("policy", policy.id())
                    .with("population", population)
                    .with("size", size)
                    .with("seed", seed));
            return get(id);
        });
    }

    /** Media of the sample that nobody has graded in the case yet, SHA-256 in the order drawn. */
    public List<String> ungradedSample(long stopId) {
        return jdbc.sql("""
                        select encode(i.sha256, 'hex') from proportionate_item i
                        join proportionate_stop s on s.id = i.stop_id
                        where i.stop_id = ? and not exists (select from grade_in_force g where g.case_id = s.case_id
                            and g.sha256 = i.sha256 and g.scheme = s.scheme)
                        order by i.position
                        """).param(stopId).query(String.class).list();
    }

    /**
     * A second person's decision; a refusal means: grade on.
     *
     * @param roles those of the person; the policy names the one that may approve
     * @throws GradingException the sample is not graded or no longer one of the whole rest, what is graded first is not, the stop rule
     *     is not met, or the person may not decide
     */
    public Stop decide(long stopId, boolean approve, String reason, String person, Collection<String> roles) {
        if (reason == null || reason.isBlank()) {
            throw new GradingException("A decision on the ungraded rest needs a reason.");
        }
        return transactions.execute(_ -> {
            Stop stop = get(stopId);
            lock(stop.caseId());
            stop = get(stopId);
            if (stop.approved() != null) {
                throw new GradingException("Proposal " + stopId + " was decided by " + stop.decidedBy() + ".");
            }
            if (stop.proposedBy().strip().equalsIgnoreCase(person.strip())) {
                throw new GradingException(
                        "Nobody approves their own proposal: ask another " + stop.approverRole() + ".");
            }
            if (!roles.contains(stop.approverRole())) {
                throw new GradingException("The policy lets only a " + stop.approverRole() + " decide.");
            }
            if (approve) {
                GradingRules.Policy policy =
                        policy(rules.inForce(GradingRules.KIND, GradingRules.class), stop.policy());
                requireGradedFirst(stop.caseId(), policy);
                requireNothingNew(stop);
                rule.require(stop, policy);
            }
            jdbc.sql("""
                            insert into proportionate_decision (stop_id, approved, decided_by, decided_at, reason, remainder)
                            values (?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            stopId,
                            approve,
                            person,
                            Times.utc(clock.instant()),
                            reason.strip(),
                            work.remaining(stop.caseId(), null))
                    .update();
            ledger.append(act(approve ? "PROPORTIONATE_APPROVED" : "PROPORTIONATE_REFUSED", person, stop.caseId())
                    .with("proposal", stopId)
                    .with("justification", reason.strip()));
            return get(stopId);
        });
    }

    public Stop get(long stopId) {
        return jdbc.sql(SELECT + " where s.id = ?")
                .param(stopId)
                .query(Stop.class)
                .optional()
                .orElseThrow(() -> new GradingException("There is no proposal " + stopId + " to stop grading."));
    }

    public List<Stop> ofCase(long caseId) {
        return jdbc.sql(SELECT + " where s.case_id = ? order by s.id")
                .param(caseId)
                .query(Stop.class)
                .list();
    }

    /** What the report says of each approved stop; the remainder is the one of now, whatever it was then. */
    public List<String> statements(long caseId) {
        List<String> statements = new ArrayList<>();
        for (Stop stop : ofCase(caseId)) {
            if (Boolean.TRUE.equals(stop.approved())) {
                statements.add(String.format(
                        Locale.ROOT,
                        "%s Policy '%s' of rules %s: a sample of %d of %d ungraded media (confidence %s, tolerated share %s,"
                                + " seed %d) was graded; approved by %s: %s. Left ungraded: %d media.",
                        stop.statement(),
                        stop.policy(),
                        stop.rulesVersion(),
                        stop.size(),
                        stop.population(),
                        stop.confidence(),
                        stop.tolerated(),
                        stop.seed(),
                        stop.decidedBy(),
                        stop.reason(),
                        work.remaining(caseId, null)));
            }
        }
        return statements;
    }

    private static final String SELECT = """
            select s.id, s.case_id, s.scheme, s.policy, s.rules_version, s.confidence, s.tolerated, s.population, s.seed,
                   s.size,
                   (select count(*) from proportionate_item i where i.stop_id = s.id and exists (
                       select from grade_in_force g where g.case_id = s.case_id and g.sha256 = i.sha256
                       and g.scheme = s.scheme)) as sampled,
                   s.statement, s.approver_role, s.proposed_by, s.proposed_at, d.approved, d.decided_by, d.reason,
                   coalesce(d.remainder, 0) as remainder
            from proportionate_stop s left join proportionate_decision d on d.stop_id = s.id
            """;

    private void requireGradedFirst(long caseId, GradingRules.Policy policy) {
        policy.gradeFirst().forEach(first -> requireGraded(caseId, first));
    }

    /** A sample says nothing of media that came to the case after it was drawn. */
    private void requireNothingNew(Stop stop) {
        long then = jdbc.sql("select coalesce(case_media, 0) from proportionate_stop where id = ?")
                .param(stop.id())
                .query(Long.class)
                .single();
        long now = caseMedia(stop.caseId());
        if (then > 0 && now > then) {
            throw new GradingException((now - then) + " media came to the case after the sample of proposal "
                    + stop.id() + " was drawn: propose anew, so that they can be drawn as well.");
        }
    }

    /** Distinct media of the case, by the index occurrence_exhibit. */
    private long caseMedia(long caseId) {
        return jdbc.sql("""
                        select count(distinct o.sha256) from occurrence o join exhibit e on e.id = o.exhibit_id
                        where e.case_id = ?
                        """).param(caseId).query(Long.class).single();
    }

    private void requireGraded(long caseId, GradeFirst first) {
        long open =
                switch (first) {
                    case NEAR_MATCH -> work.remainingNear(caseId);
                    case FIRST_GENERATION -> order.candidates(caseId);
                };
        if (open > 0) {
            throw new GradingException(open + " ungraded media "
                    + (first == GradeFirst.NEAR_MATCH
                            ? "resemble known illegal ones"
                            : "may have been made by a device of the suspect")
                    + ": the policy wants them graded first.");
        }
    }

    private static GradingRules.Policy policy(GradingRules rules, String id) {
        try {
            return rules.policy(id);
        } catch (IllegalArgumentException unknown) {
            throw new GradingException(unknown.getMessage());
        }
    }

    private void lock(long caseId) {
        jdbc.sql("select pg_advisory_xact_lock(?, ?)")
                .params(LOCK, Math.toIntExact(caseId))
                .query(String.class)
                .optional();
    }

    private LedgerEntry act(String what, String person, long caseId) {
        String reference = jdbc.sql("select reference from case_file where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
        return LedgerEntry.of(person, what, ProcessingAct.NONE).about("case:" + reference);
    }
}
