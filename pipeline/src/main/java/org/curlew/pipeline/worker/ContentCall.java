package org.curlew.pipeline.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.curlew.pipeline.extraction.Poison;
import org.curlew.pipeline.extraction.Spool;

/**
 * Gives contents to their sink on the calling thread, whole ones. They are asked for in the order of the volume and, in an
 * archive, of its members, so that each archive is unpacked once. Where the child dies, what was given is not given again:
 * the call goes on with what is left.
 */
final class ContentCall {

    /** Contents asked for in one request, so that a request stays within the protocol's limit. */
    private static final int AT_ONCE = 10_000;

    private final WorkerSettings settings;
    private final List<Poison> poison;
    private final List<Worker.FileLocator> files;
    private final Worker.ContentSink sink;

    ContentCall(WorkerSettings settings, List<Poison> poison, List<Worker.FileLocator> files, Worker.ContentSink sink) {
        this.settings = settings;
        this.poison = poison;
        this.files = files;
        this.sink = sink;
    }

    /** Makes one request with one child. */
    interface Caller {
        PayloadReader call(Request request, Child.Handler handler) throws IOException, InterruptedException;
    }

    void run(Caller caller, List<Path> parts) throws IOException, InterruptedException {
        List<Integer> order = order(files);
        for (int from = 0; from < order.size(); from += AT_ONCE) {
            some(caller, parts, new ArrayList<>(order.subList(from, Math.min(from + AT_ONCE, order.size()))));
        }
    }

    /** Places in the list in the order of the volume and, in an archive, of its members. */
    static List<Integer> order(List<Worker.FileLocator> files) {
        return IntStream.range(0, files.size())
                .boxed()
                .sorted(Comparator.comparing(files::get, ContentCall::compare))
                .toList();
    }

    private static int compare(Worker.FileLocator one, Worker.FileLocator other) {
        return Comparator.comparingInt(Worker.FileLocator::volume)
                .thenComparingLong(Worker.FileLocator::address)
                .thenComparingInt(Worker.FileLocator::attributeType)
                .thenComparingInt(Worker.FileLocator::attributeId)
                .thenComparing(Worker.FileLocator::innerPath)
                .compare(one, other);
    }

    private void some(Caller caller, List<Path> parts, List<Integer> left) throws IOException, InterruptedException {
        Map<StatusPage.Spot, Integer> deaths = new HashMap<>();
        int count = 0;
        while (!left.isEmpty()) {
            List<Integer> asked = List.copyOf(left);
            try (Assembler assembler = new Assembler(asked, left)) {
                caller.call(
                        Request.content(
                                parts, poison, asked.stream().map(files::get).toList()),
                        assembler);
                if (!left.isEmpty()) {
                    throw new ProtocolException("the worker left out contents");
                }
            } catch (WorkerDeath death) {
                count++;
                if (deaths.merge(death.spot(), 1, Integer::sum) >= settings.deathsBeforeExclusion()) {
                    exclude(death, left, count >= settings.deathsBeforeGivingUp());
                }
            }
        }
    }

    private void exclude(WorkerDeath death, List<Integer> left, boolean all) throws IOException {
        String reason =
                "the reader died on it (" + death.getMessage() + ") " + settings.deathsBeforeExclusion() + " times";
        List<Integer> guilty = left.stream()
                .filter(index -> all || isAt(files.get(index), death.spot()))
                .toList();
        // A death nowhere in particular is blamed on what was asked for first.
        for (int index : guilty.isEmpty() ? List.of(left.getFirst()) : guilty) {
            left.remove((Integer) index);
            sink.unreadable(index, reason);
        }
    }

    static boolean isAt(Worker.FileLocator file, StatusPage.Spot spot) {
        return file.address() == spot.address()
                && file.attributeType() == spot.attributeType()
                && file.attributeId() == spot.attributeId();
    }

    /** Collects one content at a time, so that the sink sees whole contents or none. */
    private final class Assembler implements Child.Handler, AutoCloseable {

        private final List<Integer> asked;
        private final List<Integer> left;
        private Spool spool;
        private int current = -1;
        private long size;

        Assembler(List<Integer> asked, List<Integer> left) {
            this.asked = asked;
            this.left = left;
        }

        @Override
        public void frame(Frame frame) throws IOException {
            PayloadReader in = frame.reader();
            switch (frame.kind()) {
                case CONTENT_BEGIN -> {
                    check(current < 0);
                    current = index(in.getInt());
                    size = in.getLong();
                    spool = new Spool();
                }
                case CONTENT_DATA -> {
                    check(current >= 0 && spool.size() + frame.length() <= size);
                    spool.write(frame.payload(), 0, frame.length());
                }
                case CONTENT_END -> {
                    check(current >= 0 && index(in.getInt()) == current && spool.size() == size);
                    try (InputStream bytes = spool.open()) {
                        sink.content(current, size, bytes);
                    }
                    done(current);
                }
                case CONTENT_UNREADABLE -> {
                    int index = index(in.getInt());
                    check(current < 0 || current == index);
                    sink.unreadable(index, String.valueOf(in.getText()));
                    done(index);
                }
                default -> throw new ProtocolException("the worker sent " + frame.kind() + " among contents");
            }
        }

        private int index(int place) throws ProtocolException {
            check(place >= 0 && place < asked.size() && left.contains(asked.get(place)));
            return asked.get(place);
        }

        private void check(boolean expected) throws ProtocolException {
            if (!expected) {
                throw new ProtocolException("the worker sent contents otherwise than asked and announced");
            }
        }

        private void done(int index) throws IOException {
            close();
            left.remove((Integer) index);
        }

        @Override
        public void close() throws IOException {
            current = -1;
            if (spool != null) {
                spool.close();
                spool = null;
            }
        }
    }
}
