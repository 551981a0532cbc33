package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.security.Accounts;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.stages.Intake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of an exhibit at work is told how far it is, and that it has ended, without being asked for again. */
@WithServed
class LiveProgressTest {

    @Test
    void stages_are_told_as_they_go_and_the_stream_ends_with_the_work(@TempDir Path folder) throws Exception {
        Served served = Served.instance();
        Acquisition acquisition = served.get(Intake.class)
                .submit(
                        "OP-LIVE",
                        "LIVE/1",
                        List.of(new SampleDevice(11).write(folder).image()),
                        Acquisition.Declared.NONE,
                        List.of(),
                        null,
                        "test");
        Visitor examiner = served.signedIn("examiner");
        String path = "/exhibits/" + acquisition.exhibitId();
        assertThat(examiner.get(path).body()).contains("data-events=\"" + path + "/progress\"");

        String told = examiner.get(path + "/progress").body();

        assertThat(told).contains("event:progress").containsPattern("a second|Waiting for its turn");
        assertThat(told.strip()).endsWith("data:{}").contains("event:finished");
        assertThat(served.get(Intake.class).finished(acquisition.id())).isTrue();
        assertThat(examiner.get(path).body())
                .as("no stream on a page of finished work")
                .doesNotContain("data-events");
        assertThat(examiner.get(path + "/progress").body().strip())
                .as("who asks later is told at once")
                .startsWith("event:finished");
    }

    @Test
    void the_stream_ends_at_once_with_the_access_it_was_opened_by() throws Exception {
        Served served = Served.instance();
        long exhibit = atWork(served, "SAMPLE-051");
        long caseId = served.get(Lookups.class).exhibit(exhibit).caseId();
        Viewer supervisor = viewer(served, "supervisor");
        served.get(CaseAccess.class)
                .grant(
                        supervisor,
                        caseId,
                        "outsider",
                        "helps with the device",
                        Instant.now().plus(Duration.ofDays(1)));
        Visitor outsider = served.signedIn("outsider");

        CompletableFuture<String> told = follow(outsider, exhibit);
        assertThat(served.get(CaseAccess.class).end(supervisor, caseId, "outsider"))
                .isTrue();

        assertThat(told.get(20, TimeUnit.SECONDS))
                .as("not at the end of its five minutes")
                .contains("event:progress")
                .doesNotContain("finished");
        assertThat(outsider.get("/exhibits/" + exhibit).statusCode()).isEqualTo(403);
    }

    @Test
    void the_stream_ends_at_once_with_the_session() throws Exception {
        Served served = Served.instance();
        long exhibit = atWork(served, "SAMPLE-052");
        Visitor examiner = served.signedIn("examiner");
        CompletableFuture<String> told = follow(examiner, exhibit);

        served.jdbc().sql("""
                        update app_session set ended_at = now(), end_reason = 'ended by its owner'
                        where id = (select max(s.id) from app_session s join app_user u on u.id = s.user_id
                                    where u.name = 'examiner')
                        """).update();

        assertThat(told.get(20, TimeUnit.SECONDS)).doesNotContain("finished");
    }

    /** The stream's text once it has ended; it has begun when this returns. */
    private static CompletableFuture<String> follow(Visitor visitor, long exhibit) throws InterruptedException {
        CompletableFuture<String> told = CompletableFuture.supplyAsync(
                () -> visitor.get("/exhibits/" + exhibit + "/progress").body());
        Thread.sleep(2_000);
        assertThat(told).as("it goes on while the machine is at work").isNotDone();
        return told;
    }

    /** An exhibit with an image that the machine has not done, and that nobody sends to it. */
    private static long atWork(Served served, String caseReference) {
        long exhibit = served.jdbc()
                .sql("select min(e.id) from exhibit e join case_file c on c.id = e.case_id where c.reference = ?")
                .param(caseReference)
                .query(Long.class)
                .single();
        served.jdbc().sql("""
                        insert into acquisition (exhibit_id, parts, fingerprint, dispatched_at, not_before)
                        values (?, '{}', 'none', now(), now() + interval '1 day')
                        """).param(exhibit).update();
        return exhibit;
    }

    @AfterEach
    void nothing_is_left_at_work() {
        Served.instance()
                .jdbc()
                .sql("delete from acquisition where fingerprint = 'none'")
                .update();
    }

    private static Viewer viewer(Served served, String name) {
        return served.get(Accounts.class).find(name).orElseThrow().viewer();
    }
}
