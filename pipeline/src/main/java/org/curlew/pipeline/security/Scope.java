package org.curlew.pipeline.security;

import java.util.Arrays;
import java.util.Optional;

/** What an API token may be used for. A token never opens more than the roles of its owner do. */
public enum Scope {
    REGISTER_READ("register:read", "Read cases, people and exhibits"),
    REGISTER_WRITE("register:write", "Record and correct cases, people and exhibits"),
    QUEUE_READ("queue:read", "Read the queue"),
    QUEUE_WRITE("queue:write", "Set and end overrides"),
    RULES_READ("rules:read", "Read the rule files in force"),
    RULES_WRITE("rules:write", "Try rule files and bring them into force"),
    OBLIGATIONS_READ("obligations:read", "Read what is due, released suspects and reviews"),
    REVIEWS_WRITE("reviews:write", "Start, answer and sign reviews"),
    DEVICES_READ("devices:read", "Read what was found on devices"),
    DEVICES_WRITE("devices:write", "Take up failed work again"),
    HASH_SETS_READ("hash-sets:read", "Read hash sets and look digests up"),
    HASH_SETS_WRITE("hash-sets:write", "Approve and retire hash sets"),
    GRADING_READ("grading:read", "Read what waits for grading"),
    GRADING_WRITE("grading:write", "Give grades"),
    BUNDLES_READ("bundles:read", "Read releases and uploads"),
    BUNDLES_WRITE("bundles:write", "Ask for and decide releases, record what was sent and received"),
    STORAGE_READ("storage:read", "Read how full the storage is"),
    LEDGER_READ("ledger:read", "Read the ledger");

    private final String label;
    private final String words;

    Scope(String label, String words) {
        this.label = label;
        this.words = words;
    }

    /** As it is written in requests and in the database: {@code register:read}. */
    public String label() {
        return label;
    }

    /** As pages write it. */
    public String words() {
        return words;
    }

    public static Optional<Scope> of(String label) {
        return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
    }
}
