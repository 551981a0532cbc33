package org.curlew.pipeline.web.administration;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.curlew.pipeline.web.NotFoundException;
import org.curlew.triage.register.Times;
import org.curlew.triage.rules.RuleFileException;
import org.curlew.triage.rules.RuleFiles;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Every version of a rule file that was ever in force: who loaded it, from when to when it held, and its text. */
@Service
@ConditionalOnWebApplication
class RuleVersions {

    /** Stands for the file that came with the application. */
    static final long SHIPPED = 0;

    private final JdbcClient jdbc;

    RuleVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A version.
     *
     * @param id {@link #SHIPPED}, or the row that it was loaded with
     * @param since null for the shipped file
     * @param until null while it is in force
     * @param by null for the shipped file
     */
    record Version(String kind, long id, String version, Instant since, Instant until, String by) {}

    /** By kind, the one in force first, the shipped one last. */
    List<Version> all() {
        List<Version> loaded = jdbc.sql("""
                        select kind, id, version, loaded_at, loaded_by,
                               lead(loaded_at) over (partition by kind order by id) as until
                        from rule_file order by kind, id desc
                        """)
                .query((row, n) -> new Version(
                        row.getString("kind"),
                        row.getLong("id"),
                        row.getString("version"),
                        Times.instant(row, "loaded_at"),
                        Times.instant(row, "until"),
                        row.getString("loaded_by")))
                .list();
        return Stream.concat(
                        Arrays.stream(RuleKind.values()).map(RuleKind::file),
                        loaded.stream().map(Version::kind))
                .distinct()
                .sorted()
                .flatMap(kind -> {
                    List<Version> own =
                            loaded.stream().filter(v -> v.kind().equals(kind)).toList();
                    Instant ended = own.isEmpty() ? null : own.getLast().since();
                    return Stream.concat(
                            own.stream(), Stream.of(new Version(kind, SHIPPED, "as shipped", null, ended, null)));
                })
                .toList();
    }

    /** The versions of one kind, as in {@link #all}. */
    List<Version> of(String kind) {
        List<Version> own = all().stream().filter(v -> v.kind().equals(kind)).toList();
        if (own.isEmpty()) {
            throw new NotFoundException("There is no rule file " + kind);
        }
        return own;
    }

    /** The text of a version, with its comments. */
    String text(String kind, long id) {
        if (id != SHIPPED) {
            return jdbc.sql("select body from rule_file where kind = ? and id = ?")
                    .params(kind, id)
                    .query(String.class)
                    .optional()
                    .orElseThrow(() -> missing(kind));
        }
        try {
            return RuleFiles.shipped(kind + ".yaml");
        } catch (RuleFileException e) {
            throw missing(kind);
        }
    }

    private static NotFoundException missing(String kind) {
        return new NotFoundException("There is no such version of the rule file " + kind);
    }
}
