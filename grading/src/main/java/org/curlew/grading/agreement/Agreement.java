package org.curlew.grading.agreement;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Says how far graders agree, from blind second grades alone: whoever saw the first grade proves nothing. */
@Service
public class Agreement {

    private static final String RESULTS = """
            select x.round_id as round, a.grader as first_grader, b.grader as second_grader, a.code as first_code, b.code as second_code,
                   b.at, (select d.code from grade_in_force d where d.case_id = a.case_id and d.sha256 = a.sha256
                          and d.scheme = a.scheme and d.basis = 'ADJUDICATION' and d.id > b.id
                          order by d.id limit 1) as decided
            from second_grading_result x
            join second_grading_item i on i.round_id = x.round_id and i.sha256 = x.sha256
            join grade_in_force a on a.id = i.first_grade join grade_in_force b on b.id = x.second_grade
            """;

    private final JdbcClient jdbc;
    private final Schemes schemes;

    public Agreement(JdbcClient jdbc, Schemes schemes) {
        this.jdbc = jdbc;
        this.schemes = schemes;
    }

    private record Result(
            long round,
            String firstGrader,
            String secondGrader,
            String firstCode,
            String secondCode,
            OffsetDateTime at,
            String decided) {}

    /** Two graders' agreement; byCategory is one class against all others, by its code. */
    public record Pair(String first, String second, Kappa.Estimate overall, Map<String, Kappa.Estimate> byCategory) {}

    /**
     * What a round showed so far.
     *
     * @param atMost with the round's confidence no larger a share of the population has a grade that a second person would not give
     */
    public record RoundReport(
            SecondGrading.Round round, long done, long differing, double atMost, boolean complete, List<Pair> pairs) {}

    /**
     * A grader's blind results in a month.
     *
     * @param milder cases in which the grader's class was less grave than the other's or the adjudicator's; graver likewise
     */
    public record Month(String month, long compared, long agreed, long milder, long graver, Kappa.Estimate kappa) {}

    /**
     * A grader's record.
     *
     * @param upheld adjudications that took the grader's side
     * @param drifting the last month's share of agreement lies below what the months before make likely
     */
    public record GraderRecord(
            String grader,
            long compared,
            long agreed,
            long adjudicated,
            long upheld,
            boolean drifting,
            List<Month> months) {}

    public RoundReport report(SecondGrading.Round round) {
        List<Result> results = jdbc.sql(RESULTS + " where x.round_id = ?")
                .param(round.id())
                .query(Result.class)
                .list();
        long differing = results.stream()
                .filter(r -> !r.firstCode().equals(r.secondCode()))
                .count();
        return new RoundReport(
                round,
                results.size(),
                differing,
                Sampling.upperBound(results.size(), differing, round.confidence()),
                results.size() == round.size(),
                pairs(results, schemes.get(round.scheme())));
    }

    /** Every pair of graders that compared anything in the scheme, in all cases. */
    public List<Pair> pairs(String scheme) {
        return pairs(inScheme(scheme), schemes.get(scheme));
    }

    /**
     * Fleiss' kappa over contents that exactly so many people graded in the case, each by their first grade: a change of mind after
     * talking is no independent judgement.
     *
     * @return overall under the empty name, then each class by its code
     */
    public Map<String, Kappa.Estimate> fleiss(long caseId, String schemeName, int graders) {
        Scheme scheme = schemes.get(schemeName);
        List<String> codes = codes(scheme);
        Map<String, long[]> rows = new TreeMap<>();
        jdbc.sql("""
                        select encode(f.sha256, 'hex') as sha256, f.code from (
                            select distinct on (g.sha256, g.grader) g.sha256, g.grader, g.code from grade_in_force g
                            where g.case_id = ? and g.scheme = ? and g.basis <> 'ADJUDICATION'
                            order by g.sha256, g.grader, g.id) f
                        """).params(caseId, schemeName).query(row -> {
            int at = codes.indexOf(row.getString("code"));
            rows.computeIfAbsent(row.getString("sha256"), _ -> new long[codes.size() + 1])[
                    at < 0 ? codes.size() : at]++;
        });
        long[][] counts = rows.values().stream()
                .filter(r -> java.util.Arrays.stream(r).sum() == graders)
                .toArray(long[][]::new);
        Map<String, Kappa.Estimate> estimates = new LinkedHashMap<>();
        estimates.put("", Kappa.fleiss(counts));
        for (int i = 0; i < codes.size(); i++) {
            estimates.put(codes.get(i), Kappa.fleiss(counts, i));
        }
        return estimates;
    }

    /** What blind comparisons say of one grader, as first or as second, month by month. */
    public GraderRecord record(String grader, String schemeName) {
        return record(grader, schemeName, _ -> true);
    }

