package org.curlew.pipeline.worker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.extraction.Poison;
import org.curlew.pipeline.extraction.Watch;

/**
 * What the deaths of one call teach the next on the same image: which volumes the library must not look at. Without it a
 * partition that was left out of the plan would kill every extraction of the others.
 */
final class Lessons {

    private static final int IMAGES = 256;

    private final Map<List<Path>, List<Poison>> byImage = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Path>, List<Poison>> eldest) {
            return size() > IMAGES;
        }
    };

    synchronized List<Poison> of(List<Path> image) {
        return byImage.getOrDefault(List.copyOf(image), List.of());
    }

    synchronized void forget(List<Path> image) {
        byImage.remove(List.copyOf(image));
    }

    synchronized void learn(List<Path> image, List<Poison> poison) {
        List<Poison> lasting = poison.stream()
                .filter(known -> known.phase() == Watch.Phase.TABLE)
                .toList();
        if (!lasting.isEmpty()) {
            byImage.put(List.copyOf(image), lasting);
        }
    }
}
