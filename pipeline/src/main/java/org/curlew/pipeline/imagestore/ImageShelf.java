package org.curlew.pipeline.imagestore;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.curlew.pipeline.images.RangeCalls;
import org.curlew.storage.objects.ObjectStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves parts of images to the processes that read hostile input and hold no credentials: over a Unix socket in a folder that
 * only this user may enter. In that folder lies, for each part, a stand-in of its name and size without bytes, so that names,
 * sizes and the search for further parts work as with files. A child can ask for these parts and for nothing else.
 */
public final class ImageShelf implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImageShelf.class);

    private final Path folder;
    private final Path standIns;
    private final ServerSocketChannel server;
    private final Map<String, Ranges> open = new ConcurrentHashMap<>();
    private final Map<String, ShelfWindow> windows = new ConcurrentHashMap<>();
    private final Map<Long, RuntimeException> failures = new ConcurrentHashMap<>();

    public ImageShelf() {
        try {
            // a socket's path has 107 bytes at most, so it does not lie in the data folder
            folder = Files.createTempDirectory("curlew-");
            standIns = Files.createDirectory(folder.resolve("parts"));
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(folder.resolve("ranges")));
        } catch (IOException e) {
            throw new UncheckedIOException("the server of stored images cannot be started", e);
        }
        Thread.ofVirtual().name("stored-images").start(this::accept);
    }

    /** The folder of stand-ins, that the children are told of. */
    public Path folder() {
        return standIns;
    }

    /** Puts the parts up: from now on their stand-ins can be read. */
    List<Path> show(List<StoredImages.Part> parts, List<? extends Ranges> ranges) throws IOException {
        List<Path> paths = parts.stream().map(this::standIn).toList();
        for (int i = 0; i < paths.size(); i++) {
            Files.createDirectories(paths.get(i).getParent());
            if (!Files.exists(paths.get(i))) {
                Path draft = Files.createTempFile(folder, "part", "");
                try (RandomAccessFile file = new RandomAccessFile(draft.toFile(), "rw")) {
                    file.setLength(parts.get(i).bytes());
                }
                Files.move(draft, paths.get(i), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            }
            open.put(name(paths.get(i)), ranges.get(i));
        }
        return paths;
    }

    /** Takes what serves these parts away. */
    void hide(List<StoredImages.Part> parts) {
        parts.forEach(part -> open.remove(name(standIn(part))));
    }

    /**
     * Why bytes of the image could not be served since this was last asked. What a child made of that is worth nothing: to it, a
     * store that fails looks like a damaged device.
     */
    Optional<RuntimeException> failure(long acquisitionId) {
        return Optional.ofNullable(failures.remove(acquisitionId));
    }

    private Path standIn(StoredImages.Part part) {
        return standIns.resolve(Long.toString(part.acquisitionId())).resolve(part.name());
    }

    private String name(Path standIn) {
        return standIns.relativize(standIn).toString();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel caller = server.accept();
                // a child has five at most, and moving bytes costs less here than on virtual ones
                Thread.ofPlatform().daemon().name("stored-images-call").start(() -> serve(caller));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("A reader of stored images could not be answered: {}", e.getMessage());
            }
        }
    }

    private void serve(SocketChannel caller) {
        ShelfWindow window = null;
        try (caller) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(caller));
            DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(caller), 1024));
            while (true) {
                String name = in.readUTF();
                long position = in.readLong();
                int length = in.readInt();
                if (window != null) {
                    window.hide();
                }
                if (length == RangeCalls.WINDOW) {
                    // one for a connection
                    ShelfWindow made = window == null ? ShelfWindow.make(folder, position) : null;
                    window = made == null ? window : made;
                    name(made, out);
                } else if (length == RangeCalls.INTO) {
                    into(name, position, in, out);
                } else {
                    answer(name, position, length, out);
                }
                out.flush();
            }
        } catch (EOFException e) {
            LOG.trace("a reader of stored images has ended");
        } catch (IOException e) {
            LOG.debug("A reader of stored images is gone: {}", e.getMessage());
        } finally {
            close(window);
        }
    }

    private void close(ShelfWindow window) {
        if (window != null) {
            windows.remove(window.token());
            try {
                window.close();
            } catch (IOException e) {
                LOG.warn("The file {} stays: {}", window.file(), e.getMessage());
            }
        }
    }

    private void name(ShelfWindow made, DataOutputStream out) throws IOException {
        if (made != null) {
            windows.put(made.token(), made);
        }
        out.writeUTF(made == null ? "" : made.file().toString());
        out.writeUTF(made == null ? "" : made.token());
    }

    private void into(String name, long position, DataInputStream in, DataOutputStream out) throws IOException {
        int length = in.readInt();
        ShelfWindow window = windows.get(in.readUTF());
        int count = in.readInt();
        if (count < 0 || count > RangeCalls.LARGEST / RangeCalls.BLOCK) {
            throw new IOException("a call of " + count + " blocks");
        }
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = in.readInt();
        }
        int laid;
        try {
            Ranges ranges = open.get(name);
            if (window == null || ranges == null || position < 0 || length < 0 || length > count * RangeCalls.BLOCK) {
                throw new IOException("there is nothing to read at " + name + ", " + position);
            }
            laid = (int) Math.clamp(Files.size(standIns.resolve(name)) - position, 0, length);
            if (laid > 0) {
                lay(ranges, position, laid, window.at(places));
            }
        } catch (IOException | RuntimeException e) {
            refuse(name, e, out);
            return;
        }
        out.writeInt(laid);
    }

    private static void lay(Ranges ranges, long position, int length, ObjectStore.Target target) throws IOException {
        try {
            ranges.read(position, length, target);
        } catch (InternalError e) {
            throw new IOException("its reader is gone, and the window with it", e);
        }
    }

    private void refuse(String name, Exception e, DataOutputStream out) throws IOException {
        failed(name, e);
        out.writeInt(-1);
        out.writeUTF(RangeCalls.refusal("the stored image cannot be read: " + e.getMessage()));
    }

    private void answer(String name, long position, int length, DataOutputStream out) throws IOException {
        if (length == RangeCalls.WHERE) {
            where(name, position, out);
            return;
        }
        byte[] bytes;
        try {
            Ranges ranges = open.get(name);
            if (ranges == null || position < 0 || length < 0 || length > RangeCalls.LARGEST) {
                throw new IOException("there is nothing to read at " + name + ", " + position);
            }
            long there = Files.size(standIns.resolve(name)) - position;
            bytes = length == 0 || there <= 0 ? new byte[0] : ranges.read(position, (int) Math.min(length, there));
        } catch (IOException | RuntimeException e) {
            refuse(name, e, out);
            return;
        }
        out.writeInt(bytes.length);
        for (int at = 0; at < bytes.length; at += RangeCalls.SLICE) {
            out.write(bytes, at, Math.min(RangeCalls.SLICE, bytes.length - at));
        }
    }

    /** A failure here is none of the image's: the child asks for the bytes then, and is told why there are none. */
    private void where(String name, long position, DataOutputStream out) throws IOException {
        RangeCalls.Place place = new RangeCalls.Place("", 0, 0);
        Ranges ranges = open.get(name);
        if (ranges != null && position >= 0 && position < Files.size(standIns.resolve(name))) {
            place = ranges.place(position).orElse(place);
        }
        out.writeUTF(place.file());
        out.writeLong(place.start());
        out.writeLong(place.length());
    }

    private void failed(String name, Exception e) {
        String acquisition = name.substring(0, Math.max(0, name.indexOf('/')));
        if (acquisition.matches("[0-9]{1,18}")) {
            failures.put(
                    Long.parseLong(acquisition),
                    e instanceof RuntimeException known
                            ? known
                            : new UncheckedIOException("The image cannot be read: " + e.getMessage(), (IOException) e));
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            LOG.warn("The folder of stand-ins {} stays: {}", folder, e.getMessage());
        }
    }
}
