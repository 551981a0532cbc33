package org.curlew.pipeline.web;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.curlew.triage.register.Times;

/** A grader's time with the media of a case, as it is counted. */
public record GraderTime(Served served, long caseId) {

    /** As if the person had looked so long until now. */
    public void lookedFor(String grader, Duration time, String sha256) {
        Instant now = Instant.now();
        served.jdbc()
                .sql("""
                        insert into exposure_event (grader, case_id, at, spell_at, seconds, act, items, pixels)
                        values (?, ?, ?, ?, 60, 'SHOWN', ?, 160)
                        """)
                .params(grader, caseId, Times.utc(now), Times.utc(now.minus(time)), new byte[][] {
                    HexFormat.of().parseHex(sha256)
                })
                .update();
    }

    /** What was counted, oldest first. */
    public List<String> acts(String grader) {
        return served.jdbc()
                .sql("select act from exposure_event where grader = ? order by id")
                .param(grader)
                .query(String.class)
                .list();
    }
}
