package org.curlew.pipeline.near;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curlew.pipeline.pictures.VideoFrames;
import org.curlew.triage.perceptual.VpdqText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The hashed frames of videos, one row a content whatever the number of devices it lies on. */
@Service
public class VideoFingerprints {

    private final JdbcClient jdbc;

    public VideoFingerprints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A video's fingerprint.
     *
     * @param status READ, PARTIAL, BROKEN, UNSUPPORTED, TOO_LARGE or UNREADABLE
     * @param reason why it was not read whole; "" where it was
     * @param frames frames that were hashed
     * @param sheet SHA-256 of its contact sheet in the media packs; null where there is none
     */
    public record Fingerprint(String status, String reason, double seconds, int frames, String sheet) {}

    public Optional<Fingerprint> find(byte[] sha256) {
        return jdbc.sql("select status, reason, seconds, frames, sheet from video_fingerprint where sha256 = ?")
                .param(sha256)
                .query(Fingerprint.class)
                .optional();
    }

    /**
     * Contents that have been tried; what could not be read is tried again on the next device that holds it, and so is one whose sheet
     * did not come into the packs, since the store was full or the process ended, or was disposed of.
     */
    public List<byte[]> read(List<byte[]> sha256s) {
        return jdbc.sql("""
                        select v.sha256 from video_fingerprint v
                        where v.sha256 = any(?) and v.status in ('READ', 'PARTIAL', 'TOO_LARGE')
                          and (v.sheet is null
                               or exists (select from pack_item p where p.sha256 = decode(v.sheet, 'hex')))
                        """)
                .param(sha256s.toArray(byte[][]::new))
                .query((row, n) -> row.getBytes(1))
                .list();
    }

    /** Digests of the contact sheets of these videos, lower-case hex. */
    public List<String> sheets(List<byte[]> sha256s) {
        return jdbc.sql("select distinct sheet from video_fingerprint where sha256 = any(?) and sheet is not null")
                .param(sha256s.toArray(byte[][]::new))
                .query(String.class)
                .list();
    }

    /** The videos that these are contact sheets of, by the sheet; both are digests in lower-case hex, and most are no sheets. */
    public Map<String, List<String>> ofSheets(Collection<String> digests) {
        Map<String, List<String>> videos = new HashMap<>();
        jdbc.sql("select sheet, sha256 from video_fingerprint where sheet = any(?)")
                .param(digests.toArray(String[]::new))
                .query(row -> {
                    videos.computeIfAbsent(row.getString(1), sheet -> new ArrayList<>())
                            .add(HexFormat.of().formatHex(row.getBytes(2)));
                });
        return videos;
    }

    /** Keeps what reading a video gave, in place of an earlier try. */
    public void store(byte[] sha256, VideoFrames video, String sheet) {
        store(
                sha256,
                video.status().name(),
                video.reason(),
                video.width(),
                video.height(),
                video.seconds(),
                video.sampling().name(),
                video.frames().size(),
                VpdqText.write(video.frames()),
                video.turned(),
                sheet);
    }

    /** Keeps why a video was not read. */
    public void without(byte[] sha256, String status, String reason) {
        store(sha256, status, reason, 0, 0, 0, VideoFrames.Sampling.KEY_FRAMES.name(), 0, "", null, null);
    }

    private void store(Object... values) {
        jdbc.sql("""
            insert into video_fingerprint (sha256, status, reason, width, height, seconds, sampling, frames, hashes,
                                           turned, sheet)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (sha256) do update set status = excluded.status, reason = excluded.reason,
                   width = excluded.width, height = excluded.height, seconds = excluded.seconds,
                   sampling = excluded.sampling, frames = excluded.frames, hashes = excluded.hashes,
                   turned = excluded.turned,
                   sheet = coalesce(excluded.sheet, video_fingerprint.sheet), made_at = now()
            """).params(values).update();
    }
}
