package org.curlew.pipeline.extraction;

import java.nio.charset.StandardCharsets;

/**
 * Videos that Tika cannot tell by their content alone: what it leaves to the file's name, or does not know. A video that is not
 * known for one is neither looked at nor matched by its frames, so these are told here before Tika is asked.
 */
final class VideoSigns {

    private static final int TS_PACKET = 188;
    private static final int M2TS_PACKET = 192;
    private static final int TS_SYNC = 0x47;

    /** The EBML header with its document type lies here; so does the first page of each Ogg stream. */
    private static final int EBML_HEAD = 96;

    private static final int OGG_HEAD = 1024;
    private static final byte[] EBML = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3};
    private static final byte[] OGG = {'O', 'g', 'g', 'S'};
    private static final byte[] IVF = {'D', 'K', 'I', 'F', 0, 0};
    private static final byte[] REAL = {'.', 'R', 'M', 'F'};
    private static final byte[] MXF = {0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01};
    private static final byte[] H264 = {0, 0, 0, 1, 0x67};
    private static final byte[] H265 = {0, 0, 0, 1, 0x40, 0x01};
    private static final byte[] WEBM = ascii("webm");
    private static final byte[] MATROSKA = ascii("matroska");
    private static final byte[] THEORA = ascii("\u0080theora");
    private static final byte[] DIRAC = ascii("BBCD\0");
    private static final byte[] OGM = ascii("\1video\0");

    private VideoSigns() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The type of a file that begins so, or null where it is none of these videos. */
    static String type(byte[] bytes, int at, int length) {
        int end = at + length;
        return switch (bytes[at] & 0xff) {
            case 0x1A -> starts(bytes, at, end, EBML) ? matroska(bytes, at, end) : null;
            case 'O' -> starts(bytes, at, end, OGG) ? ogg(bytes, at, end) : null;
            case 'D' -> starts(bytes, at, end, IVF) ? "video/x-ivf" : null;
            case '.' -> starts(bytes, at, end, REAL) ? "video/vnd.rn-realvideo" : null;
            case 0x06 -> starts(bytes, at, end, MXF) ? "video/mxf" : null;
            case 0 -> starts(bytes, at, end, H264) ? "video/h264" : starts(bytes, at, end, H265) ? "video/h265" : null;
            case TS_SYNC -> isTransportStream(bytes, at, end, TS_PACKET) ? "video/mp2t" : m2ts(bytes, at, end);
            default -> m2ts(bytes, at, end);
        };
    }

    private static String matroska(byte[] bytes, int at, int end) {
        int stop = Math.min(end, at + EBML_HEAD);
        return contains(bytes, at, stop, WEBM)
                ? "video/webm"
                : contains(bytes, at, stop, MATROSKA) ? "video/x-matroska" : null;
    }

    private static String ogg(byte[] bytes, int at, int end) {
        int stop = Math.min(end, at + OGG_HEAD);
        boolean video =
                contains(bytes, at, stop, THEORA) || contains(bytes, at, stop, OGM) || contains(bytes, at, stop, DIRAC);
        return video ? "video/ogg" : null;
    }

    /** Each packet of a camcorder's or Blu-ray's stream has four bytes of time before it. */
    private static String m2ts(byte[] bytes, int at, int end) {
        return isTransportStream(bytes, at + 4, end, M2TS_PACKET) ? "video/mp2t" : null;
    }

    private static boolean isTransportStream(byte[] bytes, int at, int end, int packet) {
        return at + 2 * packet < end
                && bytes[at] == TS_SYNC
                && bytes[at + packet] == TS_SYNC
                && bytes[at + 2 * packet] == TS_SYNC;
    }

    private static boolean starts(byte[] bytes, int at, int end, byte[] sign) {
        if (at + sign.length > end) {
            return false;
        }
        for (int i = 0; i < sign.length; i++) {
            if (bytes[at + i] != sign[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] bytes, int from, int to, byte[] sign) {
        for (int at = from; at + sign.length <= to; at++) {
            if (starts(bytes, at, to, sign)) {
                return true;
            }
        }
        return false;
    }
}
