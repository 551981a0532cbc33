package org.curlew.grading.caid;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.curlew.grading.vics.CaseContact;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.storage.ledger.Ledger;
import org.curlew.storage.ledger.LedgerEntry;
import org.curlew.storage.ledger.ProcessingAct;
import org.curlew.triage.hashsets.HashSets;
import org.curlew.triage.hashsets.SetVersion;
import org.curlew.triage.hashsets.VersionState;
import org.curlew.triage.schemes.Scheme;
import org.curlew.triage.schemes.Schemes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets the graded contents of a case go to CAID when two people agree and nothing stands against it: the scheme's numbers are
 * confirmed, no conflict is open, no set that the case was matched with is incomplete, the linter passes the file, and neither of
 * the two is the only person who graded any of the contents.
 */
@Service
public class Releases {

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Schemes schemes;
    private final HashSets hashSets;
    private final Exportable exportable;
    private final LeftOut leftOut;
    private final CaseVics vics;
    private final Ledger ledger;

    Releases(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Schemes schemes,
            HashSets hashSets,
            Exportable exportable,
            LeftOut leftOut,
            CaseVics vics,
            Ledger ledger) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.schemes = schemes;
        this.hashSets = hashSets;
        this.exportable = exportable;
        this.leftOut = leftOut;
        this.vics = vics;
        this.ledger = ledger;
    }

    /**
     * A release.
     *
     * @param approved null while nobody has decided
     */
    public record Release(
            long id,
            long caseId,
            String scheme,
            int schemeVersion,
            VicsProfile profile,
            Scope scope,
            String contents,
            long media,
            String requestedBy,
            OffsetDateTime requestedAt,
            Boolean approved,
            String decidedBy) {}

    /** Why the case's contents cannot go now; empty where nothing stands against it. */
    public List<Obstacle> obstacles(long caseId, String schemeName) {
        return obstacles(caseId, schemeName, Scope.EVERYTHING, VicsProfile.UK);
    }

    /** The same for a part of the case, in a profile. */
    public List<Obstacle> obstacles(long caseId, String schemeName, Scope scope, VicsProfile profile) {
        Scheme scheme = schemes.get(schemeName);
        List<Obstacle> found = new ArrayList<>();
        if (!scheme.confirmed()) {
            found.add(
                    new Obstacle(
                            Obstacle.Kind.SCHEME_NOT_CONFIRMED,
                            "Scheme " + scheme.name() + " version " + scheme.version()
                                    + " is not confirmed: an administrator checks its numbers against the force's CAID documentation."));
        }
        long conflicts = jdbc.sql(
                        "select count(*) from grade_conflict where case_id = ? and scheme = ? and closed_at is null")
                .params(caseId, scheme.name())
                .query(Long.class)
                .single();
        if (conflicts > 0) {
            found.add(new Obstacle(
                    Obstacle.Kind.CONFLICTS_OPEN,
                    conflicts + " media have grades that differ: a third person adjudicates them first."));
        }
        found.addAll(incompleteSets(caseId));
        leftOut.obstacle(caseId, reference(caseId), scheme, scope).ifPresent(found::add);
        if (exportable.any(caseId, scheme, scope)) {
            vics.lintErrors(wanted(caseId, scheme, scope, profile))
                    .forEach(error -> found.add(new Obstacle(Obstacle.Kind.LINT, error)));
        } else {
            found.add(new Obstacle(
                    Obstacle.Kind.NOTHING_TO_SEND,
                    switch (scope) {
                        case EVERYTHING -> "No media of the case has an exportable class: grade first.";
                        case UNSENT -> "Every media of an exportable class is in a bundle already.";
                        case REJECTED -> "CAID rejected nothing of the case that has not gone out again.";
                    }));
        }
        return found;
    }

    /**
     * Asks for a release.
     *
     * @throws CaidException something stands against it; every reason is named
     */
    public Release request(long caseId, String schemeName, VicsProfile profile, String person) {
        return request(caseId, schemeName, profile, Scope.EVERYTHING, person);
    }

    /** Asks for the release of a part of the case. */
    public Release request(long caseId, String schemeName, VicsProfile profile, Scope scope, String person) {
        return transactions.execute(_ -> {
            Scheme scheme = schemes.get(schemeName);
            refuse(obstacles(caseId, schemeName, scope, profile));
            refuseSoleGrader(caseId, scheme, person);
            CaseVics.Contents contents = vics.contents(wanted(caseId, scheme, scope, profile));
            long id = jdbc.sql("""
                            insert into caid_release (case_id, scheme, scheme_version, profile, scope, contents, media,
                                requested_by)
                            values (?, ?, ?, ?, ?, ?, ?, ?) returning id
                            """)
                    .params(
                            caseId,
                            scheme.name(),
                            scheme.version(),
                            profile.name(),
                            scope.name(),
                            contents.sha256(),
                            contents.media(),
                            person)
                    .query(Long.class)
                    .single();
            ledger.append(entry(person, "RELEASE_REQUESTED", caseId)
                    .with("release", id)
                    .with("contents", contents.sha256())
                    .with("media", contents.media()));
            return get(id);
        });
    }

    /**
     * Agrees, or not.
     *
     * @param reason required where the answer is no
     * @throws CaidException it is the same person, somebody has decided already, something stands against it, or the case was graded
     *     on since it was asked for
     */
    public Release decide(long releaseId, boolean approve, String person, String reason) {
        return transactions.execute(_ -> {
            jdbc.sql("select id from caid_release where id = ? for update")
                    .param(releaseId)
                    .query(Long.class)
                    .optional();
            Release release = get(releaseId);
            if (release.approved() != null) {
                throw new CaidException(
                        "Release " + releaseId + " was decided already by " + release.decidedBy() + ".");
            }
            if (release.requestedBy().strip().equalsIgnoreCase(person.strip())) {
                throw new CaidException(
                        "Release " + releaseId + " was asked for by " + person + ": another person decides.");
            }
            if (!approve && reason.isBlank()) {
                throw new CaidException("A refusal needs a reason.");
            }
            if (approve) {
                Scheme scheme = schemes.get(release.scheme());
                refuse(obstacles(release.caseId(), release.scheme(), release.scope(), release.profile()));
                refuseSoleGrader(release.caseId(), scheme, person);
                requireUnchanged(release, scheme);
            }
            jdbc.sql("insert into caid_release_decision (release_id, approved, decided_by, reason) values (?, ?, ?, ?)")
                    .params(releaseId, approve, person, reason)
                    .update();
            ledger.append(entry(person, approve ? "RELEASE_APPROVED" : "RELEASE_REFUSED", release.caseId())
                    .with("release", releaseId)
                    .with("contents", release.contents())
                    .with("reason", reason));
            return get(releaseId);
        });
    }

    public Release get(long releaseId) {
        return jdbc.sql("""
                        select r.id, r.case_id, r.scheme, r.scheme_version, r.profile, r.scope, r.contents, r.media,
                               r.requested_by, r.requested_at, d.approved, d.decided_by
                        from caid_release r left join caid_release_decision d on d.release_id = r.id
                        where r.id = ?
                        """)
                .param(releaseId)
                .query(Release.class)
                .optional()
                .orElseThrow(() -> new CaidException("There is no release " + releaseId
                        + ": curlew caid status --case REF lists a case's releases."));
    }

    /** Releases of the case, the newest first. */
    public List<Release> ofCase(long caseId) {
        return jdbc
                .sql("select id from caid_release where case_id = ? order by id desc")
                .param(caseId)
                .query(Long.class)
                .list()
                .stream()
                .map(this::get)
                .toList();
    }

    /**
     * Holds a release against what would go now, and against the grades of now: what was taken back since may have left one of the two
     * as the only grader.
     *
     * @throws CaidException it is not what two people agreed on, a set of the case is incomplete since, or somebody of the release is
     *     the only grader of a content
     */
    void requireUnchanged(Release release, Scheme scheme) {
        if (scheme.version() != release.schemeVersion()
                || !vics.contents(wanted(release.caseId(), scheme, release.scope(), release.profile()))
                        .sha256()
                        .equals(release.contents())) {
            throw new CaidException("What would go to CAID changed since release " + release.id()
                    + " was asked for (grades, attributes, parts, places or the scheme): ask for a new one.");
        }
        refuse(incompleteSets(release.caseId()));
        refuseSoleGrader(release.caseId(), scheme, release.requestedBy());
        if (release.decidedBy() != null) {
            refuseSoleGrader(release.caseId(), scheme, release.decidedBy());
        }
    }

    private CaseVics.Wanted wanted(long caseId, Scheme scheme, Scope scope, VicsProfile profile) {
        return new CaseVics.Wanted(caseId, reference(caseId), scheme, scope, profile, CaseContact.NONE);
    }

    private static void refuse(List<Obstacle> obstacles) {
        if (!obstacles.isEmpty()) {
            List<String> reasons = obstacles.stream().map(Obstacle::words).toList();
            throw new CaidException("Not released: " + String.join(" ", reasons), reasons);
        }
    }

    private void refuseSoleGrader(long caseId, Scheme scheme, String person) {
        long alone = jdbc.sql("""
                        select count(*) from (
                            select sha256 from grade_in_force where case_id = ? and scheme = ?
                            group by sha256 having min(lower(grader)) = max(lower(grader)) and min(lower(grader)) = lower(?)) own
                        """)
                .params(caseId, scheme.name(), person.strip())
                .query(Long.class)
                .single();
        if (alone > 0) {
            throw new CaidException(person + " is the only grader of " + alone
                    + " media of the case: somebody else releases them, or a second grader looks first.");
        }
    }

    private List<Obstacle> incompleteSets(long caseId) {
        List<String> used = jdbc.sql("""
                        select distinct o.match_set from occurrence o join exhibit e on e.id = o.exhibit_id
                        where e.case_id = ? and o.match_set is not null
                        """).param(caseId).query(String.class).list();
        List<String> incomplete = new ArrayList<>();
        for (String set : used) {
            hashSets.list().stream()
                    .filter(v -> v.name().equals(set))
                    .max(Comparator.comparingInt(SetVersion::number))
                    .filter(v -> v.state() == VersionState.INCOMPLETE || v.state() == VersionState.IMPORTING)
                    .ifPresent(v -> incomplete.add(set + " version " + v.number()));
        }
        return incomplete.stream()
                .sorted()
                .map(set -> new Obstacle(
                        Obstacle.Kind.SET_INCOMPLETE,
                        "Hash set " + set
                                + " is incomplete: import it again and match the case's exhibits with it first."))
                .toList();
    }

    private LedgerEntry entry(String person, String kind, long caseId) {
        return LedgerEntry.of(person, kind, ProcessingAct.NONE).about("case:" + reference(caseId));
    }

    private String reference(long caseId) {
        return jdbc.sql("select reference from case_file where id = ?")
                .param(caseId)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new CaidException("There is no case " + caseId + "."));
    }
}
