package org.curlew.pipeline.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.curlew.pipeline.pictures.Decoded;
import org.curlew.pipeline.pictures.VideoFrames;
import org.curlew.storage.database.TestDatabase;
import org.junit.jupiter.api.Test;

class VideoFingerprintsTest {

    private static final byte[] DECIDED = HexFormat.of().parseHex("a1".repeat(32));
    private static final byte[] UNSEEN = HexFormat.of().parseHex("b2".repeat(32));
    private static final String SHEET = "c3".repeat(32);

    private final TestDatabase database = TestDatabase.create();
    private final VideoFingerprints videos = new VideoFingerprints(database.jdbc());

    @Test
    void a_video_whose_contact_sheet_is_not_in_the_packs_is_read_once_more() {
        VideoFrames frames = new VideoFrames(
                Decoded.Status.READ, "", 320, 240, 4, VideoFrames.Sampling.KEY_FRAMES, List.of(), new byte[0]);
        videos.store(DECIDED, frames, null);
        videos.store(UNSEEN, frames, SHEET);

        assertThat(videos.read(List.of(DECIDED, UNSEEN)))
                .as("the store was full before the sheet was in it")
                .containsExactly(DECIDED);

        stored();
        assertThat(videos.read(List.of(DECIDED, UNSEEN))).hasSize(2);
    }

    private void stored() {
        UUID pack = UUID.randomUUID();
        database.jdbc()
                .sql(
                        "insert into pack (id, object_key, bytes, sha256, wrapped_key, key_id) values (?, 'packs/x', 9, ?, ?, 'k')")
                .params(pack, new byte[32], new byte[40])
                .update();
        database.jdbc()
                .sql("insert into pack_item (sha256, pack_id, start, length, stored_length) values (?, ?, 0, 1, 29)")
                .params(HexFormat.of().parseHex(SHEET), pack)
                .update();
    }
}
