package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class SeenTest {

    private final Seen<List<Long>, List<Long>> seen = new Seen<>();
    private int through;

    private List<Long> of(LongPredicate sight, List<Long> list) {
        return seen.of(sight, list, all -> {
            through++;
            return all.stream().filter(sight::test).toList();
        });
    }

    @Test
    void a_list_is_gone_through_once_for_each_sight() {
        List<Long> list = List.of(1L, 2L, 3L);
        LongPredicate low = n -> n < 3;
        LongPredicate high = n -> n > 2;

        assertThat(of(low, list)).containsExactly(1L, 2L);
        assertThat(of(high, list)).containsExactly(3L);
        assertThat(of(low, list)).containsExactly(1L, 2L);

        assertThat(through).isEqualTo(2);
    }

    @Test
    void another_list_is_gone_through_anew_even_where_it_is_equal() {
        LongPredicate all = n -> true;
        List<Long> first = new ArrayList<>(List.of(1L));

        of(all, first);
        assertThat(of(all, List.of(1L, 2L))).containsExactly(1L, 2L);
        of(all, new ArrayList<>(first));

        assertThat(through).isEqualTo(3);
    }
}
