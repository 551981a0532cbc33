package org.curlew.triage.hashsets.index;

import java.util.HexFormat;

/** One entry of a set on its way into an index. Reused from row to row, since a set has millions; not for keeping. */
public final class DigestRow {

    /** {@code category} where the row gives none. */
    public static final int NO_CATEGORY = -1;

    /** Four values of 144 bytes, as decimal numbers, are the longest text in use. */
    static final int MOST_PHOTO_DNA = 4096;

    private final byte[] ascii = new byte[64];
    final byte[] md5 = new byte[16];
    final byte[] sha1 = new byte[20];
    final byte[] sha256 = new byte[32];
    final byte[] pdq = new byte[32];
    boolean hasMd5;
    boolean hasSha1;
    boolean hasSha256;
    boolean hasPdq;
    String photoDna;
    int category;
    int flags;
    String series;

    public DigestRow() {
        clear();
    }

    /** Before each row. */
    public DigestRow clear() {
        hasMd5 = false;
        hasSha1 = false;
        hasSha256 = false;
        hasPdq = false;
        photoDna = null;
        category = NO_CATEGORY;
        flags = 0;
        series = null;
        return this;
    }

    /**
     * Takes a digest in hex of any case; its length tells its kind.
     *
     * @return null where it was taken, else the reason why not, for the list of rejected rows
     */
    public String hex(byte[] text, int from, int to) {
        byte[] target =
                switch (to - from) {
                    case 32 -> md5;
                    case 40 -> sha1;
                    case 64 -> sha256;
                    default -> null;
                };
        if (target == null) {
            return (to - from) + " characters: not the length of an MD5, SHA-1 or SHA-256";
        }
        int any = 0;
        for (int i = 0; i < target.length; i++) {
            int value = HEX[text[from + 2 * i] & 0xff] << 4 | HEX[text[from + 2 * i + 1] & 0xff];
            if (value < 0) {
                return "not hex digits";
            }
            any |= value;
            target[i] = (byte) value;
        }
        return any == 0 ? "all zeros, a placeholder" : has(target);
    }

    /** As {@link #hex(byte[], int, int)}. */
    public String hex(String text) {
        if (text.length() > ascii.length) {
            return text.length() + " characters: not the length of an MD5, SHA-1 or SHA-256";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            ascii[i] = c < 128 ? (byte) c : (byte) '?';
        }
        return hex(ascii, 0, text.length());
    }

    /** Takes a binary digest; its length tells its kind. */
    public String binary(byte[] bytes, int from, int length) {
        byte[] target =
                switch (length) {
                    case 16 -> md5;
                    case 20 -> sha1;
                    case 32 -> sha256;
                    default -> null;
                };
        if (target == null) {
            return length + " bytes: not the length of an MD5, SHA-1 or SHA-256";
        }
        System.arraycopy(bytes, from, target, 0, length);
        int any = 0;
        for (byte b : target) {
            any |= b;
        }
        return any == 0 ? "all zeros, a placeholder" : has(target);
    }

    private String has(byte[] target) {
        hasMd5 |= target == md5;
        hasSha1 |= target == sha1;
        hasSha256 |= target == sha256;
        return null;
    }

    /**
     * Takes a PDQ, what the picture looks like: 64 hex digits of any case.
     *
     * @return null where it was taken, else the reason why not
     */
    public String pdq(String text) {
        if (text.length() != 2 * pdq.length) {
            return text.length() + " characters: not the length of a PDQ";
        }
        for (int i = 0; i < pdq.length; i++) {
            int value = HEX[text.charAt(2 * i) & 0xff] << 4 | HEX[text.charAt(2 * i + 1) & 0xff];
            if (value < 0 || text.charAt(2 * i) > 127 || text.charAt(2 * i + 1) > 127) {
                return "not hex digits";
            }
            pdq[i] = (byte) value;
        }
        hasPdq = true;
        return null;
    }

    /**
     * Takes a PhotoDNA value as it is written, to be passed on; null or blank for none. It is never computed or compared.
     *
     * @return null where it was taken, else the reason why not
     */
    public String photoDna(String value) {
        if (value != null && value.length() > MOST_PHOTO_DNA) {
            return value.length() + " characters: no PhotoDNA value";
        }
        photoDna = value == null || value.isBlank() ? null : value.strip();
        return null;
    }

    /** Whether the entry has more to keep than sorted digests can hold. */
    boolean perceptual() {
        return hasPdq || photoDna != null;
    }

    /** @param number 0 to 255, or {@link #NO_CATEGORY} */
    public DigestRow category(int number) {
        category = number;
        return this;
    }

    public DigestRow victimIdentified(boolean value) {
        return flag(Items.VICTIM, value);
    }

    public DigestRow offenderIdentified(boolean value) {
        return flag(Items.OFFENDER, value);
    }

    public DigestRow distributed(boolean value) {
        return flag(Items.DISTRIBUTED, value);
    }

    private DigestRow flag(int bit, boolean value) {
        flags = value ? flags | bit : flags & ~bit;
        return this;
    }

    /** @param names comma-delimited; null or blank for none */
    public DigestRow series(String names) {
        series = names == null || names.isBlank() ? null : names.strip();
        return this;
    }

    public int category() {
        return category;
    }

    /** Whether anything was taken by which a content can be found again. */
    public boolean usable() {
        return hasMd5 || hasSha1 || hasSha256 || hasPdq;
    }

    /** The digest of a kind, to be read before the next row; null where the row has none. */
    public byte[] digest(DigestKind kind) {
        return switch (kind) {
            case MD5 -> hasMd5 ? md5 : null;
            case SHA1 -> hasSha1 ? sha1 : null;
            case SHA256 -> hasSha256 ? sha256 : null;
        };
    }

    private static final int[] HEX = hexTable();

    private static int[] hexTable() {
        int[] table = new int[256];
        for (int c = 0; c < 256; c++) {
            // a negative value makes every combination with it negative
            table[c] = HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
        }
        return table;
    }
}
