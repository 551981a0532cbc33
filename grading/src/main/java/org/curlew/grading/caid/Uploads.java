package org.curlew.grading.caid;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The upload ledger: for every content where it stands on its way to CAID, and which have waited too long. */
@Service
public class Uploads {

    /** Days after which a graded content that was not sent raises the alarm: our judgement, not a rule of CAID. */
    public static final int ALARM_DAYS = 14;

    private static final int CHUNK = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;

    public Uploads(JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
    }

    /** Where a content stands; AWAITING is graded and in no bundle. */
    public enum State {
        AWAITING,
        IN_BUNDLE,
        SENT,
        RECEIVED,
        REJECTED
    }

    /** A content that was graded before the limit and has not been sent. */
    public record Overdue(long caseId, String caseReference, long media, OffsetDateTime oldest) {}

    long bundled(
            Releases.Release release,
            String name,
            BundleWriter.Written written,
            String person,
            Iterator<Exportable.Item> items) {
        return transactions.execute(_ -> {
            long bundle = jdbc.sql("""
                            insert into caid_bundle (release_id, name, sums, media, made_by)
                            values (?, ?, ?, ?, ?) returning id
                            """)
                    .params(release.id(), name, written.sumsSha256(), written.media(), person)
                    .query(Long.class)
                    .single();
            List<byte[]> chunk = new ArrayList<>();
            while (items.hasNext()) {
                chunk.add(HexFormat.of().parseHex(items.next().sha256()));
                if (chunk.size() == CHUNK || !items.hasNext()) {
                    add(release.caseId(), chunk.toArray(byte[][]::new), State.IN_BUNDLE, bundle, person, "");
                    chunk.clear();
                }
            }
            record(bundle, person, "BUNDLE_MADE", ProcessingAct.COMBINATION, written.media(), written.sumsSha256());
            return bundle;
        });
    }

    /** The bundle went out; its contents are sent. */
    public void sent(long bundleId, String person, String recipient) {
        transactions.executeWithoutResult(_ -> {
            int media = move(bundleId, State.IN_BUNDLE, State.SENT, person, "to " + recipient);
            if (media == 0) {
                throw new CaidException("Bundle " + bundleId + " has nothing left to send.");
            }
            record(bundleId, person, "BUNDLE_SENT", ProcessingAct.DISCLOSURE, media, recipient);
        });
    }

    /**
     * CAID's answer: everything sent was received but for the named contents.
     *
     * @param rejectedMd5 32 hex digits each
     * @param reason CAID's words for the rejection, required where any is named
     * @return how many were rejected
     */
    public int receipt(long bundleId, Collection<String> rejectedMd5, String reason, String person) {
        if (!rejectedMd5.isEmpty() && reason.isBlank()) {
            throw new CaidException("A rejection is entered with the reason that CAID gave.");
        }
        return transactions.execute(_ -> {
            int rejected = 0;
            for (String md5 : new TreeSet<>(rejectedMd5)) {
                int found = jdbc.sql("""
                                insert into caid_upload (case_id, sha256, state, bundle_id, actor, reason)
                                select u.case_id, u.sha256, 'REJECTED', u.bundle_id, ?, ?
                                from caid_upload u join content c on c.sha256 = u.sha256
                                where u.bundle_id = ? and u.state = 'SENT' and c.md5 = decode(?, 'hex')
                                  and not exists (select from caid_upload later where later.case_id = u.case_id
                                                  and later.sha256 = u.sha256 and later.id > u.id)
                                """).params(person, reason, bundleId, md5).update();
                if (found == 0) {
                    throw new CaidException("MD5 " + md5 + " was not sent with bundle " + bundleId
                            + ": is it the receipt of another one?");
                }
                rejected += found;
            }
            int received = move(bundleId, State.SENT, State.RECEIVED, person, "");
            record(
                    bundleId,
                    person,
                    "RECEIPT_ENTERED",
                    ProcessingAct.NONE,
                    received,
                    rejected + " rejected: " + reason);
            return rejected;
        });
    }

    /** Where a content of a case stands, AWAITING while it is in no bundle. */
    public State state(long caseId, String sha256) {
        return jdbc.sql("""
                        select state from caid_upload where case_id = ? and sha256 = decode(?, 'hex')
                        order by id desc limit 1
                        """)
                .params(caseId, sha256)
                .query(String.class)
                .optional()
                .map(State::valueOf)
                .orElse(State.AWAITING);
    }

    /** Contents that CAID rejected and that have not gone out again: they go again alone. */
    public List<String> rejected(long caseId) {
        return jdbc.sql("""
                        select encode(sha256, 'hex') from (
                            select distinct on (sha256) sha256, state from caid_upload where case_id = ?
                            order by sha256, id desc) last
                        where state = 'REJECTED' order by sha256
                        """).param(caseId).query(String.class).list();
    }

    /** Cases with contents graded more than {@link #ALARM_DAYS} days before now in an exportable class and never sent. */
    public List<Overdue> overdue(Instant now, Collection<Integer> exportableNumbers, String scheme) {
        return jdbc.sql("""
                        select s.case_id, f.reference as case_reference, count(*) as media, min(s.at) as oldest
                        from (select distinct on (case_id, sha256) case_id, sha256, number,
                                     min(at) over (partition by case_id, sha256) as at
                              from grade where scheme = :scheme order by case_id, sha256, id desc) s
                        join case_file f on f.id = s.case_id
                        where s.number in (:numbers) and s.at < :limit
                          and not exists (select from caid_upload u where u.case_id = s.case_id
                                          and u.sha256 = s.sha256 and u.state in ('SENT', 'RECEIVED'))
                        group by s.case_id, f.reference order by oldest, s.case_id
                        """)
                .param("scheme", scheme)
                .param("numbers", exportableNumbers)
                .param("limit", now.atOffset(ZoneOffset.UTC).minusDays(ALARM_DAYS))
                .query(Overdue.class)
                .list();
    }

    private void add(long caseId, byte[][] items, State state, long bundle, String person, String reason) {
        jdbc.sql("""
                        insert into caid_upload (case_id, sha256, state, bundle_id, actor, reason)
                        select ?, i.sha256, ?, ?, ?, ? from unnest(?) as i(sha256)
                        """)
                .params(caseId, state.name(), bundle, person, reason, items)
                .update();
    }

    private int move(long bundleId, State from, State to, String person, String reason) {
        return jdbc.sql("""
                        insert into caid_upload (case_id, sha256, state, bundle_id, actor, reason)
                        select u.case_id, u.sha256, ?, u.bundle_id, ?, ?
                        from caid_upload u
                        where u.bundle_id = ? and u.state = ?
                          and not exists (select from caid_upload later where later.case_id = u.case_id
                                          and later.sha256 = u.sha256 and later.id > u.id)
                        """)
                .params(to.name(), person, reason, bundleId, from.name())
                .update();
    }

    private void record(long bundle, String person, String kind, ProcessingAct act, long media, String detail) {
        String reference = jdbc.sql("""
                        select f.reference from caid_bundle b join caid_release r on r.id = b.release_id
                        join case_file f on f.id = r.case_id where b.id = ?
                        """)
                .param(bundle)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new CaidException("There is no bundle " + bundle + "."));
        LedgerEntry entry = LedgerEntry.of(person, kind, act)
                .about("case:" + reference)
                .with("bundle", bundle)
                .with("media", media)
                .with("detail", detail);
        ledger.append(act == ProcessingAct.DISCLOSURE ? entry.with("recipient", detail) : entry);
    }
}
