package org.curlew.pipeline.extraction;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A path as text, and as bytes where the text cannot say it. Names are bytes that are nearly always UTF-8; what is not
 * is shown with U+FFFD and kept.
 *
 * @param bytes null where the text says it all
 */
record Names(String text, byte[] bytes) {

    static final Names ROOT = new Names("/", null);

    /** This path, which ends with a slash, and one name more. */
    Names with(byte[] name) {
        for (byte b : name) {
            if (b < 0) {
                return strict(name);
            }
        }
        return plus(new String(name, StandardCharsets.ISO_8859_1), name, true);
    }

    private Names strict(byte[] name) {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
            return plus(decoded, name, true);
        } catch (CharacterCodingException invalid) {
            return plus(new String(name, StandardCharsets.UTF_8), name, false);
        }
    }

    private Names plus(String name, byte[] raw, boolean valid) {
        if (valid && bytes == null) {
            return new Names(text.concat(name), null);
        }
        byte[] before = bytes == null ? text.getBytes(StandardCharsets.UTF_8) : bytes;
        byte[] joined = java.util.Arrays.copyOf(before, before.length + raw.length);
        System.arraycopy(raw, 0, joined, before.length, raw.length);
        return new Names(text + name, joined);
    }

    Names slash() {
        return with(new byte[] {'/'});
    }

    Names stream(byte[] name) {
        return with(new byte[] {':'}).with(name);
    }
}
