package org.curlew.grading.victims;

import java.time.Clock;
import org.curlew.grading.attributes.Attributes;
import org.curlew.storage.database.TestDatabase;
import org.curlew.storage.ledger.Ledger;
import org.curlew.triage.obligations.Happenings;
import org.curlew.triage.register.ActLog;
import org.curlew.triage.register.ExhibitFile.ExhibitDetails;
import org.curlew.triage.register.Register;
import org.curlew.triage.register.Snapshots;
import org.curlew.triage.schemes.Schemes;

/** The lane of victim identification and what it looks at, over one database. */
public final class VictimDesk {

    private VictimDesk() {}

    public static FirstGeneration firstGeneration(TestDatabase database) {
        return new FirstGeneration(database.jdbc(), new Snapshots(database.jdbc()));
    }

    public static VictimLane lane(TestDatabase database, Schemes schemes, Clock clock) {
        Ledger ledger = new Ledger(database.dataSource());
        return new VictimLane(
                database.jdbc(),
                database.transactions(),
                schemes,
                firstGeneration(database),
                new Attributes(database.jdbc(), database.transactions(), ledger),
                new Happenings(database.jdbc(), new ActLog(database.jdbc(), ledger)),
                ledger,
                clock);
    }

    /** Enters what an exhibit is: a suspect's phone or camera, or a complainant's. */
    public static void describe(
            TestDatabase database, long exhibit, String makeAndModel, String serial, boolean complainants) {
        ExhibitDetails details = new ExhibitDetails(
                exhibit,
                "phone",
                makeAndModel,
                serial,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                complainants,
                false,
                false,
                null);
        database.transactions().execute(_ -> new Register(
                        database.jdbc(),
                        Clock.systemUTC(),
                        act -> {},
                        new ActLog(database.jdbc(), new Ledger(database.dataSource())))
                .add(details, "examiner", "booked in"));
    }
}
