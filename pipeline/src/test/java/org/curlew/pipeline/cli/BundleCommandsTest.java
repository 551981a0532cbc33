package org.curlew.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What needs no data folder: sealing, opening and checking bundles, and checking VICS files. */
@ExtendWith(OutputCaptureExtension.class)
class BundleCommandsTest {

    private static final String CLEAN = """
            {"@odata.context":"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media",
            "value":[{"MediaID":1,"Category":1,"MD5":"0123456789ABCDEF0123456789ABCDEF","MediaSize":1,"IsPrecategorized":false}]}
            """;

    @TempDir
    Path folder;

    private Path bundle;
    private Path password;

    @BeforeEach
    void a_file_and_a_password() throws IOException {
        bundle = Files.writeString(folder.resolve("OP-1-uk-1.zip"), "PK, any bytes");
        password = Files.writeString(folder.resolve("password"), "secret\n");
    }

    @Test
    void a_bundle_that_is_there_already_is_sealed_and_opened(CapturedOutput output) throws Exception {
        Path caid = key("caid", 30);
        Path other = key("other", 30);
        assertThat(run("caid", "seal", bundle, "--recipient", pem(caid))).isEqualTo(ExitCodes.COMPLETE);
        Path sealed = folder.resolve("OP-1-uk-1.zip.p7m");
        Path opened = folder.resolve("opened.zip");

        assertThat(open(sealed, other, opened)).isEqualTo(ExitCodes.REFUSED);
        assertThat(opened).doesNotExist();
        assertThat(open(sealed, caid, opened)).isEqualTo(ExitCodes.COMPLETE);

        assertThat(opened).hasSameBinaryContentAs(bundle);
        assertThat(List.of(opened, sealed)).as("for their owner alone").allSatisfy(file -> assertThat(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------"));
        assertThat(run("verify", "bundle", sealed, "--certificate", pem(caid))).isEqualTo(ExitCodes.REFUSED);
        assertThat(output.getErr())
                .contains("was not sealed for CN=other: use the recipient's key")
                .contains("is sealed for its recipient: open it first with curlew caid open");
    }

    @Test
    void nothing_is_sealed_for_a_certificate_that_ended_or_is_none(CapturedOutput output) throws Exception {
        Path none = folder.resolve("none.pem");

        assertThat(run("caid", "seal", bundle, "--recipient", none)).isEqualTo(ExitCodes.REFUSED);
        assertThat(run("caid", "seal", bundle, "--recipient", password)).isEqualTo(ExitCodes.REFUSED);
        assertThat(run("caid", "seal", bundle, "--recipient", pem(key("old", -1))))
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(run("caid", "seal", folder.resolve("none.zip"), "--recipient", pem(key("caid", 30))))
                .isEqualTo(ExitCodes.REFUSED);

        assertThat(folder.resolve("OP-1-uk-1.zip.p7m")).doesNotExist();
        assertThat(output.getErr())
                .contains(
                        "The certificate " + none + " does not exist or cannot be read: check the path",
                        "holds no certificate in PEM",
                        "ask the recipient for a valid one",
                        "The file " + folder.resolve("none.zip") + " does not exist");
        assertThat(output.getErr().lines()).as("one line each").hasSize(4);
    }

    @Test
    void a_release_reads_the_recipients_certificate_before_it_makes_anything(CapturedOutput output) {
        Path none = folder.resolve("none.pem");
        Path data = folder.resolve("data");

        assertThat(run("caid", "release", 1, "--out", folder, "--person", "vio", "--recipient", none, "--data", data))
                .isEqualTo(ExitCodes.REFUSED);

        assertThat(output.getErr()).contains("The certificate " + none + " does not exist");
        assertThat(data).as("nothing was started").doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caid receipt 1 --person vio --rejected none/file",
                "caid release 1 --person vio --out password",
                "caid export --case R --profile uk --out password",
                "court sfr1 --case R --force F --by B --out none/file.csv",
                "court dfxml --case R --exhibit E --out none/file",
                "court case-uco --case R --exhibit E --out none/file",
                "vics convert password none/file --profile uk",
                "vics lint none/file"
            })
    void a_file_that_cannot_be_is_refused_in_one_line_before_anything_is_started(
            String command, CapturedOutput output) {
        Path data = folder.resolve("data");
        String[] words = (command + (command.startsWith("vics") ? "" : " --data data")).split(" ");
        Object[] arguments = Arrays.stream(words)
                .map(w -> w.matches("none/.*|password|data") ? folder.resolve(w).toString() : w)
                .toArray();

        assertThat(run(arguments)).isEqualTo(ExitCodes.REFUSED);

        assertThat(output.getErr().lines()).hasSize(1);
        assertThat(output.getErr()).contains(folder.toString()).containsPattern(": (check|name) ");
        assertThat(data).doesNotExist();
    }

    @Test
    void the_linter_names_the_file_that_is_none_and_says_that_a_clean_one_is(CapturedOutput output) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"value\":[");
        Path clean = Files.writeString(folder.resolve("clean.json"), CLEAN);

