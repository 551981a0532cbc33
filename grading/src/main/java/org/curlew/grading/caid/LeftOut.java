package org.curlew.grading.caid;

import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Contents that should go to CAID with their bytes, whose bytes were disposed of before CAID received them. Nothing of the case goes while
 * there are any, until their exhibit is imported again or somebody leaves them out and says why; who, why and of what stays on record.
 */
@Service
public class LeftOut {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Schemes schemes;
    private final Exportable exportable;
    private final Ledger ledger;

    LeftOut(JdbcClient jdbc, TransactionTemplate transactions, Schemes schemes, Exportable exportable, Ledger ledger) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.schemes = schemes;
        this.exportable = exportable;
        this.ledger = ledger;
    }

    /** A content that does not go, with who left it out and why. */
    public record Item(String sha256, String md5, OffsetDateTime at, String actor, String reason) {}

    private record Disposed(long id, String at) {}

    /** Why the contents that have no bytes any more stop a bundle, in one line; empty where there are none. */
    Optional<Obstacle> obstacle(long caseId, String reference, Scheme scheme, Scope scope) {
        List<Exportable.Item> lost = exportable.lost(caseId, scheme, scope);
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        Exportable.Item first = lost.getFirst();
        Disposed disposed =
                jdbc.sql("""
                        select d.id, coalesce(to_char(d.erased_at at time zone 'UTC', 'YYYY-MM-DD'), 'a day not told') as at
                        from disposal_content c join disposal d on d.id = c.disposal_id
                        where c.sha256 = decode(?, 'hex') order by d.id desc limit 1
                        """).param(first.sha256()).query(Disposed.class).single();
        String which = "MD5 " + first.md5() + " (SHA-256 " + first.sha256() + "; disposal " + disposed.id()
                + ", erased on " + disposed.at() + ")";
        return Optional.of(new Obstacle(
                Obstacle.Kind.BYTES_DISPOSED_OF,
                (lost.size() == 1
                                ? "The bytes of a media that goes were disposed of before CAID received them: " + which
                                : "The bytes of " + lost.size()
                                        + " media that go were disposed of before CAID received them, the first "
                                        + which)
                        + ": import the exhibit again, or leave what is gone out with curlew caid leave-out --case "
                        + reference + " --reason TEXT --person NAME."));
    }

    /**
     * Leaves out every content of the case whose bytes were disposed of. What is imported again afterwards goes like any other.
     *
     * @param reason why the case goes without them, required
     * @return the contents that were left out now
     * @throws CaidException no reason is given, or every content that goes has its bytes
     */
    public List<Item> leaveOut(long caseId, String schemeName, String reason, String person) {
        if (reason == null || reason.isBlank()) {
            throw new CaidException("Media are left out with the reason why the case goes without them: give one.");
        }
        return transactions.execute(_ -> {
            List<Exportable.Item> lost = exportable.lost(caseId, schemes.get(schemeName), Scope.EVERYTHING);
            if (lost.isEmpty()) {
                throw new CaidException("Nothing of the case that goes to CAID was disposed of: nothing is left out.");
            }
            byte[][] items =
                    lost.stream().map(i -> HexFormat.of().parseHex(i.sha256())).toArray(byte[][]::new);
            jdbc.sql("""
                            insert into caid_left_out (case_id, sha256, actor, reason)
                            select ?, i.sha256, ?, ? from unnest(?) as i(sha256)
                            """).params(caseId, person, reason.strip(), items).update();
            String reference = jdbc.sql("select reference from case_file where id = ?")
                    .param(caseId)
                    .query(String.class)
                    .single();
            LedgerEntry entry = LedgerEntry.of(person, "LEFT_OUT_OF_BUNDLES", ProcessingAct.ALTERATION)
                    .about("case:" + reference)
                    .with("media", lost.size())
                    .with("justification", reason.strip());
            for (Exportable.Item item : lost.subList(0, Math.min(lost.size(), 100))) {
                entry = entry.about("content:" + item.sha256());
            }
            ledger.append(entry);
            Set<String> now = lost.stream().map(Exportable.Item::sha256).collect(Collectors.toSet());
            return ofCase(caseId).stream().filter(i -> now.contains(i.sha256())).toList();
        });
    }

    /** What of the case does not go because its bytes are gone, by MD5. */
    public List<Item> ofCase(long caseId) {
        return jdbc.sql("""
                        select distinct on (c.md5, c.sha256) encode(c.sha256, 'hex') as sha256, encode(c.md5, 'hex') as md5,
                               l.at, l.actor, l.reason
                        from caid_left_out l join content c on c.sha256 = l.sha256
                        where l.case_id = ? and not exists (select from pack_item k where k.sha256 = l.sha256)
                        order by c.md5, c.sha256, l.id desc
                        """).param(caseId).query(Item.class).list();
    }
}
