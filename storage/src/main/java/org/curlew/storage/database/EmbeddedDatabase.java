package org.curlew.storage.database;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * A PostgreSQL server of the application's own, in a folder that outlives it. The server listens on loopback only, on a
 * port the system chose, and ends with {@link #close()}.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String USER = "postgres";

    /** How long the end of the virtual machine waits for those who use the database to close it themselves. */
    private static final long ORDERLY_SECONDS = 10;

    private final EmbeddedPostgres server;
    private final CountDownLatch closed = new CountDownLatch(1);

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::closeLast));
    }

    /** A server that nobody closed (a stop in the middle of a start) must not outlive the process. */
    private void closeLast() {
        try {
            if (!closed.await(ORDERLY_SECONDS, TimeUnit.SECONDS)) {
                close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Memory for pages of the database in MiB, a sixty-fourth of the machine's: the media of a large force are read at random places. It is
     * taken as it is used, so that a small force takes little.
     */
    private static long buffers() {
        long machine = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() >> 20
                : 0;
        return Math.clamp(machine / 64, 64, 1024);
    }

    /**
     * Starts the server on the folder, which is created and initialised when it is new.
     *
     * @param folder the cluster's folder; must not be in use by another server
     */
    public static EmbeddedDatabase start(Path folder) {
        try {
            Files.createDirectories(folder);
            Path work = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-binaries"));
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setOverrideWorkingDirectory(work.toFile())
                    // a resolver of its own: zonky keeps one unpacked server for each in a static map, and a second of
                    // this process would run from the first one's folder, which may be gone
                    .setPgBinaryResolver(new OwnBinaries())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    // zonky's defaults are for tests: -F (no fsync) and no waiting for the log; a power cut would lose
                    // what was acknowledged, and could ruin the cluster
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("shared_buffers", buffers() + "MB")
                    .setServerConfig("max_wal_size", "2GB")
                    // while a checkpoint's files are synced, who commits waits for the same disk
                    .setServerConfig("checkpoint_timeout", "15min")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setLocaleConfig("encoding", "UTF8")
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new EmbeddedDatabase(server);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded PostgreSQL did not start in " + folder
                            + ": check that the folder can be written and that no other process uses it",
                    e);
        }
    }

    /** The binaries that are packed with the application; two of these are never equal. */
    private static final class OwnBinaries implements PgBinaryResolver {

        @Override
        public InputStream getPgBinary(String system, String machineHardware) throws IOException {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
        }
    }

    /** The JDBC address of the default database. */
    public String url() {
        return server.getJdbcUrl(USER, "postgres");
    }

    /** The JDBC address of a database by name, for tests that want one each. */
    public String url(String database) {
        return server.getJdbcUrl(USER, database);
    }

    public String user() {
        return USER;
    }

    /** Unpooled connections to the default database. */
    public DataSource dataSource() {
        return server.getPostgresDatabase();
    }

    @Override
    public void close() {
        try {
            server.close();
            closed.countDown();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL did not stop", e);
        }
    }
}
