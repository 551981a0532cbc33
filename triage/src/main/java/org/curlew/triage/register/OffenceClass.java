package org.curlew.triage.register;

/** What the case is about, as far as the queue's rules tell cases apart. */
public enum OffenceClass {
    IIOC(true, true),
    CHILD_CONTACT(true, true),
    ONLINE_GROOMING(true, true),
    SEXUAL_OTHER(false, true),
    DOMESTIC_ABUSE(false, false),
    OTHER(false, false);

    private final boolean childSexual;
    private final boolean sexual;

    OffenceClass(boolean childSexual, boolean sexual) {
        this.childSexual = childSexual;
        this.sexual = sexual;
    }

    /** Gates marked for child sexual work apply; the rest is "non-IIOC work" (gate G9). */
    public boolean childSexual() {
        return childSexual;
    }

    /** The kiosk is refused unless the force's policy data says otherwise. */
    public boolean sexual() {
        return sexual;
    }
}
