package org.curlew.pipeline.worker;

import org.curlew.pipeline.extraction.CameraFacts;
import org.curlew.pipeline.extraction.ExtractedFile;

/** A file as bytes: written by the child from what it extracted, read by the parent as what was found. */
final class FileCodec {

    static final int FILE = 1;
    static final int GAP = 2;

    private static final FoundFile.Status[] STATUS = FoundFile.Status.values();

    private FileCodec() {}

    static void write(PayloadWriter out, ExtractedFile file) {
        out.putByte(FILE)
                .putText(file.path())
                .putBytes(file.rawPath())
                .putLong(file.size())
                .putByte((file.allocated() ? 1 : 0) | (file.deleted() ? 2 : 0) | (file.orphan() ? 4 : 0))
                .putText(file.container())
                .putText(file.mime())
                .putText(file.created())
                .putText(file.modified())
                .putText(file.accessed())
                .putText(file.changed())
                .putBytes(file.md5())
                .putBytes(file.sha1())
                .putBytes(file.sha256())
                .putByte(file.outcome().ordinal())
                .putText(file.reason());
        CameraFacts camera = file.camera();
        out.putBoolean(camera != null);
        if (camera != null) {
            out.putText(camera.make())
                    .putText(camera.model())
                    .putText(camera.serial())
                    .putText(camera.taken());
        }
        out.putLong(file.locator().address())
                .putInt(file.locator().attributeType())
                .putInt(file.locator().attributeId())
                .putText(file.locator().innerPath());
    }

    static void writeGap(PayloadWriter out, String kind, String path, long offset, long length, String reason) {
        out.putByte(GAP)
                .putText(kind)
                .putText(path)
                .putLong(offset)
                .putLong(length)
                .putText(reason);
    }

    static Worker.Gap readGap(PayloadReader in) throws ProtocolException {
        return new Worker.Gap(in.getText(), in.getText(), in.getLong(), in.getLong(), in.getText());
    }

    static FoundFile readFile(PayloadReader in, int volume) throws ProtocolException {
        String path = in.getText();
        byte[] rawPath = in.getBytes();
        long size = in.getLong();
        int flags = in.getByte();
        String container = in.getText();
        String mime = in.getText();
        String created = in.getText();
        String modified = in.getText();
        String accessed = in.getText();
        String changed = in.getText();
        byte[] md5 = in.getDigest(16);
        byte[] sha1 = in.getDigest(20);
        byte[] sha256 = in.getDigest(32);
        FoundFile.Status status = status(in.getByte());
        String reason = in.getText();
        FoundFile.Camera camera =
                in.getBoolean() ? new FoundFile.Camera(in.getText(), in.getText(), in.getText(), in.getText()) : null;
        Worker.FileLocator locator =
                new Worker.FileLocator(volume, in.getLong(), in.getInt(), in.getInt(), in.getText());
        if (path == null || (status == FoundFile.Status.HASHED) != (md5 != null && sha1 != null && sha256 != null)) {
            throw new ProtocolException("the worker sent a file without a path or with half of its digests");
        }
        return new FoundFile(
                volume,
                path,
                rawPath,
                size,
                (flags & 1) != 0,
                (flags & 2) != 0,
                (flags & 4) != 0,
                container,
                mime,
                created,
                modified,
                accessed,
                changed,
                md5,
                sha1,
                sha256,
                status,
                reason,
                camera,
                locator);
    }

    private static FoundFile.Status status(int number) throws ProtocolException {
        if (number >= STATUS.length) {
            throw new ProtocolException("the worker sent an unknown status " + number);
        }
        return STATUS[number];
    }
}
