package org.curlew.pipeline.web;

import java.util.List;
import java.util.function.Function;

/** A page of a list: the rows, where they lie in it, and the pages before and after (0 where there is none). */
public record Slice<T>(List<T> rows, int total, int from, int to, int before, int after) {

    /** The page with a number from 1; one past the end gives the last. */
    public static <T> Slice<T> of(List<T> all, int page, int size) {
        int pages = Math.max(1, (all.size() + size - 1) / size);
        int number = Math.min(Math.max(1, page), pages);
        int from = (number - 1) * size;
        int to = Math.min(all.size(), from + size);
        return new Slice<>(
                all.subList(from, to),
                all.size(),
                all.isEmpty() ? 0 : from + 1,
                to,
                number - 1,
                number < pages ? number + 1 : 0);
    }

    /** The same page with other rows: whole ones for what only told them apart. */
    public <R> Slice<R> map(Function<List<T>, List<R>> whole) {
        return new Slice<>(whole.apply(rows), total, from, to, before, after);
    }
}
