package org.curlew.pipeline.web.casework;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.curlew.pipeline.web.casework.Act.Subject;
import org.curlew.pipeline.web.casework.Field.Option;
import org.curlew.triage.register.CaseFile.CaseDetails;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.CheckDone;
import org.curlew.triage.register.CaseFile.CourtDate;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.CaseFile.StrategyDiscussion;
import org.curlew.triage.register.OffenceClass;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Times;

/** What is recorded about the case as a whole, and who is part of it. */
final class CaseActs {

    private static final List<Option> PARTS = List.of(
            new Option("SUSPECT", "Suspect"), new Option("VICTIM", "Victim"), new Option("OTHER", "Someone else"));

    private static final List<Option> SYSTEMS = List.of(
            new Option("PNC", "PNC (Police National Computer)"),
            new Option("PND", "PND (Police National Database)"),
            new Option("LOCAL", "The force's own systems"),
            new Option("CSC", "Children's social care"),
            new Option("VISOR", "ViSOR (dangerous persons)"));

    /** The form that says whose the case is. */
    static final String DETAILS = "details";

    private CaseActs() {}

    static List<Act> all() {
        return List.of(details(), person(), strategy(), check(), court());
    }

    private static Act details() {
        return Act.of(
                DETAILS,
                Subject.CASE,
                "What the case is about",
                "Each change is a new version; the earlier ones stay. The team decides who sees the case.",
                List.of(
                        Field.choice("offence", "Offence", "", OffenceClass.class),
                        Field.text("operation", "Operation", ""),
                        Field.text("crimeReference", "Crime reference", ""),
                        Field.text("officer", "Officer in the case", ""),
                        Field.text("team", "Team", "A case without a team is open to every examiner and supervisor."),
                        Field.text("supervisor", "Supervisor", ""),
                        Field.yes("childInDanger", "A child is being abused now"),
                        Field.yes("extortion", "A child is being coerced or extorted now"),
                        Field.yes("missingChild", "A missing child is linked to a device"),
                        Field.yes("contactOffence", "Evidence or allegation of a contact offence"),
                        Field.text("legalBasis", "By what right the devices are examined", "For example PACE s.19."),
                        Field.prose("questions", "What the examination shall answer", "")),
                (about, answers, entries) -> {
                    CaseDetails before = entries.last(CaseDetails.class, about.caseId());
                    entries.put(
                            CaseDetails.class,
                            about.caseId(),
                            new CaseDetails(
                                    about.caseId(),
                                    answers.choice("offence", OffenceClass.class),
                                    answers.text("operation"),
                                    answers.text("crimeReference"),
                                    answers.text("officer"),
                                    answers.text("team"),
                                    answers.text("supervisor"),
                                    before == null || before.specialistTeam(),
                                    answers.yes("childInDanger"),
                                    answers.yes("extortion"),
                                    answers.yes("missingChild"),
                                    answers.yes("contactOffence"),
                                    answers.text("legalBasis"),
                                    answers.text("questions"),
                                    before == null ? entries.now() : before.openedAt(),
                                    before == null ? null : before.closedAt(),
                                    before == null ? null : before.outcome()));
                });
    }

    /** What the details say now, as the form has it. */
    static Map<String, String> present(CaseDetails details) {
        Map<String, String> values = new HashMap<>();
        values.put("offence", details.offence().name());
        values.put("operation", details.operation());
        values.put("crimeReference", details.crimeReference());
        values.put("officer", details.officer());
        values.put("team", details.team());
        values.put("supervisor", details.supervisor());
        values.put("childInDanger", details.childInDanger() ? "yes" : null);
        values.put("extortion", details.extortion() ? "yes" : null);
        values.put("missingChild", details.missingChild() ? "yes" : null);
        values.put("contactOffence", details.contactOffence() ? "yes" : null);
        values.put("legalBasis", details.legalBasis());
        values.put("questions", details.questions());
        return values;
    }

