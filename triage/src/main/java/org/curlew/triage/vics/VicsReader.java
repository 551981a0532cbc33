package org.curlew.triage.vics;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads VICS files of the versions 1.1 to 2.0, cases and hash sets, in one pass and constant memory, tolerant of what writers are
 * known to do: byte-order mark, UTF-16, booleans and numbers as text, other spellings of field names, fields in any order, dates in
 * five shapes, a bare list. Each such thing is a {@link VicsFinding}; none is passed over in silence, and no row without a digest
 * is delivered. A file that ends before its end is an error, never a short set.
 */
public final class VicsReader {

    private static final int BUFFER = 1 << 17;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(64 << 20)
                    .build())
            .build();
    private final boolean digestsOnly;

    private VicsReader(boolean digestsOnly) {
        this.digestsOnly = digestsOnly;
    }

    /** Reads every field. */
    public static VicsReader ofEverything() {
        return new VicsReader(false);
    }

    /** Reads digests, category, flags, series, tags and size, and passes over the rest: what a hash set needs, faster. */
    public static VicsReader ofDigests() {
        return new VicsReader(true);
    }

    /**
     * @throws VicsException where the file is not VICS, is cut short or stops being JSON; rows before that were delivered, and the
     *     caller must not use them as if they were all
     */
    public VicsSummary read(Path file, VicsHandler handler) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(Channels.newInputStream(channel), file.toString(), handler, digestsOnly ? channel : null);
        }
    }

    /** @param name what to call the stream in messages */
    public VicsSummary read(InputStream in, String name, VicsHandler handler) throws IOException {
        return read(in, name, handler, null);
    }

    /** @param channel the file that is read, to read it at any place; null where that is not wanted */
    private VicsSummary read(InputStream in, String name, VicsHandler handler, FileChannel channel) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        Wide wide = utf16(buffered);
        Utf8Repair head = wide == null ? new Utf8Repair(buffered) : null;
        VicsSource source = head == null ? null : new VicsSource(json, channel, head);
        try (JsonParser parser = wide == null
                ? json.createParser(ObjectReadContext.empty(), head)
                : json.createParser(ObjectReadContext.empty(), new InputStreamReader(buffered, wide.charset()))) {
            VicsTokens tokens = new VicsTokens(parser, handler, wide == null ? -1 : wide.markBytes());
            VicsDocument document = new VicsDocument(
                    tokens, handler, digestsOnly, source == null || source.file() == null ? null : source);
            try {
                VicsSummary summary = document.read();
                reportEncoding(source == null ? null : source.bytes(), handler);
                return summary;
            } catch (UnexpectedEndOfInputException e) {
                throw cutShort(name, offset(tokens, e), e);
            } catch (JacksonIOException e) {
                throw e.getCause();
            } catch (JacksonException e) {
                long offset = offset(tokens, e);
                // a word cut in the middle ("tru") is reported as an unknown word, not as an end
                Utf8Repair bytes = source == null ? null : source.bytes();
                if (bytes != null && bytes.ended() && offset >= bytes.bytesRead() - 8) {
                    throw cutShort(name, offset, e);
                }
                throw malformed(name, offset, document.headerField(), e);
            } catch (VicsException e) {
                throw new VicsException(e.reason(), e.byteOffset(), name + ": " + e.getMessage(), e);
            }
        }
    }

    private static void reportEncoding(Utf8Repair bytes, VicsHandler handler) {
        if (bytes != null && bytes.bad() > 0 && handler.wants(VicsFinding.Kind.BAD_ENCODING)) {
            handler.finding(new VicsFinding(
                    VicsFinding.Kind.BAD_ENCODING,
                    new VicsPosition(-1, -1, bytes.firstBad()),
                    null,
                    null,
                    bytes.bad() + " bytes are not UTF-8, the first at byte " + bytes.firstBad()
                            + "; each was read as a question mark"));
        }
    }

    private static long offset(VicsTokens tokens, JacksonException e) {
        return e.getLocation() == null ? -1 : tokens.offset(e.getLocation());
    }

    private static VicsException cutShort(String name, long offset, JacksonException cause) {
        return new VicsException(
                VicsException.Reason.INCOMPLETE,
                offset,
                name + ": the file is cut short at byte " + offset + ", rows are missing; copy or export it again",
                cause);
    }

    private static VicsException malformed(String name, long offset, String headerField, JacksonException cause) {
        String advice = headerField == null
                ? JsonTrouble.words(cause) + "; export it again"
                : "in the head of a case, at or after field " + headerField
                        + ": a quote or back-slash in a case text that the writer did not escape does this; export it again without one";
        return new VicsException(
                VicsException.Reason.MALFORMED,
                offset,
                name + ": not JSON from byte " + offset + " on, " + advice,
                cause);
    }

    /** UTF-16, told by its mark or by the zero beside the first bracket. */
    private record Wide(Charset charset, int markBytes) {}

    /** Null for UTF-8; a UTF-16 mark is skipped. */
    private static Wide utf16(BufferedInputStream in) throws IOException {
        in.mark(4);
        byte[] head = in.readNBytes(2);
        in.reset();
        int first = head.length < 2 ? -1 : (head[0] & 0xff) << 8 | head[1] & 0xff;
        Wide wide =
                switch (first) {
                    case 0xfeff -> new Wide(StandardCharsets.UTF_16BE, 2);
                    case 0xfffe -> new Wide(StandardCharsets.UTF_16LE, 2);
                    case '{', '[' -> new Wide(StandardCharsets.UTF_16BE, 0);
                    case '{' << 8, '[' << 8 -> new Wide(StandardCharsets.UTF_16LE, 0);
                    default -> null;
                };
        in.skipNBytes(wide == null ? 0 : wide.markBytes());
        return wide;
    }
}
