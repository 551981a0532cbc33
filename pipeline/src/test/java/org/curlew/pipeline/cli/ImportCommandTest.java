package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ImportCommandTest {

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private int run(Object... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "import";
        for (int i = 0; i < arguments.length; i++) {
            all[i + 1] = arguments[i].toString();
        }
        all[arguments.length + 1] = "--data";
        all[arguments.length + 2] = folder.resolve("data").toString();
        return CurlewCommand.execute(all);
    }

    @Test
    void a_forces_files_come_in_whole_or_not_at_all_and_twice_change_nothing(CapturedOutput output) throws IOException {
        Path cases = file("cases.csv", "reference,offence,officer,opened\nOP-1,IIOC,DC Officer,02/02/2026\n");
        Path people = file("people.csv", "reference,case,role,name,born\nP-1,OP-1,SUSPECT,Alder Example,31/02/1980\n");
        assertThat(run("cases=" + cases, "people=" + people)).isEqualTo(ExitCodes.REFUSED);
        assertThat(output.getOut()).contains("people row 2, born: '31/02/1980' is not a date");
        assertThat(output.getErr()).contains("so these files were not imported");

        file("people.csv", "reference,case,role,name,born\nP-1,OP-1,SUSPECT,Alder Example,28/02/1980\n");
        Path report = file(
                "tip.json",
                "{\"reportId\": \"77\", \"incidentSummary\": {\"incidentType\": \"Upload\", \"incidentDateTime\":"
                        + " \"2026-02-21T03:10:00Z\"}}");
        Path broken = file("broken.xml", "<report><reportId>78</reportId>");
        assertThat(run("cases=" + cases, "people=" + people, "report=" + broken))
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(run("--dry-run", "cases=" + cases, "people=" + people)).isEqualTo(ExitCodes.COMPLETE);
        assertThat(run("cases=" + cases, "people=" + people, "report=" + report))
                .isEqualTo(ExitCodes.COMPLETE);
        assertThat(run("cases=" + cases, "people=" + people, "report=" + report))
                .isEqualTo(ExitCodes.COMPLETE);
        assertThat(output.getOut())
                .contains(
                        "Dry run, spreadsheets: 3 entries new, 0 changed, 0 as they were",
                        "spreadsheets: 3 entries new, 0 changed, 0 as they were",
                        "note: " + report + ": 77: no account is told",
                        "reports: 2 entries new, 0 changed, 0 as they were",
                        "spreadsheets: 0 entries new, 0 changed, 3 as they were",
                        "reports: 0 entries new, 0 changed, 2 as they were");
    }

    @Test
    void a_file_without_its_kind_or_of_an_unknown_kind_is_refused_before_anything_starts(CapturedOutput output)
            throws IOException {
        Path cases = file("cases.csv", "reference\n");

        assertThat(run(cases)).isEqualTo(ExitCodes.REFUSED);
        assertThat(run("cases=" + folder.resolve("none.csv"))).isEqualTo(ExitCodes.REFUSED);
        assertThat(run("kases=" + cases)).isEqualTo(ExitCodes.REFUSED);
        assertThat(run()).isEqualTo(ExitCodes.REFUSED);
        assertThat(output.getErr())
                .contains(
                        "does not say what the file holds",
                        "does not exist",
                        "'kases' is no kind of file",
                        "Nothing to import");
        assertThat(run("--columns")).isEqualTo(ExitCodes.COMPLETE);
        assertThat(output.getOut()).contains("p2p_alerts: reference,received,triaged,outcome");
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
