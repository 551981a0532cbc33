package org.curlew.pipeline.stages;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.pipeline.near.VideoFingerprints;
import org.curlew.storage.retention.StoredEvidence;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Which stored media belong to an exhibit, by the places where they were found; the contact sheet of a video belongs where that does. */
@Service
public class ExhibitMedia implements StoredEvidence {

    private static final int BATCH = 5_000;
    private static final HexFormat HEX = HexFormat.of();

    private final JdbcClient jdbc;
    private final StoredImages images;
    private final VideoFingerprints videos;

    public ExhibitMedia(JdbcClient jdbc, StoredImages images, VideoFingerprints videos) {
        this.jdbc = jdbc;
        this.images = images;
        this.videos = videos;
    }

    @Override
    public void media(long exhibitId, Consumer<List<String>> digests) {
        byte[] after = new byte[0];
        List<byte[]> page;
        do {
            page = jdbc.sql("""
                select distinct sha256 from occurrence
                where exhibit_id = ? and sha256 > ? order by sha256 limit ?
                """)
                    .params(exhibitId, after, BATCH)
                    .query((row, n) -> row.getBytes(1))
                    .list();
            if (!page.isEmpty()) {
                after = page.getLast();
                digests.accept(Stream.concat(page.stream().map(HEX::formatHex), videos.sheets(page).stream())
                        .distinct()
                        .toList());
            }
        } while (page.size() == BATCH);
    }

    /** Bytes of stored media that were found on this exhibit alone: what its disposal frees. */
    public long onlyOn(long exhibitId) {
        return jdbc.sql("""
                select coalesce(sum(p.stored_length), 0)::bigint from pack_item p
                where exists (select from occurrence o where o.sha256 = p.sha256 and o.exhibit_id = :exhibit)
                  and not exists (select from occurrence o where o.sha256 = p.sha256 and o.exhibit_id <> :exhibit)
                """).param("exhibit", exhibitId).query(Long.class).single();
    }

    @Override
    public Map<String, Set<Long>> exhibits(Collection<String> sha256s) {
        Map<String, Set<Long>> exhibits = new HashMap<>();
        Map<String, List<String>> sheets = videos.ofSheets(sha256s);
        Set<String> all = new HashSet<>(sha256s);
        sheets.values().forEach(all::addAll);
        jdbc.sql("select distinct sha256, exhibit_id from occurrence where sha256 = any (?)")
                .param(all.stream().map(HEX::parseHex).toArray(byte[][]::new))
                .query(row -> {
                    exhibits.computeIfAbsent(HEX.formatHex(row.getBytes(1)), key -> new TreeSet<>())
                            .add(row.getLong(2));
                });
        sheets.forEach((sheet, of) -> of.forEach(video -> exhibits.computeIfAbsent(sheet, key -> new TreeSet<>())
                .addAll(exhibits.getOrDefault(video, Set.of()))));
        exhibits.keySet().retainAll(sha256s);
        return exhibits;
    }

    /** Before its admission nothing is stored, and with it the exhibit is kept anew. */
    @Override
    public boolean atWork(long exhibitId) {
        return jdbc.sql("""
                select exists (
                    select from acquisition a join stage_run s on s.acquisition_id = a.id
                    where a.exhibit_id = ? and a.finished_at is null and s.stage = 'admission' and s.state = 'DONE')
                """).param(exhibitId).query(Boolean.class).single();
    }

    @Override
    public List<String> letGoOfImages(long exhibitId) {
        return images.letGo(exhibitId);
    }
}
