package org.curlew.pipeline.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next what the call for the part after it sends as {@code after}; null at the end
 */
public record Paged<T>(List<T> items, String next) {

    /** Rows of a part where a call names no limit. */
    public static final String DEFAULT = "50";

    private static final int MOST = 500;

    /** The part of a list that lies in memory; its rows are told apart by a key. */
    public static <T> Paged<T> of(List<T> all, String after, int limit, Function<T, String> key) {
        int from = 0;
        if (after != null && !after.isEmpty()) {
            String last = decode(after);
            while (from < all.size() && !key.apply(all.get(from)).equals(last)) {
                from++;
            }
            if (from == all.size()) {
                throw new ApiException(
                        410,
                        "list-changed",
                        "The place in the list is gone",
                        "What stood last on the part before is no longer in the list",
                        "after",
                        "Read the list from its beginning");
            }
            from++;
        }
        int to = Math.min(all.size(), from + limit(limit));
        List<T> items = List.copyOf(all.subList(from, to));
        return new Paged<>(items, to < all.size() ? encode(key.apply(items.getLast())) : null);
    }

    /** The same part with other rows. */
    public <R> Paged<R> map(Function<T, R> rows) {
        return new Paged<>(items.stream().map(rows).toList(), next);
    }

    /** The same part with other rows, all read at once. */
    public <R> Paged<R> mapAll(Function<List<T>, List<R>> rows) {
        return new Paged<>(rows.apply(items), next);
    }

    /** A limit between 1 and 500. */
    public static int limit(int asked) {
        if (asked < 1 || asked > MOST) {
            throw ApiException.badParameter("limit", "is between 1 and " + MOST);
        }
        return asked;
    }

    /** The number a place in a list by numbers stands for; 0 before the first. */
    public static long number(String after) {
        if (after == null || after.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(decode(after));
        } catch (NumberFormatException e) {
            throw ApiException.badParameter("after", "is not what a part before gave as next");
        }
    }

    public static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String after) {
        try {
            return new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.badParameter("after", "is not what a part before gave as next");
        }
    }
}
