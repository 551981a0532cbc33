package org.curlew.triage.schemes;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.register.Times;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Confirms the numbers of a scheme against the force's own documents with two persons: a wrong number would tell CAID, and a
 * court, another class than the one that was seen. A number that is wrong is not confirmed but corrected: in a file with a
 * higher version.
 */
public class SchemeConfirmations implements Confirmations {

    private static final int LONGEST = 300;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Clock clock;

    public SchemeConfirmations(JdbcClient jdbc, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Classes of one scheme that one person has checked and a second has not. */
    public record Waiting(
            String scheme, int version, List<Integer> numbers, String source, String proposedBy, Instant proposedAt) {}

    @Override
    public Map<Integer, Confirmed> of(String scheme, int version) {
        Map<Integer, Confirmed> found = new HashMap<>();
        jdbc.sql("""
                        select number, code, source, proposed_by, decided_by, decided_at from scheme_confirmation
                        where scheme = ? and version = ? and agreed
                        """)
                .params(scheme, version)
                .query((row, n) -> found.put(
                        row.getInt("number"),
                        new Confirmed(
                                row.getString("code"),
                                row.getString("proposed_by") + " and " + row.getString("decided_by") + ", by "
                                        + row.getString("source"),
                                Times.instant(row, "decided_at")
                                        .atZone(Times.UK)
                                        .toLocalDate())))
                .list();
        return found;
    }

    /** Oldest first. */
    public List<Waiting> waiting() {
        return jdbc.sql("""
                        select scheme, version, array_agg(number order by number) as numbers, source, proposed_by, proposed_at
                        from scheme_confirmation where agreed is null
                        group by scheme, version, source, proposed_by, proposed_at order by proposed_at, scheme
                        """)
                .query((row, n) -> new Waiting(
                        row.getString("scheme"),
                        row.getInt("version"),
                        List.of((Integer[]) row.getArray("numbers").getArray()),
                        row.getString("source"),
                        row.getString("proposed_by"),
                        Times.instant(row, "proposed_at")))
                .list();
    }

    /**
     * One person says that numbers are as in the force's documents.
     *
     * @param scheme as read now; only classes that are not confirmed are put forward
     * @param source the document they were checked against
     * @throws SchemeException where the source is missing, a number is unknown or confirmed already, or one waits already
     */
    @Transactional
    public void propose(Scheme scheme, List<Integer> numbers, String source, String person) {
        if (source == null || source.isBlank() || source.length() > LONGEST) {
            throw new SchemeException("Scheme " + scheme.name()
                    + ": name the document the numbers were checked against, in up to " + LONGEST + " characters");
        }
        if (numbers.isEmpty()) {
            throw new SchemeException("Scheme " + scheme.name() + ": mark the numbers that were checked");
        }
        Instant now = clock.instant();
        for (int number : numbers) {
            Category category = scheme.byNumber(number)
                    .filter(c -> !c.confirmed())
                    .orElseThrow(() -> new SchemeException("Scheme " + scheme.name() + " version " + scheme.version()
                            + " has no unconfirmed number " + number + ": open the page again"));
            try {
                jdbc.sql("""
                                insert into scheme_confirmation
                                    (scheme, version, number, code, source, proposed_by, proposed_at)
                                values (?, ?, ?, ?, ?, ?, ?)
                                """)
                        .params(
                                scheme.name(),
                                scheme.version(),
                                number,
                                category.code(),
                                source.strip(),
                                person,
                                Times.utc(now))
                        .update();
            } catch (DuplicateKeyException e) {
                throw new SchemeException(
                        "Number " + number + " of scheme " + scheme.name() + " waits for a second person already", e);
            }
        }
        ledger.append(entry(person, "SCHEME_CHECKED", scheme.name(), scheme.version(), numbers)
                .with("source", source.strip()));
    }

    /**
     * A second person agrees or refuses.
     *
     * @param reason needed where it is refused; may be blank otherwise
     * @throws SchemeException where nothing waits, the person put it forward, or a refusal has no reason
     */
    @Transactional
    public void decide(String scheme, int version, boolean agreed, String reason, String person) {
        List<Waiting> waiting = waiting().stream()
                .filter(w -> w.scheme().equals(scheme) && w.version() == version)
                .toList();
        if (waiting.isEmpty()) {
            throw new SchemeException("No number of scheme " + scheme + " version " + version + " waits for anybody");
        }
        if (waiting.stream().anyMatch(w -> w.proposedBy().equals(person))) {
            throw new SchemeException("You checked the numbers of " + scheme + " yourself: it takes a second person");
        }
        if (!agreed && (reason == null || reason.isBlank())) {
            throw new SchemeException("Say why the numbers of " + scheme + " are refused");
        }
        jdbc.sql("""
                        update scheme_confirmation
                        set agreed = ?, decided_by = ?, decided_at = ?, reason = nullif(trim(?), '')
                        where scheme = ? and version = ? and agreed is null
                        """)
                .params(agreed, person, Times.utc(clock.instant()), reason == null ? "" : reason, scheme, version)
                .update();
        List<Integer> numbers =
                waiting.stream().flatMap(w -> w.numbers().stream()).sorted().toList();
        ledger.append(entry(person, agreed ? "SCHEME_CONFIRMED" : "SCHEME_REFUSED", scheme, version, numbers)
                .with("reason", reason == null ? "" : reason));
    }

    private static LedgerEntry entry(String person, String kind, String scheme, int version, List<Integer> numbers) {
        return LedgerEntry.of(person, kind, ProcessingAct.NONE)
                .about("scheme:" + scheme)
                .with("version", version)
                .with("numbers", numbers);
    }
}
