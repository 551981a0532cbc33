package org.curlew.pipeline.filesystems;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a partition table, in bytes.
 *
 * @param allocated true for a volume, false for space that belongs to none
 */
record PartitionEntry(long offset, long length, String description, boolean allocated) {

    private long end() {
        return offset + length;
    }

    /** What is left of this before and after another. */
    List<PartitionEntry> without(PartitionEntry other) {
        if (other.end() <= offset || other.offset >= end()) {
            return List.of(this);
        }
        List<PartitionEntry> rest = new ArrayList<>();
        if (other.offset > offset) {
            rest.add(new PartitionEntry(offset, other.offset - offset, description, allocated));
        }
        if (other.end() < end()) {
            rest.add(new PartitionEntry(other.end(), end() - other.end(), description, allocated));
        }
        return rest;
    }
}
