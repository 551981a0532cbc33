package org.curlew.pipeline.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curlew.pipeline.devices.Acquisition;
import org.curlew.pipeline.devices.Acquisitions;
import org.curlew.pipeline.devices.StageRuns;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.pipeline.near.VideoFingerprints;
import org.curlew.pipeline.pictures.Decoded;
import org.curlew.pipeline.pictures.VideoFrames;
import org.curlew.storage.database.TestDatabase;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExhibitMediaTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    @TempDir
    private Path folder;

    private final Exhibits exhibits = new Exhibits(DATABASE.dataSource());
    private final StoredImages images = new StoredImages(DATABASE.jdbc());
    private final Acquisitions acquisitions = new Acquisitions(DATABASE.jdbc(), images);
    private final VideoFingerprints videos = new VideoFingerprints(DATABASE.jdbc());
    private final ExhibitMedia media = new ExhibitMedia(DATABASE.jdbc(), images, videos);

    @Test
    void an_exhibits_media_are_each_named_once_with_every_exhibit_they_lie_on() {
        long one = exhibits.bookIn("OP-1", "ABC/1", "examiner").id();
        long two = exhibits.bookIn("OP-2", "XYZ/9", "examiner").id();
        found(one, 1, "/a.jpg");
        found(one, 1, "/copy of a.jpg");
        found(one, 2, "/b.jpg");
        found(two, 2, "/c.jpg");

        List<String> all = new ArrayList<>();
        media.media(one, all::addAll);

        assertThat(all).containsExactly(digest(1), digest(2));
        assertThat(media.exhibits(all))
                .hasSize(2)
                .containsEntry(digest(1), Set.of(one))
                .containsEntry(digest(2), Set.of(one, two));
    }

    @Test
    void the_contact_sheet_of_a_video_belongs_to_every_exhibit_that_holds_the_video() {
        long one = exhibits.bookIn("OP-3", "ABC/3", "examiner").id();
        long two = exhibits.bookIn("OP-4", "XYZ/4", "examiner").id();
        found(one, 31, "/film.mov");
        found(one, 32, "/a.jpg");
        found(two, 31, "/copy of film.mov");
        videos.store(
                HexFormat.of().parseHex(digest(31)),
                new VideoFrames(
                        Decoded.Status.READ, "", 320, 240, 4, VideoFrames.Sampling.KEY_FRAMES, List.of(), new byte[0]),
                digest(39));

        List<String> all = new ArrayList<>();
        media.media(one, all::addAll);

        assertThat(all).containsExactly(digest(31), digest(32), digest(39));
        assertThat(media.exhibits(List.of(digest(32), digest(39))))
                .isEqualTo(Map.of(digest(32), Set.of(one), digest(39), Set.of(one, two)));
    }

    @Test
    void an_exhibits_images_are_let_go_of_and_those_of_a_number_that_begins_alike_are_not() throws IOException {
        long one = exhibits.bookIn("OP-5", "ABC/5", "examiner").id();
        long other = exhibits.bookIn("OP-5", "ABC/6", "examiner").id();
        long first = acquisition(one);
        long second = acquisition(one);
        long others = acquisition(other);
        images.moved(
                List.of(StoredImages.part(one, first, 0, "a.E01", 5), StoredImages.part(other, others, 0, "b.E01", 7)));

        assertThat(media.letGoOfImages(one))
                .as("also of the one whose move broke off")
                .containsExactly("images/" + one + "/" + first + "/", "images/" + one + "/" + second + "/");

        assertThat(images.parts(first)).isEmpty();
        assertThat(images.parts(others)).hasSize(1);
        assertThat(images.bytes()).isEqualTo(7);
    }

    @Test
    void the_machine_is_at_work_from_the_admission_to_the_end() throws IOException {
        long exhibit = exhibits.bookIn("OP-7", "ABC/7", "examiner").id();
        long acquisition = acquisition(exhibit);
        StageRuns runs = new StageRuns(DATABASE.jdbc());
        assertThat(media.atWork(exhibit)).as("waits to be admitted").isFalse();

        runs.begin(acquisition, "admission");
        runs.end(acquisition, "admission", "DONE", 0, 0, 0, "");
        assertThat(media.atWork(exhibit)).isTrue();

        acquisitions.finish(acquisition);
        assertThat(media.atWork(exhibit)).isFalse();
    }

    private long acquisition(long exhibit) throws IOException {
        Path image = Files.write(Files.createTempFile(folder, "image", ".raw"), new byte[1]);
        return acquisitions
                .take(exhibit, List.of(image), Acquisition.Declared.NONE, List.of(), null)
                .id();
    }

    private static void found(long exhibit, int number, String path) {
        byte[] sha256 = HexFormat.of().parseHex(digest(number));
        DATABASE.jdbc()
                .sql("insert into content (sha256, md5, sha1, size, mime) values (?, ?, ?, 1, 'image/jpeg') on"
                        + " conflict do nothing")
                .params(sha256, new byte[16], new byte[20])
                .update();
        DATABASE.jdbc()
                .sql("insert into occurrence (exhibit_id, sha256, volume, path, allocated, deleted, orphan) values"
                        + " (?, ?, 0, ?, true, false, false)")
                .params(exhibit, sha256, path)
                .update();
    }

    private static String digest(int number) {
        return "%064x".formatted(number);
    }
}
