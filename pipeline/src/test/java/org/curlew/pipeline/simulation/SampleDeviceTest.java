package org.curlew.pipeline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleDeviceTest {

    @TempDir
    private Path folder;

    @Test
    void the_sleuth_kit_sees_the_files_and_the_deleted_ones() throws Exception {
        Path image = new SampleDevice(7).write(folder).image();

        List<String> names = run("fls", "-r", "-p", "-F", "-o", "2048", image.toString());

        assertThat(names).anyMatch(n -> n.endsWith("Notes/shopping list (February).txt"));
        assertThat(names.stream().filter(n -> n.contains("SHAPE0")).count()).isEqualTo(120);
        assertThat(names.stream().filter(n -> n.startsWith("r/r * "))).hasSize(6);
    }

    @Test
    void the_volume_is_sound_to_the_file_system_checker() throws Exception {
        Path image = new SampleDevice(7).write(folder).image();
        Path volume = folder.resolve("volume.img");
        byte[] disk = Files.readAllBytes(image);
        Files.write(volume, java.util.Arrays.copyOfRange(disk, 2048 * 512, disk.length));

        List<String> report = run("fsck.vfat", "-n", volume.toString());

        assertThat(String.join("\n", report)).doesNotContain("differ", "bad", "Contains a free cluster", "orphan");
    }

    @Test
    void the_same_seed_gives_the_same_bytes() throws IOException {
        Path one = new SampleDevice(7).write(folder.resolve("one")).image();
        Path two = new SampleDevice(7).write(folder.resolve("two")).image();

        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    }

    private static List<String> run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().merge("PATH", ":/sbin:/usr/sbin", String::concat);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }
}
