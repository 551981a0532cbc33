package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.simulation.SampleDevice;
import org.curlew.pipeline.stages.Intake;
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
}
