package org.curlew.triage.obligations;

import java.time.Instant;
import java.util.Map;

/**
 * Something that starts, meets, ends or hurries an obligation. Two happenings belong together when their subjects are
 * equal.
 *
 * @param type as rule files name it
 * @param subject "suspect:12", "suspect:12/child:9", "case:3", "exhibit:7", "warrant:31"
 * @param attributes what a rule may choose by: level, band, service; or times: expires, until
 */
public record Happening(
        String type,
        String subject,
        Instant at,
        Long caseId,
        Long personId,
        Long childId,
        Long exhibitId,
        Map<String, String> attributes) {

    static Happening of(String type, String subject, Instant at, Long caseId, Long personId) {
        return new Happening(type, subject, at, caseId, personId, null, null, Map.of());
    }

    Happening with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(attributes);
        more.put(name, value);
        return new Happening(type, subject, at, caseId, personId, childId, exhibitId, Map.copyOf(more));
    }

    Happening child(Long child) {
        return new Happening(type, subject, at, caseId, personId, child, exhibitId, attributes);
    }
}
