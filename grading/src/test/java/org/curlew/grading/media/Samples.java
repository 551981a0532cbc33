package org.curlew.grading.media;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Invented media for tests. */
public final class Samples {

    private Samples() {}

    /** A picture whose digests are those of the given text. */
    public static Content picture(String text) {
        return content(text, "image/jpeg");
    }

    /** A picture that names the camera Invented Phone X9, serial number SN-4711. */
    public static Content withCamera(String text) {
        Content plain = picture(text);
        return new Content(
                plain.sha256(),
                plain.md5(),
                plain.sha1(),
                plain.size(),
                plain.mime(),
                new Camera("Invented", "Phone X9", "SN-4711", "2026:01:01 10:00:00"),
                null,
                null);
    }

    public static Content content(String text, String mime) {
        return new Content(
                digest("SHA-256", text),
                digest("MD5", text),
                digest("SHA-1", text),
                text.getBytes(StandardCharsets.UTF_8).length,
                mime,
                Camera.NONE,
                null,
                null);
    }

    public static Place at(String path) {
        return new Place(
                0,
                path,
                "",
                "2024-02-29T23:59:59.999Z",
                "2024-03-31T01:30:00Z",
                "2024-10-27T01:30:00Z",
                "",
                true,
                false,
                false);
    }

    public static FoundMedia found(String text, String path) {
        return new FoundMedia(picture(text), at(path), null);
    }

    public static FoundMedia found(String text, String path, Match match) {
        return new FoundMedia(picture(text), at(path), match);
    }

    /** An exact match of an illegal set in category 1 of uk-2014. */
    public static Match illegal() {
        return new Match("Force set", "2026-01", Match.ILLEGAL, "uk-2014", 1, "md5");
    }

    private static String digest(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
