package org.curlew.pipeline.near;

import org.curlew.triage.perceptual.Dihedral;
import org.curlew.triage.perceptual.PdqHash;

/**
 * A suggestion: a content of a device looks like something that a set knows.
 *
 * @param category what the set says of what it resembles; null where it says nothing
 * @param distance differing bits of the nearest pair, 0 to 31; an estimate where a frame of a video is turned, or a picture that was hashed before
 *     its turned forms were kept
 * @param turn how the picture has to be turned
 * @param known PDQ of what it resembles
 * @param knownContent SHA-256 of what it resembles where that was seen on a device; null where only the set's PDQ is known
 * @param framesAlike of a video: frames that have a like one in what it resembles; 0 for a picture
 * @param frames of a video: frames that could be compared; 0 for a picture
 */
record Near(
        long setVersionId,
        String set,
        String version,
        String role,
        String scheme,
        Integer category,
        int distance,
        Dihedral turn,
        PdqHash known,
        byte[] knownContent,
        int framesAlike,
        int frames) {

    Near ofVideo(int alike, int compared) {
        return new Near(
                setVersionId,
                set,
                version,
                role,
                scheme,
                category,
                distance,
                turn,
                known,
                knownContent,
                alike,
                compared);
    }
}
