package org.curlew.pipeline.extraction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/**
 * A file's type from its content. The name is a hint only where the content leaves several kinds of text open; a
 * picture with another extension stays a picture.
 */
final class FileTypes {

    static final String UNKNOWN = "application/octet-stream";
    private static final String TEXT = "text/plain";
    private static final int HEAD = 64 * 1024;

    private final MimeTypes tika = MimeTypes.getDefaultMimeTypes();

    String detect(byte[] bytes, int offset, int length, String path) {
        if (length == 0) {
            return UNKNOWN;
        }
        return byTika(bytes, offset, length, path);
    }

    String byTika(byte[] bytes, int offset, int length, String path) {
        try {
            int head = Math.min(length, HEAD);
            String type = tika.detect(new ByteArrayInputStream(bytes, offset, head), new Metadata())
                    .toString();
            if (!type.equals(TEXT)) {
                return type;
            }
            Metadata hint = new Metadata();
            hint.set(TikaCoreProperties.RESOURCE_NAME_KEY, path.substring(path.lastIndexOf('/') + 1));
            return tika.detect(new ByteArrayInputStream(bytes, offset, head), hint)
                    .toString();
        } catch (IOException | RuntimeException | StackOverflowError unrecognised) {
            // A detector that stumbles over hostile bytes must not cost the file its digests.
            return UNKNOWN;
        }
    }
}
