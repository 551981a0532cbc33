package org.curlew.pipeline.web.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.curlew.pipeline.web.Served;
import org.curlew.pipeline.web.Visitor;
import org.curlew.pipeline.web.WithServed;
import org.curlew.triage.obligations.ReleasedSuspects;
import org.curlew.triage.queue.Queue;
import org.junit.jupiter.api.Test;

/** Every measure of practice 3.6 has its row, and the counts agree with the lists that people work from. */
@WithServed
class MeasuresTest {

    private final Served served = Served.instance();
    private final List<Measures.Measure> measures =
            served.get(Measures.class).take().measures();

    private String value(String group, String what) {
        return measures.stream()
                .filter(m -> m.group().equals(group) && m.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError(group + ", " + what + " is not among the measures"))
                .value();
    }

    private long sum(String group) {
        return measures.stream()
                .filter(m -> m.group().equals(group))
                .mapToLong(m -> Long.parseLong(m.value()))
                .sum();
    }

    @Test
    void every_measure_of_the_table_has_a_row_with_unit_and_time() {
        assertThat(measures).allSatisfy(m -> assertThat(List.of(m.value(), m.unit(), m.when()))
                .noneMatch(String::isBlank));
        for (String[] row : new String[][] {
            {"Risk reassessments past due", "lives with a child, more than 28 days"},
            {"Risk reassessments past due", "access to children unknown, 8 to 28 days"},
            {"28-day reviews", "coverage: open cases whose review is not past due"},
            {"28-day reviews", "median lateness of those done late"},
            {"28-day reviews", "no new line of enquiry in the last two"},
            {"Released under investigation, by age", "12 months and more"},
            {"Warrants and other enforcement, by level", "KIRAT very high, 24 hours: past due"},
            {"Warrants and other enforcement, by level", "KIRAT low, 30 days: in time"},
            {"Queue", "waiting the longest"},
            {"Queue", "received"},
            {"Queue", "left the queue"},
            {"Queue", "waiting for each 1,000 residents"},
            {"Targets of the bands", "P1: triage result in time"},
            {"Targets of the bands", "P4: completion in time"},
            {"Decisions", "overrides set"},
            {"Decisions", "of them downgrades"},
            {"Decisions", "lowered by the early end of an override"},
            {"Decisions", "returned to the owner without a triage result"},
            {"Children and victims", "graded"},
            {"Children and victims", "submitted to CAID"},
            {"Children and victims", "waiting for victim identification to be tasked"},
            {"Children and victims", "protection notices shared with nobody, with a reason"},
            {"Children and victims", "actionable alerts that nobody touched"},
            {"Exposure of graders", "longest day of one grader"}
        }) {
            assertThat(value(row[0], row[1])).isNotBlank();
        }
    }

    @Test
    void the_counts_are_those_of_the_lists_behind_them() {
        List<ReleasedSuspects.Place> places = served.get(ReleasedSuspects.class).places();
        assertThat(sum("Risk reassessments past due"))
                .isPositive()
                .isEqualTo(
                        places.stream().filter(ReleasedSuspects.Place::overdue).count());
        assertThat(sum("Released under investigation, by age")).isEqualTo(places.size());
        assertThat(Long.parseLong(value("Queue", "waiting for a result")))
                .isEqualTo(served.get(Queue.class).list().size());
        assertThat(value("Queue", "waiting for each 1,000 residents")).contains("curlew.force.residents");
        assertThat(value("28-day reviews", "coverage: open cases whose review is not past due"))
                .matches("\\d+% \\(\\d+ of \\d+\\)");
    }

    @Test
    void the_time_of_one_or_two_graders_is_theirs_and_not_shown() {
        assertThat(Measures.hours(1, 3.5)).isEqualTo("not shown of fewer than 3 graders");
        assertThat(Measures.hours(2, 3.5)).isEqualTo("not shown of fewer than 3 graders");
        assertThat(Measures.hours(3, 3.5)).isEqualTo("3.5");
        assertThat(Measures.hours(0, 0)).isEqualTo("0.0");
    }

    @Test
    void command_reads_them_as_a_page_and_takes_them_as_a_table_and_nobody_else_does() {
        Visitor command = served.signedIn("command");
        assertThat(command.get("/command").body()).contains("/command/measures");
        assertThat(command.get("/command/measures").body())
                .contains("Measures of the force", "coverage: open cases", "our judgement");
        HttpResponse<String> table = command.get("/command/measures/csv");
        assertThat(table.headers().firstValue("content-disposition").orElseThrow())
                .contains("OFFICIAL-SENSITIVE measures", ".csv");
        assertThat(table.body().lines().toList())
                .hasSize(measures.size() + 1)
                .startsWith("group,measure,value,unit,when,as_at")
                .anyMatch(l -> l.startsWith("Queue,waiting for a result,"))
                .anyMatch(l -> l.startsWith("Risk reassessments past due,\"lives with a child, up to 7 days\","));
        assertThat(served.signedIn("grader").get("/command/measures").statusCode())
                .isEqualTo(403);
    }
}
