package org.curlew.pipeline.images;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Digests that one thread computes of the same blocks. */
final class BlockDigests {

    private final List<MessageDigest> digests = new ArrayList<>();

    BlockDigests(String... algorithms) {
        for (String algorithm : algorithms) {
            digests.add(digest(algorithm));
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }

    void update(MediaBlock block) {
        for (MessageDigest digest : digests) {
            digest.update(block.bytes(), 0, block.length());
        }
    }

    /** The digests of everything so far, lower-case hex, in the order of the algorithms. */
    List<String> hex() {
        return digests.stream()
                .map(digest -> HexFormat.of().formatHex(digest.digest()))
                .toList();
    }
}
