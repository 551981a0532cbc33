package org.curlew.triage.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.curlew.triage.queue.Band;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {

    private static String shipped(String name) throws IOException {
        try (InputStream in = SimulationTest.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Outcome run(String name) throws IOException {
        return Simulation.run(Scenario.read(name, shipped(name)));
    }

    private static Scenario plain(int examiners, double load, long seed) {
        // One examination takes one day on average, so that arrivals a day are the load times the examiners.
        return new Scenario(
                "M/M/c",
                "",
                seed,
                4000,
                null,
                0,
                load * examiners,
                Map.of(Band.P2, 1.0),
                examiners,
                8,
                8,
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Mean wait of M/M/c in mean service times (Erlang C). */
    private static double erlangC(int c, double load) {
        double a = c * load;
        double term = 1;
        double sum = 1;
        for (int k = 1; k < c; k++) {
            term *= a / k;
            sum += term;
        }
        double last = term * a / c / (1 - load);
        return last / (sum + last) / (c * (1 - load));
    }

    @ParameterizedTest(name = "{0} examiners at a load of {1}")
    @CsvSource({"1, 0.5", "1, 0.8", "3, 0.7", "5, 0.8", "8, 0.6"})
    void waits_agree_with_queueing_theory_within_the_confidence_interval(int examiners, double load) {
        int runs = 30;
        double[] waits = new double[runs];
        double mean = 0;
        for (int r = 0; r < runs; r++) {
            waits[r] = Simulation.run(plain(examiners, load, 100 + r)).meanWait();
            mean += waits[r] / runs;
        }
        double variance = 0;
        for (double wait : waits) {
            variance += (wait - mean) * (wait - mean) / (runs - 1);
        }
        // Student's t for 29 degrees of freedom at 99 %.
        double half = 2.756 * Math.sqrt(variance / runs);

        assertThat(erlangC(examiners, load)).isBetween(mean - half, mean + half);
        assertThat(half).as("the interval is narrow enough to mean something").isLessThan(0.15 * mean + 0.02);
    }

    @Test
    void the_reports_scenario_grows_from_344_to_about_624_in_a_year_and_misses_reviews() throws IOException {
        Outcome outcome = run("inspection-2019");

        assertThat(outcome.scenario().backlog().values().stream()
                        .mapToInt(n -> n)
                        .sum())
                .isEqualTo(344);
        assertThat(outcome.days().get(364).waiting()).isBetween(560, 690);
        assertThat(outcome.last().reviewsMissed()).isPositive();
        assertThat(outcome.last().warrantsWaiting()).isGreaterThan(12);
    }

    @Test
    void each_change_moves_what_it_should_move() throws IOException {
        Outcome base = run("inspection-2019");

        assertThat(run("one-more-examiner").last().waiting())
                .isLessThan(base.last().waiting() - 100);
        assertThat(run("second-supervisor").last().reviewsMissed())
                .isLessThan(base.last().reviewsMissed());
        assertThat(run("second-supervisor").last().waiting())
                .isEqualTo(base.last().waiting());
        assertThat(run("triage-kit").last().waiting()).isLessThan(base.last().waiting() - 100);
        Outcome batch = run("outsourced-batch");
        assertThat(batch.last().outsourced()).isEqualTo(150);
        assertThat(batch.cost()).isGreaterThan(base.cost());
        assertThat(batch.days().get(60).oldest()).isLessThan(base.days().get(60).oldest());
    }

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_does_not(@TempDir Path folder) throws IOException {
        SimulationReport.write(run("inspection-2019"), folder.resolve("a"));
        SimulationReport.write(run("inspection-2019"), folder.resolve("b"));
        Scenario other = Scenario.read("x", shipped("inspection-2019").replace("seed: 2019", "seed: 2020"));

        for (String file : new String[] {"days.csv", "summary.csv", "chart.svg"}) {
            assertThat(folder.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(file));
        }
        assertThat(SimulationReport.days(Simulation.run(other)))
                .isNotEqualTo(Files.readString(folder.resolve("a/days.csv")));
        assertThat(Files.readString(folder.resolve("a/chart.svg")))
                .startsWith("<svg")
                .contains("As inspected: items waiting", "drawn from seed 2019", "day 730", ">day 365<");
    }

    @Test
    void a_band_is_clear_from_the_day_its_queue_is_gone_whatever_a_busy_fortnight_brings() throws IOException {
        Outcome outcome = run("inspection-2019");
        int clear = outcome.clears().get(Band.P1);

        assertThat(outcome.days().get(clear - 1).byBand().get(Band.P1)).isZero();
        assertThat(outcome.days().subList(0, clear - 1))
                .as("it is the first such day")
                .noneMatch(d -> d.byBand().get(Band.P1) == 0);
        double month = 28
                * outcome.scenario().arrivalsPerDay()
                * outcome.scenario().mix().get(Band.P1);
        assertThat(outcome.days().subList(clear, outcome.days().size()))
                .allMatch(d -> d.byBand().get(Band.P1) <= month);
        assertThat(outcome.clears()).doesNotContainKeys(Band.P2, Band.P3, Band.P4);
        assertThat(run("triage-kit").clears().get(Band.P2)).isBetween(clear, 730);
    }

    @Test
    void tables_say_unit_and_seed_and_a_band_without_a_queue_clears_on_the_first_day() throws IOException {
        Outcome outcome = run("inspection-2019");
        String summary = SimulationReport.summary(outcome);

        assertThat(summary.lines())
                .contains(
                        "scenario,As inspected,",
                        "seed,2019,",
                        "days simulated,730,days",
                        "P0 clears on,1,day",
                        "P2 clears on,not in this time,",
                        "waiting at the end," + outcome.last().waiting() + ",items",
                        "reviews missed," + outcome.last().reviewsMissed() + ",reviews",
                        "cost," + Math.round(outcome.cost()) + ",pounds")
                .allMatch(line -> line.split(",", -1).length == 3);
        List<String> days = SimulationReport.days(outcome).lines().toList();
        assertThat(days).hasSize(731);
        assertThat(days.getFirst()).contains("seed,day,waiting_items,P0_items", "oldest_days", "cost_so_far_gbp");
        assertThat(days.get(1)).startsWith("2019,1," + outcome.days().getFirst().waiting() + ",");
        int columns = days.getFirst().split(",").length;
        assertThat(days).allMatch(line -> line.split(",", -1).length == columns);
    }

    @Test
    void a_bad_scenario_names_its_field() throws IOException {
        String good = shipped("inspection-2019");

        assertThatThrownBy(() -> Scenario.read("s.yaml", good.replace("examiners: 4", "examiners: 0")))
                .hasMessage("s.yaml, field 'examiners': needs at least 1");
        assertThatThrownBy(() -> Scenario.read("s.yaml", good.replace("P4: 0.18", "P4: 0.5")))
                .hasMessage("s.yaml, field 'mix': needs shares that add up to 1");
        assertThatThrownBy(() -> Scenario.read("s.yaml", good + "examniers: 4\n"))
                .hasMessageContaining("'examniers'");
    }
}
