package org.curlew.storage.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/** Adobe's S3Mock 4.8.0 as a child process; its jar is copied to {@code target} by the build. */
final class S3MockProcess {

    private static final Pattern STARTED =
            Pattern.compile("Tomcat started on ports \\d+ \\(https\\), (\\d+) \\(http\\)");
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private static final AtomicInteger CALLERS = new AtomicInteger();

    private S3MockProcess() {}

    static URI endpoint() {
        return endpoint(Holder.PORT);
    }

    static URI endpoint(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    static int nextCaller() {
        return CALLERS.incrementAndGet();
    }

    /** Started on first use. */
    private static final class Holder {
        static final int PORT = start(null).port();
    }

    /** One on a folder of the caller's, who ends it. */
    static Running startOn(Path root) {
        return start(root);
    }

    record Running(int port, Process process) {}

    private static Running start(Path root) {
        // the module's own tests run in its folder, the application's in the one beside it
        Path jar = Path.of("..", "storage", "target", "s3mock.jar");
        if (!Files.isReadable(jar)) {
            throw new IllegalStateException(jar.toAbsolutePath() + " is missing: build with Maven, which copies it");
        }
        try {
            Path folder = Files.createTempDirectory("curlew-s3mock");
            Path log = folder.resolve("s3mock.log");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            jar.toAbsolutePath().toString(),
                            "--server.port=0",
                            "--com.adobe.testing.s3mock.httpPort=0",
                            "--com.adobe.testing.s3mock.store.root="
                                    + (root == null ? Files.createDirectories(folder.resolve("s3mock")) : root))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                process.destroyForcibly().onExit().join();
                FileSystemUtils.deleteRecursively(folder.toFile());
            }));
            return new Running(await(process, log), process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int await(Process process, Path log) throws IOException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < deadline) {
            Matcher started = STARTED.matcher(Files.readString(log));
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
            try {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("S3Mock did not start:\n" + Files.readString(log));
    }
}
