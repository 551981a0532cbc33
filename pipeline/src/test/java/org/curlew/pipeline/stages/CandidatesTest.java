package org.curlew.pipeline.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.curlew.grading.victims.VictimDesk;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceCameras;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private final Candidates candidates =
            new Candidates(new DeviceCameras(DATABASE.jdbc()), VictimDesk.firstGeneration(DATABASE));
    private Acquisition acquisition;
    private int ordinal;

    @BeforeEach
    void a_laptop_beside_the_suspects_phone() {
        String operation = "OP-" + System.nanoTime();
        Exhibits exhibits = new Exhibits(DATABASE.dataSource());
        long laptop = exhibits.bookIn(operation, "ABC/1", "examiner").id();
        VictimDesk.describe(
                DATABASE, exhibits.bookIn(operation, "ABC/2", "examiner").id(), "Invented Phone X9", "SN-4711", false);
        VictimDesk.describe(
                DATABASE, exhibits.bookIn(operation, "ABC/3", "examiner").id(), "Invented Camera Z1", "SN-1", true);
        acquisition = new Acquisition(
                System.nanoTime(),
                laptop,
                operation,
                "ABC/1",
                List.of(Path.of("image")),
                List.of(Path.of("image")),
                Acquisition.Declared.NONE,
                List.of(),
                null);
    }

    @Test
    void media_in_no_set_that_name_the_phone_are_counted_once_each_with_the_reason() {
        found(1, "Phone X9", "SN-4711");
        found(1, "Phone X9", "SN-4711");
        found(2, "Phone X9", "");
        found(3, "Another", "SN-9");
        found(4, null, null);

        Candidates.Found found = candidates.of(acquisition);

        assertThat(found.media()).isEqualTo(2);
        assertThat(found.words())
                .contains("2 candidates for first-generation material")
                .contains("exhibit ABC/2");
    }

    @Test
    void what_a_set_holds_is_no_candidate_and_what_only_resembles_still_is() {
        hit(found(1, "Phone X9", "SN-4711"), "National", "illegal", "md5");
        hit(found(2, "Phone X9", "SN-4711"), "National", "illegal", "pdq");
        hit(found(3, "Phone X9", "SN-4711"), "NSRL", "known-good", "sha1");

        assertThat(candidates.of(acquisition).media()).isEqualTo(1);
    }

    @Test
    void what_the_force_graded_or_watches_for_still_is_until_somebody_names_the_victim() {
        hit(found(11, "Phone X9", "SN-4711"), "force uk-2014 illegal", "illegal", "sha256");
        hit(found(12, "Phone X9", "SN-4711"), "Watch list", "intelligence", "md5");

        assertThat(candidates.of(acquisition).media()).isEqualTo(2);

        DATABASE.jdbc()
                .sql("insert into content (sha256, md5, sha1, size, mime) values (?, ?, ?, 1, '')")
                .params(java.util.HexFormat.of().parseHex("%064x".formatted(11)), new byte[16], new byte[20])
                .update();
        DATABASE.jdbc()
                .sql("""
                        insert into victim_act (case_id, sha256, kind, at, actor, text)
                        select e.case_id, decode(?, 'hex'), 'IDENTIFIED', now(), 'vio', 'named by her school'
                        from exhibit e where e.id = ?
                        """)
                .params("%064x".formatted(11), acquisition.exhibitId())
                .update();

        assertThat(candidates.of(acquisition).media()).isEqualTo(1);
    }

    @Test
    void a_complainants_own_device_is_no_suspects() {
        found(1, "Camera Z1", "SN-1");

        assertThat(candidates.of(acquisition)).isEqualTo(Candidates.Found.NONE);
    }

    private int found(int content, String model, String serial) {
        int place = ++ordinal;
        DATABASE.jdbc()
                .sql("""
                        insert into file_record (acquisition_id, segment, ordinal, volume, path, size, allocated, deleted,
                            orphan, container, mime, created, modified, accessed, changed, sha256, status, reason, address,
                            attribute_type, attribute_id, inner_path, camera_make, camera_model, camera_serial)
                        values (?, 0, ?, 0, ?, 1, true, false, false, '', 'image/jpeg', '', '', '', '', decode(?, 'hex'),
                            'HASHED', '', ?, 0, 0, '', ?, ?, ?)
                        """)
                .params(
                        acquisition.id(),
                        place,
                        "/" + place + ".jpg",
                        "%064x".formatted(content),
                        place,
                        model == null ? null : "Invented",
                        model,
                        serial)
                .update();
        return place;
    }

    private void hit(int place, String set, String role, String kind) {
        DATABASE.jdbc()
                .sql("""
                        insert into file_hit (acquisition_id, segment, ordinal, rank, set_version_id, set_name, role,
                            set_version, kind)
                        values (?, 0, ?, 0, 1, ?, ?, '1', ?)
                        """)
                .params(acquisition.id(), place, set, role, kind)
                .update();
    }
}
