package org.curlew.pipeline.imagestore;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.curlew.pipeline.images.RangeCalls;
import org.curlew.storage.objects.ObjectStore;

/** Reads a part from the store: one request for each object that the range touches. */
record StoredRanges(ObjectStore store, StoredImages.Part part) implements Ranges {

    @Override
    public byte[] read(long position, int length) {
        long stretch = position / StoredImages.STRETCH;
        int inside = (int) (position - stretch * StoredImages.STRETCH);
        if (inside + length <= part.length(stretch)) {
            return store.get(part.key(stretch), inside, length);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(length);
        long at = position;
        while (all.size() < length) {
            stretch = at / StoredImages.STRETCH;
            inside = (int) (at - stretch * StoredImages.STRETCH);
            int count = Math.min(part.length(stretch) - inside, length - all.size());
            all.writeBytes(store.get(part.key(stretch), inside, count));
            at += count;
        }
        return all.toByteArray();
    }

    @Override
    public void read(long position, int length, ObjectStore.Target target) {
        for (int done = 0; done < length; ) {
            long stretch = (position + done) / StoredImages.STRETCH;
            int inside = (int) (position + done - stretch * StoredImages.STRETCH);
            int count = Math.min(part.length(stretch) - inside, length - done);
            int before = done;
            store.get(part.key(stretch), inside, count, new ObjectStore.Target() {
                @Override
                public void take(int at, ByteBuffer bytes) {
                    target.take(before + at, bytes);
                }

                @Override
                public ByteBuffer room(int at) {
                    return target.room(before + at);
                }
            });
            done += count;
        }
    }

    @Override
    public Optional<RangeCalls.Place> place(long position) {
        long stretch = position / StoredImages.STRETCH;
        return store.file(part.key(stretch), part.length(stretch))
                .map(file ->
                        new RangeCalls.Place(file.toString(), stretch * StoredImages.STRETCH, part.length(stretch)));
    }
}
