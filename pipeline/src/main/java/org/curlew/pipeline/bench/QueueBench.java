package org.curlew.pipeline.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.simulation.LargeForce;
import org.curlew.triage.obligations.Obligations;
import org.curlew.triage.obligations.ReleasedSuspects;
import org.curlew.triage.queue.Queue;
import org.curlew.triage.queue.Triggers;
import org.curlew.triage.rules.RuleFiles;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ranks waiting exhibits again, all of them and those of one trigger, and lets the clocks look at every suspect and at one,
 * on the application's own services.
 */
public final class QueueBench {

    private static final int A_CASE = 4;

    private final JdbcClient jdbc;
    private final Queue queue;
    private final Triggers triggers;
    private final LargeForce force;
    private final Obligations obligations;
    private final ReleasedSuspects released;
    private int files;

    public QueueBench(Application application) {
        jdbc = application.get(JdbcClient.class);
        force = new LargeForce(jdbc);
        queue = application.get(Queue.class);
        triggers = application.get(Triggers.class);
        obligations = application.get(Obligations.class);
        released = application.get(ReleasedSuspects.class);
    }

    /** Rows of a Markdown table for a queue grown to this number: the first run, then the best, the middle and the worst of all. */
    public List<String> measure(int size, int runs) {
        force.cases(size / A_CASE, A_CASE);
        queue.rerankAll("first", "bench");
        jdbc.sql("analyze").update();
        Runs all = new Runs();
        Runs listed = new Runs();
        Runs one = new Runs();
        Runs sweep = new Runs();
        Runs turn = new Runs();
        Runs places = new Runs();
        Runs suspects = new Runs();
        int cases = size / A_CASE;
        for (int run = 0; run < runs; run++) {
            // Another rule version changes every rank, so that each is computed, compared and written.
            String rules = RuleFiles.shipped("queue.yaml").replace("\"2026.1\"", "\"bench-" + ++files + "\"");
            all.add(() -> queue.loadRules(rules, "bench"));
            listed.add(() -> check(queue.list().size() == size));
            triggers.add(1 + run, "bench");
            one.add(queue::rerankTriggered);
            sweep.add(() -> check(obligations.sweep().cases() >= cases));
            triggers.add(1 + run, "bench");
            turn.add(() -> check(obligations.tick().cases() >= 1));
            places.add(() -> check(released.places().size() == cases));
            suspects.add(
                    () -> check(released.rows(released.places().subList(0, 50)).size() == 50));
        }
        String what = String.format(Locale.UK, "%,d exhibits", size);
        String suspect = String.format(Locale.UK, "%,d suspects", cases);
        return List.of(
                all.row("whole re-rank, every rank written, " + what),
                listed.row("whole queue in order with its sentences, " + what),
                one.row("re-rank of one trigger's case, " + what),
                sweep.row("clocks, every case of " + suspect),
                turn.row("clocks, a turn in which one case changed, of " + suspect),
                places.row("released suspects in order, " + suspect),
                suspects.row("the same with a page of 50 rows, " + suspect));
    }

    private static boolean check(boolean right) {
        if (!right) {
            throw new IllegalStateException("The queue does not hold what was put into it");
        }
        return true;
    }

    /** Several runs: the first is that of a program that has just started; what else the machine does only ever adds. */
    private static final class Runs {
        private final List<Duration> runs = new ArrayList<>();

        void add(Supplier<?> work) {
            long start = System.nanoTime();
            work.get();
            runs.add(Duration.ofNanos(System.nanoTime() - start));
        }

        String row(String what) {
            List<Duration> sorted = runs.stream().sorted().toList();
            return String.format(
                    Locale.ROOT,
                    "| %s | %d ms | %d ms | %d ms | %d ms |",
                    what,
                    runs.getFirst().toMillis(),
                    sorted.getFirst().toMillis(),
                    sorted.get(sorted.size() / 2).toMillis(),
                    sorted.getLast().toMillis());
        }
    }
}
