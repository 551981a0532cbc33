package org.curlew.pipeline.filesystems;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.curlew.pipeline.images.ImageSource;

/** The name a volume gives itself, from the place its file system keeps it; libtsk has no call for it. */
final class VolumeLabel {

    private static final int NTFS_VOLUME = 3;
    private static final int NTFS_VOLUME_NAME = 0x60;
    private static final Charset OEM = StandardCharsets.ISO_8859_1;

    private VolumeLabel() {}

    static String of(TskFileSystem fileSystem, long offset) {
        ImageSource source = fileSystem.image().source();
        int type = fileSystem.type();
        if (fileSystem.isNtfs()) {
            return ntfs(fileSystem);
        } else if (fileSystem.isExfat()) {
            return "";
        } else if (fileSystem.isFat()) {
            boolean fat32 = fileSystem.typeName().equals("fat32");
            String label = text(source, offset + (fat32 ? 71 : 43), 11, OEM);
            return label.equals("NO NAME") ? "" : label;
        } else if ((type & TskTypes.EXT) != 0) {
            return text(source, offset + 1024 + 120, 16, StandardCharsets.UTF_8);
        } else if (type == TskTypes.ISO9660) {
            return text(source, offset + 32768 + 40, 32, OEM);
        }
        return "";
    }

    private static String ntfs(TskFileSystem fileSystem) {
        String[] label = {""};
        try (Arena arena = Arena.ofConfined()) {
            fileSystem.open(NTFS_VOLUME, entry -> {
                for (int i = 0; i < entry.attributes(); i++) {
                    TskAttribute attribute = entry.attribute(i);
                    if (attribute != null && attribute.type() == NTFS_VOLUME_NAME) {
                        MemorySegment buffer = arena.allocate(512);
                        long count = attribute.read(0, buffer, Math.clamp(attribute.size(), 0, 512));
                        byte[] bytes = buffer.asSlice(0, Math.max(count, 0)).toArray(ValueLayout.JAVA_BYTE);
                        label[0] = new String(bytes, StandardCharsets.UTF_16LE);
                    }
                }
            });
        } catch (IOException unnamed) {
            // A volume whose $Volume is damaged has no name; its files are read all the same.
            return "";
        }
        return label[0];
    }

    private static String text(ImageSource source, long offset, int length, Charset charset) {
        String text = new String(Bytes.at(source, offset, length), charset);
        int end = text.indexOf(0);
        return (end < 0 ? text : text.substring(0, end)).strip();
    }
}
