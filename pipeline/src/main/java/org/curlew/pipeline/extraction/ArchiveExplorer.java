package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.curlew.pipeline.extraction.archives.Archive;
import org.curlew.pipeline.extraction.archives.ArchiveException;
import org.curlew.pipeline.extraction.archives.ArchiveFormat;
import org.curlew.pipeline.extraction.archives.ByteSource;
import org.curlew.pipeline.extraction.archives.Member;
import org.curlew.pipeline.extraction.archives.MemberVisitor;

/**
 * Turns the members of an archive into files of their own, archives inside it too. Whatever stops it becomes a gap; the
 * members before are kept. Nothing is written under a member's name.
 */
final class ArchiveExplorer {

    private static final int MEDIA_HEAD = 4096;

    private final ContentWriter writer;
    private final Findings findings;
    private final ArchiveLimits limits;
    private final FileTypes types = new FileTypes();

    ArchiveExplorer(ContentWriter writer, Findings findings, ArchiveLimits limits) {
        this.writer = writer;
        this.findings = findings;
        this.limits = limits;
    }

    /** Opens an archive that lies in a folder; null, with the gap told, where its directory cannot be read. */
    Archive open(FileDraft draft, ArchiveFormat format, ByteSource source) throws IOException {
        try {
            return Archive.open(format, source, lastName(draft));
        } catch (ArchiveException known) {
            gap(known.kind(), draft, known.getMessage());
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            gap(ArchiveException.Kind.BROKEN_ARCHIVE, draft, damage(damaged));
        }
        return null;
    }

    /** Reports the members of an open archive. */
    void explore(FileDraft draft, Archive archive, long packed) throws IOException {
        members(draft, archive, 1, new ArchiveBudget(limits, packed));
    }

    private void members(FileDraft draft, Archive archive, int depth, ArchiveBudget budget) throws IOException {
        Intake intake = new Intake(draft, archive.mediaOnly(), depth, budget);
        try {
            archive.members(intake);
        } catch (Throwable thrown) {
            intake.ended(thrown);
        }
    }

    private void gap(ArchiveException.Kind kind, FileDraft draft, String reason) throws IOException {
        String path = draft.container().isEmpty() ? draft.path() : draft.container() + draft.path();
        findings.gap(kind.name(), path, 0, 0, reason);
    }

    private static byte[] lastName(FileDraft draft) {
        String path = draft.path();
        return path.substring(path.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8);
    }

    private static String damage(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        return "damaged: " + message.replaceAll("\\s+", " ");
    }

    /** One archive's members on their way. */
    private final class Intake implements MemberVisitor {

        private final FileDraft archive;
        private final boolean mediaOnly;
        private final int depth;
        private final ArchiveBudget budget;
        private boolean encryptionTold;
        private IOException fatal;

        Intake(FileDraft archive, boolean mediaOnly, int depth, ArchiveBudget budget) {
            this.archive = archive;
            this.mediaOnly = mediaOnly;
            this.depth = depth;
            this.budget = budget;
        }

        @Override
        public void member(int ordinal, Member member, Content content) throws IOException {
            budget.entry();
            Names path = innerPath(member.name());
            FileDraft draft = archive.member(path.text(), path.bytes(), ordinal, member.modified());
            MemberSink sink = new MemberSink(budget, target(draft), mediaOnly ? MEDIA_HEAD : ArchiveFormat.HEAD);
            try (Spool spool = copy(draft, content, sink)) {
                if (sink.inner() != null && spool != null) {
                    nested(draft, sink.inner(), spool);
                }
            } catch (SpoolException ours) {
                fatal = ours;
                throw ours;
            }
        }

        private Names innerPath(byte[] name) {
            boolean absolute = name.length > 0 && name[0] == '/';
            return absolute ? new Names("", null).with(name) : Names.ROOT.with(name);
        }

        private MemberSink.Target target(FileDraft draft) {
            return new MemberSink.Target() {
                @Override
                public boolean begin(byte[] head, int length) throws IOException {
                    if (mediaOnly && !types.isMedia(head, 0, length)) {
                        return false;
                    }
                    mine(() -> writer.begin(draft, -1));
                    return true;
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    mine(() -> writer.write(bytes, offset, length));
                }
            };
        }

        /** What fails on our own side ends the extraction, not the archive. */
        private void mine(Step step) throws IOException {
            try {
                step.run();
            } catch (IOException | RuntimeException broken) {
                fatal = broken instanceof IOException io ? io : new IOException(broken);
                throw fatal;
            }
        }

        /** The member's spool where it is an archive and came whole. */
        private Spool copy(FileDraft draft, Content content, MemberSink sink) throws IOException {
            try {
                content.copyTo(sink);
                sink.complete();
                writer.end();
                return sink.spool();
            } catch (MemberSink.NotWantedException skipped) {
                return sink.spool();
            } catch (Throwable thrown) {
                if (sink.spool() != null) {
                    sink.spool().close();
                }
                if (!(sink.thrown() instanceof MemberSink.NotWantedException)) {
                    stopped(draft, sink, sink.thrown() != null ? sink.thrown() : thrown);
                }
                return null;
            }
        }

        private void stopped(FileDraft draft, MemberSink sink, Throwable thrown) throws IOException {
            rethrowFatal(thrown);
            ArchiveException.Kind kind =
                    thrown instanceof ArchiveException known ? known.kind() : ArchiveException.Kind.BROKEN_ARCHIVE;
            String reason = thrown instanceof ArchiveException ? thrown.getMessage() : damage(thrown);
            boolean encrypted = kind == ArchiveException.Kind.ENCRYPTED_ARCHIVE;
            if (sink.begun()) {
                writer.fail(reason);
            } else if (!mediaOnly || encrypted) {
                findings.file(draft.without(encrypted ? Outcome.SKIPPED : Outcome.UNREADABLE, reason));
            }
            if (budget.exhausted()) {
                throw new ArchiveException(kind, reason, thrown);
            }
            if (!encrypted) {
                gap(kind, draft, reason);
            } else if (!encryptionTold) {
                encryptionTold = true;
                gap(kind, archive, reason);
            }
        }

        private void rethrowFatal(Throwable thrown) throws IOException {
            if (fatal != null) {
                throw fatal;
            }
            Optional<SpoolException> ours = SpoolException.in(thrown);
            if (ours.isPresent()) {
                throw ours.get();
            }
            if (thrown instanceof Error error && !(error instanceof StackOverflowError)) {
                throw error;
            }
        }

        private void nested(FileDraft draft, ArchiveFormat format, Spool spool) throws IOException {
            if (depth >= budget.depth()) {
                gap(
                        ArchiveException.Kind.ARCHIVE_LIMIT,
                        draft,
                        "lies deeper than " + budget.depth()
                                + " archives: it was not opened; open it with another tool");
                return;
            }
            Archive inner = open(draft, format, spool);
            if (inner != null) {
                members(draft, inner, depth + 1, budget);
            }
        }

        /** The archive gave no more members. */
        void ended(Throwable thrown) throws IOException {
            rethrowFatal(thrown);
            if (thrown instanceof ArchiveException known) {
                if (!(encryptionTold && known.kind() == ArchiveException.Kind.ENCRYPTED_ARCHIVE)) {
                    gap(known.kind(), archive, known.getMessage());
                }
                if (budget.exhausted() && depth > 1) {
                    throw known;
                }
            } else {
                gap(ArchiveException.Kind.BROKEN_ARCHIVE, archive, damage(thrown));
            }
        }
    }

    /** A step on our own side. */
    private interface Step {
        void run() throws IOException;
    }
}
