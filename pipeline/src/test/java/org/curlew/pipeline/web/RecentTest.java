package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void many_who_ask_at_once_have_it_computed_once() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Recent<Integer> recent = new Recent<>(() -> slowly(asked), LONG, LONG);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Recent.Held<Integer>>> all = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(recent::get))
                    .toList();
            asked.countDown();
            for (Future<Recent.Held<Integer>> one : all) {
                assertThat(one.get().value()).isEqualTo(1);
            }
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void a_cheap_list_is_computed_anew_before_it_is_shown_after_a_change() {
        Recent<Integer> recent = new Recent<>(loads::incrementAndGet, LONG, LONG);
        assertThat(recent.get().value()).isEqualTo(1);
        assertThat(recent.get().value()).isEqualTo(1);

        recent.forget();

        assertThat(recent.get().value()).isEqualTo(2);
        assertThat(recent.get().value()).isEqualTo(2);
    }

    @Test
    void a_dear_list_is_given_as_it_was_with_its_instant_after_a_change() {
        Recent<Integer> recent = new Recent<>(() -> pausing(1_100), Duration.ZERO, LONG);
        Recent.Held<Integer> first = recent.get();

        recent.forget();

        assertThat(recent.get()).isSameAs(first);
    }

    @Test
    void one_slow_try_does_not_make_a_list_dear_and_two_do() {
        Recent<Integer> recent = new Recent<>(() -> pausing(150), Duration.ZERO, LONG);

        assertThat(recent.get().value()).isEqualTo(1);
        assertThat(recent.get().value()).as("computed anew, as a cheap one is").isEqualTo(2);
        assertThat(recent.get().value()).as("given as it was").isEqualTo(2);
    }

    @Test
    void a_cheap_list_that_is_asked_for_again_and_again_is_made_anew_beside_and_an_old_one_is_waited_for()
            throws InterruptedException {
        Recent<Integer> recent = new Recent<>(loads::incrementAndGet, Duration.ofSeconds(1), LONG);
        assertThat(recent.get().value()).isEqualTo(1);

        Thread.sleep(1_200);
        assertThat(recent.get().value()).as("given as it was").isEqualTo(1);
        Thread.sleep(300);
        assertThat(recent.get().value()).as("made meanwhile").isEqualTo(2);

        Thread.sleep(2_300);
        assertThat(recent.get().value()).as("too old to be given").isEqualTo(3);
    }

    @Test
    void a_change_while_it_is_computed_is_in_what_is_given_to_who_asks_after_it() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch may = new CountDownLatch(1);
        Recent<Integer> recent = new Recent<>(
                () -> {
                    int value = loads.incrementAndGet();
                    if (value == 2) {
                        begun.countDown();
                        await(may);
                    }
                    return value;
                },
                LONG,
                LONG);
        recent.get();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            recent.forget();
            Future<Recent.Held<Integer>> early = threads.submit(recent::get);
            begun.await();
            recent.forget();
            Future<Recent.Held<Integer>> late = threads.submit(recent::get);
            may.countDown();

            assertThat(early.get().value()).isEqualTo(2);
            assertThat(late.get().value()).isEqualTo(3);
        }
    }

    @Test
    void a_failure_is_told_to_who_asked_and_the_next_tries_again() {
        Recent<Integer> recent = new Recent<>(
                () -> {
                    if (loads.incrementAndGet() == 1) {
                        throw new IllegalStateException("the database is gone");
                    }
                    return 7;
                },
                LONG,
                LONG);

        assertThatThrownBy(recent::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the database is gone");
        assertThat(recent.get().value()).isEqualTo(7);
    }

    private int slowly(CountDownLatch latch) {
        await(latch);
        return loads.incrementAndGet();
    }

    private int pausing(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return loads.incrementAndGet();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
