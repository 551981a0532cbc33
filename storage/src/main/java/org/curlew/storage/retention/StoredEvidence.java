package org.curlew.storage.retention;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Which stored bytes belong to an exhibit; answered by whoever records where media were found. */
public interface StoredEvidence {

    /** Digests (SHA-256, lower-case hex) of the media found on the exhibit, in order, in lists of bounded length. */
    void media(long exhibitId, Consumer<List<String>> digests);

    /** The exhibits on which each of these was found, by digest. */
    Map<String, Set<Long>> exhibits(Collection<String> sha256s);

    /** Keys of the objects that hold the exhibit's image; empty where the image lies outside our store. */
    List<String> imageObjects(long exhibitId);
}
