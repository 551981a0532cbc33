package org.curlew.grading.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Match;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Schemes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A case too large to be put in order while a grader waits; here one place is large. */
class LargeCaseOrderTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Match NEAR = new Match("Force set", "1", Match.ILLEGAL, "uk-2014", 1, Match.NEAR);

    private final WorkList work = new WorkList(DATABASE.jdbc(), DATABASE.transactions(), 1);
    private final Grades grades =
            new Grades(DATABASE.jdbc(), DATABASE.transactions(), new Schemes(), new Ledger(DATABASE.dataSource()));
    private final String operation = "OP-" + System.nanoTime();
    private long caseId;

    @BeforeEach
    void a_device_with_two_plain_pictures_and_one_that_resembles() {
        record(
                "ABC/1",
                Samples.found("b", "/b/1.jpg"),
                Samples.found("n", "/z/9.jpg", NEAR),
                Samples.found("a", "/a.jpg"));
        caseId = new Exhibits(DATABASE.dataSource()).findCase(operation).orElseThrow();
    }

    @Test
    void before_the_first_order_every_media_is_given_and_the_machine_is_told() {
        assertThat(listed()).startsWith(sha("n")).containsExactlyInAnyOrder(sha("n"), sha("a"), sha("b"));
        assertThat(work.progress(caseId)).isEqualTo(new WorkList.Progress(3, 0, 0, 3));
        assertThat(work.known(caseId)).isEmpty();
        assertThat(work.outOfOrder()).contains(caseId);
    }

    @Test
    void a_page_before_the_first_order_holds_each_media_once_and_nothing_that_is_decided_or_graded() {
        record(
                "ABC/2",
                Samples.found("a", "/copy of a.jpg"),
                Samples.found("n", "/copy of n.jpg"),
                Samples.found("known", "/k.jpg", Samples.illegal()),
                Samples.found("c", "/x/c.jpg"));
        record("ABC/3", Samples.found("known", "/copy of k.jpg"));
        grade("b");

        assertThat(listed()).startsWith(sha("n")).containsExactlyInAnyOrder(sha("n"), sha("a"), sha("c"));
        assertThat(work.ungraded(caseId, null, 1))
                .extracting(WorkList.Item::sha256, WorkList.Item::near, WorkList.Item::folder)
                .containsExactly(tuple(sha("n"), true, "/z/"));
        long second = new Exhibits(DATABASE.dataSource())
                .find(operation, "ABC/2")
                .orElseThrow()
                .id();
        assertThat(work.ungraded(caseId, second, 10))
                .extracting(WorkList.Item::exhibit)
                .containsExactly("ABC/2", "ABC/2", "ABC/2");
    }

    @Test
    void while_it_waits_the_last_order_stands_with_what_came_since_at_its_end() {
        work.putInOrder(caseId, _ -> false);
        List<String> before = listed();
        record("ABC/2", Samples.found("late", "/0.jpg"), Samples.found("late-near", "/1.jpg", NEAR));

        assertThat(listed()).startsWith(before.toArray(String[]::new)).endsWith(sha("late-near"), sha("late"));
        assertThat(work.ungraded(caseId, null, 2))
                .extracting(WorkList.Item::sha256)
                .isEqualTo(before.subList(0, 2));
        assertThat(work.progress(caseId)).isEqualTo(new WorkList.Progress(5, 0, 0, 5));
        grade("late");
        grade("a");
        assertThat(work.known(caseId)).contains(new WorkList.Progress(3, 0, 1, 2));
        assertThat(listed()).doesNotContain(sha("late"), sha("a")).hasSize(3);

        work.putInOrder(caseId, _ -> false);

        assertThat(work.outOfOrder()).doesNotContain(caseId);
        assertThat(listed().subList(0, 2)).containsExactlyInAnyOrder(sha("n"), sha("late-near"));
        assertThat(work.progress(caseId)).isEqualTo(new WorkList.Progress(5, 0, 2, 3));
        assertThat(work.known(caseId)).contains(work.progress(caseId));
    }

    @Test
    void a_device_and_its_places_in_the_order_appear_in_one_step_and_what_is_graded_meanwhile_counts() {
        work.putInOrder(caseId, _ -> false);
        List<String> before = listed();
        DATABASE.transactions().executeWithoutResult(_ -> {
            record("ABC/2", Samples.found("late-near", "/1.jpg", NEAR));
            assertThat(byOthers(this::listed)).isEqualTo(before);
            byOthers(() -> {
                grade("b");
                return null;
            });
            work.putInOrder(caseId, _ -> false);
            assertThat(byOthers(() -> work.known(caseId))).contains(new WorkList.Progress(3, 0, 1, 2));
        });

        assertThat(work.outOfOrder()).doesNotContain(caseId);
        assertThat(listed())
                .containsExactlyInAnyOrder(sha("n"), sha("late-near"), sha("a"))
                .endsWith(sha("a"));
        assertThat(work.known(caseId)).contains(new WorkList.Progress(4, 0, 1, 3));
        assertThat(lists())
                .as("the list that was replaced waits for the next call")
                .isEqualTo(2);
        work.putInOrder(caseId, _ -> false);
        assertThat(lists()).isEqualTo(1);
    }

    /** Over a connection that sees nothing of this one's transaction. */
    private static <T> T byOthers(Supplier<T> ask) {
        return CompletableFuture.supplyAsync(ask).join();
    }

    private long lists() {
        return DATABASE.jdbc()
                .sql("select count(distinct generation) from work_item where case_id = ?")
                .param(caseId)
                .query(Long.class)
                .single();
    }

    @Test
    void another_camera_of_the_suspect_is_noted_once_for_the_machine() {
        record("ABC/3", new FoundMedia(Samples.withCamera("own"), Samples.at("/own.jpg"), null));
        work.putInOrder(caseId, _ -> false);

        for (int i = 0; i < 2; i++) {
            work.ungraded(caseId, null, 10, camera -> camera.model().equals("Phone X9"));
        }

        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from work_change where case_id = ?")
                        .param(caseId)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void what_is_graded_and_taken_back_while_the_list_is_written_stands_in_it_as_it_is() throws Exception {
        grade("b");
        CompletableFuture<Void> ordering = DATABASE.transactions().execute(_ -> {
            lockGrading();
            CompletableFuture<Void> started = CompletableFuture.runAsync(() -> work.putInOrder(caseId, _ -> false));
            awaitThatTheListIsWritten();
            grade("a");
            grades.takeBack(new Grades.TakingBack(caseId, "uk-2014", "ann", null, "misread"), List.of(sha("b")));
            return started;
        });
        ordering.get(60, TimeUnit.SECONDS);

        assertThat(listed()).containsExactly(sha("n"), sha("b"));
        assertThat(work.progress(caseId)).isEqualTo(new WorkList.Progress(3, 0, 1, 2));
    }

    private void lockGrading() {
        DATABASE.jdbc()
                .sql("select pg_advisory_xact_lock(?, ?)")
                .params(Grades.LOCK, Math.toIntExact(caseId))
                .query(String.class)
                .optional();
    }

    /** It then waits for this test's lock, to take its place. */
    private void awaitThatTheListIsWritten() {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (DATABASE.jdbc()
                        .sql("""
                                select count(*) from pg_locks where locktype = 'advisory' and classid = cast(? as bigint)::oid
                                    and objid = cast(? as bigint)::oid and not granted
                                """)
                        .params(Grades.LOCK, caseId)
                        .query(Long.class)
                        .single()
                == 0) {
            assertThat(Instant.now()).as("the list is written").isBefore(end);
            Thread.onSpinWait();
        }
    }

    private List<String> listed() {
        return work.ungraded(caseId, null, 100).stream()
                .map(WorkList.Item::sha256)
                .toList();
    }

    private void grade(String text) {
        grades.append(new Grading(caseId, "uk-2014", "C", "ann", null, Grading.Basis.VIEWED, ""), List.of(sha(text)));
    }

    private static String sha(String text) {
        return Samples.picture(text).sha256();
    }

    private void record(String reference, FoundMedia... found) {
        long exhibit = new Exhibits(DATABASE.dataSource())
                .bookIn(operation, reference, "examiner")
                .id();
        new Media(DATABASE.dataSource(), DATABASE.transactions()).record(exhibit, Stream.of(found));
    }
}
