package org.curlew.triage.intake;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.ExhibitFile.LockState;
import org.curlew.triage.register.ExhibitFile.Route;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Register.Filter;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Versioned;

/** Turns rows into register entries. */
final class Writer {

    private final Putter putter;
    private final ReleaseRows releases;
    private final OutsideRows outside;
    private final Map<String, Integer> caseRows = new LinkedHashMap<>();

    Writer(Putter putter) {
        this.putter = putter;
        this.releases = new ReleaseRows(putter);
        this.outside = new OutsideRows(putter);
    }

    /** Rows of cases that have no suspect once everything is read. */
    Map<Integer, String> casesWithoutSuspect() {
        Map<Integer, String> without = new LinkedHashMap<>();
        caseRows.forEach((reference, row) -> {
            if (putter.ofCase(CaseParty.class, reference).stream()
                    .noneMatch(p -> p.entry().role() == PartyRole.SUSPECT)) {
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
            case RUI_REGISTER -> releases.released(row);
            case PLANS -> plan(row);
            case EXHIBITS -> exhibit(row);
            case WARRANTS -> outside.warrant(row);
            case REFERRALS -> outside.referral(row);
            case P2P_TALLIES -> outside.tally(row);
            case P2P_ALERTS -> outside.alert(row);
        }
    }

    private void caseDetails(Row row) {
        String reference = row.required("reference");
        long id = putter.exhibits().openCase(reference, putter.actor());
        Optional<Versioned<CaseDetails>> before = putter.find(CaseDetails.class, Filter.ofCase(id), c -> true);
        putter.put(
                before,
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
                        Putter.kept(before, CaseDetails::extortion, false),
                        Putter.kept(before, CaseDetails::missingChild, false),
                        row.yes("contact_offence"),
                        row.text("legal_basis"),
                        row.text("questions"),
                        row.instant("opened"),
                        row.instant("closed"),
                        row.text("outcome")));
        caseRows.put(reference, row.number());
    }

    private void person(Row row) {
        String reference = row.required("reference");
        long caseId = putter.caseId(row);
        Optional<Versioned<Person>> before = putter.find(Person.class, reference);
        Person person = new Person(
                reference,
                row.required("name"),
                row.date("born"),
                !Boolean.FALSE.equals(row.answer("identified")),
                row.text("occupation"),
                row.text("volunteering"),
                row.answer("works_with_children"),
                Putter.kept(before, Person::statements, List.of()));
        long id = putter.put(before, person).id();
        putter.known(reference, id);
        PartyRole role = row.choice("role", PartyRole.class);
        putter.put(
                putter.find(CaseParty.class, Filter.ofCase(caseId), p -> p.personId() == id && p.role() == role),
                new CaseParty(caseId, id, role, row.yes("vulnerable"), row.text("spoc")));
    }

    private void access(Row row) {
        long suspect = putter.personId(row, "suspect");
        long child = putter.personId(row, "child");
        AccessKind kind = row.choice("kind", AccessKind.class);
        Optional<Versioned<ChildAccess>> before =
                putter.find(ChildAccess.class, new Filter(null, suspect, child, null), a -> a.kind() == kind);
        putter.put(
                before,
                new ChildAccess(
                        suspect,
                        child,
                        kind,
                        row.yes("regular"),
                        row.text("verified_how"),
                        row.instant("verified"),
                        Putter.kept(before, ChildAccess::endedAt, null)));
    }

    private void plan(Row row) {
        long caseId = putter.caseId(row);
        long suspect = putter.personId(row, "suspect");
        long child = putter.personId(row, "child");
        Optional<Versioned<SafeguardingPlan>> before =
                putter.find(SafeguardingPlan.class, new Filter(caseId, suspect, child, null), p -> true);
        putter.put(
                before,
                new SafeguardingPlan(
                        caseId,
                        suspect,
                        child,
                        row.text("risk"),
                        row.text("measures"),
                        row.text("monitored_by"),
                        row.text("verified_how"),
                        row.instant("verified"),
                        Putter.kept(before, SafeguardingPlan::contactRules, null),
                        Putter.kept(before, SafeguardingPlan::agencyContacts, null),
                        Putter.kept(before, SafeguardingPlan::contingency, null),
                        row.instant("next_review"),
                        row.text("author"),
                        row.text("approved_by"),
                        row.instant("approved"),
                        Putter.kept(before, SafeguardingPlan::endedAt, null)));
    }

    private void exhibit(Row row) {
        putter.caseId(row);
        Instant submitted = row.instant("submitted");
        if (submitted == null) {
            throw new Row.FieldException("submitted", "is missing; the clocks count from it");
        }
        Long attributed =
                row.text("attributed_to") == null ? null : Long.valueOf(putter.personId(row, "attributed_to"));
        long id = putter.exhibits()
                .bookInAt(row.required("case"), row.required("reference"), submitted, putter.actor())
                .id();
        Optional<Versioned<ExhibitDetails>> before = putter.find(ExhibitDetails.class, Filter.ofExhibit(id), d -> true);
        LockState lock = row.choice("lock", LockState.class);
        putter.put(
                before,
                new ExhibitDetails(
                        id,
                        row.text("kind"),
                        row.text("make"),
                        row.text("serial"),
                        row.text("imei"),
                        row.number("capacity_bytes"),
                        lock == null ? LockState.UNKNOWN : lock,
                        Putter.kept(before, ExhibitDetails::ownerId, null),
                        attributed,
                        row.instant("seized"),
                        submitted,
                        row.choice("route", Route.class),
                        row.text("evidence_at_risk"),
                        row.yes("complainants"),
                        Putter.kept(before, ExhibitDetails::triagedAtScene, false),
                        Putter.kept(before, ExhibitDetails::eliminatedAtScene, false),
                        Putter.kept(before, ExhibitDetails::otherRoutesTried, null)));
    }
}
