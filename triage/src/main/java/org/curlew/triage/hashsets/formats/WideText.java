package org.curlew.triage.hashsets.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-16 text as UTF-8. */
final class WideText extends InputStream {

    private final Reader reader;
    private final char[] chars = new char[8192];
    private byte[] bytes = new byte[0];
    private int next;

    /** @param head the first bytes, taken from the stream already */
    WideText(InputStream rest, byte[] head, TextEncoding encoding) {
        InputStream whole = new SequenceInputStream(
                new ByteArrayInputStream(Arrays.copyOfRange(head, encoding.markBytes(), head.length)), rest);
        reader = new InputStreamReader(whole, encoding.wide());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == bytes.length) {
            // one character less than fits, so that the second half of a pair can be fetched with its first
            int got = reader.read(chars, 0, chars.length - 1);
            if (got < 0) {
                return -1;
            }
            if (Character.isHighSurrogate(chars[got - 1])) {
                int low = reader.read();
                if (low >= 0) {
                    chars[got++] = (char) low;
                }
            }
            bytes = new String(chars, 0, got).getBytes(StandardCharsets.UTF_8);
            next = 0;
        }
        int count = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
