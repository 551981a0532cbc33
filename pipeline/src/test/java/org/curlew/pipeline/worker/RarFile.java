package org.curlew.pipeline.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/** RAR 3 without compression, by the format's description: marker, main header, one header and content a file. */
final class RarFile {

    /** What {@link #DOS_TIME} means by the clock on the wall of whoever packed it; the format keeps no zone. */
    static final String MODIFIED = "2025-04-11T12:00:00";

    /** Years since 1980, month, day; hours, minutes, seconds by two. */
    private static final int DOS_TIME = (45 << 25) | (4 << 21) | (11 << 16) | (12 << 11);

    private RarFile() {}

    static byte[] of(Map<String, byte[]> contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {'R', 'a', 'r', '!', 0x1a, 7, 0});
        block(out, new byte[] {0x73, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0});
        for (Map.Entry<String, byte[]> content : contents.entrySet()) {
            byte[] name = content.getKey().getBytes(StandardCharsets.US_ASCII);
            CRC32 crc = new CRC32();
            crc.update(content.getValue());
            ByteBuffer header = ByteBuffer.allocate(30 + name.length).order(ByteOrder.LITTLE_ENDIAN);
            header.put((byte) 0x74).putShort((short) 0x8000).putShort((short) (32 + name.length));
            header.putInt(content.getValue().length)
                    .putInt(content.getValue().length)
                    .put((byte) 3);
            header.putInt((int) crc.getValue()).putInt(DOS_TIME).put((byte) 29).put((byte) 0x30);
            header.putShort((short) name.length).putInt(0x81a4).put(name);
            block(out, header.array());
            out.write(content.getValue());
        }
        block(out, new byte[] {0x7b, 0, 0x40, 7, 0});
        return out.toByteArray();
    }

    private static void block(ByteArrayOutputStream out, byte[] header) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(header);
        out.write((int) crc.getValue());
        out.write((int) crc.getValue() >> 8);
        out.write(header);
    }
}
