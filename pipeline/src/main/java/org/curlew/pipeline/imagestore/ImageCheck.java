package org.curlew.pipeline.imagestore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.storage.objects.ObjectStore;
import org.springframework.stereotype.Service;

/** Compares the images that our rows say lie in the store with its listing, one acquisition's part at a time. */
@Service
public class ImageCheck {

    /** Whose extra objects the check of the packs names. */
    private static final String PACKS = "packs/";

    private final StoredImages images;

    public ImageCheck(StoredImages images) {
        this.images = images;
    }

    /**
     * @param parts compared
     * @param faults one line for each object that is missing or has another length
     * @param extra keys that neither a pack nor an object of an image can have: somebody else put them there
     */
    public record Report(long parts, List<String> faults, List<String> extra) {}

    /** Names and lengths: what an image's bytes are is proved by verifying it anew. */
    public Report check(ObjectStore store) {
        List<String> faults = new ArrayList<>();
        List<StoredImages.Part> parts = images.all();
        for (StoredImages.Part part : parts) {
            Map<String, Long> there = new HashMap<>();
            store.list(part.keys(), head -> there.put(head.key(), head.size()));
            for (long stretch = 0; stretch < part.stretches(); stretch++) {
                String key = part.key(stretch);
                Long bytes = there.get(key);
                if (bytes == null) {
                    faults.add("missing    " + key + ", of " + part.name());
                } else if (bytes != part.length(stretch)) {
                    faults.add("damaged    " + key + ": it has " + bytes + " of " + part.length(stretch) + " bytes of "
                            + part.name());
                }
            }
        }
        List<String> extra = new ArrayList<>();
        store.list("", head -> {
            if (!head.key().startsWith(PACKS) && !StoredImages.isStretch(head.key())) {
                extra.add(head.key());
            }
        });
        return new Report(parts.size(), faults, extra);
    }
}
