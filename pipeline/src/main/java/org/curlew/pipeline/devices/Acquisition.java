package org.curlew.pipeline.devices;

import java.nio.file.Path;
import java.util.List;

/**
 * One image of an exhibit as the machine was given it.
 *
 * @param parts the files of the image, in order
 * @param readFrom where the image is read: the parts themselves, or names of parts that were moved into the object store
 * @param expected digests that someone declared, each lower-case hex or null
 * @param hashSetVersions versions of hash sets to match against, in the order given; empty for all that are in force
 * @param out folder for the result files, or null for the data folder's own
 */
public record Acquisition(
        long id,
        long exhibitId,
        String caseReference,
        String exhibitReference,
        List<Path> parts,
        List<Path> readFrom,
        Declared expected,
        List<Long> hashSetVersions,
        Path out) {

    /** Declared digests, lower-case hex or null. */
    public record Declared(String md5, String sha1, String sha256) {
        public static final Declared NONE = new Declared(null, null, null);
    }
}
