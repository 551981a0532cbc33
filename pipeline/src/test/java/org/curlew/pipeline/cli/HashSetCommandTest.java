package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.curlew.pipeline.application.Application;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
class HashSetCommandTest {

    private static final String A = "140dcf8bbd1f46f2ae0f78824eb7a6d5";
    private static final String B = "ff50df05ff8c4fed7bc7c78b444bcc98";
    private static final String C = "8c9dc32c7bd2385d1f1f5c366fc153cc";
    private static final String SHA1 = "e0369031d56da740a1b7c8681901abb49a05b82a";

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private int run(Object... arguments) {
        return CurlewCommand.execute(
                Stream.of(Stream.of("hash-set"), Arrays.stream(arguments), Stream.of("--data", folder.resolve("data")))
                        .flatMap(part -> part)
                        .map(Object::toString)
                        .toArray(String[]::new));
    }

    private int imported(Path file) {
        return run("import", file, "--name", "County", "--role", "illegal", "--scheme", "uk-2014");
    }

    @Test
    void a_set_is_imported_held_approved_compared_looked_up_and_retired_by_an_administrator(CapturedOutput output)
            throws IOException {
        Path cut = file("cut.json", "{\"value\":[{\"MD5\":\"" + A + "\"},");
        Path digests = file("digests", A.toUpperCase(java.util.Locale.ROOT) + "\nno digest\n" + C + "\n");

        assertThat(imported(cut)).isEqualTo(ExitCodes.REFUSED);
        assertThat(run("lookup", "--digests", digests)).isEqualTo(ExitCodes.REFUSED);
        assertThat(output.getErr())
                .contains(
                        "hash set County is not whole and is not used: " + cut + ": the file is cut short",
                        "hash set County has no whole version: version 1 is INCOMPLETE");
        assertThat(imported(file("three.csv", "md5,category\n" + A + ",1\n" + B + ",2\n" + C + ",3\n")))
                .isEqualTo(ExitCodes.COMPLETE);
        assertThat(imported(file("two.csv", "md5,category\n" + A + ",2\n" + B + ",2\n")))
                .as("held is not done")
                .isEqualTo(ExitCodes.PARTIAL);
        assertThat(output.getOut())
                .contains(
                        "County version 2: 3 entries, 0 rejected rows, 0 conflicts, COMPLETE",
                        "held, not in use: the set shrinks from 3 to 2 entries; a second person must approve it:"
                                + " curlew hash-set approve 'County:3' --by PERSON");
        assertThat(run("approve", "County:3", "--by", System.getProperty("user.name")))
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(run("approve", "County:3", "--by", "colleague")).isEqualTo(ExitCodes.COMPLETE);
        assertThat(run("approve", "County:3", "--by", "colleague")).isEqualTo(ExitCodes.REFUSED);
        assertThat(output.getErr())
                .contains(
                        "hash set County version 3 was imported by",
                        "hash set County version 3 is COMPLETE, not held; nothing to approve");
        assertThat(run("diff", "County:2", "County:3")).isEqualTo(ExitCodes.COMPLETE);
        assertThat(output.getOut())
                .contains(
                        "REGRADED\tmd5\t" + A + "\t[1]\t[2]",
                        "REMOVED\tmd5\t" + C + "\t[3]\t[]",
                        "md5: 0 added, 1 removed, 1 re-graded, 1 the same");
        assertThat(run("lookup", "--digests", digests)).isEqualTo(ExitCodes.PARTIAL);
        assertThat(output.getOut()).contains(A + "\tCounty\t3\tillegal\tuk-2014\t2\n", C + "\t\t\t\t\t\n");
        assertThat(output.getErr()).contains(digests + " line 2 is no digest and was left out");
        assertThat(run("list")).isEqualTo(ExitCodes.COMPLETE);
        assertThat(output.getOut())
                .contains("County\t1\tillegal\tuk-2014 version 1\t0\tINCOMPLETE\t", "the file is cut short at byte");
        assertThat(run("retire", "County", "--by", "colleague", "--reason", " "))
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(run("retire", "County", "--by", "colleague", "--reason", "never ours"))
                .isEqualTo(ExitCodes.COMPLETE);
        assertThat(output.getOut()).contains("County is out of use, decided by colleague: never ours");
        assertThat(CurlewCommand.execute(
                        "ledger",
                        "export",
                        "--out",
                        folder.resolve("ledger").toString(),
                        "--data",
                        folder.resolve("data").toString()))
                .isEqualTo(ExitCodes.COMPLETE);
        assertThat(Files.readString(folder.resolve("ledger/ledger.jsonl")))
                .contains(
                        "HASH_SET_REFUSED",
                        "cut short at byte",
                        "HASH_SET_IMPORTED",
                        "HASH_SET_APPROVED",
                        "HASH_SET_RETIRED",
                        "never ours");
    }