    /** The same of some rounds, by their number. */
    public GraderRecord record(String grader, String schemeName, LongPredicate rounds) {
        Scheme scheme = schemes.get(schemeName);
        List<Result> own = inScheme(schemeName).stream()
                .filter(r -> rounds.test(r.round()))
                .filter(r -> r.firstGrader().equals(grader) || r.secondGrader().equals(grader))
                .toList();
        Map<String, List<Result>> byMonth = new TreeMap<>();
        own.forEach(r -> byMonth.computeIfAbsent(r.at().toString().substring(0, 7), _ -> new ArrayList<>())
                .add(r));
        List<Month> months = byMonth.entrySet().stream()
                .map(e -> month(e.getKey(), e.getValue(), grader, scheme))
                .toList();
        long agreed = months.stream().mapToLong(Month::agreed).sum();
        long adjudicated = own.stream().filter(r -> r.decided() != null).count();
        long upheld = own.stream()
                .filter(r -> r.decided() != null && r.decided().equals(mine(r, grader)))
                .count();
        return new GraderRecord(grader, own.size(), agreed, adjudicated, upheld, drifting(months), months);
    }

    /**
     * The last month differs more than the upper end of all earlier months' interval, and by more than chance gives one time in twenty at
     * that rate: of three compared media one that differs says nothing.
     */
    static boolean drifting(List<Month> months) {
        if (months.size() < 2) {
            return false;
        }
        Month last = months.getLast();
        List<Month> before = months.subList(0, months.size() - 1);
        long compared = before.stream().mapToLong(Month::compared).sum();
        long differing = compared - before.stream().mapToLong(Month::agreed).sum();
        double usual = Sampling.upperBound(compared, differing, 0.95);
        long now = last.compared() - last.agreed();
        return last.compared() > 0
                && (double) now / last.compared() > usual
                && Sampling.atLeast(last.compared(), now, usual) < 0.05;
    }

    private static Month month(String name, List<Result> results, String grader, Scheme scheme) {
        long milder = 0;
        long graver = 0;
        for (Result r : results) {
            String other = r.decided() != null ? r.decided() : other(r, grader);
            int difference = gravity(scheme, mine(r, grader)) - gravity(scheme, other);
            milder += difference > 0 ? 1 : 0;
            graver += difference < 0 ? 1 : 0;
        }
        List<String> codes = codes(scheme);
        long[][] table = new long[codes.size()][codes.size()];
        results.forEach(r -> count(table, codes, mine(r, grader), other(r, grader)));
        long agreed = results.stream()
                .filter(r -> r.firstCode().equals(r.secondCode()))
                .count();
        return new Month(name, results.size(), agreed, milder, graver, Kappa.cohen(table));
    }

    private static String mine(Result r, String grader) {
        return r.firstGrader().equals(grader) ? r.firstCode() : r.secondCode();
    }

    private static String other(Result r, String grader) {
        return r.firstGrader().equals(grader) ? r.secondCode() : r.firstCode();
    }

    private List<Result> inScheme(String scheme) {
        return jdbc.sql(RESULTS + " where a.scheme = ? order by x.second_grade")
                .param(scheme)
                .query(Result.class)
                .list();
    }

    private static List<Pair> pairs(List<Result> results, Scheme scheme) {
        List<String> codes = codes(scheme);
        Map<List<String>, long[][]> tables = new LinkedHashMap<>();
        for (Result r : results) {
            long[][] table = tables.computeIfAbsent(
                    List.of(r.firstGrader(), r.secondGrader()), _ -> new long[codes.size()][codes.size()]);
            count(table, codes, r.firstCode(), r.secondCode());
        }
        List<Pair> pairs = new ArrayList<>();
        tables.forEach((names, table) -> {
            Map<String, Kappa.Estimate> each = new LinkedHashMap<>();
            for (int i = 0; i < codes.size(); i++) {
                each.put(codes.get(i), Kappa.cohen(table, i));
            }
            pairs.add(new Pair(names.getFirst(), names.getLast(), Kappa.cohen(table), each));
        });
        return pairs;
    }

    private static void count(long[][] table, List<String> codes, String first, String second) {
        // a class of an older version of the scheme that is gone now cannot be compared
        if (codes.contains(first) && codes.contains(second)) {
            table[codes.indexOf(first)][codes.indexOf(second)]++;
        }
    }

    private static List<String> codes(Scheme scheme) {
        return scheme.categories().stream().map(Category::code).toList();
    }

    private static int gravity(Scheme scheme, String code) {
        return scheme.byCode(code).map(Category::order).orElse(Integer.MAX_VALUE);
    }
}
