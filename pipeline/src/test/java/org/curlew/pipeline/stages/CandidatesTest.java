package org.curlew.pipeline.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.curlew.grading.victims.FirstGeneration;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.DeviceCameras;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Snapshots;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private final Candidates candidates = new Candidates(
            new DeviceCameras(DATABASE.jdbc()), new FirstGeneration(DATABASE.jdbc(), new Snapshots(DATABASE.jdbc())));
    private Acquisition acquisition;
    private int ordinal;

    @BeforeEach
    void a_laptop_beside_the_suspects_phone() {
        String operation = "OP-" + System.nanoTime();
        Exhibits exhibits = new Exhibits(DATABASE.dataSource());
        long laptop = exhibits.bookIn(operation, "ABC/1", "examiner").id();
        describe(exhibits.bookIn(operation, "ABC/2", "examiner").id(), "Invented Phone X9", "SN-4711", false);
        describe(exhibits.bookIn(operation, "ABC/3", "examiner").id(), "Invented Camera Z1", "SN-1", true);
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
        hit(found(1, "Phone X9", "SN-4711"), "md5");
        hit(found(2, "Phone X9", "SN-4711"), "pdq");

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

    private void hit(int place, String kind) {
        DATABASE.jdbc().sql("""
                        insert into file_hit (acquisition_id, segment, ordinal, rank, set_version_id, set_name, role,
                            set_version, kind)
                        values (?, 0, ?, 0, 1, 'Force set', 'illegal', '1', ?)
                        """).params(acquisition.id(), place, kind).update();
    }

    private static void describe(long exhibit, String make, String serial, boolean complainants) {
        ExhibitDetails details = new ExhibitDetails(
                exhibit,
                "phone",
                make,
                serial,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                complainants,
                false,
                false,
                null);
        DATABASE.transactions().execute(_ -> new Register(
                        DATABASE.jdbc(),
                        Clock.systemUTC(),
                        act -> {},
                        new ActLog(DATABASE.jdbc(), new Ledger(DATABASE.dataSource())))
                .add(details, "examiner", "booked in"));
    }
}
