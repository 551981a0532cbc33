package org.curlew.storage.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.storage.backup.Contents.StoredObject;
import org.curlew.storage.backup.DatabaseDump.KnownPack;
import org.curlew.storage.objects.ObjectHead;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreException;

/**
 * Copies or lists every object. Packs are put before the database knows them, so what the snapshot knows is there. A
 * damaged object is saved as it is, with a gap: some of its media can still be read.
 */
final class ObjectDump {

    static final String INVENTORY = "objects/inventory.jsonl";

    private final ObjectStore store;
    private final BackupWriter out;
    private final Map<String, KnownPack> packs;
    private final List<Gap> gaps = new ArrayList<>();
    private long count;
    private long bytes;

    ObjectDump(ObjectStore store, BackupWriter out, Map<String, KnownPack> packs) {
        this.store = store;
        this.out = out;
        this.packs = packs;
    }

    void dump(boolean copy) throws IOException {
        Map<String, ObjectHead> heads = new TreeMap<>();
        store.list("", head -> heads.put(head.key(), head));
        packs.keySet().stream()
                .filter(key -> !heads.containsKey(key))
                .forEach(key -> gaps.add(new Gap(key, "the database knows it and the store has not got it")));
        out.write(INVENTORY, inventory -> {
            for (ObjectHead head : heads.values()) {
                save(head, copy, inventory);
            }
        });
    }

    private void save(ObjectHead head, boolean copy, OutputStream inventory) throws IOException {
        String file = copy ? "objects/%08d".formatted(count + 1) : null;
        try {
            String sha256 = copy ? copy(head, file) : known(head);
            compare(head, sha256);
            byte[] line = BackupFolder.JSON.writeValueAsBytes(new StoredObject(head.key(), head.size(), sha256, file));
            inventory.write(line);
            inventory.write('\n');
            count++;
            bytes += head.size();
        } catch (ObjectStoreException e) {
            if (e.kind() != ObjectStoreException.Kind.NOT_FOUND) {
                throw e;
            }
            if (packs.containsKey(head.key())) {
                gaps.add(new Gap(head.key(), "it was deleted while the backup was taken: take another"));
            }
        }
    }

    private String copy(ObjectHead head, String file) throws IOException {
        // asked for before the file is made, so that a deleted object leaves none
        try (InputStream in = store.open(head.key(), 0, head.size())) {
            return out.write(file, in::transferTo);
        }
    }

    /** The digest the object was sealed or put with, else that of its bytes. */
    private String known(ObjectHead head) throws IOException {
        KnownPack pack = packs.get(head.key());
        if (pack != null) {
            return HexFormat.of().formatHex(pack.sha256());
        }
        String recorded = store.head(head.key()).map(ObjectHead::sha256).orElse(null);
        if (recorded != null) {
            return recorded;
        }
        MessageDigest digest = BackupWriter.sha256();
        try (InputStream in = new DigestInputStream(store.open(head.key(), 0, head.size()), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void compare(ObjectHead head, String sha256) {
        KnownPack pack = packs.get(head.key());
        if (pack == null) {
            return;
        }
        if (head.size() != pack.bytes()) {
            gaps.add(new Gap(head.key(), "it has " + head.size() + " of " + pack.bytes() + " bytes"));
        } else if (!HexFormat.of().formatHex(pack.sha256()).equals(sha256)) {
            gaps.add(new Gap(head.key(), "its SHA-256 is not the one it was sealed with"));
        }
    }

    List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    static StoredObject line(String line) {
        return BackupFolder.JSON.readValue(line.getBytes(StandardCharsets.UTF_8), StoredObject.class);
    }
}
