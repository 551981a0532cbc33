package org.curlew.pipeline.devices;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kinds of files that may hold pictures and films and are not opened: each is hashed and compared as it lies, what is inside is not. It is
 * no gap, as every byte was read, but "no hits" says nothing of it, so the certificate counts them.
 */
public enum Unopened {
    DATABASE("database", "databases", List.of("application/x-sqlite3", "application/x-msaccess"), List.of()),
    MAIL(
            "mail store or message",
            "mail stores and messages",
            List.of(
                    "application/vnd.ms-outlook-pst",
                    "application/vnd.ms-tnef",
                    "application/mbox",
                    "message/rfc822",
                    "multipart/related"),
            List.of()),
    DISK_IMAGE(
            "disk image",
            "disk images",
            List.of("application/x-iso9660-image", "application/x-vhd"),
            List.of("vmdk", "vhd", "vhdx", "vdi", "qcow2", "dmg", "img", "e01", "wim", "esd")),
    /** Windows' thumbcache files, which have a type of nobody's. */
    THUMBNAILS("cache of thumbnails", "caches of thumbnails", List.of(), List.of("thumbnails")),
    DOCUMENT(
            "document",
            "documents",
            List.of(
                    "application/pdf",
                    "application/msword",
                    "application/vnd.ms-powerpoint",
                    "application/vnd.ms-excel",
                    "application/vnd.ms-works",
                    "application/x-tika-msoffice",
                    "application/rtf",
                    "application/postscript"),
            List.of()),
    PACKED(
            "packed file",
            "packed files",
            List.of(
                    "application/vnd.ms-cab-compressed",
                    "application/x-lha",
                    "application/x-arj",
                    "application/x-lzip",
                    "application/x-lz4",
                    "application/x-snappy-framed",
                    "application/x-compress",
                    "application/x-cpio",
                    "application/x-archive",
                    "application/x-stuffit",
                    "application/zstd"),
            List.of("lzma"));

    private final String one;
    private final String many;
    private final List<String> mimes;
    private final List<String> endings;

    Unopened(String one, String many, List<String> mimes, List<String> endings) {
        this.one = one;
        this.many = many;
        this.mimes = mimes;
        this.endings = endings;
    }

    /** Types as the extraction tells them from content and, where the content has none, endings of names in small letters. */
    static String[] names() {
        return Arrays.stream(values())
                .flatMap(kind -> Stream.concat(kind.mimes.stream(), kind.endings.stream()))
                .toArray(String[]::new);
    }

    static Unopened of(String typeOrEnding) {
        return Arrays.stream(values())
                .filter(kind -> kind.mimes.contains(typeOrEnding) || kind.endings.contains(typeOrEnding))
                .findFirst()
                .orElseThrow();
    }

    /** "3 databases, 1 disk image"; empty where there are none. */
    public static String words(Map<Unopened, Long> counts) {
        return counts.entrySet().stream()
                .map(count ->
                        count.getValue() + " " + (count.getValue() == 1 ? count.getKey().one : count.getKey().many))
                .collect(Collectors.joining(", "));
    }
}
