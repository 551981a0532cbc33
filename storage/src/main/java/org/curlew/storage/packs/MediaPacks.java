package org.curlew.storage.packs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.objects.ObjectStoreException;
import org.curlew.storage.objects.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Media by their SHA-256, many to an object, encrypted, each stored once however often and wherever it is found.
 * Digests are lower-case hex.
 */
public final class MediaPacks implements AutoCloseable {

    /** About what one object should have: large enough to be cheap, small enough to be sent again. */
    public static final long PACK_BYTES = 64L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(MediaPacks.class);

    private final ObjectStore store;
    private final JdbcTemplate jdbc;
    private final PackKeys keys;
    private final PackSealer sealer;
    private final Path workingFolder;
    private final long packBytes;
    private final PackCompaction compaction;
    private final TransactionTemplate transactions;
    private final FileChannel lock;

    /** @param workingFolder local; needs room for two packs and the largest media, for each writer at a time */
    public MediaPacks(
            ObjectStore store,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Ledger ledger,
            PackKeys keys,
            Path workingFolder,
            long packBytes) {
        this.store = store;
        this.jdbc = jdbc;
        this.keys = keys;
        this.sealer = new PackSealer(store, jdbc, transactions, ledger, keys);
        this.workingFolder = workingFolder;
        this.packBytes = packBytes;
        this.transactions = transactions;
        this.compaction = new PackCompaction(store, jdbc, transactions, ledger, this, sealer, workingFolder, packBytes);
        try {
            this.lock = lock(PrivateFiles.folder(workingFolder));
            deleteLeftOvers(workingFolder);
        } catch (IOException e) {
            throw working(workingFolder, e);
        }
    }

    /** Where a media lies. */
    record Place(
            byte[] sha256, UUID pack, String objectKey, SecretKey key, long start, long length, long storedLength) {}

    /** A session that stores media; close it. */
    public PackWriter writer(String actor) {
        return new PackWriter(this, sealer, workingFolder, packBytes, actor);
    }

    /** Gives the room of erased media back. */
    public PackCompaction compaction() {
        return compaction;
    }

    /** Which of these are stored, in one query. */
    public Set<String> stored(Collection<String> sha256s) {
        byte[][] wanted = sha256s.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
        return new HashSet<>(jdbc.query(
                "select sha256 from pack_item where sha256 = any (?)",
                (row, n) -> HexFormat.of().formatHex(row.getBytes(1)),
                (Object) wanted));
    }

    /** What a writer notes when it begins, for {@link #unchanged}. */
    long erasures() {
        return PackErasure.newest(jdbc);
    }

    /** Whether every media is still there that was there at that time. */
    boolean unchanged(long erasures) {
        return Boolean.TRUE.equals(transactions.execute(status -> PackErasure.noneSince(jdbc, erasures)));
    }

    /** Bytes of all sealed packs, by our own rows; to be compared with what the store is measured to hold. */
    public long sealedBytes() {
        Long bytes = jdbc.queryForObject("select coalesce(sum(bytes), 0)::bigint from pack", Long.class);
        return bytes == null ? 0 : bytes;
    }

    /** The size of a stored media in bytes. */
    public Optional<Long> length(String sha256) {
        return jdbc
                .query("select length from pack_item where sha256 = ?", (row, n) -> row.getLong(1), (Object)
                        HexFormat.of().parseHex(sha256))
                .stream()
                .findFirst();
    }

    /**
     * The whole media, checked against its digest. One request.
     *
     * @throws PackException {@code NOT_FOUND}, {@code KEY_MISSING} or {@code DAMAGED}
     */
    public byte[] read(String sha256) {
        return at(sha256, place -> {
            if (place.storedLength() > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("Media " + sha256 + " is too large to be read at once: use open");
            }
            byte[] stored = store.get(place.objectKey(), place.start(), (int) place.storedLength());
            try (InputStream in = new PackFormat.FrameStream(
                    new ByteArrayInputStream(stored), place.key(), place.sha256(), place.length(), 0)) {
                byte[] media = in.readAllBytes();
                MessageDigest digest = PackFormat.sha256();
                if (!Arrays.equals(digest.digest(media), place.sha256())) {
                    throw new IOException("its bytes have another digest");
                }
                return media;
            } catch (IOException e) {
                throw damaged(place, e);
            }
        });
    }

