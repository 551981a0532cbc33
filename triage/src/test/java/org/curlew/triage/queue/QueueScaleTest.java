package org.curlew.triage.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.curlew.triage.obligations.World;
import org.curlew.triage.rules.RuleFiles;
import org.junit.jupiter.api.Test;

class QueueScaleTest {

    private final World world = new World();

    /** 10,000 waiting exhibits with their cases, suspects, KIRAT results and details, as rows. */
    private void fill(int exhibits) {
        int cases = exhibits / 4;
        world.jdbc
                .sql("insert into case_file (reference, created_by) select 'C-' || n, 'x' from generate_series(1, ?) n")
                .param(cases)
                .update();
        world.jdbc.sql("""
                insert into exhibit (case_id, reference, created_by, created_at)
                select 1 + n % ?, 'E/' || n, 'x', timestamptz '2026-02-24' + n * interval '45 seconds'
                from generate_series(1, ?) n""").params(cases, exhibits).update();
        world.jdbc
                .sql(
                        "insert into exhibit_state (exhibit_id, state, actor, reason) select id, 'QUEUED', 'x', 'x' from exhibit")
                .update();
        entries(
                "Person",
                "null, null, null",
                "jsonb_build_object('name', 'P', 'born', '1980-01-01', 'identified', true)");
        entries(
                "CaseParty",
                "c.id, c.id, null",
                "jsonb_build_object('caseId', c.id, 'personId', c.id, 'role', 'SUSPECT')");
        entries(
                "KiratResult",
                "null, c.id, null",
                "jsonb_build_object('suspectId', c.id, 'level', (array['LOW','MEDIUM','HIGH','VERY_HIGH'])[1 + c.id % 4],"
                        + " 'assessor', 'x', 'trained', true, 'completedAt', '2026-01-01T00:00:00Z')");
        entries("AccessAnswer", "null, c.id, null", "jsonb_build_object('suspectId', c.id, 'answer', 'NONE_FOUND')");
        world.jdbc.sql("""
                insert into register_version (entry_id, version, kind, exhibit_id, created_at, recorded_at, author, reason, body)
                select 900000000 + id, 1, 'ExhibitDetails', id, created_at, created_at, 'x', 'x',
                       jsonb_build_object('exhibitId', id, 'kind', 'phone', 'lock', 'UNKNOWN') from exhibit""").update();
        world.jdbc.sql("analyze").update();
    }

    private void entries(String kind, String links, String body) {
        String id = "Person".equals(kind) ? "c.id" : "1000000 * (length('" + kind + "')::bigint) + c.id";
        world.jdbc
                .sql("insert into register_version (entry_id, version, kind, case_id, person_id, child_id, created_at,"
                        + " recorded_at, author, reason, body) select " + id + ", 1, '" + kind + "', " + links
                        + ", now(), now(), 'x', 'x', " + body + " from case_file c")
                .update();
    }

    /** How long it takes stands in docs/benchmarks.md and is measured by {@code curlew bench --queue}. */
    @Test
    void ten_thousand_exhibits_are_each_ranked_again_when_time_passes_and_are_listed_once() {
        fill(10_000);
        assertThat(world.queue.rerankAll("first", "test")).isEqualTo(10_000);
        assertThat(world.queue.rerankAll("at once", "test")).isZero();

        // A week gives every exhibit another point of age, so that each rank changes and is written.
        world.clock.forward(Duration.ofDays(7));
        assertThat(world.queue.rerankAll("week", "test")).isEqualTo(10_000);

        assertThat(world.queue.list()).hasSize(10_000).doesNotHaveDuplicates();
        world.queue.rerankCase(17, "one case", "test");
        List<RankedExhibit> whole = world.queue.list();
        assertThat(whole).hasSize(10_000);
        assertThat(world.queue.depthAt(world.clock.instant())).isEqualTo(10_000);

        // One alone, in whichever batch it was ranked, has the rank it has among all.
        for (RankedExhibit one : List.of(whole.getFirst(), whole.get(4_999), whole.get(5_000), whole.getLast())) {
            RankedExhibit found = world.queue.find(one.exhibitId()).orElseThrow();
            assertThat(found.rank()).isEqualTo(one.rank());
            assertThat(found.exhibitReference()).isEqualTo(one.exhibitReference());
        }
        assertThat(world.queue.place(whole.get(5_000).exhibitId())).contains(whole.get(5_000));
    }

    @Test
    void nothing_is_found_of_an_exhibit_that_does_not_exist() {
        assertThat(world.queue.find(404)).isEmpty();
        assertThat(world.queue.place(404)).isEmpty();
    }

    @Test
    void a_trial_of_other_rules_counts_what_would_move_in_every_batch() {
        fill(10_000);
        world.queue.rerankAll("first", "test");
        QueueRules other = world.queue.rules();
        assertThat(world.queue.wouldMove(other)).isZero();

        // Access is unknown of every suspect, so that all stand in G6 unless a graver gate holds them.
        String yaml = RuleFiles.shipped("queue.yaml");
        int at = yaml.indexOf("band: P2", yaml.indexOf("id: G6"));
        String moved = yaml.substring(0, at) + "band: P1" + yaml.substring(at + "band: P2".length());
        long standing = world.queue.list().stream()
                .filter(r -> "G6".equals(r.rank().gate()))
                .count();
        assertThat(standing).isEqualTo(5_000);
        assertThat(world.queue.wouldMove(RuleFiles.read("queue", moved, QueueRules.class)))
                .isEqualTo((int) standing);
    }
}
