package org.curlew.pipeline.near;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.triage.perceptual.FrameHash;
import org.curlew.triage.perceptual.NearIndex;
import org.curlew.triage.perceptual.NearIndexBuilder;
import org.curlew.triage.perceptual.PdqHash;
import org.curlew.triage.perceptual.PdqResult;
import org.curlew.triage.perceptual.VpdqText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Contents that an illegal set held on some device, searchable by likeness: sets seldom come with PDQs, but what they hold has one as
 * soon as it was met once. The force's own grades are among the sets, so what was graded here is known here. A content is only kept as
 * worth comparing; what it is, the sets of each device's own comparison say.
 */
@Service
class KnownMedia {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Path folder;

    KnownMedia(JdbcClient jdbc, TransactionTemplate transactions, DataFolder data) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.folder = data.folder("near");
    }

    /**
     * A content by its digests.
     *
     * @param hashes of a video: its frames in vPDQ's text form; null for a picture
     */
    record Known(byte[] sha256, byte[] md5, byte[] sha1, String hashes) {}

    /** Keeps what an illegal set holds of a device. */
    void learn(long acquisitionId) {
        jdbc.sql("""
            insert into known_media (sha256, md5, sha1)
            select distinct on (f.sha256) f.sha256, f.md5, f.sha1
            from file_hit h join file_record f on f.acquisition_id = h.acquisition_id
                 and f.segment = h.segment and f.ordinal = h.ordinal
            where h.acquisition_id = ? and h.role = 'illegal' and h.kind <> 'pdq'
              and (f.mime like 'image/%' or f.mime like 'video/%')
            order by f.sha256
            on conflict (sha256) do nothing
            """).param(acquisitionId).update();
    }

    /** What an index's reference means. */
    Optional<Known> find(long id) {
        return jdbc.sql("""
            select k.sha256, k.md5, k.sha1, v.hashes
            from known_media k left join video_fingerprint v on v.sha256 = k.sha256 where k.id = ?
            """).param(id).query(Known.class).optional();
    }

    /**
     * The index over all known pictures and frames of known videos; built where something came since the last time.
     *
     * @return empty where there is nothing to compare with; to be closed by the caller
     */
    synchronized Optional<NearIndex> open() throws IOException {
        String state = jdbc.sql("""
            select count(c.pdq) || '-' || count(v.sha256) || '-' || coalesce(max(k.id), 0)
            from known_media k left join content c on c.sha256 = k.sha256 and c.pdq is not null
            left join video_fingerprint v on v.sha256 = k.sha256 and v.frames > 0
            """).query(String.class).single();
        if (state.startsWith("0-0-")) {
            return Optional.empty();
        }
        Path file = folder.resolve(state + ".near");
        if (!Files.exists(file)) {
            build(file);
            forgetOthers(file);
        }
        NearIndex index = NearIndex.open(file);
        if (index.size() == 0) {
            index.close();
            return Optional.empty();
        }
        return Optional.of(index);
    }

    private void build(Path file) throws IOException {
        try (NearIndexBuilder builder = new NearIndexBuilder(file)) {
            transactions.execute(status -> {
                addAll(builder);
                return null;
            });
            builder.finish();
        }
    }

    /** Streamed: the driver keeps a cursor only inside a transaction. */
    private void addAll(NearIndexBuilder builder) {
        try (Stream<Entry> pictures =
                jdbc.sql("""
                    select k.id, c.pdq, null as hashes from known_media k join content c on c.sha256 = k.sha256
                    where c.pdq is not null and c.pdq_quality >= ?
                    union all
                    select k.id, null, v.hashes from known_media k join video_fingerprint v on v.sha256 = k.sha256
                    where v.frames > 0
                    """).param(PdqResult.LEAST_QUALITY).withFetchSize(1000).query(Entry.class).stream()) {
            pictures.forEach(
                    entry -> entry.hashes(PdqResult.LEAST_QUALITY).forEach(hash -> add(builder, hash, entry.id())));
        }
    }

    private static void add(NearIndexBuilder builder, PdqHash hash, long id) {
        try {
            builder.add(hash, id);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A row of the index: one hash of a picture, or the text of a video's. */
    record Entry(long id, byte[] pdq, String hashes) {

        List<PdqHash> hashes(int leastQuality) {
            return pdq != null
                    ? List.of(PdqHash.of(pdq))
                    : VpdqText.parse(hashes).stream()
                            .filter(f -> f.quality() >= leastQuality)
                            .map(FrameHash::hash)
                            .toList();
        }
    }

    /** What another device's stage has open stays readable after its name is gone. */
    private void forgetOthers(Path kept) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".near") && !f.equals(kept))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
