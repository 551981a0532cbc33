package org.curlew.pipeline.imagestore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.curlew.pipeline.images.RangeCalls;
import org.curlew.storage.objects.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in memory in which ranges are laid for one child, which maps it for reading: no byte of them goes through the socket.
 * Only this user can open it (mode 600), and it has no name once the child has it.
 */
final class ShelfWindow implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShelfWindow.class);

    /** Where Linux keeps files in memory; else it lies in the shelf's folder, and mostly in memory too. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long MOST = 256L << 20;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer bytes;
    private final int blocks;
    private final String token;

    private ShelfWindow(Path file, FileChannel channel, ByteBuffer bytes, int blocks) {
        this.file = file;
        this.channel = channel;
        this.bytes = bytes;
        this.blocks = blocks;
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
    }

    /** @return null where there is no room for it: the bytes then go through the socket */
    static ShelfWindow make(Path folder, long bytes) {
        if (bytes <= 0 || bytes > MOST || bytes % RangeCalls.BLOCK != 0) {
            return null;
        }
        for (Path where : new Path[] {MEMORY, folder}) {
            if (Files.isDirectory(where) && Files.isWritable(where)) {
                ShelfWindow made = makeIn(where, bytes);
                if (made != null) {
                    return made;
                }
            }
        }
        return null;
    }

    private static ShelfWindow makeIn(Path folder, long bytes) {
        try {
            Path file = Files.createTempFile(folder, "curlew-window", "");
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                // all of it is taken now, so that there is never too little later
                ByteBuffer zeros = ByteBuffer.allocateDirect(RangeCalls.BLOCK);
                for (long at = 0; at < bytes; at += channel.write(zeros, at)) {
                    zeros.clear();
                }
                return new ShelfWindow(file, channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes), (int)
                        (bytes / RangeCalls.BLOCK));
            } catch (IOException e) {
                channel.close();
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            LOG.debug("There is no room for a window in {}: {}", folder, e.getMessage());
            return null;
        }
    }

    Path file() {
        return file;
    }

    String token() {
        return token;
    }

    /** Takes the name away: who has the file open keeps it. */
    void hide() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Lays a range in these blocks. */
    ObjectStore.Target at(int[] places) throws IOException {
        for (int place : places) {
            if (place < 0 || place >= blocks) {
                throw new IOException("the window has no block " + place);
            }
        }
        return new ObjectStore.Target() {
            @Override
            public void take(int at, ByteBuffer from) {
                for (int done = at; from.hasRemaining(); ) {
                    ByteBuffer room = room(done);
                    int count = Math.min(from.remaining(), room.remaining());
                    room.put(from.slice(from.position(), count));
                    from.position(from.position() + count);
                    done += count;
                }
            }

            @Override
            public ByteBuffer room(int at) {
                int inside = at % RangeCalls.BLOCK;
                return bytes.slice(
                        places[at / RangeCalls.BLOCK] * RangeCalls.BLOCK + inside, RangeCalls.BLOCK - inside);
            }
        };
    }

    /** Gives the memory back at once: a mapping alone would keep it until it is collected. */
    @Override
    public void close() throws IOException {
        hide();
        try (channel) {
            channel.truncate(0);
        }
    }
}
