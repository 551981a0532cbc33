package org.curlew.triage.register;

import java.util.List;
import java.util.stream.Collectors;
import org.curlew.triage.register.Entry.Problem;

/** An entry the register refuses; the message names kind, field, what is wrong and what to do. */
public class RegisterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A list that can be written out with the exception. */
    private final List<Problem> problems;

    /** Refused as a whole: it is no single field's fault. */
    public RegisterException(String message) {
        super(message);
        this.problems = List.of();
    }

    /** Refused for one field of something, such as "Case OP-1". */
    public RegisterException(String of, String field, String what) {
        this(of, List.of(new Problem(field, what)));
    }

    /** Refused for these fields of something, such as "WelfareCheck". */
    public RegisterException(String of, List<Problem> problems) {
        super(of + ", " + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    private RegisterException(Problem problem, String message) {
        super(message);
        this.problems = List.of(problem);
    }

    /** Refused for one field, in a sentence that speaks of it by another name than the field's. */
    public static RegisterException at(String field, String message) {
        return new RegisterException(new Problem(field, message), message);
    }

    /** The fields it is about, in the order of the message; empty where it is about the whole. */
    public List<Problem> problems() {
        return problems;
    }
}
