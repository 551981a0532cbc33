package org.curlew.pipeline.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.curlew.storage.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** V561 to V565 on a database that has devices at work, and disposals that are done or broke off. */
class MigratedDevicesTest {

    private final TestDatabase database = TestDatabase.empty();
    private final JdbcClient jdbc = database.jdbc();

    @Test
    void room_goes_to_the_newest_image_at_work_and_disposed_images_are_forgotten_but_not_those_that_came_later() {
        database.migrate("552");
        jdbc.sql("insert into case_file (id, reference, created_by, created_at) overriding system value"
                        + " values (1, 'OP-1', 'x', now())")
                .update();
        for (int exhibit = 1; exhibit <= 3; exhibit++) {
            jdbc.sql("insert into exhibit (id, case_id, reference, created_by, created_at) overriding system value"
                            + " values (?, 1, ?, 'x', now())")
                    .params(exhibit, "E/" + exhibit)
                    .update();
        }
        acquisition(10, 1, "2026-01-01", true);
        acquisition(11, 1, "2026-01-02", false);
        acquisition(20, 2, "2026-01-01", true);
        acquisition(21, 2, "2026-03-01", true);
        acquisition(30, 3, "2026-01-01", true);
        jdbc.sql("insert into pool (name, kind, location) values ('objects', 'OBJECT_STORE', '/x')")
                .update();
        jdbc.sql("insert into pool_reservation (pool, exhibit_id, purpose, bytes) values"
                        + " ('objects', 1, 'media', 5), ('objects', 1, 'image', 6), ('objects', 3, 'media', 7)")
                .update();
        disposal(2, "DONE");
        disposal(3, "ERASED");

        database.migrate("latest");

        assertThat(jdbc.sql("select purpose from pool_reservation order by id")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("media:11", "image:11", "media"));
        assertThat(jdbc.sql("select acquisition_id from stored_image_part order by 1")
                        .query(Long.class)
                        .list())
                .isEqualTo(List.of(10L, 11L, 21L));
        assertThat(jdbc.sql("select keys from disposal_image")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("images/3/"));
    }

    private void acquisition(long id, long exhibit, String day, boolean finished) {
        jdbc.sql("""
                        insert into acquisition (id, exhibit_id, parts, fingerprint, created_at, finished_at)
                        overriding system value
                        values (?, ?, array['/a'], 'f', ?::timestamptz, case when ? then ?::timestamptz end)
                        """).params(id, exhibit, day, finished, day).update();
        jdbc.sql("insert into stored_image_part (acquisition_id, ordinal, name, bytes, keys) values (?, 0, 'a', 1, ?)")
                .params(id, "images/" + exhibit + "/" + id + "/00000/")
                .update();
    }

    private void disposal(long exhibit, String state) {
        long item = jdbc.sql("""
                        insert into retention_item (class, case_id, case_reference, exhibit_id, exhibit_reference, state)
                        values ('EXTRACTED_DATA', 1, 'OP-1', ?, 'E', 'DISPOSED') returning id
                        """).param(exhibit).query(Long.class).single();
        jdbc.sql("""
                        insert into disposal (item_id, state, rule, rule_version, due_on, reason, proposed_by, decided_by,
                                              decided_at, erased_at)
                        values (?, ?, 'data-ended', '1', '2026-01-01', 'due', 'sgt', 'insp', now(), '2026-02-01')
                        """).params(item, state).update();
    }
}
