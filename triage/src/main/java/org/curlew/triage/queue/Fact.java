package org.curlew.triage.queue;

/** What the register knows that can move an exhibit; gates and points name these. The words stand in the sentence. */
public enum Fact {
    CHILD_IN_DANGER("a child is believed in danger now"),
    EXTORTION("a child is being coerced or extorted"),
    MISSING_CHILD("a missing child is linked to the device"),
    CUSTODY_RESULT("the suspect is in custody and charge or release turns on the result"),
    CONTACT_OFFENCE("there is evidence or an allegation of a contact offence"),
    FIRST_GENERATION("first-generation material is likely"),
    KIRAT_VERY_HIGH("KIRAT is Very High"),
    KIRAT_HIGH("KIRAT is High"),
    KIRAT_MEDIUM("KIRAT is Medium"),
    KIRAT_LOW("KIRAT is Low"),
    KIRAT_UNKNOWN("KIRAT is unknown"),
    ACCESS_NO_PLAN("has regular access to a child and no verified plan is current"),
    ORDER_SUBJECT("is a registered sex offender or subject to an order"),
    GROOMING("grooming, incitement or sexual communication"),
    CHILD_ROLE("works or volunteers with children"),
    PRIOR_HISTORY("has a sexual or domestic-abuse history"),
    ACCESS_UNKNOWN("access to children is unknown"),
    IDENTITY_UNKNOWN("the suspect is not identified"),
    RELEASE_UNKNOWN("the release status is unknown"),
    ACCESS_NONE_VERIFIED("no access to children was found, and that is verified"),
    CHILD_IN_HOUSEHOLD("a child is in the household"),
    CHILD_ACCESSIBLE("a child is accessible by work, volunteering, family or neighbours"),
    PRIOR_CONTACT("has a prior contact offence or allegation"),
    PRODUCING_OR_UNKNOWN("images may have been produced, or are unknown to every set"),
    ILLEGAL_HITS("files match an illegal set"),
    RUI("the suspect is released under investigation, without conditions"),
    REASSESSMENT_OVERDUE("the risk reassessment is overdue"),
    WELFARE_HIGH("the suspect's welfare risk is high"),
    VICTIM_WAITING("a victim is vulnerable or awaits the result"),
    EVIDENCE_AT_RISK("evidence on it is at risk"),
    UNDER_18("suspect or victim is under 18"),
    COMPLAINANT_DEVICE("it is the complainant's own device"),
    EXCEPTED("a chief officer has excepted it");

    private final String words;

    Fact(String words) {
        this.words = words;
    }

    /** Plain words; a fact found in the register may carry more exact ones. */
    public String words() {
        return words;
    }
}