    @Test
    void a_set_is_given_away_as_vics_as_a_list_and_through_the_folder_forces_share(CapturedOutput output)
            throws IOException {
        assertThat(imported(file("set.csv", "md5,sha1,category\n" + A + "," + SHA1 + ",1\n" + B + ",,2\n")))
                .isEqualTo(ExitCodes.COMPLETE);
        Path vics = folder.resolve("out.json");
        Path list = folder.resolve("out.txt");

        assertThat(run("export", "County", "--out", vics)).isEqualTo(ExitCodes.COMPLETE);
        assertThat(run("export", "County:1", "--out", list, "--format", "sha1"))
                .as("one entry has no SHA-1")
                .isEqualTo(ExitCodes.PARTIAL);
        assertThat(run("export", "County", "--out", folder.resolve("none/out.json")))
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(run("export", "Nobody's", "--out", vics)).isEqualTo(ExitCodes.REFUSED);

        assertThat(Files.readString(vics)).contains("/UK/$metadata#Media", A.toUpperCase(java.util.Locale.ROOT));
        assertThat(Files.readString(list)).isEqualToIgnoringCase(SHA1 + "\n");
        assertThat(output.getOut()).contains("County version 1: 1 of 2 entries written to " + list);
        assertThat(output.getErr())
                .contains(
                        "name a file in a folder that exists",
                        "There is no hash set Nobody's: see curlew hash-set list");

        assertThat(run("retire", "County", "--by", "admin", "--reason", "its votes were taken back"))
                .isEqualTo(ExitCodes.COMPLETE);
        assertThat(run("export", "County", "--out", vics))
                .as("out of use, so not given away unasked")
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(output.getErr())
                .contains("No version of the hash set County is in use", "its votes were taken back", "County:1");
        assertThat(run("export", "County:1", "--out", vics)).isEqualTo(ExitCodes.COMPLETE);
        assertThat(imported(file("set.csv", "md5,sha1,category\n" + A + "," + SHA1 + ",1\n" + B + ",,1\n")))
                .isEqualTo(ExitCodes.COMPLETE);

        Path shared = Files.createDirectory(folder.resolve("shared"));
        assertThat(run("exchange", folder.resolve("none"))).isEqualTo(ExitCodes.REFUSED);
        assertThat(run("exchange", shared)).as("without a name of the force").isEqualTo(ExitCodes.REFUSED);
        System.setProperty("curlew.force-name", "Northshire Police");
        try {
            assertThat(run("exchange", shared, "--send", "County")).isEqualTo(ExitCodes.COMPLETE);
        } finally {
            System.clearProperty("curlew.force-name");
        }
        assertThat(output.getErr()).contains("There is no folder", "set curlew.force-name");
        assertThat(output.getOut()).contains("sent: 0 votes, 1 sets, in ");
    }

    @Test
    void a_difference_names_the_devices_it_touches_whose_kept_digests_no_backup_brought_back(CapturedOutput output)
            throws Exception {
        imported(file("one.csv", "md5,category\n" + A + ",1\n"));
        imported(file("other.csv", "md5,category\n" + A + ",2\n"));
        try (Application application = Application.start(
                folder.resolve("data"),
                Map.of("camel.main.auto-startup", false, "curlew.routes.resume-at-start", false))) {
            long exhibit = application
                    .get(Exhibits.class)
                    .bookIn("OP-TEST", "EX/1", "test")
                    .id();
            long device = application
                    .get(Acquisitions.class)
                    .take(exhibit, List.of(file("disk.raw", "disk")), Acquisition.Declared.NONE, List.of(), null)
                    .id();
            JdbcClient jdbc = application.get(JdbcClient.class);
            jdbc.sql("insert into stage_run (acquisition_id, stage, state) values (?, 'matching', 'DONE')")
                    .param(device)
                    .update();
            jdbc.sql("""
                            insert into file_record (acquisition_id, segment, ordinal, volume, path, size, allocated, deleted,
                                orphan, container, mime, created, modified, accessed, changed, md5, status, reason, address,
                                attribute_type, attribute_id, inner_path)
                            values (?, 0, 1, 0, '/1.jpg', 1, true, false, false, '', 'image/jpeg', '', '', '', '',
                                decode(?, 'hex'), 'HASHED', '', 1, 0, 0, '')
                            """).params(device, A).update();
        }

        assertThat(run("diff", "County:1", "County:2")).isEqualTo(ExitCodes.COMPLETE);

        assertThat(output.getOut()).contains("touches case OP-TEST, exhibit EX/1: 1 digests");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "import",
                "import set --name N --role harmless --scheme S",
                "import set --name N --role illegal",
                "list --all",
                "lookup",
                "diff A",
                "approve A",
                "retire A --by me",
                "export A --out B --format pdf",
                "exchange"
            })
    void a_command_that_says_too_little_or_too_much_starts_nothing(String command, CapturedOutput output) {
        String[] arguments = ("hash-set " + command).strip().split(" ");

        assertThat(CurlewCommand.execute(arguments)).isEqualTo(ExitCodes.USAGE);
        assertThat(output.getErr()).contains("Usage: curlew hash-set");
    }
}
