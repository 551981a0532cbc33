package org.curlew.pipeline.security;

/** What a person does. A person may have several; what a role may open stands beside each endpoint ({@link Allowed}). */
public enum Role {
    EXAMINER("Examiner", "/examiner"),
    GRADER("Grader", "/grading"),
    POLIT_SUPERVISOR("POLIT supervisor", "/suspects"),
    VIO("Victim identification officer", "/victims"),
    COMMAND("Command", "/command"),
    AUDITOR("Auditor", "/audit"),
    ADMINISTRATOR("Administrator", "/administration"),
    WELFARE("Welfare lead", "/welfare");

    private final String words;
    private final String home;

    Role(String words, String home) {
        this.words = words;
        this.home = home;
    }

    /** The role's name as pages write it. */
    public String words() {
        return words;
    }

    /** The page on which the role lands. */
    public String home() {
        return home;
    }
}
