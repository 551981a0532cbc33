package org.curlew.pipeline.extraction;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.tika.detect.TextStatistics;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/**
 * A file's type from its content, as Tika tells it. The name is a hint only where the content leaves several kinds of
 * text open; a picture with another extension stays a picture. Belongs to one thread.
 *
 * <p>Most files take a short way with the same answer: a signature that is enough by itself, a combination of rules that
 * Tika has been asked about before, or the certainty that no rule of Tika's matches, which leaves text and unknown.
 */
final class FileTypes {

    static final String UNKNOWN = "application/octet-stream";
    private static final String TEXT = "text/plain";

    /** Tika looks at no more. */
    private static final int HEAD = 64 * 1024;

    /** Bytes of a container that name its kind: "ftyp" and a brand, or "RIFF", a size and a form. */
    private static final int FAMILY_HEAD = 12;

    private static final int FAMILIES = 512;
    private static final int COMBINATIONS = 8192;
    private static final TikaTable TABLE = TikaTable.read();
    private static final byte[] FTYP = {'f', 't', 'y', 'p'};
    private static final byte[] RIFF = {'R', 'I', 'F', 'F'};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
    private static final byte[] GIF = {'G', 'I', 'F', '8'};

    private final MimeTypes tika = MimeTypes.getDefaultMimeTypes();
    private final NameHints hints = new NameHints(tika, TABLE.specialNames());
    private final Map<String, String> families = new HashMap<>();
    private final Map<BitSet, String> answers = new HashMap<>();
    private final BitSet matching = new BitSet();

    /**
     * Type of a file.
     *
     * @param length bytes there are of it, of which the first 64 KiB count
     */
    String detect(byte[] bytes, int offset, int length, String path) {
        if (length == 0) {
            return UNKNOWN;
        }
        String known = bySignature(bytes, offset, length);
        if (known != null) {
            return known;
        }
        int head = Math.min(length, HEAD);
        TextStatistics statistics = new TextStatistics();
        statistics.addData(bytes, offset, head);
        MagicIndex magic = TABLE.magic();
        magic.matching(bytes, offset, head, statistics, matching);
        if (!matching.isEmpty()) {
            boolean settled = magic.isSettled(matching)
                    || magic.isSettledAsHtml(matching) && HtmlHead.isPlain(bytes, offset, head);
            return settled ? byRules(bytes, offset, head, path) : byTika(bytes, offset, head, path);
        }
        boolean text = statistics.isMostlyAscii() || statistics.looksLikeUTF8();
        return text ? path.isEmpty() ? TEXT : hints.text(lastName(path)) : UNKNOWN;
    }

    /** Tika's answer to this combination of rules, asked for once. Texts are asked for each: their names count. */
    private String byRules(byte[] bytes, int offset, int head, String path) {
        String type = answers.get(matching);
        if (type == null) {
            type = byTika(bytes, offset, head, "");
            if (answers.size() < COMBINATIONS) {
                answers.put((BitSet) matching.clone(), type);
            }
        }
        return type.equals(TEXT) ? byTika(bytes, offset, head, path) : type;
    }

    /** Whether a file that begins so is a picture or a video. */
    boolean isMedia(byte[] bytes, int offset, int length) {
        String type = detect(bytes, offset, length, "");
        return type.startsWith("image/") || type.startsWith("video/");
    }

    private String bySignature(byte[] bytes, int at, int length) {
        if (length < FAMILY_HEAD) {
            return null;
        }
        String video = VideoSigns.type(bytes, at, length);
        if (video != null) {
            return video;
        }
        return switch (bytes[at] & 0xff) {
            case 0xff -> (bytes[at + 1] & 0xff) == 0xd8 && (bytes[at + 2] & 0xff) == 0xff ? "image/jpeg" : null;
            case 0x89 -> starts(bytes, at, PNG) ? "image/png" : null;
            case 'G' ->
                starts(bytes, at, GIF) && (bytes[at + 4] == '7' || bytes[at + 4] == '9') && bytes[at + 5] == 'a'
                        ? "image/gif"
                        : null;
            case 'R' -> starts(bytes, at, RIFF) ? family(bytes, at, 8) : null;
            case 0 -> starts(bytes, at + 4, FTYP) ? family(bytes, at, 4) : null;
            default -> null;
        };
    }

    private static boolean starts(byte[] bytes, int at, byte[] signature) {
        return Arrays.equals(bytes, at, at + signature.length, signature, 0, signature.length);
    }

    /** Tika's word on the kind alone, with the bytes that carry a size left out, so that it can be kept. */
    private String family(byte[] bytes, int at, int nameFrom) {
        byte[] head = Arrays.copyOfRange(bytes, at, at + FAMILY_HEAD);
        Arrays.fill(head, nameFrom - 4, nameFrom, nameFrom == 4 ? (byte) 0 : (byte) 1);
        if (nameFrom == 4) {
            head[3] = 0x18;
        }
        String key = new String(head, StandardCharsets.ISO_8859_1);
        String type = families.get(key);
        if (type == null) {
            type = byTika(head, 0, head.length, "");
            if (families.size() < FAMILIES) {
                families.put(key, type);
            }
        }
        return type.equals(UNKNOWN) || type.equals(TEXT) ? null : type;
    }

    /** Tika's own answer. */
    String byTika(byte[] bytes, int offset, int length, String path) {
        try {
            int head = Math.min(length, HEAD);
            String type = tika.detect(new ByteArrayInputStream(bytes, offset, head), new Metadata())
                    .toString();
            if (!type.equals(TEXT) || path.isEmpty()) {
                return type;
            }
            Metadata hint = new Metadata();
            hint.set(TikaCoreProperties.RESOURCE_NAME_KEY, lastName(path));
            return tika.detect(new ByteArrayInputStream(bytes, offset, head), hint)
                    .toString();
        } catch (IOException | RuntimeException | StackOverflowError unrecognised) {
            // A detector that stumbles over hostile bytes must not cost the file its digests.
            return UNKNOWN;
        }
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
