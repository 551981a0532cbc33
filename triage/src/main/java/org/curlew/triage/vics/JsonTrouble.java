package org.curlew.triage.vics;

import tools.jackson.core.JacksonException;

/** What is wrong with JSON, in the parser's words less those that are about the parser itself. */
public final class JsonTrouble {

    private JsonTrouble() {}

    /** One line; how the parser's limits could be raised is nothing that the reader of the message can do. */
    public static String words(JacksonException e) {
        return e.getOriginalMessage()
                .replaceAll("\\s+", " ")
                .replaceAll(", from `[^`]*`", "")
                .replaceAll(":? \\(?enable `[^`]*` to allow\\)?", "");
    }
}
