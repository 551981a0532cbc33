package org.curlew.grading.caid;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.ExhibitState;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.schemes.Scheme;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The upload ledger: for every content where it stands on its way to CAID, and which have waited too long. */
@Service
public class Uploads {

    private static final int CHUNK = 10_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final Exhibits exhibits;

    public Uploads(JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger, Exhibits exhibits) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
        this.exhibits = exhibits;
    }

    /** Where a content stands; AWAITING is graded and in no bundle. */
    public enum State {
        AWAITING,
        IN_BUNDLE,
        SENT,
        RECEIVED,
        REJECTED
    }

    /** How many contents of a case stand where; matched ones are known to an illegal set and graded by nobody here. */
    public record Counts(
            long ungraded,
            long matched,
            long graded,
            long awaiting,
            long inBundle,
            long sent,
            long received,
            long rejected) {}

    /** A bundle of a case. */
    public record Bundle(
            long id, long releaseId, String name, String sums, long media, String madeBy, OffsetDateTime madeAt) {}

    /** A content that CAID rejected, in CAID's words, and that has not gone out again. */
    public record Rejected(String sha256, String reason) {}

    /** A content that was graded before the limit and has not been sent. */
    public record Overdue(long caseId, String caseReference, long media, OffsetDateTime oldest) {}

    long bundled(
            Releases.Release release,
            String name,
            BundleWriter.Written written,
            String person,
            Iterator<Exportable.Item> items) {
        return transactions.execute(_ -> {
            jdbc.sql("select id from caid_release where id = ? for update")
                    .param(release.id())
                    .query(Long.class)
                    .single();
            requireNone(release.id());
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

    /** @throws CaidException the release has its bundle: another one of it would pass for the first */
    void requireNone(long releaseId) {
        jdbc.sql("select id, release_id, name, sums, media, made_by, made_at from caid_bundle where release_id = ?"
                        + " order by id limit 1")
                .param(releaseId)
                .query(Bundle.class)
                .optional()
                .ifPresent(made -> {
                    throw new CaidException("Release " + releaseId + " has its bundle already: " + made.name()
                            + ", number " + made.id() + ", made by " + made.madeBy() + " on " + made.madeAt()
                            + "; if that file is lost, ask for a new release of everything.");
                });
    }

    /** The bundle went out; its contents are sent. */
    public void sent(long bundleId, String person, String recipient) {
        transactions.executeWithoutResult(_ -> {
            requireBundle(bundleId);
            int media = move(bundleId, State.IN_BUNDLE, State.SENT, person, "to " + recipient);
            if (media == 0) {
                throw new CaidException("Bundle " + bundleId
                        + " has nothing left to send: it was entered as sent before; enter its receipt next.");
            }
            record(bundleId, person, "BUNDLE_SENT", ProcessingAct.DISCLOSURE, media, recipient);
            uploaded(bundleId, person);
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
        Map<String, String> reasons = new TreeMap<>();
        rejectedMd5.forEach(md5 -> reasons.put(md5, reason));
        return receipt(bundleId, reasons, person);
    }

    /** The same with a reason for each rejected content. */
    public int receipt(long bundleId, Map<String, String> rejected, String person) {
        if (rejected.values().stream().anyMatch(String::isBlank)) {
            throw new CaidException("A rejection is entered with the reason that CAID gave.");
        }
        return transactions.execute(_ -> {
            requireUnanswered(bundleId);
            int count = 0;
            for (Map.Entry<String, String> one : new TreeMap<>(rejected).entrySet()) {
                count += reject(bundleId, one.getKey(), one.getValue(), person);
            }
            int received = move(bundleId, State.SENT, State.RECEIVED, person, "");
            record(
                    bundleId,
                    person,
                    "RECEIPT_ENTERED",
                    ProcessingAct.NONE,
                    received,
                    count + " rejected: " + String.join("; ", new TreeSet<>(rejected.values())));
            return count;
        });
    }

    private void requireBundle(long bundleId) {
        // held, so that two people cannot enter the same thing at once
        jdbc.sql("select id from caid_bundle where id = ? for update")
                .param(bundleId)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new CaidException(
                        "There is no bundle " + bundleId + ": curlew caid status --case REF lists a case's bundles."));
    }

    private void requireUnanswered(long bundleId) {
        requireBundle(bundleId);
        List<String> states = jdbc.sql("select distinct state from caid_upload where bundle_id = ?")
                .param(bundleId)
                .query(String.class)
                .list();
        if (!states.contains(State.SENT.name())) {
            throw new CaidException(
                    "Bundle " + bundleId + " was not sent: enter that it went out, and to whom, before its receipt.");
        }
        if (states.contains(State.RECEIVED.name()) || states.contains(State.REJECTED.name())) {
            throw new CaidException("The receipt of bundle " + bundleId + " was entered before: a bundle has one.");
        }
    }

    private int reject(long bundleId, String md5, String reason, String person) {
        int found = jdbc.sql("""
                        insert into caid_upload (case_id, sha256, state, bundle_id, actor, reason)
                        select u.case_id, u.sha256, 'REJECTED', u.bundle_id, ?, ?
                        from caid_upload u join content c on c.sha256 = u.sha256
                        where u.bundle_id = ? and u.state = 'SENT' and c.md5 = decode(?, 'hex')
                          and not exists (select from caid_upload later where later.case_id = u.case_id
                                          and later.sha256 = u.sha256 and later.bundle_id = u.bundle_id
                                          and later.id > u.id)
                        """).params(person, reason, bundleId, md5).update();
        if (found == 0) {
            throw new CaidException(
                    "MD5 " + md5 + " was not sent with bundle " + bundleId + ": is it the receipt of another one?");
        }
        return found;
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

    /** Bundles of the case, the newest first. */
    public List<Bundle> bundles(long caseId) {
        return jdbc.sql("""
                        select b.id, b.release_id, b.name, b.sums, b.media, b.made_by, b.made_at
                        from caid_bundle b join caid_release r on r.id = b.release_id
                        where r.case_id = ? order by b.id desc
                        """).param(caseId).query(Bundle.class).list();
    }

    /**
     * Where the contents of the case stand. A content in conflict counts as graded and as nothing further; a matched one awaits a
     * bundle where a set of the scheme gives it a class that goes, and what was disposed of and left out awaits none.
     */
    public Counts counts(long caseId, Scheme scheme) {
        return jdbc.sql("""
                        with item as (
                            select o.sha256, bool_or(o.match_role = 'illegal' and o.match_kind <> 'pdq'
                                       and o.match_scheme = :scheme) as known,
                                   (array_agg(o.match_category order by array_position(cast(:gravity as int[]),
                                       o.match_category)) filter (where o.match_role = 'illegal' and o.match_kind <> 'pdq'
                                       and o.match_scheme = :scheme and o.match_category is not null))[1] as known_number
                            from occurrence o join exhibit e on e.id = o.exhibit_id where e.case_id = :case
                            group by o.sha256),
                        stand as (
                            select i.sha256, coalesce(i.known, false) as known, i.known_number, g.number, u.state,
                                   exists (select from grade_conflict c where c.case_id = :case and c.sha256 = i.sha256
                                           and c.scheme = :scheme and c.closed_at is null) as conflict,
                                   exists (select from caid_left_out l where l.case_id = :case and l.sha256 = i.sha256
                                           and not exists (select from pack_item k where k.sha256 = l.sha256)) as left_out
                            from item i
                            left join lateral (select number from grade_in_force g where g.case_id = :case
                                and g.sha256 = i.sha256 and g.scheme = :scheme order by g.id desc limit 1) g on true
                            left join lateral (select state from caid_upload u where u.case_id = :case
                                and u.sha256 = i.sha256 order by u.id desc limit 1) u on true)
                        select count(*) filter (where number is null and not known) as ungraded,
                               count(*) filter (where number is null and known) as matched,
                               count(*) filter (where number is not null) as graded,
                               count(*) filter (where state is null and not conflict and not left_out
                                   and coalesce(number, known_number) = any(cast(:numbers as int[]))) as awaiting,
                               count(*) filter (where state = 'IN_BUNDLE') as in_bundle,
                               count(*) filter (where state = 'SENT') as sent,
                               count(*) filter (where state = 'RECEIVED') as received,
                               count(*) filter (where state = 'REJECTED') as rejected
                        from stand
                        """)
                .param("case", caseId)
                .param("scheme", scheme.name())
                .param("gravity", Exportable.numbers(scheme, false))
                .param("numbers", Exportable.numbers(scheme, true))
                .query(Counts.class)
                .single();
    }

    /** Contents that CAID rejected and that have not gone out again: they go again alone. */
    public List<Rejected> rejected(long caseId) {
        return jdbc.sql("""
                        select encode(sha256, 'hex') as sha256, reason from (
                            select distinct on (sha256) sha256, state, reason from caid_upload where case_id = ?
                            order by sha256, id desc) last
                        where state = 'REJECTED' order by sha256
                        """).param(caseId).query(Rejected.class).list();
    }

    /**
     * Cases with contents graded in an exportable class before a time and not sent, or rejected and not sent again, the oldest first. A
     * further bundle that holds what was sent before changes nothing of that.
     *
     * @param limit see {@link org.curlew.grading.policy.GradingRules.Upload#alarmLimit}
     */
    public List<Overdue> overdue(Instant limit, Collection<Integer> exportableNumbers, String scheme) {
        return jdbc.sql("""
                        select s.case_id, f.reference as case_reference, count(*) as media, min(s.at) as oldest
                        from (select distinct on (case_id, sha256) case_id, sha256, number,
                                     min(at) over (partition by case_id, sha256) as at
                              from grade_in_force where scheme = :scheme order by case_id, sha256, id desc) s
                        join case_file f on f.id = s.case_id
                        where s.number in (:numbers) and s.at < :limit
                          and coalesce((select u.state from caid_upload u where u.case_id = s.case_id
                                        and u.sha256 = s.sha256 and u.state <> 'IN_BUNDLE'
                                        order by u.id desc limit 1), '')
                              not in ('SENT', 'RECEIVED')
                          and not exists (select from caid_left_out l where l.case_id = s.case_id and l.sha256 = s.sha256
                                          and not exists (select from pack_item k where k.sha256 = l.sha256))
                        group by s.case_id, f.reference order by oldest, s.case_id
                        """)
                .param("scheme", scheme)
                .param("numbers", exportableNumbers)
                .param("limit", limit.atOffset(ZoneOffset.UTC))
                .query(Overdue.class)
                .list();
    }

    /** An exhibit whose grading was finished is uploaded once nothing of it waits: the clock of the submission looks at that. */
    private void uploaded(long bundleId, String person) {
        jdbc.sql("""
                        select e.id from caid_bundle b join caid_release r on r.id = b.release_id
                        join exhibit e on e.case_id = r.case_id
                        where b.id = ?
                          and (select state from exhibit_now s where s.exhibit_id = e.id)
                              in ('GRADED', 'RELEASED')
                          and not exists (
                              select from occurrence o
                              cross join lateral (select u.state from caid_upload u where u.case_id = r.case_id
                                  and u.sha256 = o.sha256 order by u.id desc limit 1) last
                              where o.exhibit_id = e.id and last.state in ('IN_BUNDLE', 'REJECTED'))
                        """)
                .param(bundleId)
                .query(Long.class)
                .list()
                .forEach(exhibit ->
                        exhibits.move(exhibit, ExhibitState.UPLOADED, person, "bundle " + bundleId + " was sent"));
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
                                          and later.sha256 = u.sha256 and later.bundle_id = u.bundle_id
                                          and later.id > u.id)
                        """)
                .params(to.name(), person, reason, bundleId, from.name())
                .update();
    }

    /** The release that a bundle rests on. */
    private record Released(String reference, long id, String requestedBy, String decidedBy) {

        String inWords() {
            return "release " + id + ", asked for by " + requestedBy
                    + (decidedBy.isEmpty() ? "" : ", approved by " + decidedBy);
        }
    }

    private void record(long bundle, String person, String kind, ProcessingAct act, long media, String detail) {
        Released released = jdbc.sql("""
                        select f.reference, r.id, r.requested_by, coalesce(d.decided_by, '') as decided_by
                        from caid_bundle b join caid_release r on r.id = b.release_id
                        join case_file f on f.id = r.case_id
                        left join caid_release_decision d on d.release_id = r.id and d.approved
                        where b.id = ?
                        """)
                .param(bundle)
                .query(Released.class)
                .optional()
                .orElseThrow(() -> new CaidException("There is no bundle " + bundle + "."));
        LedgerEntry entry = LedgerEntry.of(person, kind, act)
                .about("case:" + released.reference())
                .with("bundle", bundle)
                .with("media", media)
                .with("detail", detail);
        ledger.append(
                act == ProcessingAct.DISCLOSURE
                        ? entry.with("recipient", detail).with("justification", released.inWords())
                        : entry);
    }
}
