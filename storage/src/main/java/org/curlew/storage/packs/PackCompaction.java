package org.curlew.storage.packs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rewrites packs that hold bytes no row names any more, so that those bytes are really gone: what lives moves to new
 * packs, then the old object and the only copy of its key are deleted. Safe to break off and to repeat: a media has one
 * place at every moment, and an object that could not be deleted is deleted the next time.
 *
 * <p>One at a time, whatever the number of processes: a second one could have copied a media into a pack of its own, not yet
 * sealed, when that media is erased, and the erasure would call its bytes gone.
 */
public final class PackCompaction {

    /** Held by who rewrites packs. Any number of its own. */
    private static final long LOCK = 0x7061636b65720003L;

    private final ObjectStore store;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final MediaPacks packs;
    private final PackSealer sealer;
    private final Path folder;
    private final long packBytes;

    PackCompaction(
            ObjectStore store,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Ledger ledger,
            MediaPacks packs,
            PackSealer sealer,
            Path folder,
            long packBytes) {
        this.store = store;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.packs = packs;
        this.sealer = sealer;
        this.folder = folder;
        this.packBytes = packBytes;
    }

    /**
     * What a compaction did.
     *
     * @param rewritten packs that are gone
     * @param freed bytes of the object store
     * @param left packs that could not be rewritten, with the reason; they still hold dead bytes
     */
    public record Result(int rewritten, long freed, Map<String, String> left) {}

    private record Old(UUID id, String objectKey, long bytes) {}

    /**
     * Rewrites every pack of which less than this part lives.
     *
     * @param livePart 1.0 rewrites every pack with a dead byte, which an erasure needs; less spares work where only room
     *     is wanted
     * @throws PackException {@code BUSY} while another rewrites packs
     */
    public Result compact(String actor, double livePart) {
        return jdbc.execute((ConnectionCallback<Result>) turn -> {
            if (!ask(turn, "select pg_try_advisory_lock(?)")) {
                throw new PackException(
                        PackException.Kind.BUSY,
                        "Packs are being rewritten by another process; nothing was done, try again when it has ended");
            }
            try {
                return inTurn(actor, livePart);
            } finally {
                ask(turn, "select pg_advisory_unlock(?)");
            }
        });
    }

