package org.curlew.storage.packs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.curlew.storage.objects.ObjectHead;
import org.curlew.storage.objects.ObjectStore;
import org.springframework.jdbc.core.JdbcTemplate;

/** Compares every pack in the database with the object store (fsck). Changes nothing but what it is asked to delete. */
public final class PackCheck {

    private final ObjectStore store;
    private final JdbcTemplate jdbc;
    private final MediaPacks packs;

    public PackCheck(ObjectStore store, JdbcTemplate jdbc, MediaPacks packs) {
        this.store = store;
        this.jdbc = jdbc;
        this.packs = packs;
    }

    private record Known(UUID id, String objectKey, long bytes, byte[] sha256) {}

    /**
     * @param readAll whether to read every pack and compare its digest, or only names and sizes
     * @param grace objects younger than this are not called extra: they may be on their way into the database
     */
    public PackReport check(boolean readAll, Duration grace) {
        Map<String, ObjectHead> objects = new TreeMap<>();
        store.list("packs/", head -> objects.put(head.key(), head));
        List<Known> known = jdbc.query(
                "select id, object_key, bytes, sha256 from pack order by object_key",
                (row, n) -> new Known(
                        row.getObject("id", UUID.class),
                        row.getString("object_key"),
                        row.getLong("bytes"),
                        row.getBytes("sha256")));
        List<String> missing = new ArrayList<>();
        List<PackReport.Damage> damaged = new ArrayList<>();
        for (Known pack : known) {
            ObjectHead object = objects.remove(pack.objectKey());
            if (object == null && store.head(pack.objectKey()).isEmpty()) {
                missing.add(pack.objectKey());
            } else if (object != null && object.size() != pack.bytes()) {
                damaged.add(damage(pack, "it has " + object.size() + " of " + pack.bytes() + " bytes"));
            } else if (readAll && !hasDigest(pack)) {
                damaged.add(damage(pack, "its digest is not the one it was sealed with"));
            }
        }
        Instant before = Instant.now().minus(grace);
        List<String> extra = objects.values().stream()
                // what no pack is called is on nobody's way
                .filter(object -> !object.modified().isAfter(before) || !PackSealer.isPack(object.key()))
                .map(ObjectHead::key)
                .toList();
        return new PackReport(known.size(), missing, extra, damaged, packs.missingKeys());
    }

    /** Deletes what a check called extra; an object that has got its row meanwhile stays. */
    public int deleteExtra(PackReport report) {
        int deleted = 0;
        for (String key : report.extra()) {
            if (jdbc.queryForList("select 1 from pack where object_key = ?", key)
                    .isEmpty()) {
                store.delete(key);
                deleted++;
            }
        }
        return deleted;
    }

    private boolean hasDigest(Known pack) {
        MessageDigest sha256 = PackFormat.sha256();
        try (InputStream in = new DigestInputStream(store.open(pack.objectKey(), 0, pack.bytes()), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
            return Arrays.equals(sha256.digest(), pack.sha256());
        } catch (IOException e) {
            return false;
        }
    }

    /** Tries every media of a damaged pack, so that the report says which are lost. */
    private PackReport.Damage damage(Known pack, String what) {
        List<String> lost = new ArrayList<>();
        List<String> items = jdbc.query(
                "select sha256 from pack_item where pack_id = ? order by start",
                (row, n) -> HexFormat.of().formatHex(row.getBytes(1)),
                pack.id());
        for (String sha256 : items) {
            if (!canBeRead(sha256)) {
                lost.add(sha256);
            }
        }
        return new PackReport.Damage(pack.objectKey(), what, lost);
    }

    private boolean canBeRead(String sha256) {
        MessageDigest digest = PackFormat.sha256();
        long length = packs.length(sha256).orElse(0L);
        try (InputStream in = new DigestInputStream(packs.open(sha256, 0, length), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest()).equals(sha256);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
