package org.curlew.pipeline.web.casework;

import java.util.List;
import java.util.function.Function;

/**
 * Something a supervisor records.
 *
 * @param key in the address
 * @param help what it is for, and where a term is the law's, what it means
 */
record Act(
        String key,
        Subject subject,
        String title,
        String help,
        Function<About, List<Field>> fields,
        Recorder recorder) {

    enum Subject {
        CASE,
        SUSPECT,
        VICTIM
    }

    /** Turns the answers into entries. */
    @FunctionalInterface
    interface Recorder {
        void record(About about, Answers answers, Entries entries);
    }

    /** Of a form whose fields do not depend on the case. */
    static Act of(String key, Subject subject, String title, String help, List<Field> fields, Recorder recorder) {
        return new Act(key, subject, title, help, about -> fields, recorder);
    }
}
