package org.curlew.pipeline.web.casework;

import java.util.List;
import org.curlew.pipeline.web.casework.Act.Subject;
import org.curlew.pipeline.web.casework.Field.Option;
import org.curlew.triage.referrals.Referrals.Referral;
import org.curlew.triage.referrals.Referrals.Warrant;
import org.curlew.triage.register.People.Address;
import org.curlew.triage.register.People.Basis;
import org.curlew.triage.register.People.KiratLevel;
import org.curlew.triage.register.People.OrderKind;
import org.curlew.triage.register.People.OrderReference;
import org.curlew.triage.register.People.Statement;
import org.curlew.triage.register.People.SuspectHistory;
import org.curlew.triage.register.RegisterException;
import org.curlew.triage.register.Release.BailExtension;
import org.curlew.triage.register.Safeguarding.PoliceProtection;

/** What stands in other records and is kept here by reference, with what the clocks need of it. */
final class RecordActs {

    private static final List<Option> KNOWN =
            List.of(new Option("YES", "Yes"), new Option("NO", "No"), new Option("UNKNOWN", "Not known"));

    private RecordActs() {}

    static List<Act> all() {
        return List.of(address(), order(), history(), statement(), extension(), warrant(), referral(), protection());
    }

    private static Act address() {
        return Act.of(
                "address",
                Subject.SUSPECT,
                "Address",
                "Where the suspect lives or lived. A new address ranks the exhibits again.",
                List.of(
                        Field.prose("text", "Address", ""),
                        Field.day("from", "From", ""),
                        Field.day("to", "Until", "Leave it for the present address."),
                        Field.yes("confidentialFromOffender", "Confidential from the suspect")),
                (about, answers, entries) -> entries.add(new Address(
                        about.personId(),
                        answers.text("text"),
                        answers.day("from"),
                        answers.day("to"),
                        answers.yes("confidentialFromOffender"))));
    }

    private static Act order() {
        return Act.of(
                "order",
                Subject.SUSPECT,
                "Order or reference elsewhere",
                "RSO: registered sex offender. SHPO: sexual harm prevention order. CAWN: child abduction warning notice."
                        + " ViSOR and ARMS: the offender manager's record and assessment. MARAC, DASH: domestic abuse."
                        + " COMPACT: missing people. STORM: the control room's flag. Only the reference is kept, with its"
                        + " end.",
                List.of(
                        Field.choice(
                                "kind",
                                "Kind",
                                "",
                                List.of(OrderKind.values()).stream()
                                        .map(k -> new Option(k.name(), k == OrderKind.VISOR ? "ViSOR" : k.name()))
                                        .toList()),
                        Field.text("number", "Reference", ""),
                        Field.text("level", "Level", ""),
                        Field.day("from", "From", ""),
                        Field.day("expires", "Expires", "Leave it where it has no end.")),
                (about, answers, entries) -> entries.add(new OrderReference(
                        about.personId(),
                        answers.choice("kind", OrderKind.class),
                        answers.text("number"),
                        answers.text("level"),
                        answers.day("from"),
                        answers.day("expires"))));
    }

    private static Act history() {
        return Act.of(
                "history",
                Subject.SUSPECT,
                "History",
                "What is on record about the suspect. Not known is an answer; it is never taken for no.",
                List.of(
                        Field.choice("priorContactOffence", "A contact offence or allegation before", "", KNOWN),
                        Field.choice("priorSexual", "Other sexual offences", "", KNOWN),
                        Field.choice("domesticAbuse", "Domestic abuse", "", KNOWN),
                        Field.choice("groomingOrIncitement", "Grooming, incitement or sexual communication", "", KNOWN),
                        Field.choice("producing", "Producing or taking images", "", KNOWN)),
                (about, answers, entries) -> entries.putOfPerson(
                        SuspectHistory.class,
                        about.personId(),
                        new SuspectHistory(
                                about.personId(),
                                answers.known("priorContactOffence"),
                                answers.known("priorSexual"),
                                answers.known("domesticAbuse"),
                                answers.known("groomingOrIncitement"),
                                answers.known("producing"))));
    }

    private static Act statement() {
        return Act.of(
                "statement",
                Subject.SUSPECT,
                "Fact or opinion",
                "What is said of the person, marked as fact or as opinion, with its source (Data Protection Act 2018"
                        + " s.38).",
                List.of(
                        Field.prose("text", "Statement", ""),
                        Field.choice("basis", "It is", "", Basis.class),
                        Field.text("source", "Source", "")),
                (about, answers, entries) -> {
                    if (answers.text("text") == null) {
                        throw new RegisterException("Person", "text", "is missing");
                    }
                    entries.state(
                            about.personId(),
                            new Statement(
                                    answers.text("text"),
                                    answers.choice("basis", Basis.class),
                                    answers.text("source")));
                });
    }

