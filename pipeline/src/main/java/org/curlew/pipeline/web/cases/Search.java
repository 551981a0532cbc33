package org.curlew.pipeline.web.cases;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.curlew.pipeline.security.CaseAccess;
import org.curlew.pipeline.security.Viewer;
import org.curlew.storage.ledger.Consultations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Finds references, labels, names, IMEI, serials and digests in the cases that a person may see; nothing else is hinted at. */
@Service
@ConditionalOnWebApplication
class Search {

    static final int LIMIT = 50;

    private static final int LOOKED_AT = 500;

    /** What a scanner reads from an exhibit's label: its number. */
    private static final Pattern LABEL = Pattern.compile("(?i)CX-(\\d{1,18})");

    private final CaseAccess access;
    private final Consultations consultations;
    private final JdbcClient jdbc;

    Search(CaseAccess access, Consultations consultations, JdbcClient jdbc) {
        this.access = access;
        this.consultations = consultations;
        this.jdbc = jdbc;
    }

    /** Something found; exhibitId is null where it is a case. */
    record Found(long caseId, String caseReference, Long exhibitId, String exhibitReference, String what) {}

    /** Whether the force has a reason recorded with each search. */
    boolean asksWhy() {
        return consultations.justificationNeeded();
    }

    /**
     * Finds, and writes the search into the ledger: the SHA-256 of the question in lower case, because a question can be a
     * person's name and the ledger is never erased from. Who knows the name can look for its digest.
     *
     * @param why the reason; "" where none is asked for
     */
    List<Found> find(Viewer viewer, String question, String why) {
        LongPredicate visible = access.visibleTo(viewer);
        Matcher label = LABEL.matcher(question);
        List<Found> all = label.matches()
                ? label(Long.parseLong(label.group(1)))
                : isDigest(question) ? digest(question) : text(question);
        List<Found> found =
                all.stream().filter(f -> visible.test(f.caseId())).limit(LIMIT).toList();
        consultations.searched(viewer.name(), "sha256:" + sha256(question.toLowerCase(Locale.ROOT)), found.size(), why);
        return found;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static boolean isDigest(String question) {
        return question.matches("[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}");
    }

    private List<Found> label(long exhibit) {
        return jdbc.sql("""
                        select c.id as case_id, c.reference as case_reference, e.id as exhibit_id,
                               e.reference as exhibit_reference, 'exhibit, by its label' as what
                        from exhibit e join case_file c on c.id = e.case_id where e.id = ?
                        """).param(exhibit).query(Found.class).list();
    }

    private List<Found> text(String question) {
        return jdbc.sql("""
                        (select c.id as case_id, c.reference as case_reference, null::bigint as exhibit_id,
                                null as exhibit_reference, 'case' as what
                         from case_file c where c.reference ilike :like order by c.id limit :rows)
                        union all
                        (select c.id, c.reference, e.id, e.reference, 'exhibit'
                         from exhibit e join case_file c on c.id = e.case_id
                         where e.reference ilike :like order by e.id limit :rows)
                        union all
                        (select c.id, c.reference, null, null, lower(p.body ->> 'role') || ' ' || (n.body ->> 'name')
                         from register_version n
                         join register_version p on p.kind = 'CaseParty' and p.person_id = n.entry_id
                              and p.superseded_at is null and not p.withdrawn
                         join case_file c on c.id = p.case_id
                         where n.kind = 'Person' and n.superseded_at is null and not n.withdrawn
                           and n.body ->> 'name' ilike :like
                         order by n.entry_id limit :rows)
                        union all
                        (select c.id, c.reference, e.id, e.reference,
                                case when d.body ->> 'imei' = :exact then 'IMEI' else 'serial number' end
                         from register_version d join exhibit e on e.id = d.exhibit_id join case_file c on c.id = e.case_id
                         where d.kind = 'ExhibitDetails' and d.superseded_at is null and not d.withdrawn
                           and (d.body ->> 'imei' = :exact or lower(d.body ->> 'serial') = lower(:exact))
                         limit :rows)
                        """)
                .param(
                        "like",
                        "%" + question.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
                .param("exact", question)
                .param("rows", LOOKED_AT)
                .query(Found.class)
                .list();
    }

    private List<Found> digest(String question) {
        byte[] digest = HexFormat.of().parseHex(question.toLowerCase(Locale.ROOT));
        String column = digest.length == 16 ? "md5" : digest.length == 20 ? "sha1" : "sha256";
        return jdbc.sql("""
                        select distinct c.id as case_id, c.reference as case_reference, e.id as exhibit_id,
                               e.reference as exhibit_reference, 'picture or video with this digest' as what
                        from content m join occurrence o on o.sha256 = m.sha256
                        join exhibit e on e.id = o.exhibit_id join case_file c on c.id = e.case_id
                        where m.%s = :digest limit :rows
                        """.formatted(column))
                .param("digest", digest)
                .param("rows", LOOKED_AT)
                .query(Found.class)
                .list();
    }
}
