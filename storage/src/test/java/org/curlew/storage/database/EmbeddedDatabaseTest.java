package org.curlew.storage.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
}