    private static boolean ask(Connection turn, String sql) throws SQLException {
        try (PreparedStatement statement = turn.prepareStatement(sql)) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private Result inTurn(String actor, double livePart) {
        Map<String, String> left = new LinkedHashMap<>();
        long freed = eraseLeft(left);
        List<Old> old = jdbc.query(
                """
                select p.id, p.object_key, p.bytes from pack p
                left join lateral (select sum(stored_length) as live from pack_item where pack_id = p.id) i on true
                where coalesce(i.live, 0) < (p.bytes - ?) * ?::float8
                order by p.sealed_at, p.id
                """,
                (row, n) -> new Old(row.getObject("id", UUID.class), row.getString("object_key"), row.getLong("bytes")),
                PackFormat.HEADER.length,
                livePart);
        return rewrite(old, actor, left, freed);
    }

    /** Objects of packs that are gone and that could not be deleted then. */
    private long eraseLeft(Map<String, String> left) {
        long freed = 0;
        List<Old> objects = jdbc.query(
                "select object_key, bytes from pack_object_left order by since, object_key",
                (row, n) -> new Old(null, row.getString("object_key"), row.getLong("bytes")));
        for (Old each : objects) {
            try {
                erase(each);
                freed += each.bytes();
            } catch (ObjectStoreException e) {
                left.put(each.objectKey(), e.getMessage());
            }
        }
        return freed;
    }

    private void erase(Old pack) {
        store.erase(pack.objectKey());
        jdbc.update("delete from pack_object_left where object_key = ?", pack.objectKey());
    }

    private Result rewrite(List<Old> old, String actor, Map<String, String> left, long freedBefore) {
        List<Old> emptied = new ArrayList<>();
        long written = 0;
        try (Draft draft = new Draft(actor)) {
            for (Old pack : old) {
                try {
                    draft.move(pack);
                    emptied.add(pack);
                } catch (PackException | ObjectStoreException e) {
                    if (e instanceof PackException full && full.kind() == PackException.Kind.NO_ROOM) {
                        throw e;
                    }
                    left.put(pack.objectKey(), e.getMessage());
                }
            }
            draft.seal();
            written = draft.written;
        }
        long freed = freedBefore - written;
        int rewritten = 0;
        for (Old pack : emptied) {
            try {
                if (drop(pack, actor)) {
                    rewritten++;
                    freed += pack.bytes();
                }
            } catch (ObjectStoreException e) {
                left.put(pack.objectKey(), e.getMessage());
            }
        }
        return new Result(rewritten, Math.max(0, freed), left);
    }

    /**
     * With the row goes the only copy of the key: should the deletion fail, nobody can open the object, and it stays on the list of
     * what is to be deleted.
     */
    private boolean drop(Old pack, String actor) {
        boolean gone = Boolean.TRUE.equals(transactions.execute(status -> {
            int rows = jdbc.update(
                    "delete from pack p where id = ? and not exists (select 1 from pack_item where pack_id = p.id)",
                    pack.id());
            if (rows == 1) {
                jdbc.update(
                        "insert into pack_object_left (object_key, bytes) values (?, ?)",
                        pack.objectKey(),
                        pack.bytes());
                ledger.append(LedgerEntry.of(actor, "PACK_DROPPED", ProcessingAct.ERASURE)
                        .about("pack:" + pack.id())
                        .with("object", pack.objectKey())
                        .with("bytes", pack.bytes()));
            }
            return rows == 1;
        }));
        if (gone) {
            erase(pack);
        }
        return gone;
    }

    /** New packs being filled with what lives in old ones. */
    private final class Draft implements AutoCloseable {
        private final String actor;
        private final Map<String, UUID> from = new LinkedHashMap<>();
        private PackDraft draft;
        private long written;

        Draft(String actor) {
            this.actor = actor;
        }

        void move(Old pack) {
            List<String> items = jdbc.query(
                    "select sha256 from pack_item where pack_id = ? order by start",
                    (row, n) -> HexFormat.of().formatHex(row.getBytes(1)),
                    pack.id());
            for (String sha256 : items) {
                move(pack, sha256);
            }
        }

        private void move(Old pack, String sha256) {
            long length = packs.length(sha256).orElse(-1L);
            if (length < 0) {
                return; // erased meanwhile
            }
            try (InputStream in = packs.open(sha256, 0, length)) {
                if (draft != null
                        && draft.bytes() + length > packBytes
                        && !draft.items().isEmpty()) {
                    seal();
                }
                if (draft == null) {
                    draft = new PackDraft(folder);
                }
                draft.append(HexFormat.of().parseHex(sha256), length, in);
                from.put(sha256, pack.id());
            } catch (IOException e) {
                throw MediaPacks.working(folder, e);
            }
        }

        void seal() {
            if (draft == null) {
                return;
            }
            if (!draft.items().isEmpty()) {
                sealer.seal(draft, actor, this::relocate);
                written += draft.bytes();
            }
            discard();
        }

        /** A media that was erased or moved by another meanwhile stays where it is. */
        private int relocate() {
            List<Object[]> rows = new ArrayList<>();
            for (PackDraft.Item item : draft.items()) {
                rows.add(new Object[] {
                    draft.id(),
                    item.start(),
                    item.sha256(),
                    from.get(HexFormat.of().formatHex(item.sha256()))
                });
            }
            int moved = 0;
            for (int each : jdbc.batchUpdate(
                    "update pack_item set pack_id = ?, start = ? where sha256 = ? and pack_id = ?", rows)) {
                moved += each;
            }
            return moved;
        }

        private void discard() {
            try {
                draft.close();
                draft = null;
                from.clear();
            } catch (IOException e) {
                throw MediaPacks.working(folder, e);
            }
        }

        @Override
        public void close() {
            if (draft != null) {
                discard();
            }
        }
    }
}
