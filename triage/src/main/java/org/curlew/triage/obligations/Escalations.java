package org.curlew.triage.obligations;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.Exhibits;
import org.curlew.triage.register.People;
import org.curlew.triage.register.Snapshot;
import org.curlew.triage.register.Times;
import org.springframework.stereotype.Service;

/** Tells the people whom a step of a ladder names what is due, each step once (practice 3.4, E1 to E4). */
@Service
class Escalations {

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("EEE d MMMM yyyy, HH:mm", Locale.UK).withZone(Times.UK);

    private final ObligationStore store;
    private final Notifications notifications;
    private final Exhibits exhibits;
    private final Deputies deputies;

    Escalations(ObligationStore store, Notifications notifications, Exhibits exhibits, Deputies deputies) {
        this.deputies = deputies;
        this.store = store;
        this.notifications = notifications;
        this.exhibits = exhibits;
    }

    /**
     * Raises what has fallen of these obligations and was not raised before.
     *
     * @return steps raised
     */
    int raise(
            ObligationRules rules,
            Clockwork clockwork,
            List<ObligationStore.Stored> open,
            Snapshot register,
            Instant now) {
        List<Long> ids = new ArrayList<>();
        List<Clockwork.Raised> steps = new ArrayList<>();
        List<Obligation> of = new ArrayList<>();
        for (ObligationStore.Stored stored : open) {
            for (Clockwork.Raised step : clockwork.raised(stored.obligation(), now)) {
                ids.add(stored.id());
                steps.add(step);
                of.add(stored.obligation());
            }
        }
        List<Long> added = ids.isEmpty() ? List.of() : store.raise(ids, steps, now);
        if (added.isEmpty()) {
            return 0;
        }
        List<String> recipients = new ArrayList<>();
        List<String> levels = new ArrayList<>();
        List<Long> obligations = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> mailed = new ArrayList<>();
        Map<Long, String> references = exhibits.caseReferences(of.stream()
                .map(Obligation::caseId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Map<Long, String> standing = deputies.standing();
        for (long n : added) {
            Obligation obligation = of.get((int) n);
            String level = steps.get((int) n).level();
            for (String recipient : recipients(rules, level, obligation, register, standing)) {
                recipients.add(recipient);
                levels.add(level);
                obligations.add(ids.get((int) n));
                texts.add(words(obligation, references, name(obligation, register), now));
                mailed.add(words(obligation, references, Optional.empty(), now));
            }
        }
        notifications.add(recipients, levels, obligations, texts, mailed);
        return added.size();
    }

    private static List<String> recipients(
            ObligationRules rules, String level, Obligation obligation, Snapshot register, Map<Long, String> deputies) {
        CaseDetails details = obligation.caseId() == null
                ? null
                : register.ofCase(CaseDetails.class, obligation.caseId()).stream()
                        .findFirst()
                        .orElse(null);
        // A review in a deputy's hands: the supervisor who is away cannot do it, and stays answerable for it.
        String deputy = obligation.ruleId().equals(Obligations.REVIEW) && obligation.caseId() != null
                ? deputies.get(obligation.caseId())
                : null;
        return rules.recipients().get(level).stream()
                .flatMap(who -> switch (who) {
                    case "officer" -> Stream.of(named(details == null ? null : details.officer()));
                    case "supervisor" ->
                        deputy == null
                                ? Stream.of(named(details == null ? null : details.supervisor()))
                                : Stream.of(deputy, named(details == null ? null : details.supervisor()));
                    default -> Stream.of(who);
                })
                .distinct()
                .toList();
    }

    /** Nobody named: the role answers, so that nothing falls between two chairs. */
    private static String named(String who) {
        return who == null || who.isBlank() ? "role:POLIT_SUPERVISOR" : who;
    }

    private static Optional<String> name(Obligation o, Snapshot register) {
        return o.personId() == null
                ? Optional.empty()
                : register.person(o.personId()).map(People.Person::name);
    }

    private static String words(Obligation o, Map<Long, String> references, Optional<String> name, Instant now) {
        StringBuilder words = new StringBuilder();
        if (o.caseId() != null) {
            words.append(references.get(o.caseId()));
        }
        name.ifPresent(n -> words.append(words.isEmpty() ? "" : ", ").append(n));
        words.append(words.isEmpty() ? "" : ": ")
                .append(o.what())
                .append("; due ")
                .append(WHEN.format(o.due()));
        if (o.overdue(now)) {
            long days = o.daysOverdue(now);
            words.append(days == 0 ? "; overdue" : days == 1 ? "; 1 day overdue" : "; " + days + " days overdue");
        }
        return words.toString();
    }
}
