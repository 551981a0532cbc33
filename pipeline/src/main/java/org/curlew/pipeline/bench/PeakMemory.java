package org.curlew.pipeline.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
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

    private static final AtomicLong LIVE = new AtomicLong(-1);
    private static final AtomicBoolean WATCHED = new AtomicBoolean();

    PeakMemory(long heap, long resident) {
        this(heap, -1, resident);
    }

    static void forget() throws IOException {
        if (!WATCHED.getAndSet(true)) {
            ManagementFactory.getGarbageCollectorMXBeans().forEach(collector -> ((NotificationEmitter) collector)
                    .addNotificationListener(PeakMemory::collected, null, null));
        }
        System.gc();
        LIVE.set(-1);
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        // "5" resets the peak of the resident memory: proc(5)
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    }

    /** A collection of the young alone leaves garbage among the old, so only a full one tells what is needed. */
    private static void collected(Notification notification, Object nothing) {
        var told = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        if (told.getGcAction().equals("end of major GC")) {
            Set<String> heaps = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getName)
                    .collect(Collectors.toSet());
            long left = told.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                    .filter(pool -> heaps.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum();
            LIVE.accumulateAndGet(left, Math::max);
        }
    }

    static PeakMemory now() throws IOException {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return new PeakMemory(heap, LIVE.get(), resident("self"));
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
