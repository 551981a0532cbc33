package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.stages.Landing;
import org.curlew.triage.register.CaseEntries;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.Exhibits.StateChange;
import org.curlew.triage.register.Register;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that comes by itself waits unread until its examination is lawful and has a question, then begins by itself. */
class AcceptanceGateTest {

    private static final long PATIENCE_MS = 120_000;

    @TempDir
    private Path folder;

    @Test
    void an_image_in_the_landing_folder_waits_at_the_gate_and_begins_once_what_blocks_is_recorded() throws Exception {
        Path image = new SampleDevice(7).write(folder.resolve("sample")).image();
        Path manifest = image.resolveSibling("sample.manifest.json");
        Files.writeString(
                manifest,
                "{\"case\": \"OP-GATE\", \"exhibit\": \"G/1\", \"parts\": [\"" + image.getFileName() + "\"]}");
        try (Devices devices = Devices.start(folder, Map.of("curlew.worker.processes", 1))) {
            Exhibits exhibits = devices.application().get(Exhibits.class);
            Acquisition taken = devices.application().get(Landing.class).take(manifest);

            StateChange waiting =
                    await(exhibits, taken.exhibitId(), s -> s.reason().startsWith("not accepted yet: "));
            assertThat(waiting.state()).isEqualTo(ExhibitState.BOOKED_IN);
            assertThat(waiting.reason())
                    .contains("the offence is not known", "the legal basis is not named", "nobody asked a question")
                    .doesNotContain("KIRAT", "release status", "access");

            record(devices.application(), "OP-GATE", taken.exhibitId());
            devices.await(taken.id());

            assertThat(exhibits.current(taken.exhibitId()).orElseThrow().state())
                    .isIn(ExhibitState.TRIAGED, ExhibitState.PARTIAL);
            assertThat(exhibits.history(taken.exhibitId()))
                    .extracting(StateChange::state)
                    .containsSubsequence(ExhibitState.BOOKED_IN, ExhibitState.QUEUED, ExhibitState.VERIFIED);
        }
    }

    /** Records what the gate asks for, as the people of the case do. */
    static void record(Application application, String caseReference, long exhibit) {
        Register register = application.get(Register.class);
        long caseId = application.get(Exhibits.class).findCase(caseReference).orElseThrow();
        Instant now = Instant.now().minusSeconds(60);
        register.add(
                CaseEntries.images(caseId, now)
                        .officer("dc")
                        .examined("PACE s.19", "Who made it?")
                        .entry(),
                "dc",
                "asked");
        register.add(
                CaseEntries.device(exhibit, "storage", null, now).inTheLab(null).entry(), "dc", "booked in");
    }

    private static StateChange await(Exhibits exhibits, long exhibit, Predicate<StateChange> wanted)
            throws InterruptedException {
        long until = System.currentTimeMillis() + PATIENCE_MS;
        StateChange now = exhibits.current(exhibit).orElseThrow();
        while (!wanted.test(now)) {
            assertThat(System.currentTimeMillis()).as("still " + now).isLessThan(until);
            Thread.sleep(50);
            now = exhibits.current(exhibit).orElseThrow();
        }
        return now;
    }
}
