package org.curlew.storage.packs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/**
 * A pack that is being filled, in a file of the working folder. Its key is only in memory until it is sealed: what a
 * crash leaves cannot be opened by anyone and is deleted at the next start.
 */
final class PackDraft implements AutoCloseable {

    static final String SUFFIX = ".pack-draft";

    record Item(byte[] sha256, long start, long length, long storedLength) {}

    private final UUID id = UUID.randomUUID();
    private final SecretKey key = newKey();
    private final PackFormat.Sealer sealer = new PackFormat.Sealer(key);
    private final byte[] plain = new byte[PackFormat.FRAME];
    private final List<Item> items = new ArrayList<>();
    private final Path file;
    private final FileChannel channel;
    private long bytes;

    PackDraft(Path folder) throws IOException {
        file = folder.resolve(id + SUFFIX);
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            Channels.newOutputStream(channel).write(PackFormat.HEADER);
            bytes = PackFormat.HEADER.length;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /**
     * Appends one media; when that fails the draft is as it was.
     *
     * @throws PackException when the bytes are not those of the digest and the length
     */
    void append(byte[] sha256, long length, InputStream in) throws IOException {
        boolean done = false;
        try {
            channel.position(bytes);
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            copy(sha256, length, in, out);
            out.flush();
            long stored = PackFormat.storedLength(length);
            items.add(new Item(sha256, bytes, length, stored));
            bytes += stored;
            done = true;
        } finally {
            if (!done) {
                channel.truncate(bytes);
            }
        }
    }

    private void copy(byte[] sha256, long length, InputStream in, OutputStream out) throws IOException {
        MessageDigest digest = PackFormat.sha256();
        long frames = PackFormat.frames(length);
        for (long index = 0; index < frames; index++) {
            int wanted = (int) Math.min(PackFormat.FRAME, length - index * PackFormat.FRAME);
            int got = read(sha256, in, wanted);
            if (got < wanted) {
                throw content(sha256, "it ends after " + (index * PackFormat.FRAME + got) + " of " + length + " bytes");
            }
            digest.update(plain, 0, got);
            sealer.frame(sha256, index, index == frames - 1, plain, got, out);
        }
        if (read(sha256, in, 1) > 0) {
            throw content(sha256, "it is longer than " + length + " bytes");
        }
        if (!Arrays.equals(digest.digest(), sha256)) {
            throw content(sha256, "its bytes have another digest");
        }
    }

    /** Tells a source that cannot be read from a working folder that cannot be written. */
    private int read(byte[] sha256, InputStream in, int wanted) {
        try {
            return in.readNBytes(plain, 0, wanted);
        } catch (IOException e) {
            throw new PackException(
                    PackException.Kind.CONTENT,
                    "Media " + HexFormat.of().formatHex(sha256) + " cannot be read to store it: " + e.getMessage(),
                    e);
        }
    }

    private static PackException content(byte[] sha256, String why) {
        return new PackException(
                PackException.Kind.CONTENT,
                "Media " + HexFormat.of().formatHex(sha256) + " was not stored: " + why + "; extract the file again");
    }

    UUID id() {
        return id;
    }

    SecretKey key() {
        return key;
    }

    long bytes() {
        return bytes;
    }

    List<Item> items() {
        return items;
    }

    Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }

    private static SecretKey newKey() {
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES");
            generator.init(256);
            return generator.generateKey();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java cannot make AES keys", e);
        }
    }
}