        assertThat(run("vics", "lint", clean, broken)).isEqualTo(ExitCodes.REFUSED);

        assertThat(output.getErr()).startsWith("curlew: " + broken + ": ");
        assertThat(output.getOut()).contains(clean + ": 1 media, 0 places", "  no findings");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vics convert clean clean --profile uk",
                "caid seal clean --out there --recipient none",
                "caid seal clean --out clean --recipient none --replace",
                "caid open clean --out there --key none --password-file none",
                "court sfr1 --case R --force F --by B --out there.csv --data data",
                "court dfxml --case R --exhibit E --out there --data data",
                "court case-uco --case R --exhibit E --out there --data data"
            })
    void a_file_that_is_there_is_not_replaced_unasked_and_never_by_what_is_made_of_it(
            String command, CapturedOutput output) throws IOException {
        for (String name : List.of("there", "there.csv")) {
            Files.writeString(folder.resolve(name), "somebody's work");
        }
        Path clean = Files.writeString(folder.resolve("clean"), CLEAN);
        Object[] arguments = Arrays.stream(command.split(" "))
                .map(w ->
                        w.matches("clean|there.*|none|data") ? folder.resolve(w).toString() : w)
                .toArray();

        assertThat(run(arguments)).isEqualTo(ExitCodes.REFUSED);

        assertThat(output.getErr().lines()).hasSize(1);
        assertThat(output.getErr())
                .containsPattern("is there already: name another one, or add --replace|is the one to be read: name");
        assertThat(clean).hasContent(CLEAN);
        assertThat(folder.resolve("there")).hasContent("somebody's work");
        assertThat(folder.resolve("there.csv")).hasContent("somebody's work");
        assertThat(folder.resolve("data")).as("nothing was started").doesNotExist();
    }

    @Test
    void a_conversion_replaces_an_earlier_one_as_scripts_expect() throws IOException {
        Path clean = Files.writeString(folder.resolve("clean"), CLEAN);
        Path there = Files.writeString(folder.resolve("there"), "an earlier run");

        assertThat(run("vics", "convert", clean, there, "--profile", "default")).isEqualTo(ExitCodes.COMPLETE);

        assertThat(there).content().contains("2.0.xml/Default/", "0123456789ABCDEF0123456789ABCDEF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vics convert A B", "caid export --case R --out D", "caid request --case R --person P"})
    void a_profile_that_there_is_not_is_an_error_of_usage_of_that_command(String command, CapturedOutput output) {
        assertThat(run((Object[]) (command + " --profile 7").split(" "))).isEqualTo(ExitCodes.USAGE);

        assertThat(output.getErr())
                .contains("Profile 7 is not known", "Usage: curlew " + command.substring(0, command.indexOf(' ', 5)))
                .doesNotContain("default: 7");
    }

    private int open(Path sealed, Path key, Path out) {
        return run("caid", "open", sealed, "--key", key, "--password-file", password, "--out", out);
    }

    private static int run(Object... arguments) {
        return CurlewCommand.execute(
                Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private static Path pem(Path key) {
        return key.resolveSibling(key.getFileName().toString().replace(".p12", ".pem"));
    }

    /** A key of its own with a certificate that ends after so many days, or ended before today; beside it the certificate alone. */
    private Path key(String name, int days) throws Exception {
        Path p12 = folder.resolve(name + ".p12");
        tool(
                "keytool",
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp384r1",
                "-dname",
                "CN=" + name,
                "-startdate",
                days < 0 ? "-10d" : "-1d",
                "-validity",
                Integer.toString(days < 0 ? 2 : days),
                "-storetype",
                "PKCS12",
                "-keystore",
                p12.toString(),
                "-storepass",
                "secret");
        tool(
                "keytool",
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                p12.toString(),
                "-storepass",
                "secret",
                "-file",
                pem(p12).toString());
        return p12;
    }

    private static void tool(String name, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = Path.of(System.getProperty("java.home"), "bin", name).toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
