package org.curlew.triage.register;

import java.util.Collection;

/** Entries as the tables of tests write them: the kind's plain name, and JSON with ' for ". */
public final class WrittenEntry {

    private WrittenEntry() {}

    public static Entry of(Collection<Class<? extends Entry>> kinds, String kind, String body) {
        Class<? extends Entry> named = kinds.stream()
                .filter(k -> k.getSimpleName().equals(kind))
                .findFirst()
                .orElseThrow();
        return Json.read(body.strip().replace('\'', '"'), named);
    }
}
