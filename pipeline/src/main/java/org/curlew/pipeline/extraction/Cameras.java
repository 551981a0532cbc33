package org.curlew.pipeline.extraction;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;

/** Make, model, body serial number and time of a picture, from the EXIF block in its first bytes. */
final class Cameras {

    private static final Set<String> TYPES = Set.of("image/jpeg", "image/heic", "image/heif", "image/tiff");
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final int SEARCH = 128 * 1024;

    private Cameras() {}

    /** Null where there is no such fact. */
    static CameraFacts read(String mime, byte[] bytes, int offset, int length) {
        if (!TYPES.contains(mime) || mime.equals("image/jpeg") && !hasExif(bytes, offset, length)) {
            return null;
        }
        try {
            Metadata metadata = ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes, offset, length));
            CameraFacts facts = new CameraFacts(
                    text(metadata, ExifDirectoryBase.TAG_MAKE),
                    text(metadata, ExifDirectoryBase.TAG_MODEL),
                    text(metadata, ExifDirectoryBase.TAG_BODY_SERIAL_NUMBER),
                    text(metadata, ExifDirectoryBase.TAG_DATETIME_ORIGINAL));
            boolean empty = facts.make().isEmpty()
                    && facts.model().isEmpty()
                    && facts.serial().isEmpty()
                    && facts.taken().isEmpty();
            return empty ? null : facts;
        } catch (ImageProcessingException | IOException | RuntimeException | StackOverflowError broken) {
            // A broken EXIF block says nothing of a camera; the picture itself is digested all the same.
            return null;
        }
    }

    private static boolean hasExif(byte[] bytes, int offset, int length) {
        int end = offset + Math.min(length, SEARCH);
        int at = offset + 2;
        while (at + 10 < end && (bytes[at] & 0xff) == 0xff) {
            int marker = bytes[at + 1] & 0xff;
            if (marker == 0xda || marker == 0xd9) {
                return false;
            }
            if (marker == 0xe1 && java.util.Arrays.equals(bytes, at + 4, at + 4 + EXIF.length, EXIF, 0, EXIF.length)) {
                return true;
            }
            at += 2 + ((bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff);
        }
        return false;
    }

    private static String text(Metadata metadata, int tag) {
        for (Directory directory : metadata.getDirectoriesOfType(ExifDirectoryBase.class)) {
            String value = directory.getString(tag);
            if (value != null && !value.isBlank()) {
                return value.strip().replaceAll("\\p{Cntrl}", "");
            }
        }
        return "";
    }
}
