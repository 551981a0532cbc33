package org.curlew.grading.vics.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KeyCounterTest {

    @Property(tries = 60)
    void repeated_keys_are_found_exactly_whether_or_not_they_fit_in_memory(
            @ForAll @Size(max = 3_000) List<@IntRange(max = 2_000) Integer> keys,
            @ForAll @IntRange(min = 1, max = 500) int inMemory) {
        Map<Integer, Integer> expected = new HashMap<>();
        Map<Integer, Long> first = new HashMap<>();
        Map<Integer, Integer> found = new HashMap<>();
        try (KeyCounter counter = new KeyCounter(inMemory)) {
            for (int row = 0; row < keys.size(); row++) {
                int key = keys.get(row);
                counter.add(key * 31L, key, row);
                expected.merge(key, 1, Integer::sum);
                first.putIfAbsent(key, (long) row);
            }
            counter.finish(r -> {
                found.put((int) r.low(), (int) r.count());
                assertThat(r.first()).isEqualTo(first.get((int) r.low()));
            });
        }
        expected.values().removeIf(count -> count == 1);
        assertThat(found).isEqualTo(expected);
    }
}
