package org.curlew.grading.sessions;

import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Opens and closes the sittings in which grades are given. */
@Service
public class Sessions {

    private final JdbcClient jdbc;

    public Sessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A sitting; endedAt is null while it lasts. */
    public record Session(long id, long caseId, String grader, OffsetDateTime startedAt, OffsetDateTime endedAt) {}

    public Session start(long caseId, String grader) {
        long id = jdbc.sql("insert into grading_session (case_id, grader) values (?, ?) returning id")
                .params(caseId, grader)
                .query(Long.class)
                .single();
        return get(id);
    }

    /** Ends the session; ending it again changes nothing. */
    public Session end(long sessionId, String reason) {
        jdbc.sql("insert into grading_session_end (session_id, reason) values (?, ?) on conflict do nothing")
                .params(sessionId, reason)
                .update();
        return get(sessionId);
    }

    public Session get(long sessionId) {
        return jdbc.sql("""
                        select s.id, s.case_id, s.grader, s.started_at, e.ended_at
                        from grading_session s left join grading_session_end e on e.session_id = s.id
                        where s.id = ?
                        """)
                .param(sessionId)
                .query(Session.class)
                .optional()
                .orElseThrow(() -> new GradingException("There is no grading session " + sessionId + "."));
    }
}
