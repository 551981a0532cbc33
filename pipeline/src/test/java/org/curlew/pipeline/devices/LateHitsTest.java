package org.curlew.pipeline.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.curlew.pipeline.devices.DeviceFiles.Hit;
import org.curlew.storage.database.TestDatabase;
import org.junit.jupiter.api.Test;

class LateHitsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final LateHits.Digests FILE = new LateHits.Digests(0, 1, null, null, null);

    private final LateHits late = new LateHits(DATABASE.jdbc());
    private final long acquisition = System.nanoTime();

    @Test
    void what_the_force_graded_comes_behind_what_others_know_and_before_all_else() {
        add(1, "NSRL", "known-good", "md5");
        add(2, "force uk-2014 illegal", "illegal", "md5");
        assertThat(sets()).containsExactly("force uk-2014 illegal", "NSRL");

        add(3, "National", "illegal", "md5");
        assertThat(sets()).containsExactly("National", "force uk-2014 illegal", "NSRL");

        add(4, "force uk-2014 illegal", "illegal", "md5", 2L);
        assertThat(sets())
                .as("the next version of the own set")
                .containsExactly("National", "NSRL", "force uk-2014 illegal");
    }

    @Test
    void a_likeness_to_what_others_know_is_not_its_knowledge() {
        add(1, "National", "illegal", "pdq");
        add(2, "force uk-2014 illegal", "illegal", "md5");

        assertThat(sets()).containsExactly("force uk-2014 illegal", "National");
    }

    private void add(long version, String set, String role, String kind, Long... earlier) {
        Hit hit = new Hit(version, set, role, "uk-2014", "1", 1, kind, false, false, false, "");
        assertThat(late.add(acquisition, FILE, hit, List.of(earlier))).isTrue();
    }

    private List<String> sets() {
        return DATABASE.jdbc()
                .sql("select set_name from file_hit where acquisition_id = ? order by rank")
                .param(acquisition)
                .query(String.class)
                .list();
    }
}
