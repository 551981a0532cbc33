package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SimulateCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspection-2019",
                "scenarios/one-more-examiner.yaml",
                "outsourced-batch.yaml",
                "second-supervisor",
                "triage-kit"
            })
    void a_shipped_scenario_is_known_by_its_name(String name) throws Exception {
        assertThat(run(name)).isZero();
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/chart.svg");
        assertThat(Files.readString(folder.resolve("out").resolve("summary.csv")))
                .startsWith("measure,value,unit");
    }

    @Test
    void a_name_that_is_neither_a_file_nor_shipped_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> run("no-such"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("name one that is shipped (inspection-2019,");
    }

    private int run(String scenario) throws Exception {
        SimulateCommand command = new SimulateCommand();
        new CommandLine(command)
                .parseArgs(scenario, "--out", folder.resolve("out").toString());
        return command.call();
    }
}
