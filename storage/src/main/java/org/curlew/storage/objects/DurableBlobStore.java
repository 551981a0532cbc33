package org.curlew.storage.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.domain.MultipartPart;
import org.jclouds.blobstore.domain.MultipartUpload;
import org.jclouds.blobstore.options.PutOptions;
import org.jclouds.blobstore.util.ForwardingBlobStore;

/** Forces a blob to the disk before it is acknowledged; the blob store underneath leaves it to the system's cache. */
final class DurableBlobStore extends ForwardingBlobStore {

    private final Path folder;

    DurableBlobStore(BlobStore delegate, Path folder) {
        super(delegate);
        this.folder = folder;
    }

    @Override
    public String putBlob(String container, Blob blob) {
        String tag = super.putBlob(container, blob);
        force(container, blob.getMetadata().getName());
        return tag;
    }

    @Override
    public String putBlob(String container, Blob blob, PutOptions options) {
        String tag = super.putBlob(container, blob, options);
        force(container, blob.getMetadata().getName());
        return tag;
    }

    @Override
    public String completeMultipartUpload(MultipartUpload upload, List<MultipartPart> parts) {
        String tag = super.completeMultipartUpload(upload, parts);
        force(upload.containerName(), upload.blobName());
        return tag;
    }

    private void force(String container, String name) {
        Path file = folder.resolve(container).resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
            PrivateFiles.syncFolder(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot force " + file + " to the disk", e);
        }
    }
}
