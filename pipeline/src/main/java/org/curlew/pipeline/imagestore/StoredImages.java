package org.curlew.pipeline.imagestore;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Which images lie in the object store, and under which keys. Owner of {@code stored_image_part}. */
@Service
public class StoredImages {

    /** Bytes of one object: large enough to be cheap, small enough to be held in memory while it is sent and read. */
    public static final int STRETCH = 16 << 20;

    /** Stands where a path stands for an image that lies in the store. */
    private static final Path SHELF = Path.of("/object-store");

    private static final Pattern KEY = Pattern.compile("images/[0-9]+/[0-9]+/[0-9]{5}/[0-9]{8}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{8}");

    private final JdbcClient jdbc;

    public StoredImages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A part of an image.
     *
     * @param name the file's name, without its folder
     * @param keys what the keys of its objects begin with; a number of eight digits follows, from 0
     */
    public record Part(long acquisitionId, int ordinal, String name, long bytes, String keys) {

        /** Key of the object that holds the bytes from {@code stretch × STRETCH}. */
        public String key(long stretch) {
            return keys + "%08d".formatted(stretch);
        }

        /** Which stretch the object under this key holds; empty where it is none of the part's. */
        OptionalLong stretch(String key) {
            if (!NUMBER.matcher(key.substring(keys.length())).matches()) {
                return OptionalLong.empty();
            }
            long number = Long.parseLong(key.substring(keys.length()));
            return number < stretches() ? OptionalLong.of(number) : OptionalLong.empty();
        }

        public long stretches() {
            return (bytes + STRETCH - 1) / STRETCH;
        }

        /** Bytes of that object. */
        public int length(long stretch) {
            return (int) Math.min(STRETCH, bytes - stretch * STRETCH);
        }

        Path path() {
            return SHELF.resolve(Long.toString(acquisitionId)).resolve(name);
        }
    }

    /** Prefix of the objects that hold an exhibit's images. */
    static String prefix(long exhibitId) {
        return "images/" + exhibitId + "/";
    }

    /** Whether an object of an image could have this key: of one that was moved, or is on its way. */
    static boolean isStretch(String key) {
        return KEY.matcher(key).matches();
    }

    /** A part that is going to lie in the store. */
    public static Part part(long exhibitId, long acquisitionId, int ordinal, String name, long bytes) {
        return new Part(
                acquisitionId,
                ordinal,
                name,
                bytes,
                prefix(exhibitId) + acquisitionId + "/" + "%05d".formatted(ordinal) + "/");
    }

    /** Records that every byte of these parts lies in the store; in the caller's transaction. */
    public void moved(List<Part> parts) {
        for (Part part : parts) {
            jdbc.sql("""
                            insert into stored_image_part (acquisition_id, ordinal, name, bytes, keys) values (?, ?, ?, ?, ?)
                            on conflict do nothing
                            """)
                    .params(part.acquisitionId(), part.ordinal(), part.name(), part.bytes(), part.keys())
                    .update();
        }
    }

    /**
     * Forgets that the exhibit's images lie in the store, in the caller's transaction.
     *
     * @return what the keys of their objects begin with, one an acquisition, also where a move did not come to its end
     */
    public List<String> letGo(long exhibitId) {
        List<Long> acquisitions = jdbc.sql("select id from acquisition where exhibit_id = ? order by id")
                .param(exhibitId)
                .query(Long.class)
                .list();
        jdbc.sql("delete from stored_image_part where acquisition_id = any (?)")
                .param(acquisitions.toArray(Long[]::new))
                .update();
        return acquisitions.stream().map(id -> prefix(exhibitId) + id + "/").toList();
    }

    /** The parts of an acquisition's image in the store, in order; empty where it was kept in place. */
    public List<Part> parts(long acquisitionId) {
        return jdbc.sql("""
                        select acquisition_id, ordinal, name, bytes, keys from stored_image_part
                        where acquisition_id = ? order by ordinal
                        """).param(acquisitionId).query(Part.class).list();
    }

    /** Every part of every image in the store. */
    List<Part> all() {
        return jdbc.sql("""
                        select acquisition_id, ordinal, name, bytes, keys from stored_image_part
                        order by acquisition_id, ordinal
                        """).query(Part.class).list();
    }

    /** Names of the parts in the store, for whoever reads them; empty where the image was kept in place. */
    public List<Path> paths(long acquisitionId) {
        return parts(acquisitionId).stream().map(Part::path).toList();
    }

    /** Bytes of all images in the store, by our rows. */
    public long bytes() {
        return jdbc.sql("select coalesce(sum(bytes), 0)::bigint from stored_image_part")
                .query(Long.class)
                .single();
    }

    /** Whether these name an image in the store. */
    static boolean named(List<Path> parts) {
        return !parts.isEmpty() && parts.getFirst().startsWith(SHELF);
    }

    /** The acquisition that these name. */
    static long acquisition(List<Path> parts) {
        return Long.parseLong(parts.getFirst().getName(SHELF.getNameCount()).toString());
    }
}
