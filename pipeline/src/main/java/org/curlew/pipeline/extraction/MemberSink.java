package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.io.OutputStream;
import org.curlew.pipeline.extraction.archives.ArchiveFormat;

/**
 * Takes one member's content: counts it, decides by its first bytes whether it is wanted and whether it is an archive
 * itself, and passes it on. What is thrown from here is kept, because a library below may wrap or swallow it.
 */
final class MemberSink extends OutputStream {

    private final ArchiveBudget budget;
    private final Target target;
    private final byte[] head;
    private int held;
    private boolean decided;
    private boolean keep;
    private ArchiveFormat inner;
    private Spool spool;
    private IOException thrown;

    /** Where wanted content goes. */
    interface Target {

        /** Whether content that begins like this is wanted; told once, before any of it. */
        boolean begin(byte[] head, int length) throws IOException;

        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    /** @param headLength bytes needed to decide */
    MemberSink(ArchiveBudget budget, Target target, int headLength) {
        this.budget = budget;
        this.target = target;
        this.head = new byte[headLength];
    }

    /** Ends the copying of a member that nobody wants. */
    static final class NotWantedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotWantedException() {
            super("not wanted");
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            budget.unpacked(length);
            take(bytes, offset, length);
        } catch (IOException mine) {
            thrown = mine;
            throw mine;
        }
    }

    private void take(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        if (!decided) {
            int count = Math.min(left, head.length - held);
            System.arraycopy(bytes, from, head, held, count);
            held += count;
            from += count;
            left -= count;
            if (held < head.length) {
                return;
            }
            decide();
        }
        if (left > 0) {
            pass(bytes, from, left);
        }
    }

    private void decide() throws IOException {
        decided = true;
        keep = target.begin(head, held);
        if (!keep) {
            throw new NotWantedException();
        }
        inner = ArchiveFormat.of(head, 0, held);
        if (inner != null) {
            spool = new Spool();
        }
        pass(head, 0, held);
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        target.write(bytes, offset, length);
        if (spool != null) {
            spool.write(bytes, offset, length);
        }
    }

    /** Everything has come. */
    void complete() throws IOException {
        if (!decided) {
            decide();
        }
    }

    /** What was thrown here, or null: then the archive is to blame. */
    IOException thrown() {
        return thrown;
    }

    /** True once the target was told to begin and took it. */
    boolean begun() {
        return keep;
    }

    /** The member's own format where it is an archive, else null. */
    ArchiveFormat inner() {
        return inner;
    }

    Spool spool() {
        return spool;
    }
}
