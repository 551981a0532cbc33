package org.curlew.pipeline.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** {@link Recent} answers to questions of which a few are asked again and again; those asked longest ago are forgotten. */
public final class RecentAnswers<K, T> {

    private final Function<K, T> answer;
    private final Duration fresh;
    private final Duration limit;
    private final Map<K, Recent<T>> kept;

    /**
     * @param most answers kept
     * @param fresh and {@code limit} as in {@link Recent}
     */
    public RecentAnswers(Function<K, T> answer, int most, Duration fresh, Duration limit) {
        this.answer = answer;
        this.fresh = fresh;
        this.limit = limit;
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Recent<T>> eldest) {
                return size() > most;
            }
        };
    }

    public Recent.Held<T> get(K question) {
        Recent<T> recent;
        synchronized (kept) {
            recent = kept.computeIfAbsent(question, q -> new Recent<>(() -> answer.apply(q), fresh, limit));
        }
        return recent.get();
    }

    /** What was answered is out of date. */
    public void forget() {
        synchronized (kept) {
            kept.values().forEach(Recent::forget);
        }
    }
}
