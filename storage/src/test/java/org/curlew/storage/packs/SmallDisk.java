package org.curlew.storage.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes that really gets full; needs the right to mount, as the test machines have. */
final class SmallDisk implements AutoCloseable {

    final Path folder;

    SmallDisk(Path folder, int megabytes) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()))
                .as("mounting a small disk needs root")
                .isZero();
    }

    void grow(int megabytes) throws IOException, InterruptedException {
        assertThat(run("mount", "-o", "remount,size=" + megabytes + "m", folder.toString()))
                .isZero();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(run("umount", "-l", folder.toString())).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
