package org.curlew.triage.vics;

import java.util.List;

/** An Identifier row of version 2.0 with its metadata; no public meaning is known, so it is kept as it stands. */
public record VicsIdentifier(
        String identifierType,
        String comments,
        String tags,
        String name,
        String application,
        List<VicsProperty> metadata) {

    public VicsIdentifier {
        metadata = List.copyOf(metadata);
    }
}
