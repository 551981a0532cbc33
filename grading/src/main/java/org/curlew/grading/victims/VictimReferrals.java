package org.curlew.grading.victims;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Referrals of material to other bodies: when, to whom, under which reference, and what they answered. */
@Service
public class VictimReferrals {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final Clock clock;

    public VictimReferrals(JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * A referral; answer and answeredAt are those of the last answer, null while there is none.
     *
     * @param identified whether the last answer named the victim, null where it did not say
     */
    public record Referral(
            long id,
            long caseId,
            String sentTo,
            String reference,
            String text,
            OffsetDateTime sentAt,
            String sentBy,
            long media,
            String answer,
            OffsetDateTime answeredAt,
            Boolean identified) {}

    /**
     * Records that media were referred.
     *
     * @param reference the receiver's or our own reference, required: an answer is found by it
     */
    public Referral send(
            long caseId, Collection<String> sha256s, String sentTo, String reference, String text, String actor) {
        if (sha256s.isEmpty() || sentTo.isBlank() || reference.isBlank()) {
            throw new GradingException("A referral names its media, to whom it goes and its reference.");
        }
        byte[][] items =
                new TreeSet<>(sha256s).stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
        return transactions.execute(_ -> {
            long id = jdbc.sql("""
                            insert into victim_referral (case_id, sent_to, reference, text, sent_at, sent_by)
                            values (?, ?, ?, ?, ?, ?) returning id
                            """)
                    .params(caseId, sentTo, reference, text, Times.utc(clock.instant()), actor)
                    .query(Long.class)
                    .single();
            int added = jdbc.sql("""
                            insert into victim_referral_item (referral_id, sha256)
                            select ?, i.sha256 from unnest(?) as i(sha256)
                            where exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                                          where e.case_id = ? and o.sha256 = i.sha256)
                            """).params(id, items, caseId).update();
            if (added != items.length) {
                throw new GradingException(
                        items.length - added + " of the media lie on no exhibit of this case: nothing was recorded.");
            }
            String caseReference = jdbc.sql("select reference from case_file where id = ?")
                    .param(caseId)
                    .query(String.class)
                    .single();
            ledger.append(LedgerEntry.of(actor, "VICTIM_REFERRED", ProcessingAct.DISCLOSURE)
                    .about("case:" + caseReference)
                    .with("recipient", sentTo)
                    .with("reference", reference)
                    .with("media", added));
            return get(id);
        });
    }

    /** Enters an answer; a later one does not remove it. */
    public Referral answer(long referralId, String answer, Boolean identified, String actor) {
        if (answer.isBlank()) {
            throw new GradingException("Enter what was answered.");
        }
        get(referralId);
        jdbc.sql("""
                        insert into victim_referral_answer (referral_id, at, entered_by, answer, identified)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(referralId, Times.utc(clock.instant()), actor, answer.strip(), identified)
                .update();
        return get(referralId);
    }

    public Referral get(long id) {
        return list("r.id = ?", id).stream()
                .findFirst()
                .orElseThrow(() -> new GradingException("There is no referral " + id + "."));
    }

    /** Referrals of the case, oldest first. */
    public List<Referral> ofCase(long caseId) {
        return list("r.case_id = ?", caseId);
    }

    /** Referrals of all cases without any answer, oldest first. */
    public List<Referral> unanswered() {
        return list("a.answer is null and r.id > ?", 0);
    }

    private List<Referral> list(String where, long value) {
        return jdbc.sql("""
                        select r.id, r.case_id, r.sent_to, r.reference, r.text, r.sent_at, r.sent_by,
                               (select count(*) from victim_referral_item i where i.referral_id = r.id) as media,
                               a.answer, a.at as answered_at, a.identified
                        from victim_referral r
                        left join lateral (select answer, at, identified from victim_referral_answer x
                                           where x.referral_id = r.id order by x.id desc limit 1) a on true
                        where %s order by r.id
                        """.formatted(where)).param(value).query(Referral.class).list();
    }
}
