package org.curlew.triage.obligations;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Times;

/**
 * When each case must be looked at next although no fact changes. An instant too many costs a look; one too few would
 * leave something due unseen, so everything that {@link CaseHappenings}, {@link Happenings} and {@link Clockwork} compare
 * with the present is named here ({@code IncrementalTurnTest} holds them together).
 */
final class Horizon {

    private final Instant now;
    private final Map<Long, Instant> next = new HashMap<>();

    Horizon(Instant now) {
        this.now = now;
    }

    Map<Long, Instant> next() {
        return next;
    }

    /** Notes an instant of a case; null and past ones are of no interest. */
    void at(Long caseId, Instant at) {
        if (at != null && at.isAfter(now)) {
            next.merge(caseId == null ? ClockMarks.NO_CASE : caseId, at, (a, b) -> a.isBefore(b) ? a : b);
        }
    }

    /** Targets that pass, and exceptions that end. */
    void happenings(List<Happening> happenings) {
        for (Happening h : happenings) {
            at(h.caseId(), h.at());
            if ("EXCEPTION_GRANTED".equals(h.type())) {
                at(h.caseId(), Instant.parse(h.attributes().get("until")));
            }
        }
    }

    /** Birthdays at which somebody is a child no longer, accesses that end, plans that lapse. */
    void register(Snapshot register) {
        register.all(CaseParty.class).forEach(party -> {
            long caseId = party.entry().caseId();
            long person = party.entry().personId();
            grownUp(register, caseId, person);
            for (ChildAccess access : register.ofPerson(ChildAccess.class, person)) {
                at(caseId, access.endedAt());
                grownUp(register, caseId, access.childId());
            }
            for (SafeguardingPlan plan : register.ofPerson(SafeguardingPlan.class, person)) {
                at(caseId, plan.nextReview());
                at(caseId, plan.endedAt());
            }
        });
    }

    private void grownUp(Snapshot register, long caseId, long person) {
        LocalDate born = register.person(person).map(Person::born).orElse(null);
        if (born != null) {
            LocalDate birthday = born.plusYears(18);
            at(caseId, birthday.atStartOfDay(Times.UK).toInstant());
            // Who was born on 29 February comes of age on 1 March of a year without one.
            at(caseId, birthday.plusDays(1).atStartOfDay(Times.UK).toInstant());
        }
    }
}
