package org.curlew.pipeline.images;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digests that the acquirer stored: section digest (MD5, SHA-1), hash (MD5), xhash (XML of ewfx). Only sound sections
 * count: a damaged digest must not call a good image changed.
 */
final class EwfDigests {

    private static final int MD5 = 16;
    private static final int SHA1 = 20;
    private static final int HASH_SECTION = 36;
    private static final int DIGEST_SECTION = 80;
    private static final Pattern XML_MD5 = Pattern.compile("<MD5>\\s*([0-9a-fA-F]{32})\\s*</MD5>");
    private static final Pattern XML_SHA1 = Pattern.compile("<SHA1>\\s*([0-9a-fA-F]{40})\\s*</SHA1>");

    private String md5;
    private String sha1;

    void see(String type, ByteBuffer body, List<String> damage) {
        boolean read =
                switch (type) {
                    case "hash" -> binary(body, HASH_SECTION, false);
                    case "digest" -> binary(body, DIGEST_SECTION, true);
                    default -> xml(EwfHeader.inflate(body));
                };
        if (!read) {
            damage.add("section '%s' (stored digests) is damaged".formatted(type));
        }
    }

    private boolean binary(ByteBuffer body, int length, boolean withSha1) {
        if (body.limit() < length || body.getInt(length - 4) != EwfSection.adler(body, 0, length - 4)) {
            return false;
        }
        md5 = md5 == null ? hex(body, 0, MD5) : md5;
        sha1 = sha1 == null && withSha1 ? hex(body, MD5, SHA1) : sha1;
        return true;
    }

    private boolean xml(byte[] text) {
        if (text == null) {
            return false;
        }
        String xml = new String(text, StandardCharsets.UTF_8);
        md5 = md5 == null ? first(XML_MD5, xml) : md5;
        sha1 = sha1 == null ? first(XML_SHA1, xml) : sha1;
        return true;
    }

    private static String first(Pattern pattern, String xml) {
        Matcher found = pattern.matcher(xml);
        return found.find() ? found.group(1).toLowerCase(Locale.ROOT) : null;
    }

    /** A digest of zeros stands for "not computed". */
    private static String hex(ByteBuffer body, int at, int length) {
        byte[] digest = new byte[length];
        body.get(at, digest);
        String hex = HexFormat.of().formatHex(digest);
        return hex.chars().allMatch(c -> c == '0') ? null : hex;
    }

    /** Lower-case hex, or null. */
    String md5() {
        return md5;
    }

    /** Lower-case hex, or null. */
    String sha1() {
        return sha1;
    }
}
