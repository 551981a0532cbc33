package org.curlew.pipeline.extraction.archives;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The code page of DOS, in which old packers write names. */
final class CodePage437 {

    private static final Charset CHARSET =
            Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

    private CodePage437() {}

    static byte[] toUtf8(byte[] raw) {
        return new String(raw, CHARSET).getBytes(StandardCharsets.UTF_8);
    }
}
