package org.curlew.pipeline.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.curlew.pipeline.extraction.Poison;
import org.curlew.pipeline.extraction.Watch;
import org.curlew.pipeline.worker.Worker.FileLocator;
import org.curlew.pipeline.worker.Worker.Fingerprint;

/**
 * Gives each picture's fingerprint to the sink, on the calling thread. Where the child dies nobody is blamed at first: what is
 * left is asked for again one by one, and a picture on which it dies then as often as configured is told as such.
 */
final class FingerprintCall {

    /** Pictures asked for in one request: what is hashed one by one after a death. */
    private static final int AT_ONCE = 2_000;

    private static final Pattern PDQ = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TURNED = Pattern.compile("[0-9a-f]{448}");

    private final WorkerSettings settings;
    private final List<Poison> poison;
    private final List<FileLocator> files;
    private final Worker.FingerprintSink sink;

    FingerprintCall(
            WorkerSettings settings, List<Poison> poison, List<FileLocator> files, Worker.FingerprintSink sink) {
        this.settings = settings;
        this.poison = poison;
        this.files = files;
        this.sink = sink;
    }

    void run(ContentCall.Caller caller, List<Path> parts) throws IOException, InterruptedException {
        List<Integer> order = ContentCall.order(files);
        for (int from = 0; from < order.size(); from += AT_ONCE) {
            some(caller, parts, new LinkedHashSet<>(order.subList(from, Math.min(from + AT_ONCE, order.size()))));
        }
    }

    private void some(ContentCall.Caller caller, List<Path> parts, Set<Integer> left)
            throws IOException, InterruptedException {
        Map<Integer, Integer> deaths = new HashMap<>();
        boolean oneByOne = false;
        int inVain = 0;
        while (!left.isEmpty()) {
            List<Integer> asked = List.copyOf(left);
            try {
                Request request = Request.fingerprints(
                        parts, poison, asked.stream().map(files::get).toList(), oneByOne);
                caller.call(request, frame -> take(frame, asked, left));
                if (!left.isEmpty()) {
                    throw new ProtocolException("the worker left out pictures");
                }
            } catch (WorkerDeath death) {
                if (oneByOne) {
                    blame(death, asked, left, deaths);
                }
                oneByOne = true;
                inVain = left.size() < asked.size() ? 0 : inVain + 1;
                if (inVain >= settings.deathsBeforeGivingUp()) {
                    tell(List.copyOf(left), left, died(death, inVain));
                }
                WorkerPool.pause(inVain + 1);
            }
        }
    }

    private void take(Frame frame, List<Integer> asked, Set<Integer> left) throws IOException {
        if (frame.kind() != Frame.Kind.FINGERPRINT) {
            throw new ProtocolException("the worker sent " + frame.kind() + " among fingerprints");
        }
        PayloadReader in = frame.reader();
        int place = in.getInt();
        String pdq = in.getText();
        String turned = in.getText();
        int quality = in.getInt();
        String status = in.getText();
        boolean sound = place >= 0
                && place < asked.size()
                && (pdq == null
                        ? turned == null
                        : turned != null
                                && PDQ.matcher(pdq).matches()
                                && TURNED.matcher(turned).matches())
                && quality >= 0
                && quality <= 100
                && status != null;
        if (!sound || !left.remove(asked.get(place))) {
            throw new ProtocolException("the worker sent a fingerprint otherwise than asked");
        }
        sink.fingerprint(asked.get(place), new Fingerprint(pdq, turned, quality, status));
    }

    private void blame(WorkerDeath death, List<Integer> asked, Set<Integer> left, Map<Integer, Integer> deaths)
            throws IOException {
        int limit = settings.deathsBeforeExclusion();
        List<Integer> guilty = suspects(death.spot(), asked, left).stream()
                .filter(index -> deaths.merge(index, 1, Integer::sum) >= limit)
                .toList();
        tell(guilty, left, died(death, limit));
    }

    private List<Integer> suspects(StatusPage.Spot spot, List<Integer> asked, Set<Integer> left) {
        if (spot.phase() == Watch.Phase.PICTURE && spot.address() >= 0 && spot.address() < asked.size()) {
            int index = asked.get((int) spot.address());
            // One that is answered: the child died on the way to the next member of the same archive.
            return left.contains(index) ? List.of(index) : at(files.get(index), left);
        }
        if (spot.phase() == Watch.Phase.CONTENT) {
            return left.stream()
                    .filter(index -> ContentCall.isAt(files.get(index), spot))
                    .toList();
        }
        return List.of();
    }

    private List<Integer> at(FileLocator file, Set<Integer> left) {
        StatusPage.Spot spot =
                new StatusPage.Spot(Watch.Phase.CONTENT, file.address(), file.attributeType(), file.attributeId());
        return left.stream()
                .filter(index -> ContentCall.isAt(files.get(index), spot))
                .toList();
    }

    private void tell(List<Integer> indexes, Set<Integer> left, String status) throws IOException {
        for (int index : indexes) {
            left.remove(index);
            sink.fingerprint(index, Fingerprint.none(status));
        }
    }

    private static String died(WorkerDeath death, int times) {
        return "DIED: the reader died on it (" + death.getMessage() + ") " + times + " times";
    }
}
