package org.curlew.triage.rules;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rule files in force: the last one loaded of each kind, or the shipped one where a force has loaded none. */
@Service
public class RuleBook {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Ledger ledger;
    /** Parsed files by kind and version; a version never changes its text. */
    private final ConcurrentMap<String, RuleSet> parsed = new ConcurrentHashMap<>();

    public RuleBook(JdbcClient jdbc, Clock clock, Ledger ledger) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.ledger = ledger;
    }

    private record Stored(String version, String body) {}

    /** The rules of a kind in force now; the kind is the file's name without ".yaml". */
    public <T extends RuleSet> T inForce(String kind, Class<T> type) {
        Optional<Stored> stored = last(kind);
        String key = kind + "/" + stored.map(Stored::version).orElse("shipped");
        return type.cast(parsed.computeIfAbsent(
                key,
                k -> RuleFiles.read(
                        kind + ".yaml",
                        stored.map(Stored::body).orElseGet(() -> RuleFiles.shipped(kind + ".yaml")),
                        type)));
    }

    /**
     * Checks a file and brings it into force.
     *
     * @throws RuleFileException when it does not pass or re-uses a version; the old file stays in force and the message
     *     says so
     */
    @Transactional
    public <T extends RuleSet> T load(String kind, String text, Class<T> type, String actor) {
        String old = inForce(kind, type).version();
        T rules;
        try {
            rules = RuleFiles.read(kind + ".yaml", text, type);
        } catch (RuleFileException e) {
            throw new RuleFileException(e.getMessage() + ". Version " + old + " stays in force.", e);
        }
        boolean shipped = RuleFiles.read(kind + ".yaml", RuleFiles.shipped(kind + ".yaml"), type)
                .version()
                .equals(rules.version());
        int added = shipped
                ? 0
                : jdbc.sql("""
                                insert into rule_file (kind, version, body, loaded_at, loaded_by) values (?, ?, ?, ?, ?)
                                on conflict (kind, version) do nothing
                                """)
                        .params(kind, rules.version(), text, clock.instant().atOffset(ZoneOffset.UTC), actor)
                        .update();
        if (added == 0) {
            throw new RuleFileException(kind + ".yaml, field 'version': " + rules.version()
                    + " was used before; give the changed file a new version. Version " + old + " stays in force.");
        }
        ledger.append(LedgerEntry.of(actor, "RULES_IN_FORCE", ProcessingAct.NONE)
                .about("rules:" + kind)
                .with("version", rules.version())
                .with("before", old));
        return rules;
    }

    private Optional<Stored> last(String kind) {
        return jdbc.sql("select version, body from rule_file where kind = ? order by id desc limit 1")
                .param(kind)
                .query(Stored.class)
                .optional();
    }
}
