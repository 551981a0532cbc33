package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.pipeline.extraction.archives.Archive;
import org.curlew.pipeline.extraction.archives.ArchiveFormat;
import org.curlew.pipeline.extraction.archives.ByteSource;
import org.curlew.pipeline.extraction.archives.Member;
import org.curlew.pipeline.extraction.archives.MemberVisitor;

/** Gives members of an archive again, many in one pass over it, at the places their locators name. */
final class MemberContents {

    private static final int PIECE = 256 * 1024;

    private final ContentExtraction.Receiver receiver;
    private final ArchiveLimits limits;

    MemberContents(ContentExtraction.Receiver receiver, ArchiveLimits limits) {
        this.receiver = receiver;
        this.limits = limits;
    }

    /** A member that is asked for. */
    record Wanted(int index, String innerPath) {

        int ordinal() {
            int slash = innerPath.indexOf('/');
            return Integer.parseInt(slash < 0 ? innerPath : innerPath.substring(0, slash));
        }

        Wanted below() {
            int slash = innerPath.indexOf('/');
            return slash < 0 ? null : new Wanted(index, innerPath.substring(slash + 1));
        }
    }

    void give(ByteSource source, List<Wanted> wanted) throws IOException {
        give(source, wanted, new ArchiveBudget(limits, source.size()));
    }

    private void give(ByteSource source, List<Wanted> wanted, ArchiveBudget budget) throws IOException {
        Pass pass = new Pass(wanted, budget);
        String reason = "the archive has no such member";
        try {
            byte[] head = new byte[ArchiveFormat.HEAD];
            int length = source.read(0, head, 0, head.length);
            ArchiveFormat format = ArchiveFormat.of(head, 0, Math.max(length, 0));
            if (format == null) {
                reason = "it is no archive";
            } else {
                Archive.open(format, source, new byte[0]).members(pass);
            }
        } catch (AllGivenException done) {
            reason = "";
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            pass.rethrowOwn();
            reason = "the archive is damaged before it: " + damaged.getMessage();
        }
        for (List<Wanted> left : pass.left.values()) {
            for (Wanted missing : left) {
                receiver.unreadable(missing.index(), reason);
            }
        }
    }

    /** Ends a pass early. */
    private static final class AllGivenException extends IOException {
        private static final long serialVersionUID = 1L;

        AllGivenException() {
            super("all given");
        }
    }

    private final class Pass implements MemberVisitor {

        private final Map<Integer, List<Wanted>> left = new TreeMap<>();
        private final ArchiveBudget budget;
        private IOException own;

        Pass(List<Wanted> wanted, ArchiveBudget budget) {
            this.budget = budget;
            for (Wanted one : wanted) {
                left.computeIfAbsent(one.ordinal(), key -> new ArrayList<>()).add(one);
            }
        }

        void rethrowOwn() throws IOException {
            if (own != null) {
                throw own;
            }
        }

        @Override
        public void member(int ordinal, Member member, Content content) throws IOException {
            List<Wanted> here = left.remove(ordinal);
            if (here != null) {
                try (Spool spool = new Spool()) {
                    String failure = unpack(content, spool);
                    rethrowOwn();
                    try {
                        deliver(here, spool, failure);
                    } catch (IOException ours) {
                        own = ours;
                        throw ours;
                    }
                }
            }
            if (left.isEmpty()) {
                throw new AllGivenException();
            }
        }

        private String unpack(Content content, Spool spool) {
            try {
                content.copyTo(new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        write(new byte[] {(byte) value}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        budget.unpacked(length);
                        try {
                            spool.write(bytes, offset, length);
                        } catch (SpoolException ours) {
                            own = ours;
                            throw ours;
                        }
                    }
                });
                return null;
            } catch (IOException | RuntimeException | StackOverflowError damaged) {
                return "it cannot be unpacked: " + damaged.getMessage();
            }
        }

        private void deliver(List<Wanted> here, Spool spool, String failure) throws IOException {
            List<Wanted> deeper = new ArrayList<>();
            for (Wanted one : here) {
                if (failure != null) {
                    receiver.unreadable(one.index(), failure);
                } else if (one.below() != null) {
                    deeper.add(one.below());
                } else {
                    copy(one.index(), spool);
                }
            }
            if (!deeper.isEmpty()) {
                give(spool, deeper, budget);
            }
        }

        private void copy(int index, Spool spool) throws IOException {
            receiver.begin(index, spool.size());
            byte[] bytes = new byte[PIECE];
            long done = 0;
            while (done < spool.size()) {
                int count = spool.read(done, bytes, 0, bytes.length);
                receiver.data(bytes, 0, count);
                done += count;
            }
            receiver.end(index);
        }
    }
}