    /** A part of the media, for example for a player that seeks; reads only the frames the part lies in. */
    public InputStream open(String sha256, long offset, long length) {
        return at(sha256, place -> {
            if (offset < 0 || length < 0 || offset + length > place.length()) {
                throw new IllegalArgumentException(
                        "Media " + sha256 + " has " + place.length() + " bytes, not " + length + " from " + offset);
            }
            long first = offset / PackFormat.FRAME;
            long behind = Math.min(
                    PackFormat.frames(place.length()), Math.max(first + 1, PackFormat.frames(offset + length)));
            long from = first * (PackFormat.FRAME + PackFormat.FRAME_OVERHEAD);
            long to = Math.min(place.storedLength(), behind * (PackFormat.FRAME + PackFormat.FRAME_OVERHEAD));
            InputStream stored = store.open(place.objectKey(), place.start() + from, to - from);
            InputStream frames = new PackFormat.FrameStream(stored, place.key(), place.sha256(), place.length(), first);
            return new PartStream(frames, offset - first * PackFormat.FRAME, length);
        });
    }

    /** Asks once more where the media lies when its pack has just been compacted away. */
    private <T> T at(String sha256, Function<Place, T> use) {
        Place place = place(sha256);
        try {
            return use.apply(place);
        } catch (ObjectStoreException e) {
            if (e.kind() != ObjectStoreException.Kind.NOT_FOUND) {
                throw e;
            }
            Place now = place(sha256);
            if (now.pack().equals(place.pack())) {
                throw new PackException(
                        PackException.Kind.DAMAGED,
                        "Pack " + place.objectKey() + " is gone from the object store, with media " + sha256
                                + "; restore it from the backup",
                        e);
            }
            return use.apply(now);
        }
    }

    private Place place(String sha256) {
        byte[] digest = HexFormat.of().parseHex(sha256);
        return jdbc
                .query(
                        """
                        select p.id, p.object_key, p.wrapped_key, p.key_id, i.start, i.length, i.stored_length
                        from pack_item i join pack p on p.id = i.pack_id where i.sha256 = ?
                        """,
                        (row, n) -> new Place(
                                digest,
                                row.getObject("id", UUID.class),
                                row.getString("object_key"),
                                keys.unwrap(row.getString("key_id"), row.getBytes("wrapped_key")),
                                row.getLong("start"),
                                row.getLong("length"),
                                row.getLong("stored_length")),
                        (Object) digest)
                .stream()
                .findFirst()
                .orElseThrow(() -> new PackException(
                        PackException.Kind.NOT_FOUND,
                        "Media " + sha256 + " is not stored; run the exhibit's media-store stage again"));
    }

    /** The force's keys that packs need and the key folder has not; empty in a healthy installation. */
    public List<String> missingKeys() {
        return keysInUse(jdbc).stream().filter(id -> !keys.has(id)).toList();
    }

    /** The force's keys that packs are wrapped with. */
    public static List<String> keysInUse(JdbcTemplate jdbc) {
        return jdbc.queryForList("select distinct key_id from pack order by key_id", String.class);
    }

    static PackException damaged(Place place, IOException e) {
        return new PackException(
                PackException.Kind.DAMAGED,
                "Media " + HexFormat.of().formatHex(place.sha256()) + " in pack " + place.objectKey() + " is damaged: "
                        + e.getMessage() + "; restore the pack from the backup",
                e);
    }

    static PackException working(Path folder, IOException e) {
        boolean full = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no space left");
        return full
                ? new PackException(
                        PackException.Kind.NO_ROOM,
                        "The working folder " + folder + " is full; make room, then retry the stage",
                        e)
                : new PackException(
                        PackException.Kind.WORKING_FOLDER,
                        "The working folder " + folder + " cannot be used: " + e.getMessage(),
                        e);
    }

    /** Drafts of a process that is gone; nobody has their keys. */
    private static void deleteLeftOvers(Path folder) throws IOException {
        List<Path> drafts;
        try (Stream<Path> files = Files.list(folder)) {
            drafts = files.filter(file -> file.toString().endsWith(PackDraft.SUFFIX))
                    .toList();
        }
        for (Path draft : drafts) {
            Files.deleteIfExists(draft);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            LOG.debug("The folder is in use in this process", e);
        }
        if (lock == null) {
            channel.close();
            throw new IOException("it is in use already; give each process a folder of its own");
        }
        return channel;
    }

    /** Lets the working folder go; writers must be closed before. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw working(workingFolder, e);
        }
    }
}
