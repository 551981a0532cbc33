package org.curlew.triage.hashsets;

import java.time.OffsetDateTime;
import org.curlew.triage.hashsets.index.Role;

/**
 * One import of a set.
 *
 * @param id of the version, unique over all sets
 * @param setId of the set
 * @param name of the set
 * @param number of the version in the set, from 1
 * @param entries rows taken
 * @param rejected rows that could not be used
 * @param conflicts digests with several categories
 * @param state whether it may be used
 * @param reason why it may not; null where it may
 */
public record SetVersion(
        long id,
        long setId,
        String name,
        int number,
        Role role,
        String scheme,
        int schemeVersion,
        String importer,
        OffsetDateTime importedAt,
        long entries,
        long rejected,
        long conflicts,
        VersionState state,
        String reason) {}
