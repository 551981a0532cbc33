package org.curlew.pipeline.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.curlew.pipeline.application.Application;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.Triggers;
import org.curlew.triage.rules.RuleFiles;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ranks waiting exhibits again, all of them and those of one trigger, on the application's own services. */
public final class QueueBench {

    private static final int A_CASE = 4;

    private final JdbcClient jdbc;
    private final Queue queue;
    private final Triggers triggers;
    private int exhibits;
    private int files;

    public QueueBench(Application application) {
        jdbc = application.get(JdbcClient.class);
        queue = application.get(Queue.class);
        triggers = application.get(Triggers.class);
    }

    /** Rows of a Markdown table: the best of the runs, for a queue grown to this number. */
    public List<String> measure(int size, int runs) {
        grow(size);
        queue.rerankAll("first", "bench");
        jdbc.sql("analyze").update();
        Best all = new Best();
        Best listed = new Best();
        Best one = new Best();
        for (int run = 0; run < runs; run++) {
            // Another rule version changes every rank, so that each is computed, compared and written.
            String rules = RuleFiles.shipped("queue.yaml").replace("\"2026.1\"", "\"bench-" + ++files + "\"");
            all.add(() -> queue.loadRules(rules, "bench"));
            listed.add(() -> check(queue.list().size() == size));
            triggers.add(1 + run, "bench");
            one.add(queue::rerankTriggered);
        }
        String what = String.format(Locale.UK, "%,d exhibits", size);
        return List.of(
                all.row("whole re-rank, every rank written, " + what),
                listed.row("whole queue in order with its sentences, " + what),
                one.row("re-rank of one trigger's case, " + what));
    }

    private static boolean check(boolean right) {
        if (!right) {
            throw new IllegalStateException("The queue does not hold what was put into it");
        }
        return true;
    }

    /** The shortest of several runs: what else the machine does only ever adds. */
    private static final class Best {
        private final List<Duration> runs = new ArrayList<>();

        void add(Supplier<?> work) {
            long start = System.nanoTime();
            work.get();
            runs.add(Duration.ofNanos(System.nanoTime() - start));
        }

        String row(String what) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d ms | %d ms |",
                    what,
                    runs.stream().min(Duration::compareTo).orElseThrow().toMillis(),
                    runs.stream().max(Duration::compareTo).orElseThrow().toMillis());
        }
    }

    /** Adds cases of four exhibits with a suspect, KIRAT, an answer, a release status and, for a third, a child at home. */
    private void grow(int size) {
        int from = exhibits / A_CASE + 1;
        int to = size / A_CASE;
        sql("""
                insert into case_file (reference, created_by)
                select 'BENCH-' || n, 'bench' from generate_series(:from, :to) n""", from, to);
        sql("""
                insert into exhibit (case_id, reference, created_by, created_at)
                select c.id, 'E/' || e, 'bench', now() - c.id % 400 * interval '1 day'
                from case_file c, generate_series(1, 4) e where c.id between :from and :to""", from, to);
        sql("""
                insert into exhibit_state (exhibit_id, state, actor, reason)
                select id, 'QUEUED', 'bench', 'bench' from exhibit where case_id between :from and :to""", from, to);
        entries(
                "Person",
                "0",
                "null, null, null",
                "jsonb_build_object('name', 'P', 'born', '1980-01-01', 'identified', true)",
                from,
                to);
        entries(
                "Person",
                "1",
                "null, null, null",
                "jsonb_build_object('name', 'C', 'born', '2015-01-01', 'identified', true)",
                from,
                to);
        entries(
                "CaseParty",
                "2",
                "c.id, 10 * c.id, null",
                "jsonb_build_object('caseId', c.id, 'personId', 10 * c.id, 'role', 'SUSPECT')",
                from,
                to);
        entries(
                "KiratResult",
                "3",
                "null, 10 * c.id, null",
                "jsonb_build_object('suspectId', 10 * c.id, 'level',"
                        + " (array['LOW','MEDIUM','HIGH','VERY_HIGH'])[1 + c.id % 4], 'assessor', 'x', 'trained', true,"
                        + " 'completedAt', '2026-01-01T00:00:00Z')",
                from,
                to);
        entries(
                "AccessAnswer",
                "4",
                "null, 10 * c.id, null",
                "jsonb_build_object('suspectId', 10 * c.id, 'answer', 'NONE_FOUND')",
                from,
                to);
        entries(
                "ReleaseStatus",
                "5",
                "c.id, 10 * c.id, null",
                "jsonb_build_object('caseId', c.id, 'suspectId', 10 * c.id, 'kind', 'RUI', 'at', '2026-01-02T00:00:00Z')",
                from,
                to);
        sql("""
                insert into register_version (entry_id, version, kind, person_id, child_id, created_at, recorded_at, author,
                                              reason, body)
                select 10 * c.id + 6, 1, 'ChildAccess', 10 * c.id, 10 * c.id + 1, now(), now(), 'bench', 'bench',
                       jsonb_build_object('suspectId', 10 * c.id, 'childId', 10 * c.id + 1, 'kind', 'HOUSEHOLD')
                from case_file c where c.id between :from and :to and c.id % 3 = 0""", from, to);
        sql("""
                insert into register_version (entry_id, version, kind, exhibit_id, created_at, recorded_at, author, reason,
                                              body)
                select 1000000000 + e.id, 1, 'ExhibitDetails', e.id, e.created_at, e.created_at, 'bench', 'bench',
                       jsonb_build_object('exhibitId', e.id, 'kind', 'phone', 'lock', 'UNKNOWN')
                from exhibit e where e.case_id between :from and :to""", from, to);
        jdbc.sql("analyze").update();
        exhibits = size;
    }

    private void entries(String kind, String offset, String links, String body, int from, int to) {
        sql(
                "insert into register_version (entry_id, version, kind, case_id, person_id, child_id, created_at,"
                        + " recorded_at, author, reason, body) select 10 * c.id + " + offset + ", 1, '" + kind + "', "
                        + links + ", now(), now(), 'bench', 'bench', " + body
                        + " from case_file c where c.id between :from and :to",
                from,
                to);
    }

    private void sql(String statement, int from, int to) {
        jdbc.sql(statement).param("from", from).param("to", to).update();
    }
}
