package org.curlew.pipeline.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The most memory in use since a moment, in bytes, as Linux counts it. What is resident includes mapped files, whose pages the kernel
 * takes back when it needs them; the heap does not.
 *
 * @param heap of this process, what nobody needs any more and was not collected yet included; -1 for another program
 * @param live the most that was left of the heap by a full collection: what is needed; -1 where there was none
 * @param resident of the process
 */
record PeakMemory(long heap, long live, long resident) {

    PeakMemory(long heap, long resident) {
        this(heap, -1, resident);
    }

    /** Begins anew: what was in use before does not count. */
    static Watch watch() throws IOException {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        // "5" resets the peak of the resident memory: proc(5)
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        return new Watch();
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** Looks at the collections from its beginning until it is asked. */
    static final class Watch {

        private final AtomicLong live = new AtomicLong(-1);
        private final NotificationListener listener = (notification, _) -> collected(notification);

        private Watch() {
            collectors().forEach(collector -> collector.addNotificationListener(listener, null, null));
        }

        private static Stream<NotificationEmitter> collectors() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream().map(NotificationEmitter.class::cast);
        }

        /** A collection of the young alone leaves garbage among the old, so only a full one tells what is needed. */
        private void collected(Notification notification) {
            var told = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
            if (told.getGcAction().equals("end of major GC")) {
                Set<String> heaps =
                        heapPools().stream().map(MemoryPoolMXBean::getName).collect(Collectors.toSet());
                long left = told.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                        .filter(pool -> heaps.contains(pool.getKey()))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum();
                live.accumulateAndGet(left, Math::max);
            }
        }

        /** The most since it began; it looks no further. */
        PeakMemory end() throws IOException {
            collectors().forEach(this::forget);
            long heap = heapPools().stream()
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum();
            return new PeakMemory(heap, live.get(), resident("self"));
        }

        private void forget(NotificationEmitter collector) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException("a listener that was added is not there", e);
            }
        }
    }

    /** 0 where the process has ended. */
    static long resident(String process) throws IOException {
        Path status = Path.of("/proc", process, "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (java.nio.file.NoSuchFileException ended) {
            return 0;
        }
    }

    PeakMemory or(PeakMemory other) {
        return new PeakMemory(
                Math.max(heap, other.heap), Math.max(live, other.live), Math.max(resident, other.resident));
    }

    @Override
    public String toString() {
        String all = String.format(Locale.ROOT, "%.0f MiB", resident / 1048576.0);
        String used = heap < 0 ? "" : String.format(Locale.ROOT, ", heap %.0f MiB", heap / 1048576.0);
        String needed = live < 0 ? "" : String.format(Locale.ROOT, " of which %.0f MiB needed", live / 1048576.0);
        return all + used + needed;
    }
}
