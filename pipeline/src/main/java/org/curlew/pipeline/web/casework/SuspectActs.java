package org.curlew.pipeline.web.casework;

import java.util.List;
import org.curlew.pipeline.web.casework.Act.Subject;
import org.curlew.triage.register.CaseFile.CaseParty;
import org.curlew.triage.register.CaseFile.PartyRole;
import org.curlew.triage.register.People.AccessAnswer;
import org.curlew.triage.register.People.AccessAnswerKind;
import org.curlew.triage.register.People.AccessKind;
import org.curlew.triage.register.People.ChildAccess;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.People.KiratResult;
import org.curlew.triage.register.People.Person;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Release.EmployerDisclosure;
import org.curlew.triage.register.Release.Level;
import org.curlew.triage.register.Release.ReleaseKind;
import org.curlew.triage.register.Release.ReleaseStatus;
import org.curlew.triage.register.Release.TriggerDate;
import org.curlew.triage.register.Release.WelfareCheck;

/** What is recorded about a suspect. */
final class SuspectActs {

    private SuspectActs() {}

    static List<Act> all() {
        return List.of(access(), child(), release(), welfare(), kirat(), disclosure(), trigger());
    }

    private static Act access() {
        return Act.of(
                "access",
                Subject.SUSPECT,
                "Access to children",
                "Until someone answers, access is unknown, and unknown ranks the devices up. \"None found\" counts only once"
                        + " it was verified: say how and when.",
                List.of(
                        Field.choice(
                                "answer", "Does the suspect have access to any child?", "", AccessAnswerKind.class),
                        Field.prose(
                                "verifiedHow",
                                "How was it verified?",
                                "For example records of the agencies, a home visit. The suspect's own word does not verify."),
                        Field.time("verifiedAt", "When was it verified?", "")),
                (about, answers, entries) -> entries.add(new AccessAnswer(
                        about.personId(),
                        answers.choice("answer", AccessAnswerKind.class),
                        answers.text("verifiedHow"),
                        answers.time("verifiedAt"))));
    }

    private static Act child() {
        return Act.of(
                "child",
                Subject.SUSPECT,
                "A child the suspect has access to",
                "Name every child, one form each. An unknown date of birth may be left: the person then counts as a child."
                        + " Another adult's presence is not a safeguard.",
                List.of(
                        Field.text("name", "The child's name", ""),
                        Field.day("born", "Date of birth", "Leave it where it is not known."),
                        Field.choice("kind", "Access by", "", AccessKind.class),
                        Field.yes("regular", "Lives with the child, or sees it again and again"),
                        Field.prose("verifiedHow", "How is it known?", "Who has seen or spoken to the child."),
                        Field.time("verifiedAt", "Verified", "")),
                (about, answers, entries) -> {
                    if (answers.choice("kind", AccessKind.class) == null) {
                        throw new RegisterException("ChildAccess", "kind", "is missing");
                    }
                    long child = entries.add(new Person(
                            null, answers.text("name"), answers.day("born"), true, null, null, null, List.of()));
                    entries.add(new CaseParty(about.caseId(), child, PartyRole.CHILD, true, null));
                    entries.add(new ChildAccess(
                            about.personId(),
                            child,
                            answers.choice("kind", AccessKind.class),
                            answers.yes("regular"),
                            answers.text("verifiedHow"),
                            answers.time("verifiedAt"),
                            null));
                });
    }

    private static Act release() {
        return Act.of(
                "release",
                Subject.SUSPECT,
                "Release status",
                "Earlier statuses stay. A release is recorded only once access to children is answered, each child has a"
                        + " verified plan and the address was checked; a named officer may override with rank and reason,"
                        + " which everyone can read. RUI: released under investigation, without conditions and without an"
                        + " end in law.",
                List.of(
                        Field.choice("kind", "Status", "", ReleaseKind.class),
                        Field.time("at", "From", ""),
                        Field.time("arrestedAt", "Arrested", "Leave it for a voluntary attendance."),
                        Field.time("until", "Until", "End of bail, or of the custody clock."),
                        Field.prose("conditions", "Conditions of bail", ""),
                        Field.prose(
                                "whyNotBail", "Why not bail with conditions?", "For a release under investigation."),
                        Field.yes("resultTurns", "Charge or release turns on the device's result"),
                        Field.time("addressCheckedAt", "Release address checked against known children", ""),
                        Field.time("victimToldAt", "Victim told", ""),
                        Field.text("rank", "Override: your rank", "Only where something above is missing."),
                        Field.prose("override", "Override: your reason", "")),
                (about, answers, entries) -> entries.release(
                        new ReleaseStatus(
                                about.caseId(),
                                about.personId(),
                                answers.choice("kind", ReleaseKind.class),
                                answers.time("at"),
                                answers.time("arrestedAt"),
                                answers.time("until"),
                                answers.text("conditions"),
                                answers.text("whyNotBail"),
                                answers.yes("resultTurns"),
                                answers.time("addressCheckedAt"),
                                answers.time("victimToldAt"),
                                null),
                        answers.text("rank"),
                        answers.text("override")));
    }

