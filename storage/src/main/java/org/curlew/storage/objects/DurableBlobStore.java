package org.curlew.storage.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Supplier;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.domain.MultipartPart;
import org.jclouds.blobstore.domain.MultipartUpload;
import org.jclouds.blobstore.options.PutOptions;
import org.jclouds.blobstore.util.ForwardingBlobStore;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;
import org.jclouds.io.Payload;

/**
 * Forces a blob to the disk before it is acknowledged; the blob store underneath leaves it to the system's cache. When
 * a put fails it also deletes what the blob store wrote of it, and says "full" by its own status.
 */
final class DurableBlobStore extends ForwardingBlobStore {

    private static final int INSUFFICIENT_STORAGE = 507;

    private final Path folder;

    DurableBlobStore(BlobStore delegate, Path folder) {
        super(delegate);
        this.folder = folder;
    }

    @Override
    public String putBlob(String container, Blob blob) {
        return durably(container, blob.getMetadata().getName(), () -> super.putBlob(container, blob));
    }

    @Override
    public String putBlob(String container, Blob blob, PutOptions options) {
        return durably(container, blob.getMetadata().getName(), () -> super.putBlob(container, blob, options));
    }

    @Override
    public MultipartPart uploadMultipartPart(MultipartUpload upload, int number, Payload payload) {
        // a part's own file is named as the blob store names it; that it is on the disk matters at the end only
        return cleanly(
                upload.containerName(),
                ".mpus-" + upload.id() + "-" + upload.blobName() + "-" + number,
                () -> super.uploadMultipartPart(upload, number, payload));
    }

    @Override
    public String completeMultipartUpload(MultipartUpload upload, List<MultipartPart> parts) {
        return durably(upload.containerName(), upload.blobName(), () -> super.completeMultipartUpload(upload, parts));
    }

    private String durably(String container, String name, Supplier<String> put) {
        return cleanly(container, name, () -> {
            String tag = put.get();
            force(folder.resolve(container).resolve(name));
            return tag;
        });
    }

    private <T> T cleanly(String container, String name, Supplier<T> put) {
        try {
            return put.get();
        } catch (RuntimeException e) {
            deleteHalf(folder.resolve(container).resolve(name), e);
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (String.valueOf(cause.getMessage()).contains("No space left")) {
                    throw new HttpResponseException(
                            "No space left",
                            null,
                            HttpResponse.builder()
                                    .statusCode(INSUFFICIENT_STORAGE)
                                    .build(),
                            e);
                }
            }
            throw e;
        }
    }

    private static void deleteHalf(Path file, RuntimeException why) {
        String start = file.getFileName() + "-";
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(
                file.getParent(),
                each -> each.getFileName().toString().startsWith(start)
                        && EmbeddedObjectServer.isHalf(each.getFileName().toString()))) {
            for (Path half : inside) {
                Files.deleteIfExists(half);
            }
        } catch (IOException | DirectoryIteratorException e) {
            why.addSuppressed(e);
        }
    }

    private static void force(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
            PrivateFiles.syncFolder(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot force " + file + " to the disk", e);
        }
    }
}
