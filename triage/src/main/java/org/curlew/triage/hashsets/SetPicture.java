package org.curlew.triage.hashsets;

import org.curlew.triage.hashsets.index.Role;
import org.curlew.triage.perceptual.Dihedral;
import org.curlew.triage.perceptual.PdqHash;

/**
 * A set's entry that looks like a picture. A suggestion for a person to look at: the category is what the set says of the entry, not
 * of the picture.
 *
 * @param category the entry's; null where it has none
 * @param hash the entry's PDQ
 * @param distance differing bits, 0 to 31
 * @param turn how the picture has to be turned to look like the entry
 */
public record SetPicture(
        long setVersionId,
        String set,
        int version,
        Role role,
        String scheme,
        Integer category,
        PdqHash hash,
        int distance,
        Dihedral turn) {}