    private static Act welfare() {
        return Act.of(
                "welfare",
                Subject.SUSPECT,
                "Welfare check of the suspect",
                "A look at the suspect's own welfare. It is no reassessment of the risk to a child and stops no other clock."
                        + " The first 48 hours after release carry the greatest risk of suicide.",
                List.of(
                        Field.time("at", "When", ""),
                        Field.text("by", "Who did it", "Name and rank or role."),
                        Field.yes("assessment", "A full suicide-risk assessment, not only a contact"),
                        Field.yes("inPerson", "In person"),
                        Field.text("whyNotInPerson", "If not in person: why not?", ""),
                        Field.choice("risk", "Risk to the suspect's own life", "", Level.class),
                        Field.prose("outcome", "What came of it", ""),
                        Field.text("leaflet", "Leaflet or support given", "")),
                (about, answers, entries) -> entries.add(new WelfareCheck(
                        about.caseId(),
                        about.personId(),
                        answers.time("at"),
                        answers.text("by"),
                        answers.yes("assessment"),
                        answers.yes("inPerson"),
                        answers.text("whyNotInPerson"),
                        answers.choice("risk", Level.class),
                        answers.text("outcome"),
                        answers.text("leaflet"))));
    }

    private static Act kirat() {
        return Act.of(
                "kirat",
                Subject.SUSPECT,
                "KIRAT result",
                "Level, version and assessor of the force's own KIRAT form; its questions and scores are not kept here."
                        + " KIRAT: Kent Internet Risk Assessment Tool, which ranks suspects by the likelihood of contact"
                        + " abuse.",
                List.of(
                        Field.choice("level", "Level", "", KiratLevel.class),
                        Field.text("version", "Version of the form", ""),
                        Field.text("assessor", "Assessor", ""),
                        Field.yes("trained", "The assessor is trained in KIRAT"),
                        Field.time("completedAt", "Completed", ""),
                        Field.text("attachmentReference", "Where the form is kept", "")),
                (about, answers, entries) -> entries.add(new KiratResult(
                        about.personId(),
                        answers.choice("level", KiratLevel.class),
                        answers.text("version"),
                        answers.text("assessor"),
                        answers.yes("trained"),
                        answers.time("completedAt"),
                        answers.text("attachmentReference"))));
    }

    private static Act disclosure() {
        return Act.of(
                "disclosure",
                Subject.SUSPECT,
                "Disclosure to an employer",
                "Common law police disclosure: telling an employer or regulator where the public needs protection. It is"
                        + " considered at arrest or interview, and decided within 24 hours where children are at work.",
                List.of(
                        Field.time("consideredAt", "Considered", ""),
                        Field.prose("decision", "Decision and reason", ""),
                        Field.time("decidedAt", "Decided", "")),
                (about, answers, entries) -> entries.add(new EmployerDisclosure(
                        about.caseId(),
                        about.personId(),
                        answers.time("consideredAt"),
                        answers.text("decision"),
                        answers.time("decidedAt"))));
    }

    private static Act trigger() {
        return Act.of(
                "trigger",
                Subject.SUSPECT,
                "A date that can harm the suspect",
                "Charge, court, a result, the press: a welfare check falls due in the 24 hours around it.",
                List.of(Field.text("what", "What will happen", ""), Field.time("at", "When", "")),
                (about, answers, entries) -> entries.add(
                        new TriggerDate(about.caseId(), about.personId(), answers.text("what"), answers.time("at"))));
    }
}
