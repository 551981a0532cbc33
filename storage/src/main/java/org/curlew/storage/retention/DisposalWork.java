package org.curlew.storage.retention;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.storage.objects.ObjectStore;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackCompaction;
import org.curlew.storage.packs.PackErasure;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries a disposal out in three steps that can each be repeated: the rows (one transaction), the bytes (image objects
 * and packs), the certificate.
 */
public final class DisposalWork {

    /** The bytes are taken out by the machine; who decided is in the certificate. */
    private static final String MACHINE = "machine";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final Retention retention;
    private final StoredEvidence evidence;
    private final ObjectStore store;
    private final MediaPacks packs;
    private final PackErasure erasure;
    private final DisposalCertificates certificates;
    private final Clock clock;

    public DisposalWork(
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Ledger ledger,
            Retention retention,
            StoredEvidence evidence,
            ObjectStore store,
            MediaPacks packs,
            DisposalCertificates certificates,
            Clock clock) {
        this.jdbc = JdbcClient.create(jdbc);
        this.batches = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.retention = retention;
        this.evidence = evidence;
        this.store = store;
        this.packs = packs;
        this.erasure = new PackErasure(jdbc);
        this.certificates = certificates;
        this.clock = clock;
    }

    Disposal lock(long id) {
        return jdbc.sql("select * from disposal where id = ? for update")
                .param(id)
                .query(Disposals::read)
                .optional()
                .orElseThrow(() -> new RetentionException("There is no disposal " + id));
    }

    Disposal carryOut(long id) {
        transactions.executeWithoutResult(status -> eraseRows(id));
        Disposal erased = find(id);
        if (erased.state() == Disposal.State.ERASED) {
            eraseBytes(erased);
            transactions.executeWithoutResult(status -> certify(id));
        }
        return find(id);
    }

    private Disposal find(long id) {
        return jdbc.sql("select * from disposal where id = ?")
                .param(id)
                .query(Disposals::read)
                .single();
    }

    private void eraseRows(long id) {
        Disposal disposal = lock(id);
        if (disposal.state() == Disposal.State.ERASED || disposal.state() == Disposal.State.DONE) {
            return;
        }
        if (disposal.state() != Disposal.State.APPROVED) {
            throw new RetentionException(
                    "Disposal " + id + " is " + disposal.state() + "; it needs the approval of a second person");
        }
        Retention.Item item = retention.item(disposal.itemId());
        retention.lock(item.caseId());
        Disposals.mustBeDue(retention.standing(item.id()), retention.today());
        erasure.begin();
        // Marked first, so that of two exhibits disposed of in turn the second takes what both held, and that an
        // image which comes from now on waits for the end of this and is kept anew.
        jdbc.sql("update retention_item set state = 'DISPOSED' where id = ?")
                .param(item.id())
                .update();
        if (evidence.atWork(item.exhibitId())) {
            throw new RetentionException(Disposals.name(item)
                    + " is still being made: the machine is at work on the exhibit, and would store more of it;"
                    + " it is disposed of when that has ended");
        }
        batches.batchUpdate(
                "insert into disposal_image (disposal_id, keys) values (?, ?)",
                evidence.letGoOfImages(item.exhibitId()).stream()
                        .map(keys -> new Object[] {id, keys})
                        .toList());
        Count count = new Count(id);
        evidence.media(item.exhibitId(), count::erase);
        jdbc.sql("""
            update disposal set state = 'ERASED', erased_at = ?, media = ?, bytes = ?, kept_for_others = ?,
                   waits_for = null
            where id = ?
            """).params(now(), count.media, count.bytes, count.others, id).update();
        ledger.append(new LedgerEntry(
                disposal.decidedBy(),
                "EXTRACTED_DATA_ERASED",
                ProcessingAct.ERASURE,
                item.subjects(),
                Map.of(
                        "disposal",
                        id,
                        "rule",
                        disposal.rule(),
                        "ruleVersion",
                        disposal.ruleVersion(),
                        "proposedBy",
                        disposal.proposedBy(),
                        "justification",
                        disposal.reason(),
                        "media",
                        count.media,
                        "bytes",
                        count.bytes,
                        "keptForOthers",
                        count.others)));
    }

    /** What is erased of one exhibit, list by list. */
    private final class Count {
        private final long disposal;
        private long media;
        private long bytes;
        private long others;

        Count(long disposal) {
            this.disposal = disposal;
        }

        void erase(List<String> digests) {
            Set<String> wanted = wantedElsewhere(digests);
            List<String> alone =
                    digests.stream().filter(each -> !wanted.contains(each)).toList();
            Map<String, Long> erased = erasure.erase(alone, "disposal:" + disposal);
            batches.batchUpdate(
                    "insert into disposal_content (disposal_id, sha256, bytes) values (?, ?, ?)",
                    erased.entrySet().stream()
                            .map(each ->
                                    new Object[] {disposal, HexFormat.of().parseHex(each.getKey()), each.getValue()})
                            .toList());
            media += erased.size();
            bytes += erased.values().stream().mapToLong(Long::longValue).sum();
            others += wanted.size();
        }
    }

    /**
     * Media that were found on an exhibit whose data is kept: one of which nothing was decided, and one that was disposed of and is under
     * a legal hold since.
     */
    private Set<String> wantedElsewhere(List<String> digests) {
        Map<String, Set<Long>> exhibits = evidence.exhibits(digests);
        Long[] all = exhibits.values().stream().flatMap(Set::stream).distinct().toArray(Long[]::new);
        Set<Long> disposed =
                new HashSet<>(jdbc.sql("""
                    select i.exhibit_id from retention_item i
                    where i.exhibit_id = any (?) and i.class = 'EXTRACTED_DATA' and i.state = 'DISPOSED'
                      and not exists (
                          select 1 from legal_hold h
                          where h.case_id = i.case_id and h.lifted_at is null
                            and (h.exhibit_id is null or h.exhibit_id = i.exhibit_id))
                    """).param(all).query(Long.class).list());
        return exhibits.entrySet().stream()
                .filter(each -> !disposed.containsAll(each.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private void eraseBytes(Disposal disposal) {
        for (String keys : jdbc.sql("select keys from disposal_image where disposal_id = ? order by keys")
                .param(disposal.id())
                .query(String.class)
                .list()) {
            List<String> objects = new ArrayList<>();
            store.list(keys, head -> objects.add(head.key()));
            objects.forEach(store::erase);
        }
        PackCompaction.Result result = packs.compaction().compact(MACHINE, 1.0);
        if (!result.left().isEmpty()) {
            Map.Entry<String, String> first =
                    result.left().entrySet().iterator().next();
            throw new RetentionException("The bytes of disposal " + disposal.id() + " are not all gone yet: "
                    + result.left().size() + " packs could not be rewritten, the first " + first.getKey() + ": "
                    + first.getValue());
        }
    }

    private void certify(long id) {
        Disposal disposal = lock(id);
        if (disposal.state() != Disposal.State.ERASED) {
            return;
        }
        Retention.Item item = retention.item(disposal.itemId());
        OffsetDateTime done = now();
        DisposalCertificates.Signed signed = certificates.make(disposal, item, done.toInstant());
        jdbc.sql("""
            update disposal set state = 'DONE', done_at = ?, certificate = ?, signature = ?, waits_for = null
            where id = ?
            """).params(done, signed.text(), signed.signature(), id).update();
        ledger.append(new LedgerEntry(
                MACHINE,
                "DISPOSAL_CERTIFIED",
                ProcessingAct.ERASURE,
                item.subjects(),
                Map.of("disposal", id, "certificate", signed.sha256(), "bytes", disposal.bytes())));
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
