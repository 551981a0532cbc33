package org.curlew.triage.vics;

import java.nio.charset.StandardCharsets;

/** Hex digits of digests; a set has hundreds of millions of them, so each is looked at once. */
final class Hex {

    private static final byte[] LOWER = lowerTable();

    private Hex() {}

    private static byte[] lowerTable() {
        byte[] table = new byte[128];
        for (char c : "0123456789abcdef".toCharArray()) {
            table[c] = (byte) c;
            table[Character.toUpperCase(c)] = (byte) c;
        }
        return table;
    }

    /** In lower case; null where a character is no hex digit, or all are zero. */
    static String lower(char[] text, int offset, int length) {
        byte[] digits = new byte[length];
        int different = 0;
        for (int i = 0; i < length; i++) {
            char c = text[offset + i];
            byte digit = c < 128 ? LOWER[c] : 0;
            if (digit == 0) {
                return null;
            }
            different |= digit ^ '0';
            digits[i] = digit;
        }
        return different == 0 ? null : new String(digits, StandardCharsets.ISO_8859_1);
    }

    /** The same text with its letters in lower case; mostly the same object. */
    static String lower(String digest) {
        if (digest == null) {
            return null;
        }
        for (int i = 0; i < digest.length(); i++) {
            if (digest.charAt(i) >= 'A' && digest.charAt(i) <= 'Z') {
                return digest.toLowerCase(java.util.Locale.ROOT);
            }
        }
        return digest;
    }

    /** Whether a text is that many hex digits. */
    static boolean isHex(String text, int length) {
        return text.length() == length && lower(text.toCharArray(), 0, length) != null;
    }
}