    private static Act extension() {
        return Act.of(
                "extension",
                Subject.SUSPECT,
                "Extension of bail",
                "PACE s.47ZC: each of the conditions A to D is answered; without all four bail is not extended.",
                List.of(
                        Field.time("grantedAt", "Granted", ""),
                        Field.text("authority", "By whom", "Name and rank, or the court."),
                        Field.time("until", "Bail now ends", ""),
                        Field.yes("reasonableGrounds", "A: reasonable grounds to suspect guilt"),
                        Field.yes("furtherTimeNeeded", "B: further time is needed"),
                        Field.yes("diligentAndExpeditious", "C: conducted diligently and expeditiously"),
                        Field.yes("necessaryAndProportionate", "D: bail is necessary and proportionate"),
                        Field.yes("representationsInvited", "Representations were invited")),
                (about, answers, entries) -> entries.add(new BailExtension(
                        about.caseId(),
                        about.personId(),
                        answers.time("grantedAt"),
                        answers.text("authority"),
                        answers.time("until"),
                        answers.yes("reasonableGrounds"),
                        answers.yes("furtherTimeNeeded"),
                        answers.yes("diligentAndExpeditious"),
                        answers.yes("necessaryAndProportionate"),
                        answers.yes("representationsInvited"))));
    }

    private static Act warrant() {
        return Act.of(
                "warrant",
                Subject.SUSPECT,
                "Warrant",
                "Very High and High are allocated the same day, others in three days; it warns at three quarters of its"
                        + " life. The same reference again is a new version of the same warrant.",
                List.of(
                        Field.text("reference", "Reference", ""),
                        Field.choice("level", "Level", "Leave it where it is unknown.", KiratLevel.class),
                        Field.time("assessedAt", "Assessed", ""),
                        Field.time("obtainedAt", "Obtained", ""),
                        Field.time("expiresAt", "Expires", ""),
                        Field.text("allocatedTo", "Allocated to", ""),
                        Field.time("allocatedAt", "Allocated", ""),
                        Field.time("executedAt", "Executed", "")),
                (about, answers, entries) -> entries.keep(
                        Warrant.class,
                        new Warrant(
                                required(answers, "Warrant"),
                                about.caseId(),
                                about.personId(),
                                answers.choice("level", KiratLevel.class),
                                answers.time("assessedAt"),
                                answers.time("obtainedAt"),
                                answers.time("expiresAt"),
                                answers.text("allocatedTo"),
                                answers.time("allocatedAt"),
                                answers.time("executedAt"))));
    }

    private static Act referral() {
        return Act.of(
                "referral",
                Subject.CASE,
                "Referral",
                "A referral that belongs to this case: assessed within 24 hours of receipt. The same reference again is a"
                        + " new version. Reports of providers come through Imports.",
                List.of(
                        Field.text("source", "From", "NCA/CEOP, another force, local."),
                        Field.text("reference", "Reference", ""),
                        Field.time("receivedAt", "Received", ""),
                        Field.time("eventAt", "Happened", "Not the time of detection."),
                        Field.time("detectedAt", "Detected by the provider", ""),
                        Field.text("incidentType", "Type of incident", ""),
                        Field.yes("highPriority", "Escalated by the sender"),
                        Field.text("account", "Account", ""),
                        Field.time("assessedAt", "Assessed", ""),
                        Field.choice("level", "Level", "", KiratLevel.class),
                        Field.text("allocatedTo", "Allocated to", ""),
                        Field.time("closedAt", "Closed", "")),
                (about, answers, entries) -> entries.keep(
                        Referral.class,
                        new Referral(
                                answers.text("source"),
                                required(answers, "Referral"),
                                about.caseId(),
                                answers.time("receivedAt"),
                                answers.time("eventAt"),
                                answers.time("detectedAt"),
                                null,
                                answers.text("incidentType"),
                                answers.yes("highPriority"),
                                answers.text("account"),
                                null,
                                answers.time("assessedAt"),
                                answers.choice("level", KiratLevel.class),
                                answers.text("allocatedTo"),
                                answers.time("closedAt"))));
    }

    private static Act protection() {
        return new Act(
                "protection",
                Subject.CASE,
                "Police protection of a child",
                "Use of s.46 Children Act 1989, for at most 72 hours.",
                about -> List.of(
                        about.child(""),
                        Field.text("number", "Reference", ""),
                        Field.time("from", "From", ""),
                        Field.time("to", "Until", ""),
                        Field.text("designatedOfficer", "Designated officer", ""),
                        Field.prose("outcome", "Outcome", "")),
                (about, answers, entries) -> entries.add(new PoliceProtection(
                        about.caseId(),
                        ProtectionActs.child(about, answers),
                        answers.text("number"),
                        answers.time("from"),
                        answers.time("to"),
                        answers.text("designatedOfficer"),
                        answers.text("outcome"))));
    }

    private static String required(Answers answers, String kind) {
        if (answers.text("reference") == null) {
            throw new RegisterException(kind, "reference", "is missing");
        }
        return answers.text("reference");
    }
}
