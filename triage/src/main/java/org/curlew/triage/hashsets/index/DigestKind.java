package org.curlew.triage.hashsets.index;

/** Digests a set can hold, weakest first. */
public enum DigestKind {
    MD5(16, "md5"),
    SHA1(20, "sha1"),
    SHA256(32, "sha256");

    private final int bytes;
    private final String label;

    DigestKind(int bytes, String label) {
        this.bytes = bytes;
        this.label = label;
    }

    /** Length of the digest in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The word used in files and on the command line: md5, sha1, sha256. */
    public String label() {
        return label;
    }
}
