package org.curlew.grading.vics.lint;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import org.curlew.triage.vics.JsonTrouble;
import org.curlew.triage.vics.Utf8Repair;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a VICS file once, in bounded memory whatever its size, and lists what is wrong with it. Repeated keys are found exactly: past
 * 100,000 media their keys go through a temporary folder (about 50 bytes a media).
 */
@Service
public class VicsLinter {

    /** How many repeated MD5 a report keeps by name. */
    public static final int REPEATED_KEPT = 100_000;

    private static final int ROWS_IN_MEMORY = 100_000;
    private static final int BUFFER = 1 << 17;
    private static final long PROGRESS_STEP = 8 << 20;

    private final Model model = new Model();
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(64 << 20)
                    .build())
            .build();

    public LintReport lint(Path file) throws IOException {
        return lint(file, _ -> {});
    }

    /**
     * Checks the file.
     *
     * @param progress told every 8 MiB how many bytes have been read
     * @throws IOException the file cannot be read at all; whatever is wrong with its content is in the report
     */
    public LintReport lint(Path file, LongConsumer progress) throws IOException {
        Findings findings = new Findings();
        try (InputStream in = new Counting(Files.newInputStream(file), progress);
                BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
                KeyCounter md5s = new KeyCounter(ROWS_IN_MEMORY);
                KeyCounter mediaIds = new KeyCounter(ROWS_IN_MEMORY)) {
            Charset wide = encoding(buffered, findings);
            Utf8Repair repair = wide == null ? new Utf8Repair(buffered) : null;
            try (JsonParser parser = wide == null
                    ? json.createParser(ObjectReadContext.empty(), repair)
                    : json.createParser(ObjectReadContext.empty(), new InputStreamReader(buffered, wide))) {
                LintValues values = new LintValues(parser, findings, md5s, mediaIds, wide == null ? 1 : 2);
                LintWalk walk = new LintWalk(parser, model, values);
                String refusal = walk(walk, repair);
                if (repair != null && repair.bad() > 0) {
                    findings.add(
                            LintRule.ENCODING_BAD,
                            "",
                            repair.bad(),
                            List.of(new LintFinding.Example(-1, repair.firstBad(), null)));
                }
                repeatedIds(mediaIds, findings);
                List<String> repeated = repeatedMd5(md5s, findings);
                return new LintReport(
                        file.toString(),
                        Files.size(file),
                        walk.header,
                        LintFinding.plain(values.writerName + " " + values.writerVersion)
                                .strip(),
                        values.cases,
                        values.media,
                        values.mediaFiles,
                        findings.list(),
                        refusal,
                        repeated);
            }
        }
    }

    /** Null where the file was read to its end. */
    private static String walk(LintWalk walk, Utf8Repair bytes) throws IOException {
        try {
            walk.file();
            return walk.sawValue ? null : "not a VICS file: it has no list named value; choose the JSON of an export";
        } catch (UnexpectedEndOfInputException e) {
            return cutShort(walk, e);
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            long offset = offset(walk, e);
            if (walk.ended) {
                return "whole, but with text that is no JSON after its end, from byte " + offset
                        + " on; export it again";
            }
            // a word cut in its middle ("tru") comes as an unknown word, not as an end
            if (bytes != null && bytes.ended() && offset >= bytes.bytesRead() - 8) {
                return cutShort(walk, e);
            }
            return (walk.sawValue ? "not JSON from byte " : "not a VICS file: no JSON from byte ") + offset + " on: "
                    + JsonTrouble.words(e) + "; export it again";
        }
    }

    private static String cutShort(LintWalk walk, JacksonException e) {
        return "cut short at byte " + offset(walk, e) + ", rows are missing; copy or export it again";
    }

    /** A limit that was passed comes without a place: it is where the reading stopped. */
    private static long offset(LintWalk walk, JacksonException e) {
        TokenStreamLocation place = e.getLocation() == null ? walk.parser.currentLocation() : e.getLocation();
        return Math.max(place.getByteOffset(), 0);
    }

    private static void repeatedIds(KeyCounter ids, Findings findings) {
        ids.finish(r -> findings.add(
                LintRule.MEDIA_ID_REPEATED,
                "Media.MediaID",
                r.count() - 1,
                List.of(new LintFinding.Example(r.first(), -1, r.low() + ", " + r.count() + " times"))));
    }

    private static List<String> repeatedMd5(KeyCounter md5s, Findings findings) {
        List<String> kept = new ArrayList<>();
        boolean[] all = {true};
        md5s.finish(r -> {
            String md5 = HexFormat.of().toHexDigits(r.high()) + HexFormat.of().toHexDigits(r.low());
            findings.add(
                    LintRule.MEDIA_REPEATED,
                    "Media.MD5",
                    r.count() - 1,
                    List.of(new LintFinding.Example(r.first(), -1, md5 + ", " + r.count() + " rows")));
            all[0] &= kept.size() < REPEATED_KEPT;
            if (all[0]) {
                kept.add(md5);
            }
        });
        return all[0] ? kept.stream().sorted().toList() : null;
    }

    /** Null for UTF-8; a mark is passed over. */
    private static Charset encoding(BufferedInputStream in, Findings findings) throws IOException {
        in.mark(4);
        byte[] head = in.readNBytes(3);
        in.reset();
        int first = head.length < 2 ? -1 : (head[0] & 0xff) << 8 | head[1] & 0xff;
        Charset wide =
                switch (first) {
                    case 0xfeff, '{', '[' -> StandardCharsets.UTF_16BE;
                    case 0xfffe, '{' << 8, '[' << 8 -> StandardCharsets.UTF_16LE;
                    default -> null;
                };
        if (wide != null) {
            findings.add(LintRule.ENCODING_UTF16, "", wide.name());
            in.skipNBytes(first == 0xfeff || first == 0xfffe ? 2 : 0);
        } else if (first == 0xefbb && head.length == 3 && (head[2] & 0xff) == 0xbf) {
            findings.add(LintRule.ENCODING_MARK, "", null);
            in.skipNBytes(3);
        }
        return wide;
    }

    /** Tells how far the reading is. */
    private static final class Counting extends FilterInputStream {

        private final LongConsumer progress;
        private long count;
        private long told;

        Counting(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(read, 0);
            if (count - told >= PROGRESS_STEP || read < 0) {
                told = count;
                progress.accept(count);
            }
            return read;
        }
    }
}
