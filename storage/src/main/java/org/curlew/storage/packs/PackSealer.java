package org.curlew.storage.packs;

import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a draft a pack: first the object, then, in one transaction, the rows and the ledger's entry. Safe to repeat,
 * and to do twice at once: the draft's random name is the object's and the row's. A crash between the two leaves an
 * object that no row names and no key opens; the check finds and deletes it.
 */
final class PackSealer {

    private static final Pattern PACK = Pattern.compile("packs/[0-9a-f]{2}/[^/]+\\.pack");

    private final ObjectStore store;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final PackKeys keys;

    PackSealer(ObjectStore store, JdbcTemplate jdbc, TransactionTemplate transactions, Ledger ledger, PackKeys keys) {
        this.store = store;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.keys = keys;
    }

    /** Whether a pack could have this key. */
    static boolean isPack(String objectKey) {
        return PACK.matcher(objectKey).matches();
    }

    static String objectKey(UUID id) {
        String hex = id.toString().replace("-", "");
        return "packs/" + hex.substring(0, 2) + "/" + hex + ".pack";
    }

    /** Seals a pack of media that were not stored before. */
    void seal(PackDraft draft, String actor) {
        seal(draft, actor, () -> addItems(draft));
    }

    /** @param items adds or moves the draft's items; tells how many now lie in the new pack */
    void seal(PackDraft draft, String actor, IntSupplier items) {
        ObjectContent content = ObjectContent.of(draft.file());
        String objectKey = objectKey(draft.id());
        store.put(objectKey, content);
        boolean needed = Boolean.TRUE.equals(transactions.execute(status -> {
            PackRotation.keepOut(jdbc);
            String keyId = keys.currentId();
            int added = jdbc.update(
                    """
                    insert into pack (id, object_key, bytes, sha256, wrapped_key, key_id) values (?, ?, ?, ?, ?, ?)
                    on conflict do nothing
                    """,
                    draft.id(),
                    objectKey,
                    content.length(),
                    HexFormat.of().parseHex(content.sha256()),
                    keys.wrap(keyId, draft.key()),
                    keyId);
            if (added == 0) {
                return true;
            }
            int lying = items.getAsInt();
            if (lying == 0) {
                // others stored every one of its media meanwhile
                status.setRollbackOnly();
                return false;
            }
            ledger.append(LedgerEntry.of(actor, "PACK_SEALED", ProcessingAct.NONE)
                    .about("pack:" + draft.id())
                    .with("bytes", content.length())
                    .with("items", lying)
                    .with("keyId", keyId)
                    .with("object", objectKey)
                    .with("sha256", content.sha256()));
            return true;
        }));
        if (!needed) {
            store.delete(objectKey);
        }
    }

    private int addItems(PackDraft draft) {
        List<PackDraft.Item> items = draft.items();
        return jdbc.update(
                """
                insert into pack_item (sha256, pack_id, start, length, stored_length)
                select item.sha256, ?, item.start, item.length, item.stored_length
                from unnest(?::bytea[], ?::bigint[], ?::bigint[], ?::bigint[])
                     as item (sha256, start, length, stored_length)
                on conflict (sha256) do nothing
                """,
                draft.id(),
                items.stream().map(PackDraft.Item::sha256).toArray(byte[][]::new),
                items.stream().map(PackDraft.Item::start).toArray(Long[]::new),
                items.stream().map(PackDraft.Item::length).toArray(Long[]::new),
                items.stream().map(PackDraft.Item::storedLength).toArray(Long[]::new));
    }
}
