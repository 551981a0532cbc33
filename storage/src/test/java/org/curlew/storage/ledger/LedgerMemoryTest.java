package org.curlew.storage.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Chaining, export and check need the same memory for few entries and for many. */
class LedgerMemoryTest {

    @TempDir
    Path folder;

    @Test
    void an_export_many_times_larger_than_the_heap_is_written_and_verified() throws Exception {
        LedgerFixture fixture = new LedgerFixture(folder);
        int entries = 60_000;
        fixture.jdbc.update("""
                insert into ledger_pending (actor, kind, act, subjects, details)
                select 'examiner', 'PICTURE_VIEWED', 'CONSULTATION', array['exhibit:ABC/' || n],
                       '{"page":' || n || ',"text":"' || repeat('x', 1200) || '"}'
                from generate_series(1, ?) n
                """, entries);
        Path export = folder.resolve("export");
        assertThat(export(fixture, export)).isEqualTo(Integer.toString(entries));
        long megabytes = Files.size(export.resolve("ledger.jsonl")) >> 20;
        assertThat(megabytes).as("export against a heap of 24 MiB").isGreaterThan(80);

        assertThat(verify(export)).isEqualTo(entries + " true");

        // and one byte of the last entries is still found
        changeNearTheEnd(export.resolve("ledger.jsonl"));
        assertThat(verify(export)).endsWith(" false");
    }

    private static void changeNearTheEnd(Path file) throws IOException {
        Path copy = file.resolveSibling("copy");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy));
                var lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                out.write(line.replace("\"page\":59990,", "\"page\":59991,").getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        }
        Files.move(copy, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private String export(LedgerFixture fixture, Path export) throws Exception {
        PGSimpleDataSource database = (PGSimpleDataSource) fixture.jdbc.getDataSource();
        return run(
                ExporterProcess.class,
                database.getUrl(),
                database.getUser(),
                folder.resolve("keys").toString(),
                export.toString());
    }

    private static String verify(Path export) throws Exception {
        return run(VerifierProcess.class, export.toString());
    }

    private static String run(Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
