package org.curlew.pipeline.filesystems.compression;

/** LZ77 with a prefix code (MS-XCA 2.2): 256 bytes with the lengths of 512 words, then words and what they ask for. */
public final class XpressHuffman implements UnitDecoder {

    private static final int SYMBOLS = 512;
    private static final int TABLE = SYMBOLS / 2;
    private static final int LITERALS = 256;
    private static final int SHORTEST = 3;
    private static final int LONG = 15;

    private final int unit;
    private final byte[] lengths = new byte[SYMBOLS];
    private final PrefixCode code = new PrefixCode(SYMBOLS);
    private final WordBits bits = new WordBits();

    /** @param unit bytes of a unit that is not the last: 4, 8 or 16 KiB */
    public XpressHuffman(int unit) {
        this.unit = unit;
    }

    @Override
    public int unit() {
        return unit;
    }

    @Override
    public void decode(byte[] packed, int length, byte[] target, int size) throws CorruptUnitException {
        if (length < TABLE) {
            throw new CorruptUnitException("it is shorter than its table");
        }
        for (int i = 0; i < TABLE; i++) {
            lengths[2 * i] = (byte) (packed[i] & 15);
            lengths[2 * i + 1] = (byte) (packed[i] >>> 4 & 15);
        }
        code.build(lengths, SYMBOLS);
        bits.begin(packed, TABLE, length);
        int at = 0;
        while (at < size) {
            int symbol = code.next(bits);
            if (symbol < LITERALS) {
                target[at++] = (byte) symbol;
            } else {
                int repeated = symbol & LONG;
                if (repeated == LONG) {
                    repeated = LONG + bits.readByte();
                    if (repeated == LONG + 255) {
                        repeated = bits.readWord();
                    }
                }
                int exponent = symbol - LITERALS >>> 4;
                int distance = (1 << exponent) + bits.read(exponent);
                at = Matches.repeat(target, at, distance, repeated + SHORTEST, size);
            }
        }
        if (bits.ranOut()) {
            throw new CorruptUnitException("it ends early");
        }
    }
}
