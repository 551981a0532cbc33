package org.curlew.pipeline.filesystems;

import java.util.function.Supplier;
import org.curlew.pipeline.filesystems.compression.Lzx;
import org.curlew.pipeline.filesystems.compression.UnitDecoder;
import org.curlew.pipeline.filesystems.compression.XpressHuffman;

/** How Windows packed a file that keeps its content in the stream WofCompressedData; by the number in its reparse point (winioctl.h). */
public enum SystemCompression {
    XPRESS4K(() -> new XpressHuffman(4 * 1024)),
    LZX(Lzx::new),
    XPRESS8K(() -> new XpressHuffman(8 * 1024)),
    XPRESS16K(() -> new XpressHuffman(16 * 1024));

    private final Supplier<UnitDecoder> decoder;

    SystemCompression(Supplier<UnitDecoder> decoder) {
        this.decoder = decoder;
    }

    public UnitDecoder decoder() {
        return decoder.get();
    }

    /** Null for a number that Windows has not defined. */
    static SystemCompression of(int number) {
        return number >= 0 && number < values().length ? values()[number] : null;
    }
}
