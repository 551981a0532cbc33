package org.curlew.triage.intake;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.curlew.triage.queue.Triggers;
import org.curlew.triage.referrals.Referrals.Referral;
import org.curlew.triage.referrals.Referrals.Warrant;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.ExhibitFile.LockState;
import org.curlew.triage.register.ExhibitFile.Route;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Release.Level;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Release.WelfareCheck;
import org.curlew.triage.register.Safeguarding.RiskAssessment;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Versioned;

/** Turns rows into register entries: a new one is added, a changed one becomes a new version, an equal one is left alone. */
final class Writer {

    private final Register register;
    private final Exhibits exhibits;
    private final String actor;
    private final Map<String, Long> people = new HashMap<>();
    private final Map<String, Integer> caseRows = new LinkedHashMap<>();
    private int added;
    private int changed;
    private int unchanged;

    Writer(Register register, Exhibits exhibits, String actor) {
        this.register = register;
        this.exhibits = exhibits;
        this.actor = actor;
    }

    int added() {
        return added;
    }

    int changed() {
        return changed;
    }

    int unchanged() {
        return unchanged;
    }

    /** Rows of cases that have no suspect once everything is read. */
    Map<Integer, String> casesWithoutSuspect() {
        Map<Integer, String> without = new LinkedHashMap<>();
        caseRows.forEach((reference, row) -> {
            boolean suspect =
                    register
                            .list(
                                    CaseParty.class,
                                    Filter.ofCase(exhibits.findCase(reference).orElseThrow()))
                            .stream()
                            .anyMatch(p -> p.entry().role() == PartyRole.SUSPECT);
            if (!suspect) {
                without.put(row, reference);
            }
        });
        return without;
    }

    void write(ImportFile file, Row row) {
        switch (file) {
            case CASES -> caseDetails(row);
            case PEOPLE -> person(row);
            case ACCESS -> access(row);
            case RUI_REGISTER -> released(row);
            case PLANS -> plan(row);
            case EXHIBITS -> exhibit(row);
            case WARRANTS -> warrant(row);
            case REFERRALS -> referral(row);
        }
    }

    private <T extends Entry> Versioned<T> put(Class<T> kind, Filter filter, Predicate<T> same, T entry) {
        Optional<Versioned<T>> before = register.list(kind, filter).stream()
                .filter(v -> same.test(v.entry()))
                .findFirst();
        return put(before, entry);
    }

    private <T extends Entry> Versioned<T> put(Optional<Versioned<T>> before, T entry) {
        if (before.isEmpty()) {
            Versioned<T> written = register.add(entry, actor, Triggers.IMPORT);
            added++;
            return written;
        }
        if (before.get().entry().equals(entry)) {
            unchanged++;
            return before.get();
        }
        Versioned<T> written = register.edit(before.get().id(), before.get().version(), entry, actor, Triggers.IMPORT);
        changed++;
        return written;
    }

    private long caseId(Row row) {
        String reference = row.required("case");
        return exhibits.findCase(reference)
                .orElseThrow(() -> new Row.FieldException(
                        "case", "'" + reference + "' is not in the register; bring it in the cases file first"));
    }

    private long personId(Row row, String column) {
        String reference = row.required(column);
        return people.computeIfAbsent(reference, r -> register.find(Person.class, r)
                .map(Versioned::id)
                .orElseThrow(() -> new Row.FieldException(
                        column, "'" + r + "' is not in the register; bring the person in the people file first")));
    }

    private void caseDetails(Row row) {
        String reference = row.required("reference");
        caseRows.put(reference, row.number());
        long id = exhibits.openCase(reference, actor);
        put(
                CaseDetails.class,
                Filter.ofCase(id),
                c -> true,
                new CaseDetails(
                        id,
                        row.choice("offence", OffenceClass.class),
                        row.text("operation"),
                        row.text("crime_reference"),
                        row.text("officer"),
                        row.text("team"),
                        row.text("supervisor"),
                        row.yes("specialist_team"),
                        row.yes("child_in_danger"),
                        false,
                        false,
                        row.yes("contact_offence"),
                        row.text("legal_basis"),
                        row.text("questions"),
                        row.instant("opened"),
                        row.instant("closed"),
                        row.text("outcome")));
    }

    private void person(Row row) {
        String reference = row.required("reference");
        long caseId = caseId(row);
        Person person = new Person(
                reference,
                row.required("name"),
                row.date("born"),
                !Boolean.FALSE.equals(row.answer("identified")),
                row.text("occupation"),
                row.text("volunteering"),
                row.answer("works_with_children"),
                List.of());
        long id = put(register.find(Person.class, reference), person).id();
        people.put(reference, id);
        PartyRole role = row.choice("role", PartyRole.class);
        put(
                CaseParty.class,
                Filter.ofCase(caseId),
                p -> p.personId() == id && p.role() == role,
                new CaseParty(caseId, id, role, row.yes("vulnerable"), row.text("spoc")));
    }

    private void access(Row row) {
        long suspect = personId(row, "suspect");
        long child = personId(row, "child");
        AccessKind kind = row.choice("kind", AccessKind.class);
        put(
                ChildAccess.class,
                new Filter(null, suspect, child, null),
                a -> a.kind() == kind,
                new ChildAccess(
                        suspect,
                        child,
                        kind,
                        row.yes("regular"),
                        row.text("verified_how"),
                        row.instant("verified"),
                        null));
    }

