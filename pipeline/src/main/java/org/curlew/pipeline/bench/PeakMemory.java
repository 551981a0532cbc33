package org.curlew.pipeline.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The most memory in use since a moment, in bytes, as Linux counts it. What is resident includes mapped files, whose pages the kernel
 * takes back when it needs them; the heap does not.
 *
 * @param heap of this process; -1 for another program
 * @param resident of the process
 */
record PeakMemory(long heap, long resident) {

    static void forget() throws IOException {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        // "5" resets the peak of the resident memory: proc(5)
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    }

    static PeakMemory now() throws IOException {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return new PeakMemory(heap, resident("self"));
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
        return new PeakMemory(Math.max(heap, other.heap), Math.max(resident, other.resident));
    }

    @Override
    public String toString() {
        String all = String.format(Locale.ROOT, "%.0f MiB", resident / 1048576.0);
        return heap < 0 ? all : String.format(Locale.ROOT, "%s, heap %.0f MiB", all, heap / 1048576.0);
    }
}
