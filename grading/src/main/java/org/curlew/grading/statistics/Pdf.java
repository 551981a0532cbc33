package org.curlew.grading.statistics;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLog;
import com.openhtmltopdf.util.XRLogger;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every PDF begins. Our pages name the standard fonts, which every reader has and whose widths the library knows; it would still look
 * for their shapes among the machine's fonts, and warn of each that is not there, though shapes are needed only to draw, which we never do.
 */
public final class Pdf {

    private static final String SHAPES = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    static {
        XRLog.setLoggerImpl(new OurLog());
        FontMappers.set(new OneFont());
    }

    private Pdf() {}

    public static PdfRendererBuilder builder() {
        return new PdfRendererBuilder();
    }

    /** The one font that the library brings, for whatever is asked: the machine's own are not looked at, so a PDF is the same on each. */
    private static final class OneFont implements FontMapper {

        private final TrueTypeFont font;

        OneFont() {
            try (InputStream in = FontMapper.class.getResourceAsStream(SHAPES)) {
                font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public FontMapping<TrueTypeFont> getTrueTypeFont(String name, PDFontDescriptor descriptor) {
            return new FontMapping<>(font, false);
        }

        @Override
        public FontMapping<FontBoxFont> getFontBoxFont(String name, PDFontDescriptor descriptor) {
            return new FontMapping<>(font, false);
        }

        @Override
        public CIDFontMapping getCIDFont(String name, PDFontDescriptor descriptor, PDCIDSystemInfo info) {
            return new CIDFontMapping(null, font, false);
        }
    }

    /** What the renderer says goes where everything else goes: its progress is nothing for a person. */
    private static final class OurLog implements XRLogger {

        private static final Logger LOG = LoggerFactory.getLogger(Pdf.class);

        @Override
        public void log(String where, Level level, String message) {
            log(where, level, message, null);
        }

        @Override
        public void log(String where, Level level, String message, Throwable cause) {
            if (level.intValue() >= Level.WARNING.intValue()) {
                LOG.warn("{}: {}", where, message, cause);
            } else {
                LOG.debug("{}: {}", where, message, cause);
            }
        }

        @Override
        public void setLevel(String where, Level level) {
            // the levels are those of our own log
        }

        @Override
        public boolean isLogLevelEnabled(Diagnostic diagnostic) {
            return diagnostic.getLevel().intValue() >= Level.WARNING.intValue();
        }
    }
}
