package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.curlew.grading.vics.Csdl;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.pipeline.simulation.SampleDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code curlew process} as a user runs it: exit codes, messages and files, above all with input that is not as it should be. */
class ProcessCommandTest {

    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void name_folders() {
        data = folder.resolve("data");
        out = folder.resolve("out");
    }

    @Test
    void a_sample_device_with_hash_sets_gives_hits_and_a_complete_certificate() throws IOException {
        SampleDevice.Sample sample = new SampleDevice(7).write(folder.resolve("sample"));

        Cli.Result result = Cli.run(
                "process",
                sample.image(),
                "--out",
                out,
                "--data",
                data,
                "--case",
                "OP-1",
                "--exhibit",
                "ABC/1",
                "--hash-set",
                sample.illegalSet() + ",name=Sample illegal,role=illegal,scheme=uk-2014",
                "--hash-set",
                sample.knownGoodSet() + ",name=Sample known,role=known-good,scheme=nsrl-caid");

        assertThat(result.exit()).as(result.err()).isZero();
        var summary = Cli.summary(out);
        assertThat(summary.path("exhibit").asString()).isEqualTo("ABC/1");
        assertThat(summary.path("case").asString()).isEqualTo("OP-1");
        assertThat(summary.path("state").asString()).isEqualTo("TRIAGED");
        assertThat(summary.at("/certificate/complete").asBoolean()).isTrue();
        assertThat(summary.at("/matches/0/set").asString()).isEqualTo("Sample illegal");
        assertThat(summary.at("/matches/0/exact").asLong()).isEqualTo(9);
        assertThat(summary.at("/matches/1/exact").asLong()).isEqualTo(11);
        List<List<String>> rows = Cli.files(out);
        assertThat(rows.stream().filter(r -> r.get(18).equals("illegal"))).hasSize(9);
        assertThat(rows.stream().filter(r -> r.get(1).equals("/Notes/renamed picture.dat")))
                .singleElement()
                .satisfies(r -> assertThat(r.get(7)).isEqualTo("image/jpeg"))
                .satisfies(r -> assertThat(r.get(19)).isEqualTo("1"));
        assertThat(Files.readString(out.resolve("media.vics.json")))
                .contains("#Cases", "\"Category\":1", "PrecategorizationSource");
        assertThat(Csdl.load().violations(out.resolve("media.vics.json")))
                .as("against ProjectVicDataModel.2.0.xml: names, types, nullability, keys")
                .isEmpty();
    }

    @Test
    void no_arguments_and_unknown_options_are_usage_errors() {
        assertThat(Cli.run("process").exit()).isEqualTo(2);
        assertThat(Cli.run("process", "x.dd", "--out", out, "--colour", "red").exit())
                .isEqualTo(2);
        assertThat(Cli.run("process", "x.dd", "--out", out, "--expect-md5", "12")
                        .exit())
                .isEqualTo(2);
        assertThat(Cli.run("process", "x.dd", "--out", out, "--hash-set", "x").exit())
                .isEqualTo(2);
    }

