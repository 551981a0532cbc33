package org.curlew.grading.proportionate;

import org.curlew.grading.policy.GradingRules;
import org.curlew.grading.sessions.GradingException;
import org.curlew.triage.schemes.Category;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says when a graded sample lets the rest of a case stay ungraded. */
final class StopRule {

    private final JdbcClient jdbc;
    private final Schemes schemes;

    StopRule(JdbcClient jdbc, Schemes schemes) {
        this.jdbc = jdbc;
        this.schemes = schemes;
    }

    /**
     * Every class that the sample holds must have reached its number among the graded media of the case.
     *
     * @throws GradingException the sample is not graded, graders differ on it, or a class has not reached its number
     */
    void require(Proportionate.Stop stop, GradingRules.Policy policy) {
        if (stop.sampled() < stop.size()) {
            throw new GradingException((stop.size() - stop.sampled()) + " of " + stop.size()
                    + " media of the sample are not graded: grade them first.");
        }
        if (inConflict(stop)) {
            throw new GradingException("Graders differ on a media of the sample: have it adjudicated first.");
        }
        for (Category category : schemes.get(stop.scheme()).categories()) {
            if (!category.illegal() || count(stop, category.code(), true) == 0) {
                continue;
            }
            long graded = count(stop, category.code(), false);
            Integer least = policy.enough().get(category.code());
            if (least == null || graded < least) {
                throw new GradingException("The sample holds class " + category.code() + ", of which " + graded
                        + (least == null ? " are graded and no number is enough" : " of " + least + " are graded")
                        + ": grade on.");
            }
        }
    }

    private boolean inConflict(Proportionate.Stop stop) {
        return jdbc.sql("""
                        select exists (select from grade_conflict c join proportionate_item i on i.sha256 = c.sha256
                        where i.stop_id = ? and c.case_id = ? and c.scheme = ? and c.closed_at is null)
                        """)
                .params(stop.id(), stop.caseId(), stop.scheme())
                .query(Boolean.class)
                .single();
    }

    private long count(Proportionate.Stop stop, String code, boolean ofSample) {
        return jdbc.sql("""
                        select count(*) from (select distinct on (g.sha256) g.sha256, g.code from grade_in_force g
                            where g.case_id = :case and g.scheme = :scheme order by g.sha256, g.id desc) l
                        where l.code = :code and (not :sample or exists (select from proportionate_item i
                            where i.stop_id = :stop and i.sha256 = l.sha256))
                        """)
                .param("case", stop.caseId())
                .param("scheme", stop.scheme())
                .param("code", code)
                .param("sample", ofSample)
                .param("stop", stop.id())
                .query(Long.class)
                .single();
    }
}
