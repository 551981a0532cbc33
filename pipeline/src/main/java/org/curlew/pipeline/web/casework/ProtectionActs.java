package org.curlew.pipeline.web.casework;

import java.util.List;
import java.util.Objects;
import org.curlew.pipeline.web.casework.Act.Subject;
import org.curlew.pipeline.web.casework.Field.Option;
import org.curlew.triage.register.CaseFile.ChildOutcome;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Safeguarding.Destination;
import org.curlew.triage.register.Safeguarding.Ppn;
import org.curlew.triage.register.Safeguarding.PpnEscalation;
import org.curlew.triage.register.Safeguarding.SafeguardingPlan;
import org.curlew.triage.register.Safeguarding.VictimUpdate;

/** What protects a child or a victim. */
final class ProtectionActs {

    private static final List<Option> OCCASIONS = List.of(
            new Option("ROUTINE", "Routine"),
            new Option("ARREST", "Arrest"),
            new Option("RELEASE", "Release"),
            new Option("VARIATION", "Variation of conditions"),
            new Option("CHARGE", "Charge"),
            new Option("NFA", "No further action"));

    private ProtectionActs() {}

    static List<Act> all() {
        return List.of(plan(), notice(), escalation(), outcome(), victimUpdate());
    }

    private static Act plan() {
        return new Act(
                "plan",
                Subject.SUSPECT,
                "Safeguarding plan for a child",
                "The plan is a draft until a second supervisor approves it. It is current once it is approved and verified,"
                        + " until its review date.",
                about -> List.of(
                        about.child("Name the child first, under \"A child the suspect has access to\"."),
                        Field.prose("riskStatement", "The risk, in a sentence", ""),
                        Field.prose("measures", "What is done about it", ""),
                        Field.text("monitoredBy", "Who watches that it is kept", "Name, role and agency."),
                        Field.prose("contactRules", "Rules of contact", ""),
                        Field.prose("agencyContacts", "Agencies told: who and when", ""),
                        Field.prose("contingency", "What happens if it is broken", ""),
                        Field.prose(
                                "verification", "How it was verified", "A plan that nobody verified does not count."),
                        Field.time("verifiedAt", "Verified", ""),
                        Field.day("nextReview", "Holds until", "The plan lapses at the end of this day.")),
                (about, answers, entries) -> entries.add(new SafeguardingPlan(
                        about.caseId(),
                        about.personId(),
                        child(about, answers),
                        answers.text("riskStatement"),
                        answers.text("measures"),
                        answers.text("monitoredBy"),
                        answers.text("verification"),
                        answers.time("verifiedAt"),
                        answers.text("contactRules"),
                        answers.text("agencyContacts"),
                        answers.text("contingency"),
                        answers.endOf("nextReview"),
                        entries.author(),
                        null,
                        null,
                        null)));
    }

    private static Act notice() {
        return new Act(
                "ppn",
                Subject.CASE,
                "Public protection notice",
                "PPN: the referral that tells the other agencies of a child. Within the shift, at the latest in 24 hours;"
                        + " checked by a supervisor the next day. MASH: multi-agency safeguarding hub.",
                about -> List.of(
                        about.child(""),
                        Field.yes("required", "A notice is required"),
                        Field.text("number", "Its reference", ""),
                        Field.time("submittedAt", "Submitted", ""),
                        Field.text("checkedBy", "Checked by (supervisor)", ""),
                        Field.time("checkedAt", "Checked", ""),
                        Field.choice("destination", "Where it went", "", Destination.class),
                        Field.prose("reasonNotShared", "If it went nowhere: why?", ""),
                        Field.text("approver", "If it went nowhere: approved by", ""),
                        Field.time("feedbackAt", "Answer received", ""),
                        Field.prose("feedback", "What children's social care answered", "")),
                (about, answers, entries) -> entries.add(new Ppn(
                        about.caseId(),
                        child(about, answers),
                        answers.yes("required"),
                        answers.text("number"),
                        answers.time("submittedAt"),
                        answers.text("checkedBy"),
                        answers.time("checkedAt"),
                        answers.choice("destination", Destination.class),
                        answers.text("reasonNotShared"),
                        answers.text("approver"),
                        answers.time("feedbackAt"),
                        answers.text("feedback"))));
    }

    private static Act escalation() {
        return new Act(
                "ppn-escalation",
                Subject.CASE,
                "Escalation of a protection notice",
                "Where the police disagree with what became of the notice: one record for each step, to whom it was put and"
                        + " what came of it. An answer that comes later is written into the same step: give the same child and"
                        + " the same time of \"Put to them\" again with what is new.",
                about -> List.of(
                        about.child(""),
                        Field.time("at", "Put to them", ""),
                        Field.text("toWhom", "To whom", "Name, rank or role, and agency."),
                        Field.prose("reason", "Why the police disagree", ""),
                        Field.time("answeredAt", "Answered", ""),
                        Field.prose("outcome", "Outcome", "Leave it blank while the answer is awaited.")),
                (about, answers, entries) -> entries.continued(
                        PpnEscalation.class,
                        about.caseId(),
                        new PpnEscalation(
                                about.caseId(),
                                child(about, answers),
                                answers.time("at"),
                                answers.text("toWhom"),
                                answers.text("reason"),
                                answers.time("answeredAt"),
                                answers.text("outcome")),
                        (known, told) -> known.childId() == told.childId() && Objects.equals(known.at(), told.at()),
                        PpnEscalation::with));
    }

    private static Act outcome() {
        return new Act(
                "outcome",
                Subject.CASE,
                "Outcome for a child",
                "What the measures of quality count: whether the child is safe, and since when.",
                about -> List.of(
                        about.child(""),
                        Field.yes("safeguarded", "The child is safeguarded"),
                        Field.time("safeguardedAt", "Since", ""),
                        Field.yes("planBeforeRelease", "A plan stood before the suspect was released"),
                        Field.prose("note", "What changed for the child", "")),
                (about, answers, entries) -> entries.add(new ChildOutcome(
                        about.caseId(),
                        child(about, answers),
                        answers.yes("safeguarded"),
                        answers.time("safeguardedAt"),
                        answers.yes("planBeforeRelease"),
                        answers.text("note"))));
    }

    private static Act victimUpdate() {
        return Act.of(
                "update",
                Subject.VICTIM,
                "Update to the victim",
                "Victims' Code: within one working day of arrest, release, variation, charge or an end without charge for"
                        + " those with enhanced rights, five for others; otherwise as agreed.",
                List.of(
                        Field.time("at", "When", ""),
                        Field.choice("about", "About", "", OCCASIONS),
                        Field.text("by", "Who told them", ""),
                        Field.prose("views", "Their views on conditions of release", "Where they were asked."),
                        Field.time("nextAgreed", "Next update agreed for", "")),
                (about, answers, entries) -> entries.add(new VictimUpdate(
                        about.caseId(),
                        about.personId(),
                        answers.time("at"),
                        answers.text("about"),
                        answers.text("by"),
                        answers.text("views"),
                        answers.time("nextAgreed"))));
    }

    /** Only a child of the case: the number comes from a browser. */
    static long child(About about, Answers answers) {
        Long child = answers.number("childId");
        if (child == null || about.children().stream().noneMatch(c -> c.value().equals(child.toString()))) {
            throw new RegisterException("form", "childId", "choose one of the case's children");
        }
        return child;
    }
}
