package org.curlew.triage.queue;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.RegisterChanged;
import org.curlew.triage.register.Times;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Notes, in the transaction of the change itself, which cases must be ranked again (practice 3.2, re-rank triggers). A
 * crash after the change loses no trigger.
 */
@Service
public class Triggers {

    /** Kinds of register entries that change a rank, with the trigger's words. */
    static final Map<String, String> CAUSES = Map.ofEntries(
            Map.entry("CaseDetails", "new offence"),
            Map.entry("CaseParty", "new person"),
            Map.entry("Person", "person changed"),
            Map.entry("ChildAccess", "new child"),
            Map.entry("AccessAnswer", "access answered"),
            Map.entry("Address", "new address"),
            Map.entry("ReleaseStatus", "change of release status"),
            Map.entry("BailExtension", "bail extended"),
            Map.entry("KiratResult", "new KIRAT"),
            Map.entry("OrderReference", "order or breach"),
            Map.entry("SuspectHistory", "history changed"),
            Map.entry("WelfareCheck", "welfare risk"),
            Map.entry("SafeguardingPlan", "safeguarding plan changed"),
            Map.entry("RiskAssessment", "risk reassessed"),
            Map.entry("CourtDate", "court date"),
            Map.entry("ExhibitDetails", "exhibit added or changed"),
            Map.entry("ChiefOfficerException", "chief officer's exception"),
            Map.entry("ExhibitDecision", "decision on an exhibit"));

    /**
     * What a register carried before it came here is ranked, but is no news: a reason that starts so makes nobody's
     * reassessment due.
     */
    public static final String IMPORT = "import";

    private final JdbcClient jdbc;
    private final Clock clock;

    public Triggers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    public void registerChanged(RegisterChanged change) {
        if (!CAUSES.containsKey(change.kind())) {
            return;
        }
        String cause = change.reason().startsWith(IMPORT) ? IMPORT : CAUSES.get(change.kind());
        Entry.Links links = change.links();
        if (links.caseId() != null) {
            add(links.caseId(), cause);
        } else if (links.exhibitId() != null) {
            jdbc.sql("insert into queue_trigger (case_id, cause, at) select case_id, ?, ? from exhibit where id = ?")
                    .params(cause, Times.utc(clock.instant()), links.exhibitId())
                    .update();
        } else {
            long person = links.personId() == null ? change.entryId() : links.personId();
            jdbc.sql("""
                            insert into queue_trigger (case_id, cause, at)
                            select distinct p.case_id, ?, ?::timestamptz from register_version p
                            where p.kind = 'CaseParty' and p.superseded_at is null and p.person_id = ?
                            """).params(cause, Times.utc(clock.instant()), person).update();
        }
    }

    /** Names a case that must be ranked again for a reason outside the register: a victim identified, a 28-day review. */
    public void add(long caseId, String cause) {
        jdbc.sql("insert into queue_trigger (case_id, cause, at) values (?, ?, ?)")
                .params(caseId, cause, Times.utc(clock.instant()))
                .update();
    }

    /** Takes the open triggers of up to 2,000 cases; rows another node holds are left to it. */
    Map<Long, String> take() {
        record Taken(long caseId, String cause) {}
        List<Taken> taken = jdbc.sql("""
                        update queue_trigger set handled_at = ? where id in (
                            select id from queue_trigger where handled_at is null
                            order by id limit 2000 for update skip locked)
                        returning case_id, cause
                        """)
                .param(Times.utc(clock.instant()))
                .query(Taken.class)
                .list();
        Map<Long, String> causes = new LinkedHashMap<>();
        taken.forEach(t -> causes.merge(
                t.caseId(), t.cause(), (a, b) -> Set.of(a.split(", ")).contains(b) ? a : a + ", " + b));
        return causes;
    }
}
