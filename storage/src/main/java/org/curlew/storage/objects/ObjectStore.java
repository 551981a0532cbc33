package org.curlew.storage.objects;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Objects in one bucket of an S3 server. An object is visible whole or not at all. Every operation that fails for a
 * passing reason is repeated with a growing pause until the settings' patience ends; all of them are safe to repeat.
 * Failures are {@link ObjectStoreException}s.
 *
 * <p>A key ends neither with {@code /} nor with {@code -} and a UUID: the embedded server uses such names for what is
 * not yet whole.
 */
public interface ObjectStore extends AutoCloseable {

    /** Puts the content, in place of an object that has the key already. The server checks the bytes by digest. */
    void put(String key, ObjectContent content);

    /**
     * Puts the content when no object has the key.
     *
     * @return false when another content is there already; true also when this very content is
     */
    boolean putIfAbsent(String key, ObjectContent content);

    /**
     * Puts a stream that can be read only once, in parts that are repeated one by one. The object appears when the
     * stream ended at the stated length, and not otherwise.
     *
     * @param length in bytes; the stream must have exactly as many
     * @return SHA-256 of what was stored, lower-case hex
     */
    String putStream(String key, InputStream in, long length);

    /** The bytes from {@code offset}; exactly {@code length} of them, or an exception. One request. */
    byte[] get(String key, long offset, int length);

    /** Takes the bytes of a range as they come. */
    interface Target {

        /**
         * @param at offset inside the range; after a failure the range begins again at 0
         * @param bytes to be taken whole, and not kept
         */
        void take(int at, ByteBuffer bytes);

        /**
         * Where the bytes from an offset go, so that they need not be copied there.
         *
         * @return some room, to be filled from its position to its limit; null where bytes are to be handed over
         */
        default ByteBuffer room(int at) {
            return null;
        }
    }

    /** The same bytes as {@link #get} gives, with as few copies as the way to the server allows. */
    default void get(String key, long offset, int length, Target target) {
        target.take(0, ByteBuffer.wrap(get(key, offset, length)));
    }

    /**
     * The file of this machine that is the object, for readers who hold no credentials. It is replaced whole, never changed.
     *
     * @param length the object's, in bytes
     * @return empty where the object is reached by requests alone, as with every server but the embedded one, and where no file
     *     of that length is there: a request says why
     */
    default Optional<Path> file(String key, long length) {
        return Optional.empty();
    }

    /** A stream of exactly {@code length} bytes from {@code offset}; it reconnects by itself where it broke off. */
    InputStream open(String key, long offset, long length);

    Optional<ObjectHead> head(String key);

    /** Every object whose key starts with the prefix, in the order of keys; what is not yet whole is not listed. */
    void list(String prefix, Consumer<ObjectHead> consumer);

    /**
     * What lies among the objects, is none and cannot be deleted by a request: links, pipes, names that are not text.
     *
     * @return empty for every server but the embedded one, whose objects are files
     */
    default List<Path> strangers() {
        return List.of();
    }

    /** Deletes the object; one that is not there is no error. */
    void delete(String key);

    /**
     * Deletes the object and every older version of it, so that its bytes are gone.
     *
     * @throws ObjectStoreException {@code LOCKED} while a retention period or a legal hold of the server keeps it
     */
    void erase(String key);

    /** Versions, retention periods and legal holds, where the server has them. */
    ObjectLocks locks();

    /**
     * Drops the parts of uploads that were begun longer ago than {@code age} and never ended. The embedded server does so by
     * itself when it starts.
     */
    int abortStaleUploads(Duration age);

    @Override
    void close();
}
