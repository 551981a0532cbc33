package org.curlew.pipeline.web.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.storage.ledger.LedgerExport;
import org.curlew.storage.ledger.LedgerVerdict;
import org.curlew.storage.ledger.LedgerVerifier;
import org.curlew.triage.register.Times;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Asks the ledger; it reads and changes nothing. */
@Service
@ConditionalOnWebApplication
public class AuditDesk {

    private static final int ENTRIES = 200;

    private final JdbcClient jdbc;
    private final ObjectProvider<LedgerExport> export;
    private final DataFolder folder;

    AuditDesk(JdbcClient jdbc, ObjectProvider<LedgerExport> export, DataFolder folder) {
        this.jdbc = jdbc;
        this.export = export;
        this.folder = folder;
    }

    /** An entry of the chain. */
    public record Entry(
            long number, Instant at, String actor, String kind, String act, List<String> subjects, String details) {}

    /** The chain's state: entries, and how many of them the last signed checkpoint covers, null where there is none yet. */
    public record Chain(long entries, Instant last, Long checkpoint) {}

    public Chain chain() {
        return jdbc.sql("""
                        select count(*) as entries, max(at) as last, (select (body::jsonb ->> 'count')::bigint from ledger_checkpoint
                                order by number desc limit 1) as checkpoint
                        from ledger_entry
                        """)
                .query((row, n) -> {
                    long checkpoint = row.getLong("checkpoint");
                    return new Chain(
                            row.getLong("entries"), Times.instant(row, "last"), row.wasNull() ? null : checkpoint);
                })
                .single();
    }

    /** The newest entries of an actor, about a subject, of a kind; "" leaves a question open. */
    public List<Entry> ask(String actor, String subject, String kind) {
        StringBuilder where = new StringBuilder("true");
        List<Object> params = new ArrayList<>();
        if (!actor.isEmpty()) {
            where.append(" and actor = ?");
            params.add(actor);
        }
        if (!subject.isEmpty()) {
            where.append(" and subjects @> array[?]::text[]");
            params.add(subject);
        }
        if (!kind.isEmpty()) {
            where.append(" and kind = ?");
            params.add(kind);
        }
        params.add(ENTRIES);
        return jdbc.sql("select number, at, actor, kind, act, subjects, details from ledger_entry where " + where
                        + " order by number desc limit ?")
                .params(params)
                .query((row, n) -> new Entry(
                        row.getLong("number"),
                        Times.instant(row, "at"),
                        row.getString("actor"),
                        row.getString("kind"),
                        row.getString("act"),
                        Arrays.asList((String[]) row.getArray("subjects").getArray()),
                        row.getString("details")))
                .list();
    }

    /** Exports the ledger to a folder of its own, checks it as an outsider would, and takes the folder away. */
    public LedgerVerdict verify() {
        try {
            Path out = Files.createTempDirectory(folder.folder("work"), "ledger-");
            try {
                export.getObject().export(out);
                return LedgerVerifier.verify(out, out.resolve("certificate.pem"));
            } finally {
                remove(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The ledger's export could not be written", e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
