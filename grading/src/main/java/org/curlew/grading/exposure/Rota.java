package org.curlew.grading.exposure;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.grading.policy.GradingRules;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.Times;
import org.curlew.triage.rules.RuleBook;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Spreads the worst material: who carried least of it in the last week comes first. A supervisor sees the order and no figure. */
@Service
public class Rota {

    private static final Duration WEEK = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Exposure exposure;
    private final Welfare welfare;
    private final RuleBook rules;
    private final Schemes schemes;
    private final Ledger ledger;
    private final Clock clock;

    public Rota(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Exposure exposure,
            Welfare welfare,
            RuleBook rules,
            Schemes schemes,
            Ledger ledger,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.exposure = exposure;
        this.welfare = welfare;
        this.rules = rules;
        this.schemes = schemes;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What a supervisor may know of a grader. */
    public enum Availability {
        AVAILABLE,
        ON_BREAK,
        DAY_DONE,
        /** The welfare appointment was missed: no new work until it is kept. */
        WELFARE_FIRST
    }

    /** A grader in the order of the rota. */
    public record Place(String grader, Availability availability) {}

    /** An allocation of a case. */
    public record Allocation(long caseId, String grader, String givenBy, java.time.OffsetDateTime at, String why) {}

    public Availability availability(String grader) {
        int grace =
                rules.inForce(GradingRules.KIND, GradingRules.class).exposure().welfareGraceDays();
        if (welfare.overdue(grader, grace)) {
            return Availability.WELFARE_FIRST;
        }
        Exposure.Allowance allowance = exposure.allowance(grader);
        if (allowance.dayDone()) {
            return Availability.DAY_DONE;
        }
        return allowance.breakUntil() == null ? Availability.AVAILABLE : Availability.ON_BREAK;
    }

    /** The graders, who should be given the next of the worst material first; those who may be given none come last. */
    public List<Place> order(Collection<String> graders, String schemeName) {
        Map<String, Double> carried = carried(graders, schemeName);
        List<Place> places = new ArrayList<>();
        graders.forEach(g -> places.add(new Place(g, availability(g))));
        places.sort(Comparator.comparing((Place p) -> p.availability().ordinal() > 1 ? 1 : 0)
                .thenComparing(p -> carried.getOrDefault(Exposure.key(p.grader()), 0.0))
                .thenComparing(Place::grader));
        return places;
    }

    /**
     * Gives a case to a grader.
     *
     * @throws GradingException the grader's day is done or the welfare appointment was missed
     */
    public void allocate(long caseId, String grader, String why, String supervisor) {
        Availability availability = availability(grader);
        if (availability == Availability.DAY_DONE || availability == Availability.WELFARE_FIRST) {
            throw new GradingException(grader + " can be given nothing now: "
                    + (availability == Availability.DAY_DONE
                            ? "the day's time with media is used up; choose another grader."
                            : "the welfare appointment was missed; it is kept first."));
        }
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("insert into grading_allocation (case_id, grader, given_by, at, why) values (?, ?, ?, ?, ?)")
                    .params(caseId, Exposure.key(grader), supervisor, Times.utc(clock.instant()), why)
                    .update();
            String reference = jdbc.sql("select reference from case_file where id = ?")
                    .param(caseId)
                    .query(String.class)
                    .single();
            ledger.append(LedgerEntry.of(supervisor, "GRADING_ALLOCATED", ProcessingAct.NONE)
                    .about("case:" + reference)
                    .with("grader", Exposure.key(grader))
                    .with("why", why));
        });
    }

    /** Everybody who was ever given the case, the last first. */
    public List<Allocation> allocations(long caseId) {
        return jdbc.sql(
                        "select case_id, grader, given_by, at, why from grading_allocation where case_id = ? order by id desc")
                .param(caseId)
                .query(Allocation.class)
                .list();
    }

    private Map<String, Double> carried(Collection<String> graders, String schemeName) {
        GradingRules.Weights weights =
                rules.inForce(GradingRules.KIND, GradingRules.class).exposure().weights();
        Map<String, Double> byCode = new HashMap<>();
        int place = 0;
        for (Category category : schemes.get(schemeName).categories()) {
            List<Double> illegal = weights.illegal();
            byCode.put(
                    category.code(),
                    category.illegal() ? illegal.get(Math.min(place++, illegal.size() - 1)) : weights.other());
        }
        Map<String, Double> carried = new HashMap<>();
        jdbc.sql(TimeSpent.SPENT + """
                        select e.grader, coalesce(g.code, '') as code,
                               sum(e.seconds::double precision / cardinality(e.items)) as seconds
                        from spent e cross join lateral unnest(e.items) as i(sha256)
                        left join lateral (select code from grade_in_force g where g.case_id = e.case_id
                            and g.sha256 = i.sha256 and g.scheme = :scheme order by g.id desc limit 1) g on true
                        group by 1, 2
                        """)
                .param("graders", graders.stream().map(Exposure::key).toArray(String[]::new))
                .param("from", Times.utc(clock.instant().minus(WEEK)))
                .param("scheme", schemeName)
                .query(row -> {
                    double weight = byCode.getOrDefault(row.getString("code"), weights.unknown());
                    carried.merge(row.getString("grader"), weight * row.getDouble("seconds"), Double::sum);
                });
        return carried;
    }
}
