package org.curlew.triage.hashsets;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.curlew.triage.hashsets.index.DigestKind;
import org.curlew.triage.hashsets.index.IndexEntries;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Gives a set away: as VICS 2.0 {@code #Media}, or as a list of one kind of digest. */
final class SetExport {

    private final Path index;

    SetExport(Path index) {
        this.index = index;
    }

    /**
     * VICS 2.0, UTF-8 without a mark, one row an entry in the model's field order. A SHA-256 and a PDQ stand among the alternative hashes. The
     * model's key is the MD5; entries without one are written all the same, with what they have.
     *
     * @param region region segment of the context: {@code UK}, {@code Default}
     */
    void vics(OutputStream out, String region) throws IOException {
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "@odata.context",
                    "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/" + region + "/$metadata#Media");
            json.writeArrayPropertyStart("value");
            int[] number = new int[1];
            IndexEntries.read(index, entry -> write(json, entry, ++number[0]));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, IndexEntries.Entry entry, int number) {
        json.writeStartObject();
        json.writeNumberProperty("MediaID", number);
        if (entry.category() != null) {
            json.writeNumberProperty("Category", entry.category());
        }
        digest(json, "MD5", entry.md5());
        digest(json, "SHA1", entry.sha1());
        json.writeBooleanProperty("VictimIdentified", entry.victimIdentified());
        json.writeBooleanProperty("OffenderIdentified", entry.offenderIdentified());
        json.writeBooleanProperty("IsDistributed", entry.distributed());
        if (entry.series() != null) {
            json.writeStringProperty("Series", entry.series());
        }
        json.writeBooleanProperty("IsPrecategorized", false);
        if (entry.photoDna() != null) {
            json.writeStringProperty("PhotoDNA", entry.photoDna());
        }
        if (entry.sha256() != null || entry.pdq() != null) {
            json.writeArrayPropertyStart("AlternativeHashes");
            alternative(json, entry, "SHA256", entry.sha256());
            alternative(json, entry, "PDQ", entry.pdq());
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void alternative(JsonGenerator json, IndexEntries.Entry entry, String name, String value) {
        if (value != null) {
            json.writeStartObject();
            digest(json, "MD5", entry.md5());
            json.writeStringProperty("HashName", name);
            digest(json, "HashValue", value);
            json.writeEndObject();
        }
    }

    private static void digest(JsonGenerator json, String field, String digest) {
        if (digest != null) {
            json.writeStringProperty(field, digest.toUpperCase(Locale.ROOT));
        }
    }

    /** One digest of a kind a line, lower-case hex, LF; entries that have none of the kind are left out and counted. */
    long list(OutputStream out, DigestKind kind) throws IOException {
        long[] without = new long[1];
        try (BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.US_ASCII))) {
            IndexEntries.read(index, entry -> {
                String digest =
                        switch (kind) {
                            case MD5 -> entry.md5();
                            case SHA1 -> entry.sha1();
                            case SHA256 -> entry.sha256();
                        };
                if (digest == null) {
                    without[0]++;
                } else {
                    writer.append(digest).append('\n');
                }
            });
        }
        return without[0];
    }
}
