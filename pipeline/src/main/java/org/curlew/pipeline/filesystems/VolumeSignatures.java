package org.curlew.pipeline.filesystems;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Names what libtsk does not read, from the table volume-signatures.tsv. */
final class VolumeSignatures {

    /** Covers the farthest signature in the table. */
    static final int HEAD = 66 * 1024;

    private final List<Signature> signatures;

    VolumeSignatures() {
        try (InputStream in = VolumeSignatures.class.getResourceAsStream("volume-signatures.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            signatures = lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Signature::parse)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The first line of a status that matches the volume's first bytes. */
    Optional<Signature> find(Volume.Status status, byte[] head) {
        return signatures.stream()
                .filter(signature -> signature.status() == status)
                .filter(signature -> Bytes.matches(head, signature.offset(), signature.bytes()))
                .findFirst();
    }

    /** One line of the table. */
    record Signature(Volume.Status status, int offset, byte[] bytes, String name, String advice) {

        static Signature parse(String line) {
            String[] fields = line.split("\t");
            return new Signature(
                    Volume.Status.valueOf(fields[0]),
                    Integer.parseInt(fields[1]),
                    HexFormat.of().parseHex(fields[2]),
                    fields[3],
                    fields[4]);
        }
    }
}