    @Test
    void what_is_no_image_is_refused_in_one_line_that_names_it() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.dd"));
        Path text = Files.writeString(folder.resolve("letter.dd"), "Dear Sir\n".repeat(5000));
        Path noise = folder.resolve("noise.dd");
        byte[] bytes = new byte[1 << 20];
        new java.util.SplittableRandom(3).nextBytes(bytes);
        Files.write(noise, bytes);
        for (Path image : List.of(empty, text, noise, folder.resolve("missing.dd"))) {
            Path results = folder.resolve("out-" + image.getFileName());

            Cli.Result result = Cli.run("process", image, "--out", results, "--data", data);

            assertThat(result.exit()).as(result.err()).isEqualTo(4);
            assertThat(message(result))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(image.getFileName().toString());
        }
    }

    @Test
    void a_wrong_expected_digest_is_refused_and_both_are_shown() {
        Path image = TestImages.generated("small").resolve("small.raw");

        Cli.Result result = Cli.run("process", image, "--out", out, "--data", data, "--expect-sha256", "0".repeat(64));

        assertThat(result.exit()).isEqualTo(4);
        assertThat(message(result)).hasSize(1).first().asString().contains("mismatch", "0".repeat(64));
        assertThat(Cli.summary(out).at("/image/verification").asString()).isEqualTo("MISMATCH");
        assertThat(Cli.summary(out).path("state").asString()).isEqualTo("VERIFY_FAILED");
    }

    @Test
    void an_output_folder_with_files_is_left_as_it_is() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("mine.txt"), "mine");
        Path image = new SampleDevice(7).write(folder.resolve("sample")).image();

        Cli.Result result = Cli.run("process", image, "--out", out, "--data", data);

        assertThat(result.exit()).isEqualTo(4);
        assertThat(Files.readString(out.resolve("mine.txt"))).isEqualTo("mine");
        try (Stream<Path> entries = Files.list(out)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void an_incomplete_set_stops_the_run_before_it_begins() throws IOException {
        SampleDevice.Sample sample = new SampleDevice(7).write(folder.resolve("sample"));
        byte[] whole = Files.readAllBytes(sample.illegalSet());
        Path cut = folder.resolve("cut.json");
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));

        Cli.Result result = Cli.run(
                "process",
                sample.image(),
                "--out",
                out,
                "--data",
                data,
                "--hash-set",
                cut + ",name=Cut,role=illegal,scheme=uk-2014");

        assertThat(result.exit()).isEqualTo(4);
        assertThat(message(result)).hasSize(1).first().asString().contains("cut.json");
        assertThat(out.resolve("summary.json")).doesNotExist();
    }

    @Test
    void an_unknown_scheme_is_refused_and_the_known_ones_are_named() throws IOException {
        SampleDevice.Sample sample = new SampleDevice(7).write(folder.resolve("sample"));

        Cli.Result result = Cli.run(
                "process",
                sample.image(),
                "--out",
                out,
                "--data",
                data,
                "--hash-set",
                sample.illegalSet() + ",name=S,role=illegal,scheme=mars");

        assertThat(result.exit()).isEqualTo(4);
        assertThat(message(result)).hasSize(1).first().asString().contains("mars", "uk-2014");
    }

    @Test
    void a_damaged_chunk_leaves_the_rest_readable_and_is_listed() throws IOException {
        Path image = folder.resolve("damaged.E01");
        Files.copy(TestImages.generated("small").resolve("small.E01"), image, StandardCopyOption.REPLACE_EXISTING);
        flip(image, Files.size(image) / 2);

        Cli.Result result = Cli.run("process", image, "--out", out, "--data", data);

        assertThat(result.exit()).as(result.err()).isEqualTo(3);
        var summary = Cli.summary(out);
        assertThat(summary.path("state").asString()).isEqualTo("PARTIAL");
        assertThat(summary.at("/certificate/complete").asBoolean()).isFalse();
        assertThat(summary.at("/certificate/gaps").size()).isPositive();
        assertThat(summary.at("/files/hashed").asLong()).isGreaterThan(200);
        assertThat(summary.at("/image/verification").asString()).isEqualTo("MISMATCH");

        Cli.Result verified = Cli.run("verify", "image", image);

        assertThat(verified.exit()).as(verified.err()).isEqualTo(4);
        assertThat(message(verified)).hasSize(1).first().asString().contains("mismatch", "could not be read");
    }

    @Test
    void a_second_process_on_the_same_data_folder_is_refused() throws IOException {
        Path image = new SampleDevice(7).write(folder.resolve("sample")).image();
        try (DataFolder held = DataFolder.open(data)) {
            Cli.Result result = Cli.run("process", image, "--out", out, "--data", data);

            assertThat(result.exit()).isEqualTo(4);
            assertThat(message(result)).first().asString().contains(held.path().toString());
        }
    }

    private static List<String> message(Cli.Result result) {
        return result.err().lines().filter(l -> l.startsWith("curlew: ")).toList();
    }

    private static void flip(Path file, long offset) throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(
                file, java.nio.file.StandardOpenOption.READ, java.nio.file.StandardOpenOption.WRITE)) {
            java.nio.ByteBuffer one = java.nio.ByteBuffer.allocate(1);
            channel.read(one, offset);
            one.put(0, (byte) ~one.get(0)).flip();
            channel.write(one, offset);
        }
    }
}
