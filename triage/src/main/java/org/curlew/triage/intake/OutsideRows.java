package org.curlew.triage.intake;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.curlew.triage.referrals.Referrals.PeerToPeerAlert;
import org.curlew.triage.referrals.Referrals.PeerToPeerTally;
import org.curlew.triage.referrals.Referrals.Referral;
import org.curlew.triage.referrals.Referrals.Warrant;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.Versioned;

/** Rows of what comes in from outside: referrals, peer-to-peer tallies and alerts, and warrants. */
final class OutsideRows {

    private final Putter putter;

    OutsideRows(Putter putter) {
        this.putter = putter;
    }

    void warrant(Row row) {
        String reference = row.required("reference");
        Optional<Versioned<Warrant>> before = putter.find(Warrant.class, reference);
        putter.put(
                before,
                new Warrant(
                        reference,
                        row.text("case") == null
                                ? Putter.kept(before, Warrant::caseId, null)
                                : Long.valueOf(putter.caseId(row)),
                        Putter.kept(before, Warrant::suspectId, null),
                        row.choice("level", KiratLevel.class),
                        Putter.kept(before, Warrant::assessedAt, null),
                        row.instant("obtained"),
                        row.instant("expires"),
                        row.text("allocated_to"),
                        row.instant("allocated"),
                        Putter.kept(before, Warrant::executedAt, null)));
    }

    void referral(Row row) {
        String reference = row.required("reference");
        Optional<Versioned<Referral>> before = putter.find(Referral.class, reference);
        putter.put(
                before,
                new Referral(
                        row.text("source"),
                        reference,
                        Putter.kept(before, Referral::caseId, null),
                        row.instant("received"),
                        row.instant("event"),
                        row.instant("detected"),
                        Putter.kept(before, Referral::originalTimes, null),
                        row.text("incident_type"),
                        row.yes("high_priority"),
                        Putter.kept(before, Referral::account, null),
                        Putter.kept(before, Referral::fileCount, null),
                        row.instant("assessed"),
                        row.choice("level", KiratLevel.class),
                        row.text("allocated_to"),
                        Putter.kept(before, Referral::closedAt, null)));
    }

    void tally(Row row) {
        PeerToPeerTally tally = new PeerToPeerTally(
                month(row),
                row.required("system"),
                count(row, "incidences"),
                count(row, "actionable"),
                count(row, "actioned"),
                row.text("why"));
        putter.put(putter.find(PeerToPeerTally.class, tally.reference()), tally);
    }

    private static YearMonth month(Row row) {
        String text = row.required("month");
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException e) {
            throw new Row.FieldException("month", "'" + text + "' is not a month; write 2026-03");
        }
    }

    private static int count(Row row, String column) {
        Long number = row.number(column);
        if (number == null) {
            throw new Row.FieldException(column, "is missing; write 0 where there were none");
        }
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new Row.FieldException(column, number + " is no count");
        }
        return number.intValue();
    }

    void alert(Row row) {
        String reference = row.required("reference");
        putter.put(
                putter.find(PeerToPeerAlert.class, reference),
                new PeerToPeerAlert(reference, row.instant("received"), row.instant("triaged"), row.text("outcome")));
    }
}
