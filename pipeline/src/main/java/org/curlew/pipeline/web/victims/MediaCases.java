package org.curlew.pipeline.web.victims;

import java.util.Collection;
import java.util.List;
import java.util.function.LongPredicate;
import org.curlew.triage.hashsets.ForceSet;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Which cases the page of victims is about, and what in them nobody knew before. It changes nothing. */
@Service
@ConditionalOnWebApplication
class MediaCases {

    private final JdbcClient jdbc;

    MediaCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A media that no illegal set of others and no known-good one knows, and whose EXIF names a camera: it may have been made near the
     * suspect. What the force graded itself is still one, until the victim is identified or was given up on in the case.
     *
     * @param taken as EXIF says, without a zone; empty where it does not
     */
    record Candidate(
            long caseId,
            String caseReference,
            long exhibitId,
            String exhibitReference,
            String path,
            String camera,
            String taken) {}

    /** Cases with media that the person may see: of most cases of a force no device was read yet. */
    List<Long> withMedia(LongPredicate visible) {
        return jdbc
                .sql("select distinct e.case_id from acquisition a join exhibit e on e.id = a.exhibit_id")
                .query(Long.class)
                .list()
                .stream()
                .filter(visible::test)
                .toList();
    }

    /** Those of the cases with something for CAID: graded, being released, or known to an illegal set. */
    List<Long> forCaid(Collection<Long> cases) {
        return jdbc.sql("""
                        select c.id from unnest(?::bigint[]) c (id)
                        where exists (select from grade g where g.case_id = c.id)
                           or exists (select from caid_release r where r.case_id = c.id)
                           or exists (select from exhibit e join occurrence o on o.exhibit_id = e.id
                                      where e.case_id = c.id and o.match_role = 'illegal' and o.match_kind <> 'pdq')
                        """).param(cases.toArray(Long[]::new)).query(Long.class).list();
    }

    /** Candidates of the cases, the newest first by their cameras' clocks. */
    List<Candidate> candidates(Collection<Long> cases, int most) {
        return jdbc.sql("""
                        with unknown as (
                            select m.sha256, trim(m.camera_make || ' ' || m.camera_model) as camera, m.camera_taken as taken
                            from content m
                            where m.camera_model <> ''
                              and not exists (select from occurrence k where k.sha256 = m.sha256 and k.match_kind <> 'pdq'
                                              and (k.match_role = 'known-good' or k.match_role = 'illegal'
                                                   and k.match_set !~ :own))
                              and not exists (select from victim_act a where a.sha256 = m.sha256 and a.kind = 'IDENTIFIED')
                              and exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                                          where o.sha256 = m.sha256 and e.case_id = any(:cases)
                                            and not exists (select from victim_act a where a.sha256 = m.sha256
                                                            and a.case_id = e.case_id and a.kind = 'NOT_IDENTIFIABLE'))
                            order by m.camera_taken desc, m.sha256 limit :most)
                        select c.id as case_id, c.reference as case_reference, e.id as exhibit_id,
                               e.reference as exhibit_reference, min(o.path) as path, u.camera, u.taken
                        from unknown u join occurrence o on o.sha256 = u.sha256
                        join exhibit e on e.id = o.exhibit_id join case_file c on c.id = e.case_id
                        where c.id = any(:cases)
                          and not exists (select from victim_act a where a.sha256 = u.sha256
                                          and a.case_id = c.id and a.kind = 'NOT_IDENTIFIABLE')
                        group by c.id, c.reference, e.id, e.reference, u.sha256, u.camera, u.taken
                        order by u.taken desc, u.sha256, e.id limit :most
                        """)
                .param("cases", cases.toArray(Long[]::new))
                .param("own", ForceSet.NAMES)
                .param("most", most)
                .query(Candidate.class)
                .list();
    }
}