    private void released(Row row) {
        long caseId = caseId(row);
        long suspect = personId(row, "suspect");
        Instant at = row.instant("at");
        ReleaseStatus status = new ReleaseStatus(
                caseId,
                suspect,
                row.choice("status", ReleaseKind.class),
                at,
                row.instant("arrested"),
                row.instant("until"),
                row.text("conditions"),
                null,
                false,
                null,
                null,
                null);
        put(
                ReleaseStatus.class,
                new Filter(caseId, suspect, null, null),
                s -> s.at().equals(at) && s.kind() == status.kind(),
                status);
        kirat(row, suspect);
        AccessAnswerKind answer = row.choice("access_answer", AccessAnswerKind.class);
        if (answer != null) {
            put(
                    AccessAnswer.class,
                    Filter.ofPerson(suspect),
                    a -> true,
                    new AccessAnswer(suspect, answer, row.text("access_verified_how"), row.instant("access_verified")));
        }
        Instant reassessed = row.instant("last_reassessed");
        if (reassessed != null) {
            put(
                    RiskAssessment.class,
                    new Filter(caseId, suspect, null, null),
                    a -> a.completedAt().equals(reassessed),
                    new RiskAssessment(
                            caseId,
                            suspect,
                            null,
                            Level.MEDIUM,
                            "From the force's register; its level was not in the file",
                            null,
                            Level.LOW,
                            row.required("reassessed_by"),
                            reassessed));
        }
        Instant welfare = row.instant("last_welfare_check");
        if (welfare != null) {
            put(
                    WelfareCheck.class,
                    new Filter(caseId, suspect, null, null),
                    w -> w.at().equals(welfare),
                    new WelfareCheck(
                            caseId,
                            suspect,
                            welfare,
                            row.required("welfare_by"),
                            false,
                            false,
                            "Not stated in the force's register",
                            null,
                            "From the force's register",
                            null));
        }
    }

    private void kirat(Row row, long suspect) {
        KiratLevel level = row.choice("kirat", KiratLevel.class);
        if (level == null) {
            return;
        }
        Instant at = row.instant("kirat_at");
        put(
                KiratResult.class,
                Filter.ofPerson(suspect),
                k -> k.completedAt().equals(at),
                new KiratResult(suspect, level, "2", row.text("kirat_assessor"), row.yes("kirat_trained"), at, null));
    }

    private void plan(Row row) {
        long caseId = caseId(row);
        long suspect = personId(row, "suspect");
        long child = personId(row, "child");
        put(
                SafeguardingPlan.class,
                new Filter(caseId, suspect, child, null),
                p -> true,
                new SafeguardingPlan(
                        caseId,
                        suspect,
                        child,
                        row.text("risk"),
                        row.text("measures"),
                        row.text("monitored_by"),
                        row.text("verified_how"),
                        row.instant("verified"),
                        null,
                        null,
                        null,
                        row.instant("next_review"),
                        row.text("author"),
                        row.text("approved_by"),
                        row.instant("approved"),
                        null));
    }

    private void exhibit(Row row) {
        caseId(row);
        Instant submitted = row.instant("submitted");
        if (submitted == null) {
            throw new Row.FieldException("submitted", "is missing; the clocks count from it");
        }
        Long attributed = row.text("attributed_to") == null ? null : Long.valueOf(personId(row, "attributed_to"));
        long id = exhibits.bookInAt(row.required("case"), row.required("reference"), submitted, actor)
                .id();
        LockState lock = row.choice("lock", LockState.class);
        put(
                ExhibitDetails.class,
                Filter.ofExhibit(id),
                d -> true,
                new ExhibitDetails(
                        id,
                        row.text("kind"),
                        row.text("make"),
                        row.text("serial"),
                        row.text("imei"),
                        row.number("capacity_bytes"),
                        lock == null ? LockState.UNKNOWN : lock,
                        null,
                        attributed,
                        row.instant("seized"),
                        submitted,
                        row.choice("route", Route.class),
                        row.text("evidence_at_risk"),
                        row.yes("complainants"),
                        false,
                        false,
                        null));
    }

    private void warrant(Row row) {
        String reference = row.required("reference");
        put(
                register.find(Warrant.class, reference),
                new Warrant(
                        reference,
                        row.text("case") == null ? null : Long.valueOf(caseId(row)),
                        null,
                        row.choice("level", KiratLevel.class),
                        null,
                        row.instant("obtained"),
                        row.instant("expires"),
                        row.text("allocated_to"),
                        row.instant("allocated"),
                        null));
    }

    private void referral(Row row) {
        String reference = row.required("reference");
        put(
                register.find(Referral.class, reference),
                new Referral(
                        row.text("source"),
                        reference,
                        null,
                        row.instant("received"),
                        row.instant("event"),
                        row.instant("detected"),
                        null,
                        row.text("incident_type"),
                        row.yes("high_priority"),
                        null,
                        null,
                        row.instant("assessed"),
                        row.choice("level", KiratLevel.class),
                        row.text("allocated_to"),
                        null));
    }
}
