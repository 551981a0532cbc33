package org.curlew.pipeline.extraction;

/**
 * The beginning of an HTML file, as far as Tika's word on it can be foreseen. Tika reads files that its rule for HTML matches
 * as XML, which costs more than all else done with a small file, to see whether the root's namespace makes them another type. A
 * file that begins with the element {@code html} without a namespace is HTML whether or not that reading succeeds.
 */
final class HtmlHead {

    private static final String DOCTYPE = "<!doctype html>";
    private static final String ROOT = "<html";

    private HtmlHead() {}

    /** Whether a file begins with white space, {@code <!doctype html>} or not, and a root {@code html} without "xmlns". */
    static boolean isPlain(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = space(bytes, offset, end);
        if (starts(bytes, at, end, DOCTYPE)) {
            at = space(bytes, at + DOCTYPE.length(), end);
        }
        if (!starts(bytes, at, end, ROOT) || !sameCase(bytes, at + 1)) {
            return false;
        }
        at += ROOT.length();
        if (at < end && bytes[at] != '>' && !isSpace(bytes[at])) {
            return false;
        }
        for (; at < end; at++) {
            if (bytes[at] == '>') {
                return true;
            }
            if (bytes[at] == ':' || starts(bytes, at, end, "xmlns")) {
                return false;
            }
        }
        return false;
    }

    /** "html" and "HTML" are known to Tika as roots; "Html" is not. */
    private static boolean sameCase(byte[] bytes, int at) {
        boolean capitals = bytes[at] == 'H';
        for (int i = at; i < at + ROOT.length() - 1; i++) {
            if (bytes[i] < 'a' != capitals) {
                return false;
            }
        }
        return true;
    }

    private static int space(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static boolean starts(byte[] bytes, int at, int end, String lowerCase) {
        if (at + lowerCase.length() > end) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            int b = bytes[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
