package org.curlew.storage.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.curlew.storage.objects.ObjectContent;
import org.curlew.storage.objects.ObjectStoreException;
import org.junit.jupiter.api.Test;

class DisposalTest extends DisposalBase {

    @Test
    void two_people_dispose_and_the_bytes_go_while_the_digests_stay_with_a_signed_certificate() throws Exception {
        long exhibit = exhibit("ABC/1");
        List<byte[]> media = media(exhibit, 1, 8);
        store.put(image(exhibit, 1), ObjectContent.of(new byte[1000]));
        found.images.put(exhibit, List.of("images/" + exhibit + "/1/"));
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long before = storedBytes();

        assertThat(retention.reviewQueue())
                .extracting(s -> s.item().exhibitId())
                .containsOnlyOnce(exhibit);
        long id = disposals.propose(item(exhibit), "sgt", "acquitted, no appeal in time");
        disposals.approve(id, "insp", "agreed");
        Disposal done = disposals.carryOut(id);

        assertThat(done.state()).isEqualTo(Disposal.State.DONE);
        assertThat(done.media()).isEqualTo(8);
        assertThat(done.bytes()).isEqualTo(8 * 20_000);
        assertThat(before - storedBytes()).isGreaterThan(8 * 20_000);
        assertThat(store.head(image(exhibit, 1))).isEmpty();
        assertThat(packs.stored(media.stream().map(DisposalTest::sha256).toList()))
                .isEmpty();
        assertThat(retention.reviewQueue())
                .extracting(s -> s.item().exhibitId())
                .doesNotContain(exhibit);

        certificates.write(id, folder.resolve("certificate"));
        byte[] text = Files.readAllBytes(folder.resolve("certificate/certificate.json"));
        byte[] digests = Files.readAllBytes(folder.resolve("certificate/digests.csv"));
        assertThat(new String(text))
                .contains("\"proposedBy\":\"sgt\"", "\"approvedBy\":\"insp\"", "\"id\":\"data-ended\"", "CPIA Code s.5")
                .contains(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(digests)));
        assertThat(new String(digests).lines()).hasSize(8).contains(sha256(media.getFirst()) + ",20000");
        CMSSignedData signed = new CMSSignedData(
                new CMSProcessableByteArray(text), Files.readAllBytes(folder.resolve("certificate/certificate.p7s")));
        SignerInformation by = signed.getSignerInfos().iterator().next();
        assertThat(by.verify(new JcaSimpleSignerInfoVerifierBuilder().build(signer.certificate())))
                .isTrue();
        assertThat(ledger("EXTRACTED_DATA_ERASED", exhibit)).isEqualTo("ERASURE");
        assertThat(ledger("DISPOSAL_CERTIFIED", exhibit)).isEqualTo("ERASURE");
    }

    @Test
    void one_person_alone_cannot_dispose_not_even_past_the_service() {
        long exhibit = exhibit("ABC/2");
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");

        assertThatThrownBy(() -> disposals.carryOut(id)).hasMessageContaining("approval of a second person");
        assertThatThrownBy(() -> disposals.approve(id, "sgt", "me again"))
                .hasMessageContaining("was proposed by sgt; it takes a second person");
        assertThatThrownBy(() -> jdbc.update("update disposal set decided_by = 'sgt' where id = ?", id))
                .hasMessageContaining("disposal_check");
    }

    @Test
    void media_that_lie_on_an_exhibit_that_is_kept_stay_and_go_with_the_last_one() {
        long first = exhibit("ABC/7");
        long second = exhibit("ABC/8");
        byte[] shared = media(first, 70, 3).getFirst();
        found.media.computeIfAbsent(second, key -> new TreeSet<>()).add(sha256(shared));
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");

        Disposal one = dispose(first);
        assertThat(one.media()).isEqualTo(2);
        assertThat(one.keptForOthers()).isEqualTo(1);
        assertThat(packs.read(sha256(shared))).isEqualTo(shared);

        Disposal two = dispose(second);
        assertThat(two.media()).isEqualTo(1);
        assertThat(packs.stored(List.of(sha256(shared)))).isEmpty();
    }

    @Test
    void an_open_case_and_a_custodial_sentence_without_release_hold_the_data() {
        long exhibit = exhibit("ABC/9");
        assertThatThrownBy(() -> disposals.propose(item(exhibit), "sgt", "full disk"))
                .hasMessageContaining("held: kept at least until a decision");
        retention.outcome(
                caseId,
                new CaseFacts(CaseOutcome.CONVICTED_CUSTODY, LocalDate.of(2020, 1, 1), null, false),
                "sgt",
                "eight years");
        assertThatThrownBy(() -> disposals.propose(item(exhibit), "sgt", "full disk"))
                .hasMessageContaining("day of release is not recorded");
    }

    @Test
    void a_review_can_keep_an_item_longer_and_it_comes_back_on_that_day() {
        long exhibit = exhibit("ABC/10");
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        retention.keepUntil(item(exhibit), TODAY.plusDays(10), "insp", "linked enquiry");

        assertThat(retention.reviewQueue())
                .extracting(s -> s.item().exhibitId())
                .doesNotContain(exhibit);
        assertThatThrownBy(() -> disposals.propose(item(exhibit), "sgt", "due"))
                .hasMessageContaining("kept until 2026-06-11");
        at(NOW.plus(Duration.ofDays(10)));
        assertThat(retention.reviewQueue())
                .extracting(s -> s.item().exhibitId())
                .contains(exhibit);
    }

    @Test
    void a_disposal_whose_store_is_gone_waits_with_the_reason_and_goes_on() {
        long exhibit = exhibit("ABC/11");
        byte[] media = media(exhibit, 110, 2).getFirst();
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");
        disposals.approve(id, "insp", "agreed");
        before.before("erase", object -> {
            throw new ObjectStoreException(ObjectStoreException.Kind.LOCKED, object + " is kept until 2030");
        });

        assertThatThrownBy(() -> disposals.carryOut(id)).hasMessageContaining("is kept until 2030");
        assertThatThrownBy(() -> disposals.carryOut(id))
                .as("also when the pack's row has long been gone")
                .hasMessageContaining("is kept until 2030");
        assertThat(disposals.find(id).state()).isEqualTo(Disposal.State.ERASED);
        assertThat(disposals.find(id).waitsFor()).contains("is kept until 2030");
        assertThat(disposals.unfinished()).extracting(Disposal::id).contains(id);
        assertThat(packs.stored(List.of(sha256(media)))).isEmpty();

        before.nothingBefore("erase");
        assertThat(disposals.carryOut(id).state()).isEqualTo(Disposal.State.DONE);
        assertThat(disposals.carryOut(id).certificate())
                .isEqualTo(disposals.find(id).certificate());
    }

    @Test
    void a_case_record_is_only_reviewed() {
        exhibit("ABC/12");
        long record = jdbc.queryForObject(
                "select id from retention_item where case_id = ? and class = 'CASE_RECORD'", Long.class, caseId);
        retention.outcome(
                caseId, new CaseFacts(CaseOutcome.ACQUITTED, LocalDate.of(2010, 1, 1), null, false), "sgt", "old");

        assertThat(retention.reviewQueue()).extracting(s -> s.item().id()).contains(record);
        assertThatThrownBy(() -> disposals.propose(record, "sgt", "old")).hasMessageContaining("reviewed and kept");
    }

    @Test
    void a_refused_disposal_leaves_everything_and_can_be_proposed_again() {
        long exhibit = exhibit("ABC/13");
        retention.outcome(caseId, ACQUITTED, "sgt", "not guilty");
        long id = disposals.propose(item(exhibit), "sgt", "due");
        assertThatThrownBy(() -> disposals.propose(item(exhibit), "dc", "due")).hasMessageContaining("already");

        disposals.refuse(id, "insp", "wait for the civil claim");

        assertThatThrownBy(() -> disposals.carryOut(id)).hasMessageContaining("REFUSED");
        assertThat(disposals.propose(item(exhibit), "sgt", "again")).isGreaterThan(id);
    }
}
