package org.curlew.pipeline.images;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which table knows a chunk. Tables come in media order and say only how many chunks they hold, so a lost table shifts
 * what follows: chunks before the first loss are counted from the beginning, chunks after the last loss from the end, and
 * what lies between is unreadable.
 */
final class EwfChunkMap {

    private static final int LOADED_TABLES = 8;

    /**
     * A run of chunks.
     *
     * @param copies the table and its copy where sound so far; none: the chunks are lost
     * @param count chunks, -1 where that is lost too
     */
    record Group(PartFile file, List<EwfTable> copies, long count, String reason) {

        static Group lost(PartFile file, long count, String reason) {
            return new Group(file, List.of(), count, reason);
        }
    }

    /** A group with its place in the media. */
    private record Placed(long first, long count, Group group) {}

    /** Where to find a chunk; {@code places} is null where it is lost. */
    record Found(PartFile file, EwfTable.Places places, int index, long first, long count, String reason) {}

    private final List<Placed> placed = new ArrayList<>();
    private final Map<Placed, EwfTable.Places> loaded = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Placed, EwfTable.Places> eldest) {
            return size() > LOADED_TABLES;
        }
    };

    /** @param chunks chunks of the whole media */
    EwfChunkMap(List<Group> groups, long chunks) {
        int lastLoss = -1;
        for (int i = 0; i < groups.size(); i++) {
            lastLoss = groups.get(i).count() < 0 ? i : lastLoss;
        }
        long next = 0;
        int group = 0;
        for (; group < groups.size() && groups.get(group).count() >= 0; group++) {
            next = place(next, chunks, groups.get(group));
        }
        long after = 0;
        for (int i = lastLoss + 1; lastLoss >= 0 && i < groups.size(); i++) {
            after += groups.get(i).count();
        }
        long resume = Math.max(next, chunks - after);
        if (resume > next) {
            String reason = group < groups.size()
                    ? groups.get(group).reason()
                    : "the image ends before this part of the media; copy it again from the original";
            placed.add(new Placed(next, resume - next, Group.lost(null, resume - next, reason)));
        }
        // where more is claimed than the media holds, the far end cannot be told from the near one: the near one counts
        for (int i = lastLoss + 1; lastLoss >= 0 && next + after <= chunks && i < groups.size(); i++) {
            resume = place(resume, chunks, groups.get(i));
        }
    }

    private long place(long first, long chunks, Group group) {
        long count = Math.min(group.count(), chunks - first);
        if (count > 0) {
            placed.add(new Placed(first, count, group));
        }
        return first + count;
    }

    /** Whether any chunk at all has a table. */
    boolean holdsSomething() {
        return placed.stream().anyMatch(each -> !each.group().copies().isEmpty());
    }

    Found find(long chunk) throws IOException {
        int low = 0;
        int high = placed.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Placed here = placed.get(middle);
            if (chunk < here.first()) {
                high = middle - 1;
            } else if (chunk >= here.first() + here.count()) {
                low = middle + 1;
            } else {
                return found(here, chunk);
            }
        }
        return new Found(null, null, 0, chunk, 1, "no table of the image knows this part of the media");
    }

    private Found found(Placed here, long chunk) throws IOException {
        Group group = here.group();
        EwfTable.Places places = group.copies().isEmpty() ? null : load(here);
        String reason = group.reason() != null
                ? group.reason()
                : "both copies of a chunk table in %s are damaged"
                        .formatted(group.file().name());
        return new Found(group.file(), places, (int) (chunk - here.first()), here.first(), here.count(), reason);
    }

    private EwfTable.Places load(Placed here) throws IOException {
        synchronized (loaded) {
            if (loaded.containsKey(here)) {
                return loaded.get(here);
            }
            EwfTable.Places places = null;
            for (EwfTable copy : here.group().copies()) {
                places = places == null ? copy.load(here.group().file()) : places;
            }
            loaded.put(here, places);
            return places;
        }
    }
}
