package org.curlew.triage.schemes;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What category numbers mean, by one authority at one time. Numbers of two schemes are never compared.
 *
 * @param name for example {@code uk-2014}
 * @param version counts up from 1; a changed file is a new version
 * @param title for people
 * @param categories gravest first
 */
public record Scheme(String name, int version, String title, List<Category> categories) {

    public Scheme {
        categories = categories.stream()
                .sorted(Comparator.comparingInt(Category::order))
                .toList();
    }

    public Optional<Category> byNumber(int number) {
        return categories.stream().filter(c -> c.number() == number).findFirst();
    }

    public Optional<Category> byCode(String code) {
        return categories.stream().filter(c -> c.code().equalsIgnoreCase(code)).findFirst();
    }

    /** Whether every number has been confirmed; while one has not, exports in this scheme are drafts. */
    public boolean confirmed() {
        return categories.stream().allMatch(Category::confirmed);
    }

    /** The same scheme with what was confirmed beyond its file; a class whose code is another now stays as the file says. */
    Scheme with(Map<Integer, Confirmations.Confirmed> confirmed) {
        if (confirmed.isEmpty()) {
            return this;
        }
        return new Scheme(
                name,
                version,
                title,
                categories.stream()
                        .map(c -> {
                            Confirmations.Confirmed by = confirmed.get(c.number());
                            return c.confirmed() || by == null || !by.code().equals(c.code())
                                    ? c
                                    : c.confirmed(by.by(), by.on());
                        })
                        .toList());
    }

    /**
     * Gravity of a number, for sorting: 1 is the gravest. A number the scheme does not have, or none at all, ranks as the least
     * grave of the illegal classes: unknown is never low.
     *
     * @param number may be null
     */
    public int gravity(Integer number) {
        return Optional.ofNullable(number)
                .flatMap(this::byNumber)
                .map(Category::order)
                .orElseGet(() -> categories.stream()
                        .filter(Category::illegal)
                        .mapToInt(Category::order)
                        .max()
                        .orElse(Integer.MAX_VALUE));
    }
}
