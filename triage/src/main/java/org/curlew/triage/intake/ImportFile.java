package org.curlew.triage.intake;

import java.util.List;

/** The files a force can bring, in the order in which they are read, with their columns. */
public enum ImportFile {
    CASES(
            "reference",
            "offence",
            "operation",
            "crime_reference",
            "officer",
            "team",
            "supervisor",
            "specialist_team",
            "child_in_danger",
            "contact_offence",
            "legal_basis",
            "questions",
            "opened",
            "closed",
            "outcome"),
    PEOPLE(
            "reference",
            "case",
            "role",
            "name",
            "born",
            "identified",
            "occupation",
            "volunteering",
            "works_with_children",
            "vulnerable",
            "spoc"),
    ACCESS("suspect", "child", "kind", "regular", "verified_how", "verified"),
    RUI_REGISTER(
            "case",
            "suspect",
            "status",
            "arrested",
            "at",
            "until",
            "conditions",
            "kirat",
            "kirat_at",
            "kirat_assessor",
            "kirat_trained",
            "access_answer",
            "access_verified_how",
            "access_verified",
            "last_reassessed",
            "reassessed_by",
            "last_welfare_check",
            "welfare_by"),
    PLANS(
            "case",
            "suspect",
            "child",
            "risk",
            "measures",
            "monitored_by",
            "verified_how",
            "verified",
            "author",
            "approved_by",
            "approved",
            "next_review"),
    EXHIBITS(
            "case",
            "reference",
            "kind",
            "make",
            "serial",
            "imei",
            "capacity_bytes",
            "lock",
            "attributed_to",
            "seized",
            "submitted",
            "route",
            "evidence_at_risk",
            "complainants"),
    WARRANTS("reference", "case", "level", "obtained", "expires", "allocated_to", "allocated"),
    REFERRALS(
            "reference",
            "source",
            "received",
            "event",
            "detected",
            "incident_type",
            "high_priority",
            "assessed",
            "level",
            "allocated_to"),
    P2P_TALLIES("month", "system", "incidences", "actionable", "actioned", "why"),
    P2P_ALERTS("reference", "received", "triaged", "outcome");

    private final List<String> columns;

    ImportFile(String... columns) {
        this.columns = List.of(columns);
    }

    public List<String> columns() {
        return columns;
    }
}
