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

    /** Whether the machine is at work on the exhibit, and would go on to store what it finds. */
    boolean atWork(long exhibitId);

    /**
     * Forgets that the exhibit's images lie in our store, in the caller's transaction: from its end on nobody reads them there.
     *
     * @return what the keys of their objects begin with, also of one that did not come to its end; an image that comes later has another
     */
    List<String> letGoOfImages(long exhibitId);
}
