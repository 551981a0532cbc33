package org.curlew.pipeline.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the tables of one segment file into groups: a sectors section, its table and the table's copy (table2). The
 * original EWF, SMART and EnCase 1 keep the chunks inside the table section and have no copy.
 */
final class EwfTables {

    private final PartFile segment;
    private final List<EwfChunkMap.Group> groups;
    private final List<String> damage;
    private final List<EwfTable> copies = new ArrayList<>();
    private boolean open;
    private long sectorsEnd = -1;
    private boolean copySeen;
    private long lostCount = -1;

    EwfTables(PartFile segment, List<EwfChunkMap.Group> groups, List<String> damage) {
        this.segment = segment;
        this.groups = groups;
        this.damage = damage;
    }

    void see(EwfSection section) throws IOException {
        switch (section.type()) {
            case "sectors" -> {
                close();
                open = true;
                sectorsEnd = section.end();
            }
            case "table" -> {
                if (copySeen || !copies.isEmpty() || lostCount >= 0) {
                    close();
                }
                table(section);
            }
            case "table2" -> {
                if (copySeen) {
                    close();
                }
                table(section);
                copySeen = true;
            }
            case EwfSection.UNKNOWN -> {
                close();
                lost(
                        -1,
                        "%s is damaged from offset %d to %d"
                                .formatted(segment.name(), section.offset(), section.end()));
            }
            default -> close();
        }
    }

    private void table(EwfSection section) throws IOException {
        open = true;
        EwfTable table = EwfTable.parse(segment.bytes(section.body(), EwfTable.HEADER), section, sectorsEnd);
        if (table != null) {
            copies.add(table);
            return;
        }
        damage.add("the header of section '%s' at %d of %s is damaged"
                .formatted(section.type(), section.offset(), segment.name()));
        if (sectorsEnd >= 0) {
            // nothing but 4-byte entries and their 4-byte checksum lies between header and end
            lostCount = Math.max(0, (section.bodyLength() - EwfTable.HEADER - 4) / 4);
        }
    }

    /** Ends the segment; {@code reason} says why it ended early, null where it did not. */
    void finish(String reason) {
        if (reason != null && open && copies.isEmpty()) {
            open = false;
        }
        close();
        if (reason != null) {
            lost(-1, reason);
        }
    }

    private void close() {
        if (open && copies.isEmpty()) {
            lost(lostCount, "both copies of a chunk table in %s are damaged or missing".formatted(segment.name()));
        } else if (open) {
            groups.add(
                    new EwfChunkMap.Group(segment, agreeing(), copies.getFirst().entries(), null));
        }
        copies.clear();
        open = false;
        sectorsEnd = -1;
        copySeen = false;
        lostCount = -1;
    }

    /** A copy that states another number of chunks is not believed: the first is, as its header is sound. */
    private List<EwfTable> agreeing() {
        EwfTable first = copies.getFirst();
        return copies.stream()
                .filter(copy -> copy.entries() == first.entries() && copy.base() == first.base())
                .toList();
    }

    private void lost(long count, String reason) {
        groups.add(EwfChunkMap.Group.lost(segment, count, reason));
    }
}