    private static Act person() {
        return Act.of(
                "person",
                Subject.CASE,
                "A suspect, victim or other person",
                "A child that a suspect has access to is recorded with that suspect. What is not known may be left.",
                List.of(
                        Field.choice("role", "Part in the case", "", PARTS),
                        Field.text("name", "Name, or the account where nobody is identified", ""),
                        Field.yes("identified", "The person is identified"),
                        Field.day("born", "Date of birth", ""),
                        Field.yes("vulnerable", "Has enhanced rights under the Victims' Code (every child has)"),
                        Field.text("occupation", "Occupation", "For a suspect; \"none\" is an answer."),
                        Field.text("volunteering", "Volunteering", "For a suspect; \"none\" is an answer."),
                        Field.choice(
                                "worksWithChildren",
                                "Works or volunteers with children",
                                "",
                                List.of(
                                        new Option("YES", "Yes"),
                                        new Option("NO", "No"),
                                        new Option("UNKNOWN", "Not known"))),
                        Field.text("spoc", "Point of contact for the suspect", "")),
                (about, answers, entries) -> {
                    PartyRole role = answers.choice("role", PartyRole.class);
                    if (role == null) {
                        throw new RegisterException("CaseParty", "role", "is missing");
                    }
                    long person = entries.add(new Person(
                            null,
                            answers.text("name"),
                            answers.day("born"),
                            answers.yes("identified"),
                            answers.text("occupation"),
                            answers.text("volunteering"),
                            answers.known("worksWithChildren"),
                            List.of()));
                    entries.add(new CaseParty(
                            about.caseId(), person, role, answers.yes("vulnerable"), answers.text("spoc")));
                });
    }

    private static Act strategy() {
        return Act.of(
                "strategy",
                Subject.CASE,
                "Strategy discussion",
                "Police, children's social care and health decide together under s.47 Children Act 1989. Its decisions stand"
                        + " on police systems within 24 hours; minutes are chased after five working days. What came later is written into the same discussion:"
                        + " give the same time of \"Held\" again with what is new.",
                List.of(
                        Field.time("heldAt", "Held", ""),
                        Field.text("attendees", "Who took part", ""),
                        Field.prose("decisions", "Decisions", ""),
                        Field.time("decisionsRecordedAt", "Decisions recorded on police systems", ""),
                        Field.time("minutesRequestedAt", "Minutes asked for", ""),
                        Field.time("minutesReceivedAt", "Minutes received", ""),
                        Field.time("conferenceHeldAt", "Child protection conference held", ""),
                        Field.text("audioReference", "Where an audio record is kept", "")),
                (about, answers, entries) -> entries.continued(
                        StrategyDiscussion.class,
                        about.caseId(),
                        new StrategyDiscussion(
                                about.caseId(),
                                null,
                                answers.time("heldAt"),
                                answers.text("attendees"),
                                answers.text("decisions"),
                                answers.time("decisionsRecordedAt"),
                                answers.time("minutesRequestedAt"),
                                answers.time("minutesReceivedAt"),
                                answers.time("conferenceHeldAt"),
                                answers.text("audioReference")),
                        (known, told) -> Objects.equals(known.heldAt(), told.heldAt()),
                        StrategyDiscussion::with));
    }

    private static Act check() {
        return Act.of(
                "check",
                Subject.CASE,
                "Check of another system",
                "What was asked where, and where the answer is kept.",
                List.of(
                        Field.choice("system", "System", "", SYSTEMS),
                        Field.time("at", "When", ""),
                        Field.text("by", "Who asked", ""),
                        Field.prose("result", "Result, with its reference", "")),
                (about, answers, entries) -> entries.add(new CheckDone(
                        about.caseId(),
                        null,
                        answers.text("system"),
                        answers.time("at"),
                        answers.text("by"),
                        answers.text("result"))));
    }

    private static Act court() {
        return Act.of(
                "court",
                Subject.CASE,
                "Court date or direction",
                "A date set from outside: it moves the exhibits up while there is still time.",
                List.of(
                        Field.text("what", "What", "For example first hearing, custody time limit."),
                        Field.time("at", "When", "")),
                (about, answers, entries) -> entries.add(new CourtDate(
                        about.caseId(),
                        null,
                        answers.text("what"),
                        answers.time("at"),
                        LocalDate.ofInstant(entries.now(), Times.UK))));
    }
}
