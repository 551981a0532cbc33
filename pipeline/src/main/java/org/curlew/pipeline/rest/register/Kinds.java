package org.curlew.pipeline.rest.register;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.curlew.pipeline.rest.ApiException;
import org.curlew.pipeline.web.EntryKinds;
import org.curlew.triage.register.Entry;
import org.curlew.triage.register.ExhibitFile;
import org.curlew.triage.register.Safeguarding;

/** The kinds of entries by the names they have in addresses. */
final class Kinds {

    private static final Map<String, Class<? extends Entry>> ALL =
            EntryKinds.all().stream().collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    /** Acts of a named person: their author is whoever signs in, never a field of a call. */
    private static final Set<Class<? extends Entry>> ACTS = Set.of(
            Safeguarding.RiskAssessment.class,
            ExhibitFile.CustodyTransfer.class,
            ExhibitFile.ExhibitDecision.class,
            ExhibitFile.ChiefOfficerException.class);

    private Kinds() {}

    static Class<? extends Entry> of(String name) {
        Class<? extends Entry> kind = ALL.get(name);
        if (kind == null) {
            throw ApiException.missing("The register has no kind " + name + ": it has "
                    + ALL.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return kind;
    }

    static Class<? extends Entry> writable(String name) {
        Class<? extends Entry> kind = of(name);
        if (ACTS.contains(kind)) {
            throw ApiException.refused(
                    "kind",
                    name + " is the act of a named person and is not written as an entry",
                    "Use the act's own page");
        }
        return kind;
    }
}
