package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.extraction.archives.Archive;
import org.curlew.pipeline.extraction.archives.ArchiveFormat;
import org.curlew.pipeline.extraction.archives.ByteSource;
import org.curlew.pipeline.filesystems.TskAttribute;

/** Takes a file's content into the pipeline, and the members of an archive after it. */
final class FileIntake {

    private final ContentReader reader;
    private final ContentWriter writer;
    private final ArchiveExplorer archives;
    private final Findings findings;
    private final Watch watch;
    private final Tally tally;
    private final Map<Locator, String> unreadable = new HashMap<>();
    private final Map<Locator, String> unopened = new HashMap<>();

    FileIntake(
            ContentReader reader,
            ContentWriter writer,
            ArchiveExplorer archives,
            Findings findings,
            Watch watch,
            Tally tally,
            List<Poison> poison) {
        this.reader = reader;
        this.writer = writer;
        this.archives = archives;
        this.findings = findings;
        this.watch = watch;
        this.tally = tally;
        for (Poison known : poison) {
            Locator where = new Locator(known.address(), known.attributeType(), known.attributeId(), "");
            switch (known.phase()) {
                case CONTENT -> unreadable.put(where, known.reason());
                case ARCHIVE -> unopened.put(where, known.reason());
                default -> {
                    // Folders are the walk's.
                }
            }
        }
    }

    /** A row without content. */
    void report(FileDraft draft, Outcome outcome, String reason) throws IOException {
        findings.file(draft.without(outcome, reason));
        tally.add(1, 0);
    }

    /**
     * Reads a stream and what is inside it.
     *
     * @param attribute null where the file has none
     */
    void take(FileDraft draft, TskAttribute attribute) throws IOException {
        String poison = unreadable.get(draft.locator());
        if (poison != null) {
            report(draft, Outcome.UNREADABLE, poison);
        } else if (attribute == null) {
            withoutContent(draft);
        } else {
            String refusal = reader.refusal(attribute);
            if (refusal == null) {
                watch.doing(
                        Watch.Phase.CONTENT,
                        draft.locator().address(),
                        draft.locator().attributeType(),
                        draft.locator().attributeId());
                read(draft, attribute);
            } else {
                failed(draft, refusal);
            }
        }
    }

    /** Metadata without a stream: an empty file, or one whose stream is lost. */
    private void withoutContent(FileDraft draft) throws IOException {
        String why = reader.lastError();
        if (draft.deleted()) {
            report(draft, Outcome.SKIPPED, "deleted: nothing is left of its content");
        } else if (draft.size() == 0) {
            writer.begin(draft, 0);
            writer.end();
        } else {
            report(draft, Outcome.UNREADABLE, "its content cannot be found: " + why);
        }
    }

    private void read(FileDraft draft, TskAttribute attribute) throws IOException {
        writer.begin(draft, attribute.size());
        String failure = reader.copy(attribute, writer);
        if (failure != null) {
            writer.fail(failure, outcome(draft));
            return;
        }
        ArchiveFormat format = draft.mime() != null
                ? null
                : ArchiveFormat.of(writer.headBuffer(), writer.headStart(), writer.headLength());
        if (format == null) {
            writer.end();
        } else {
            archive(draft, attribute, format);
        }
    }

    /** What is left of deleted content need not be readable; a damaged image is another matter. */
    private Outcome outcome(FileDraft draft) {
        return draft.deleted() && !reader.imageDamaged() ? Outcome.SKIPPED : Outcome.UNREADABLE;
    }

    private void failed(FileDraft draft, String reason) throws IOException {
        report(draft, draft.deleted() ? Outcome.SKIPPED : Outcome.UNREADABLE, reason);
    }

    private void archive(FileDraft draft, TskAttribute attribute, ArchiveFormat format) throws IOException {
        String poison = unopened.get(draft.locator());
        if (poison != null) {
            writer.end();
            findings.gap("BROKEN_ARCHIVE", draft.path(), 0, 0, poison);
            return;
        }
        watch.doing(
                Watch.Phase.ARCHIVE,
                draft.locator().address(),
                draft.locator().attributeType(),
                draft.locator().attributeId());
        ByteSource source = source(attribute);
        Archive archive = archives.open(draft, format, source);
        writer.end(archive == null ? null : archive.mime());
        if (archive != null) {
            archives.explore(draft, archive, attribute.size());
        }
    }

    /** A small archive is copied out of the buffer, which goes on to be digested; a big one is read again. */
    private ByteSource source(TskAttribute attribute) {
        if (!writer.isWhole()) {
            return new AttributeSource(reader, attribute);
        }
        byte[] copy =
                Arrays.copyOfRange(writer.headBuffer(), writer.headStart(), writer.headStart() + writer.headLength());
        return ByteSource.of(copy, 0, copy.length);
    }
}
