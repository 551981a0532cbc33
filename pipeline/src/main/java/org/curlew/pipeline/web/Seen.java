package org.curlew.pipeline.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * What each sight ({@link org.curlew.pipeline.security.CaseAccess#visibleTo}) sees of one long list: going through a large force's
 * thousands is a dear part of a page. Another list, or another sight, is gone through anew.
 *
 * @param <L> the whole
 * @param <S> what is seen of it
 */
public final class Seen<L, S> {

    private static final int SIGHTS = 32;

    private final Map<LongPredicate, S> bySight = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LongPredicate, S> eldest) {
            return size() > SIGHTS;
        }
    };

    private L whole;

    /** What the sight sees of this list, which is told from another by being the same object. */
    public synchronized S of(LongPredicate sight, L list, Function<L, S> see) {
        if (whole != list) {
            bySight.clear();
            whole = list;
        }
        return bySight.computeIfAbsent(sight, _ -> see.apply(list));
    }
}
