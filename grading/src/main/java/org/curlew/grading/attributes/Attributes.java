package org.curlew.grading.attributes;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.curlew.grading.sessions.GradingException;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what is said of media beside their grade, with its author and basis. */
@Service
public class Attributes {

    private static final int LONGEST = 4_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ledger ledger;

    public Attributes(JdbcClient jdbc, TransactionTemplate transactions, Ledger ledger) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ledger = ledger;
    }

    /** One thing that was said. */
    public record Said(long id, Attribute name, String value, String basis, String author, OffsetDateTime at) {}

    /**
     * Says the same of each content.
     *
     * @param value {@code yes}, {@code no} or {@code unknown} where the attribute is of that kind, else text
     * @param basis what it rests on; required for ACCESSIBLE
     * @throws GradingException a content is not on the case, the value does not fit or the basis is missing
     */
    public void say(
            long caseId, Collection<String> sha256s, Attribute name, String value, String basis, String author) {
        String text = checked(name, value);
        String why = basis == null ? "" : basis.strip();
        if (name == Attribute.ACCESSIBLE && why.isEmpty()) {
            throw new GradingException(
                    "Accessible or not needs its basis: say what the suspect could reach it with, or could not.");
        }
        byte[][] items =
                new TreeSet<>(sha256s).stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
        transactions.executeWithoutResult(_ -> {
            int added = jdbc.sql("""
                            insert into media_attribute (case_id, sha256, name, value, basis, author)
                            select ?, i.sha256, ?, ?, ?, ? from unnest(?) as i(sha256)
                            where exists (select from occurrence o join exhibit e on e.id = o.exhibit_id
                                          where o.sha256 = i.sha256 and e.case_id = ?)
                            """)
                    .params(caseId, name.name(), text, why, author, items, caseId)
                    .update();
            if (added != items.length) {
                throw new GradingException(items.length - added
                        + " of the media lie on no exhibit of this case: mark them in the case they belong to.");
            }
            String reference = jdbc.sql("select reference from case_file where id = ?")
                    .param(caseId)
                    .query(String.class)
                    .single();
            ledger.append(LedgerEntry.of(author, "MEDIA_ATTRIBUTE", ProcessingAct.ALTERATION)
                    .about("case:" + reference)
                    .with("name", name.name())
                    .with("value", name.kind() == Attribute.Kind.COMMENT ? "" : text)
                    .with("media", added));
        });
    }

    /** Everything ever said of the content in the case, oldest first. */
    public List<Said> history(long caseId, String sha256) {
        return jdbc.sql("""
                        select id, name, value, basis, author, at from media_attribute
                        where case_id = ? and sha256 = decode(?, 'hex') order by id
                        """).params(caseId, sha256).query(Said.class).list();
    }

    /** The last word on each attribute; comments are in the history only. */
    public Map<Attribute, Said> current(long caseId, String sha256) {
        Map<Attribute, Said> last = new EnumMap<>(Attribute.class);
        history(caseId, sha256).stream()
                .filter(s -> s.name().kind() != Attribute.Kind.COMMENT)
                .forEach(s -> last.put(s.name(), s));
        return last;
    }

    private static String checked(Attribute name, String value) {
        String text = value == null ? "" : value.strip();
        if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            throw new GradingException(name + " needs a value of at most " + LONGEST + " characters.");
        }
        if (name.kind() == Attribute.Kind.YES_NO
                && !List.of("yes", "no", "unknown").contains(text)) {
            throw new GradingException(name + " is yes, no or unknown, not '" + text + "'.");
        }
        return text;
    }
}
