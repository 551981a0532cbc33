package org.curlew.triage.hashsets.formats;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How the text of a file is encoded. Digests are ASCII, so every eight-bit encoding reads alike.
 *
 * @param wide UTF-16 of either order; null for anything of eight bits
 * @param markBytes length of the byte-order mark
 */
record TextEncoding(Charset wide, int markBytes) {

    static TextEncoding of(byte[] head) {
        int first = head.length < 2 ? -1 : (head[0] & 0xff) << 8 | head[1] & 0xff;
        if (first == 0xfeff) {
            return new TextEncoding(StandardCharsets.UTF_16BE, 2);
        } else if (first == 0xfffe) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2);
        } else if (first == 0xefbb && head.length > 2 && (head[2] & 0xff) == 0xbf) {
            return new TextEncoding(null, 3);
        } else if (first > 0 && first < 0x80) {
            return new TextEncoding(StandardCharsets.UTF_16BE, 0);
        } else if (first > 0 && (first & 0xff) == 0 && first >>> 8 < 0x80) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 0);
        }
        return new TextEncoding(null, 0);
    }
}
