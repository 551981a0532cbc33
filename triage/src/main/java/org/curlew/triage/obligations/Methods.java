package org.curlew.triage.obligations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.curlew.triage.register.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Methods and tools in use, each with its version: validated and its users' competence reviewed every year, and at once when
 * the version changes (FSR Code; the interval is ours).
 */
@Service
public class Methods {

    private final JdbcClient jdbc;
    private final Happenings happenings;
    private final Obligations obligations;
    private final Clock clock;

    public Methods(JdbcClient jdbc, Happenings happenings, Obligations obligations, Clock clock) {
        this.jdbc = jdbc;
        this.happenings = happenings;
        this.obligations = obligations;
        this.clock = clock;
    }

    /** A method in use; its clock is the obligation {@code method-review} of {@code subject}. */
    public record Method(String name, String version, String subject, Instant since) {}

    /** Takes a method or tool into use, or into use in another version. */
    @Transactional
    public void inUse(String name, String version, String actor) {
        if (name == null || name.isBlank() || version == null || version.isBlank()) {
            throw new ObligationException("Method: give its name and its version");
        }
        String subject = subject(name);
        Method now = all().stream()
                .filter(m -> m.subject().equals(subject))
                .findFirst()
                .orElse(null);
        if (now != null && now.version().equals(version.strip())) {
            throw new ObligationException("Method " + name + ": version " + version + " is in use already");
        }
        happenings.report(
                now == null ? "METHOD_IN_USE" : "METHOD_CHANGED",
                subject,
                clock.instant(),
                null,
                actor,
                Map.of("name", name.strip(), "version", version.strip()));
        obligations.tick();
    }

    /** A method is used no longer; its clock ends. */
    @Transactional
    public void retire(String name, String actor) {
        if (all().stream().noneMatch(m -> m.subject().equals(subject(name)))) {
            throw new ObligationException("Method " + name + ": is not in use");
        }
        happenings.report("METHOD_RETIRED", subject(name), clock.instant(), null, actor);
        obligations.tick();
    }

    /** Methods in use, by name. */
    public List<Method> all() {
        return jdbc.sql("""
                        select distinct on (h.subject) h.subject, h.at, h.attributes ->> 'name' as name,
                               h.attributes ->> 'version' as version
                        from reported_happening h
                        where h.type in ('METHOD_IN_USE', 'METHOD_CHANGED')
                          and not exists (select from reported_happening r where r.type = 'METHOD_RETIRED'
                                          and r.subject = h.subject and r.at >= h.at)
                        order by h.subject, h.at desc, h.id desc
                        """)
                .query((row, n) -> new Method(
                        row.getString("name"),
                        row.getString("version"),
                        row.getString("subject"),
                        Times.instant(row, "at")))
                .list();
    }

    private static String subject(String name) {
        return "method:" + name.strip().toLowerCase(java.util.Locale.ROOT);
    }
}
