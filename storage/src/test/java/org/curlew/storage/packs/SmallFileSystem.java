package org.curlew.storage.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes that really gets full; needs the right to mount, as the test machines have. */
public final class SmallFileSystem implements AutoCloseable {

    private static final String FILLING = "filling";
    private static final int PAGE = 4096;

    private final Path folder;

    public SmallFileSystem(Path folder, int megabytes) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()))
                .as("mounting a small disk needs root")
                .isZero();
    }

    public Path folder() {
        return folder;
    }

    public void grow(int megabytes) throws IOException, InterruptedException {
        assertThat(run("mount", "-o", "remount,size=" + megabytes + "m", folder.toString()))
                .isZero();
    }

    /** Takes every byte that is left. */
    public SmallFileSystem fill() throws IOException {
        return fill(0);
    }

    /** Takes all but these bytes of what is left. */
    public SmallFileSystem fill(long left) throws IOException {
        byte[] piece = new byte[256 * PAGE];
        try (OutputStream out = Files.newOutputStream(folder.resolve(FILLING))) {
            for (long room = room(left); room >= PAGE; room = room(left)) {
                out.write(piece, 0, (int) Math.min(piece.length, room / PAGE * PAGE));
            }
        }
        return this;
    }

    private long room(long left) throws IOException {
        return Files.getFileStore(folder).getUsableSpace() - left;
    }

    /** Gives back what {@link #fill} took. */
    public void makeRoom() throws IOException {
        Files.delete(folder.resolve(FILLING));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(run("umount", "-l", folder.toString())).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
