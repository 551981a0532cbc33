package org.curlew.storage.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which work of lower bands to pause so that urgent work gets room. A proposal: a person pauses.
 *
 * @param pause the lowest band first; no more of them than are needed
 * @param frees bytes that are promised to these and not yet written
 * @param enough whether that is what was missing
 */
public record PauseProposal(List<Holder> pause, long frees, boolean enough) {

    /**
     * Work that holds room.
     *
     * @param band 0 for P0, the most urgent
     * @param promised bytes it holds and has not yet written
     */
    public record Holder(long exhibitId, int band, long promised) {}

    /**
     * @param missing bytes
     * @param band of the work that waits; only what is below it can be paused
     */
    public static PauseProposal of(long missing, int band, List<Holder> holders) {
        List<Holder> below = holders.stream()
                .filter(each -> each.band() > band && each.promised() > 0)
                .sorted(Comparator.comparingInt(Holder::band)
                        .reversed()
                        .thenComparing(
                                Comparator.comparingLong(Holder::promised).reversed())
                        .thenComparingLong(Holder::exhibitId))
                .toList();
        List<Holder> taken = new ArrayList<>();
        long frees = 0;
        for (Holder each : below) {
            if (frees < missing) {
                taken.add(each);
                frees += each.promised();
            }
        }
        // a large one taken last can make smaller ones before it needless; the most urgent is spared first
        for (int i = taken.size() - 1; i >= 0; i--) {
            if (frees - taken.get(i).promised() >= missing) {
                frees -= taken.remove(i).promised();
            }
        }
        return new PauseProposal(List.copyOf(taken), frees, frees >= missing);
    }
}
