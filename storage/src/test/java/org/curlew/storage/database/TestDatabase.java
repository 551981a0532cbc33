package org.curlew.storage.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** A migrated database of its own for a test class, on the one embedded server of the test JVM. */
public final class TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();

    private TestDatabase(String url, String user) {
        dataSource.setUrl(url);
        dataSource.setUser(user);
    }

    /** A copy of a database in which every migration on the class path has run. */
    public static TestDatabase create() {
        String template = Server.TEMPLATE;
        return create("create database %s template " + template);
    }

    /** A database in which no migration has run: for tests of a migration on rows that were there before it. */
    public static TestDatabase empty() {
        return create("create database %s");
    }

    /** Brings the database to this version; what has run is not run again. */
    public void migrate(String version) {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .outOfOrder(true)
                .target(version)
                .load()
                .migrate();
    }

    private static TestDatabase create(String statement) {
        EmbeddedDatabase server = Server.INSTANCE;
        String name = "test_" + NUMBER.incrementAndGet();
        JdbcClient.create(server.dataSource()).sql(statement.formatted(name)).update();
        return new TestDatabase(server.url(name), server.user());
    }

    public PGSimpleDataSource dataSource() {
        return dataSource;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    }

    /** Started on first use, stopped and deleted with the JVM. In memory where there is a folder for that: it syncs a lot. */
    private static final class Server {

        private static final Path MEMORY = Path.of("/dev/shm");
        static final EmbeddedDatabase INSTANCE = start();
        /** Migrated once: a copy takes a tenth of the time. */
        static final String TEMPLATE = migrated();

        private static String migrated() {
            TestDatabase database = empty();
            database.migrate("latest");
            return database.dataSource.getDatabaseName();
        }

        private static EmbeddedDatabase start() {
            try {
                Path folder = Files.isWritable(MEMORY)
                        ? Files.createTempDirectory(MEMORY, "curlew-test-database")
                        : Files.createTempDirectory("curlew-test-database");
                EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve("cluster"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    server.close();
                    FileSystemUtils.deleteRecursively(folder.toFile());
                }));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
