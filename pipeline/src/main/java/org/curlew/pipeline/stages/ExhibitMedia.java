package org.curlew.pipeline.stages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.curlew.pipeline.imagestore.StoredImages;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.retention.StoredEvidence;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Which stored media belong to an exhibit, by the places where they were found. It reads and changes nothing. */
@Service
public class ExhibitMedia implements StoredEvidence {

    private static final int BATCH = 5_000;
    private static final HexFormat HEX = HexFormat.of();

    private final JdbcClient jdbc;
    private final ObjectProvider<ObjectStore> store;

    public ExhibitMedia(JdbcClient jdbc, ObjectProvider<ObjectStore> store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /** Prefix of the objects that hold an exhibit's images. */
    public static String imagePrefix(long exhibitId) {
        return StoredImages.prefix(exhibitId);
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
                digests.accept(page.stream().map(HEX::formatHex).toList());
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
        jdbc.sql("select distinct sha256, exhibit_id from occurrence where sha256 = any (?)")
                .param(sha256s.stream().map(HEX::parseHex).toArray(byte[][]::new))
                .query(row -> {
                    exhibits.computeIfAbsent(HEX.formatHex(row.getBytes(1)), key -> new TreeSet<>())
                            .add(row.getLong(2));
                });
        return exhibits;
    }

    @Override
    public List<String> imageObjects(long exhibitId) {
        List<String> keys = new ArrayList<>();
        store.getObject().list(imagePrefix(exhibitId), head -> keys.add(head.key()));
        return keys;
    }
}
