package org.curlew.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.curlew.pipeline.simulation.SampleDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of a seized virtual machine, given as it lies in the machine's folder. */
class VirtualMachineTest {

    @TempDir
    private Path folder;

    private Path raw;

    @BeforeEach
    void write() throws IOException {
        raw = new SampleDevice(11).write(folder.resolve("sample")).image();
    }

    private Path converted(String name, String kind, String options) throws IOException, InterruptedException {
        Path image = folder.resolve(name);
        Process qemu = new ProcessBuilder(
                        "qemu-img", "convert", "-f", "raw", "-O", kind, "-o", options, raw.toString(), image.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(qemu.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(qemu.waitFor()).as(said).isZero();
        return image;
    }

    @Test
    void a_disk_of_virtualbox_gives_the_files_and_the_digest_of_its_raw_media() throws Exception {
        Path image = converted("machine.vdi", "vdi", "static=off");

        assertThat(process(raw, "raw").exit()).isZero();
        Cli.Result result = process(image, "vdi");

        assertThat(result.exit()).as(result.err()).isZero();
        var summary = Cli.summary(folder.resolve("vdi"));
        assertThat(summary.at("/image/format").asString()).isEqualTo("vdi");
        assertThat(summary.at("/image/sha256"))
                .isEqualTo(Cli.summary(folder.resolve("raw")).at("/image/sha256"));
        assertThat(Cli.files(folder.resolve("vdi"))).hasSizeGreaterThan(10).isEqualTo(Cli.files(folder.resolve("raw")));
    }

    @Test
    void a_fixed_disk_with_a_damaged_footer_is_processed_whole_and_the_damage_is_told() throws Exception {
        Path image = converted("machine.vhd", "vpc", "subformat=fixed,force_size=on");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek(file.length() - 512 + 70);
            file.write(file.read() ^ 0x5a);
        }
        Cli.Result result = process(image, "vhd");

        assertThat(result.exit()).as(result.err()).isZero();
        var summary = Cli.summary(folder.resolve("vhd"));
        assertThat(summary.at("/image/bytes").asLong()).isEqualTo(raw.toFile().length());
        assertThat(summary.at("/image/acquisition/damage").asString()).contains("footer fails its checksum");
        assertThat(Cli.run("verify", "image", image).out()).contains("damage   the footer fails its checksum");
    }

    private Cli.Result process(Path image, String name) {
        return Cli.run("process", image, "--out", folder.resolve(name), "--data", folder.resolve("data-of-" + name));
    }
}
