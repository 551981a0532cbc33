package org.curlew.storage.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedDatabaseTest {

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void what_was_acknowledged_survives_a_power_cut(String setting) {
        String value = TestDatabase.create()
                .jdbc()
                .sql("select current_setting(?)")
                .param(setting)
                .query(String.class)
                .single();

        assertThat(value).isEqualTo("on");
    }

    /** Once it ran from the folder of the first server of the process, and failed when that was deleted. */
    @ParameterizedTest
    @ValueSource(strings = {"one", "another"})
    void a_server_runs_from_a_folder_beside_its_own(String name, @TempDir Path folder) {
        try (EmbeddedDatabase server = EmbeddedDatabase.start(folder.resolve(name))) {
            String programs = JdbcClient.create(server.dataSource())
                    .sql("select setting from pg_config where name = 'BINDIR'")
                    .query(String.class)
                    .single();

            assertThat(Path.of(programs)).startsWith(folder.resolve(name + "-binaries"));
        }
    }
}
