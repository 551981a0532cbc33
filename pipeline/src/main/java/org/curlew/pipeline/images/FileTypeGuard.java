package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everyday files given by mistake. Raw media can hold anything, so what shows a sign of a disk (a boot signature, a
 * partition table, a file system's magic) is never refused here, whatever it begins with.
 */
final class FileTypeGuard implements ImageFormat {

    /** Text as large as this can be a disk wiped with a text. */
    private static final long LARGEST_TEXT = 1 << 20;

    private static final int SECTOR = 512;
    private static final int TEXT_LOOKED_AT = 4 << 10;

    private static final Map<String, String> BEGINNINGS = Map.ofEntries(
            Map.entry("\u00ff\u00d8\u00ff", "a JPEG picture"),
            Map.entry("\u0089PNG\r\n\u001a\n", "a PNG picture"),
            Map.entry("GIF8", "a GIF picture"),
            Map.entry("%PDF-", "a PDF document"),
            Map.entry("\u007fELF", "a program (ELF)"),
            Map.entry("MZ", "a Windows program"),
            Map.entry("PK\u0003\u0004", "a zip file (UFDR, docx and the like are zip files too); unpack it first"),
            Map.entry("PK\u0005\u0006", "an empty zip file"),
            Map.entry("\u001f\u008b", "a gzip file; unpack it first"),
            Map.entry("BZh", "a bzip2 file; unpack it first"),
            Map.entry("\u00fd7zXZ\0", "an xz file; unpack it first"),
            Map.entry("(\u00b5/\u00fd", "a zstd file; unpack it first"),
            Map.entry("7z\u00bc\u00af\u0027\u001c", "a 7z file; unpack it first"),
            Map.entry("Rar!\u001a\u0007", "a rar file; unpack it first"),
            Map.entry("RIFF", "a media file (RIFF)"),
            Map.entry("SQLite format 3\0", "an SQLite database"),
            Map.entry("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "an Office document"));

    @Override
    public boolean recognises(Probe probe) {
        return looksLike(probe) != null;
    }

    @Override
    public ImageSource open(List<Path> parts) throws IOException {
        throw new ImageRefusedException("%s is not a disk image: it looks like %s"
                .formatted(parts.getFirst(), looksLike(Probe.of(parts.getFirst()))));
    }

    private static String looksLike(Probe probe) {
        if (showsADisk(probe)) {
            return null;
        }
        for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
            if (probe.starts(0, beginning.getKey())) {
                return beginning.getValue();
            }
        }
        if (probe.starts(4, "ftyp")) {
            return "a video or picture (MP4 family)";
        }
        if (probe.starts(257, "ustar")) {
            return "a tar file; unpack it first";
        }
        return isText(probe) ? "text" : null;
    }

    private static boolean showsADisk(Probe probe) {
        return probe.starts(510, "\u0055\u00aa")
                || probe.starts(512, "EFI PART")
                || probe.starts(4096, "EFI PART")
                || probe.starts(32769, "CD001")
                || probe.starts(1080, "\u0053\u00ef")
                || probe.starts(1024, "H+")
                || probe.starts(1024, "HX")
                || probe.starts(1024, "BD");
    }

    private static boolean isText(Probe probe) {
        if (probe.size() >= LARGEST_TEXT && probe.size() % SECTOR == 0) {
            return false;
        }
        ByteBuffer head = probe.head();
        for (int i = 0; i < Math.min(head.limit(), TEXT_LOOKED_AT); i++) {
            int c = head.get(i) & 0xff;
            boolean control = c < ' ' && "\n\r\t\f\u001b".indexOf(c) < 0 || c == 0x7f;
            // never in UTF-8, rare in other text, common in erased flash memory
            if (control || c >= 0xfe) {
                return false;
            }
        }
        return true;
    }
}
