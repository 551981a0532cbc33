package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.results.ResultFiles;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.stages.Intake;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application may stop after any stage; started again it goes on by itself and ends in the same result. */
class ResumeTest {

    @TempDir
    private static Path folder;

    private static Path image;
    private static Path expected;

    @BeforeAll
    static void process_without_a_stop() {
        image = new SampleDevice(7).write(folder.resolve("sample")).image();
        try (Devices devices = Devices.start(folder.resolve("whole"), Map.of())) {
            expected = devices.process(List.of(image)).out();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intake",
                "admission",
                "verification",
                "extraction",
                "matching",
                "triage",
                "media-store",
                "perceptual",
                "export"
            })
    void a_stop_after_a_stage_changes_nothing(String stage) throws IOException {
        Path own = folder.resolve("stopped-after-" + stage);
        Path out = Files.createDirectories(own.resolve("out"));
        long acquisition;
        try (Application first = Application.start(own.resolve("data"), Map.of())) {
            acquisition = first.get(Intake.class)
                    .submit("OP-TEST", "EX/1", List.of(image), Acquisition.Declared.NONE, List.of(), out, "test")
                    .id();
            while (!first.get(StageRuns.class).done(acquisition, stage)) {
                Thread.onSpinWait();
            }
        }
        try (Devices again = Devices.start(own, Map.of())) {
            again.await(acquisition);

            assertThat(Files.mismatch(out.resolve("files.csv"), expected.resolve("files.csv")))
                    .isEqualTo(-1);
            assertThat(again.application().get(StageRuns.class).all(acquisition))
                    .hasSize(9)
                    .allMatch(r -> r.state().equals("DONE"));
            again.application().get(ResultFiles.class).writeSummary(acquisition, out.resolve("summary.json"));
        }
        assertThat(facts(out)).isEqualTo(facts(expected));
        assertThat(media(out)).isNotEmpty().isEqualTo(media(expected));
        Path ledger = own.resolve("ledger");
        Cli.Result exported = Cli.run("ledger", "export", "--out", ledger, "--data", own.resolve("data"));
        assertThat(exported.exit()).as(exported.err()).isZero();
        Cli.Result sound = Cli.run("verify", "ledger", ledger, "--certificate", ledger.resolve("certificate.pem"));
        assertThat(sound.exit()).as(sound.err()).isZero();
    }

    /** The summary without what a clock gave it. */
    private static Map<String, JsonNode> facts(Path out) {
        JsonNode summary = Cli.summary(out);
        Map<String, JsonNode> facts = new TreeMap<>();
        for (String name :
                List.of("state", "image", "volumes", "files", "media", "matches", "certificate", "ruleVersions")) {
            facts.put(name, summary.path(name));
        }
        return facts;
    }

    /** What the VICS file says of each content and of each place it was found. */
    private static List<String> media(Path out) throws IOException {
        JsonNode file = JsonMapper.shared().readTree(Files.readString(out.resolve("media.vics.json")));
        List<String> lines = new ArrayList<>();
        for (JsonNode item : file.at("/value/0/Media")) {
            lines.add(item.path("MD5") + " " + item.path("SHA1") + " " + item.path("Category") + " "
                    + item.path("MediaSize") + " " + item.path("MediaFiles"));
        }
        return lines.stream().sorted().toList();
    }
}
