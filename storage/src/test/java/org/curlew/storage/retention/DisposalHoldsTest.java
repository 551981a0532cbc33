package org.curlew.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStoreException;
import org.junit.jupiter.api.Test;

/** What stands in the way of a disposal until the last moment. */
class DisposalHoldsTest extends DisposalBase {

    @Test
    void a_legal_hold_wins_even_after_the_approval() {
        long exhibit = exhibit("ABC/3");
        byte[] kept = media(exhibit, 30, 1).getFirst();
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");
        disposals.approve(id, "insp", "agreed");
        long hold = retention.hold(caseId, null, "legal", "civil claim");

        assertThatThrownBy(() -> disposals.carryOut(id)).hasMessageContaining("legal hold by legal (civil claim)");
        assertThat(packs.read(sha256(kept))).isEqualTo(kept);
        assertThat(disposals.find(id).waitsFor()).contains("civil claim");
        assertThat(disposals.find(id).state()).isEqualTo(Disposal.State.APPROVED);

        retention.lift(hold, "legal", "claim ended");
        assertThat(disposals.carryOut(id).state()).isEqualTo(Disposal.State.DONE);
    }

    @Test
    void a_hold_on_one_exhibit_leaves_the_others_of_the_case_free() {
        long held = exhibit("ABC/4");
        long free = exhibit("ABC/5");
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        retention.hold(caseId, held, "legal", "disputed owner");

        assertThat(retention.reviewQueue())
                .extracting(s -> s.item().exhibitId())
                .contains(free)
                .doesNotContain(held);
        assertThatThrownBy(() -> disposals.propose(item(held), "sgt", "due")).hasMessageContaining("disputed owner");
    }

    @Test
    void an_appeal_lodged_after_the_approval_stops_the_disposal() {
        long exhibit = exhibit("ABC/6");
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");
        disposals.approve(id, "insp", "agreed");
        retention.outcome(
                caseId, new CaseFacts(CaseOutcome.ACQUITTED, LocalDate.of(2026, 5, 1), null, true), "cps", "reference");

        assertThatThrownBy(() -> disposals.carryOut(id)).hasMessageContaining("an appeal is pending");
    }

    @Test
    void media_of_an_exhibit_that_came_under_a_legal_hold_after_its_own_disposal_are_kept_for_it() {
        long first = exhibit("ABC/14");
        byte[] shared = media(first, 140, 1).getFirst();
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long firstCase = caseId;
        caseId = IDS.incrementAndGet();
        long second = exhibit("XYZ/1");
        found.media.computeIfAbsent(second, key -> new TreeSet<>()).add(sha256(shared));
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        assertThat(dispose(first).keptForOthers()).isEqualTo(1);
        long hold = retention.hold(firstCase, null, "legal", "civil claim");

        assertThat(dispose(second).keptForOthers()).isEqualTo(1);

        assertThat(packs.read(sha256(shared))).isEqualTo(shared);
        retention.lift(hold, "legal", "claim ended");
    }

    @Test
    void an_exhibit_that_the_machine_is_at_work_on_is_disposed_of_when_that_has_ended() {
        long exhibit = exhibit("ABC/15");
        byte[] media = media(exhibit, 150, 1).getFirst();
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        found.atWork.add(exhibit);

        assertThatThrownBy(() -> dispose(exhibit)).hasMessageContaining("the machine is at work on the exhibit");
        Disposal waits = disposals.unfinished().getLast();
        assertThat(waits.state()).isEqualTo(Disposal.State.APPROVED);
        assertThat(waits.waitsFor()).contains("at work");
        assertThat(packs.read(sha256(media))).isEqualTo(media);
        assertThat(retention.ofExhibit(exhibit).orElseThrow().disposed()).isFalse();

        found.atWork.clear();
        assertThat(disposals.carryOut(waits.id()).state()).isEqualTo(Disposal.State.DONE);
    }

    @Test
    void an_image_that_comes_while_a_disposal_waits_for_the_store_is_not_taken_with_it() {
        long exhibit = exhibit("ABC/16");
        store.put(image(exhibit, 1), ObjectContent.of(new byte[10]));
        found.images.put(exhibit, List.of("images/" + exhibit + "/1/"));
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        before.before("erase", object -> {
            throw new ObjectStoreException(ObjectStoreException.Kind.UNAVAILABLE, "the store is gone");
        });
        assertThatThrownBy(() -> dispose(exhibit)).hasMessageContaining("the store is gone");
        before.nothingBefore("erase");

        retention.keepExhibit(caseId, "OP-" + caseId, exhibit, "ABC/16");
        store.put(image(exhibit, 2), ObjectContent.of(new byte[10]));
        found.images.put(exhibit, List.of("images/" + exhibit + "/1/", "images/" + exhibit + "/2/"));
        assertThat(disposals.carryOut(disposals.unfinished().getLast().id()).state())
                .isEqualTo(Disposal.State.DONE);

        assertThat(store.head(image(exhibit, 1))).isEmpty();
        assertThat(store.head(image(exhibit, 2))).isPresent();
        assertThat(retention.ofExhibit(exhibit).orElseThrow().disposed()).isFalse();
    }

    @Test
    void a_legal_hold_that_is_being_placed_at_the_same_moment_wins() throws Exception {
        long exhibit = exhibit("ABC/17");
        byte[] kept = media(exhibit, 170, 1).getFirst();
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");
        disposals.approve(id, "insp", "agreed");

        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<Disposal> carriedOut = database.transactions().execute(status -> {
                retention.hold(caseId, exhibit, "legal", "civil claim");
                Future<Disposal> other = thread.submit(() -> disposals.carryOut(id));
                assertThatThrownBy(() -> other.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
                return other;
            });
            assertThatThrownBy(carriedOut::get).hasMessageContaining("legal hold by legal (civil claim)");
        }
        assertThat(packs.read(sha256(kept))).isEqualTo(kept);
    }
}
