package org.curlew.storage.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobProviderMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.logging.slf4j.config.SLF4JLoggingModule;

/**
 * An S3 server of the application's own that keeps its objects as files in a folder. It listens on loopback only, on a
 * port the system chose, and takes only the account whose random key lies in the folder. An object is on the disk, not
 * only in the system's cache, before its put is acknowledged.
 */
public final class EmbeddedObjectServer implements AutoCloseable {

    private static final String ACCESS_KEY = "curlew";

    /** What S3Proxy leaves when it is killed: a blob that was being written, and the parts of an upload. */
    private static final Pattern LEFT_OVER =
            Pattern.compile(".*-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\.mpus-.*");

    private final FileChannel lockFile;
    private final Path objects;
    private final BlobStoreContext context;
    private final DurableBlobStore blobs;
    private final S3Proxy server;
    private final String secret;

    private EmbeddedObjectServer(Path folder) throws Exception {
        objects = PrivateFiles.folder(folder.resolve("objects"));
        lockFile = lock(folder);
        try {
            deleteLeftOvers(objects);
            secret = PrivateFiles.secret(folder.resolve("secret-key"), 30);
            Properties properties = new Properties();
            properties.setProperty("jclouds.filesystem.basedir", objects.toString());
            context = ContextBuilder.newBuilder(new FilesystemNio2BlobProviderMetadata())
                    .credentials("unused", "unused")
                    .modules(Set.of(new SLF4JLoggingModule()))
                    .overrides(properties)
                    .buildView(BlobStoreContext.class);
            blobs = new DurableBlobStore(context.getBlobStore(), objects);
            server = S3Proxy.builder()
                    .blobStore(blobs)
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, secret)
                    .ignoreUnknownHeaders(true)
                    .jettyMaxThreads(64)
                    .build();
            server.start();
        } catch (Exception e) {
            lockFile.close();
            throw e;
        }
    }

    /**
     * Starts the server; the folder is made when it is new.
     *
     * @throws UncheckedIOException when the folder cannot be used, or another process serves it
     */
    public static EmbeddedObjectServer start(Path folder) {
        try {
            return new EmbeddedObjectServer(folder);
        } catch (Exception e) {
            throw new UncheckedIOException(
                    "The embedded object store did not start in " + folder + ": " + e.getMessage()
                            + "; check that the folder can be written and that no other process uses it",
                    new IOException(e));
        }
    }

    /** Settings for the store's client; the bucket is made when it does not exist. */
    public ObjectStoreSettings settings(String bucket) {
        // made here because S3Proxy refuses the location constraint the SDK sends
        blobs.createContainerInLocation(null, bucket);
        return new ObjectStoreSettings(endpoint(), ACCESS_KEY, secret, "us-east-1", bucket)
                .withFolder(objects.resolve(bucket));
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() {
        try (FileChannel held = lockFile) {
            server.stop();
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException("The embedded object store did not stop: " + e.getMessage(), e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("this process serves it already", e);
        }
        channel.close();
        throw new IOException("another process serves it");
    }

    /** Whether a file's name is one that S3Proxy gives to what is not yet whole. */
    static boolean isHalf(String name) {
        return LEFT_OVER.matcher(name).matches();
    }

    private static void deleteLeftOvers(Path objects) throws IOException {
        Files.walkFileTree(objects, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (isHalf(file.getFileName().toString())) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
