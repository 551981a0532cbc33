package org.curlew.triage.hashsets.index;

import java.util.Optional;

/** What a match with a set means. The gravest first; hits are ordered so. */
public enum Role {
    /** Illegal material, with categories by the set's scheme. */
    ILLEGAL("illegal"),
    /** A watch list: raises an alert, grades nothing. */
    INTELLIGENCE("intelligence"),
    /** Known and harmless: leaves the viewing list, never the record. */
    KNOWN_GOOD("known-good");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** The word used on the command line and in files. */
    public String label() {
        return label;
    }

    public static Optional<Role> of(String label) {
        for (Role role : values()) {
            if (role.label.equals(label)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
