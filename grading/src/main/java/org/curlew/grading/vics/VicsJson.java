package org.curlew.grading.vics;

import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.curlew.triage.vics.VicsTime;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.MinimalPrettyPrinter;

/** The JSON of a VICS file: UTF-8 without a mark, one row a line, the same bytes for the same rows. */
final class VicsJson {

    private static final DateTimeFormatter SECONDS = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private final JsonGenerator json;
    private final Map<String, Long> leftOut = new TreeMap<>();

    VicsJson(OutputStream out) {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                .build();
        this.json = factory.createGenerator(new RowALine(), out, JsonEncoding.UTF8);
    }

    void startObject() {
        json.writeStartObject();
    }

    void endObject() {
        json.writeEndObject();
    }

    void startArray(String name) {
        json.writeArrayPropertyStart(name);
    }

    void endArray() {
        json.writeEndArray();
    }

    /** Ends the file with a line feed. */
    void end() {
        json.flush();
        json.writeRaw('\n');
        json.flush();
    }

    /** Null is left out. */
    void text(String name, String value) {
        if (value != null) {
            json.writeStringProperty(name, sound(value));
        }
    }

    void textOrNull(String name, String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            text(name, value);
        }
    }

    void textOrEmpty(String name, String value) {
        text(name, value == null ? "" : value);
    }

    /** Null is left out. */
    void number(String name, Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value.longValue());
        }
    }

    /** Null is left out. */
    void number(String name, Integer value) {
        if (value != null) {
            json.writeNumberProperty(name, value.intValue());
        }
    }

    void numberOrNull(String name, Integer value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            number(name, value);
        }
    }

    /** Null is left out. */
    void flag(String name, Boolean value) {
        if (value != null) {
            json.writeBooleanProperty(name, value);
        }
    }

    void flagOrNull(String name, Boolean value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            flag(name, value);
        }
    }

    void flagIfTrue(String name, Boolean value) {
        if (Boolean.TRUE.equals(value)) {
            json.writeBooleanProperty(name, true);
        }
    }

    /** UTC with seconds. A time without a zone has no place in version 2.0, and nobody may guess its zone: it is left out. */
    void utc(String name, VicsTime time) {
        if (time == null) {
            return;
        }
        time.instant().ifPresentOrElse(i -> text(name, utc(i)), () -> leaveOut(name + " without a time zone"));
    }

    /** UTC where the zone is known, as it stands where it is not: version 1.3 has both. */
    void utcOrLocal(String name, VicsTime time) {
        if (time == null) {
            json.writeNullProperty(name);
        } else {
            text(name, time.instant().map(VicsJson::utc).orElseGet(() -> SECONDS.format(time.local())));
        }
    }

    private static String utc(Instant instant) {
        return SECONDS.format(instant.atOffset(ZoneOffset.UTC)) + "Z";
    }

    void leaveOut(String what) {
        leftOut.merge(what, 1L, Long::sum);
    }

    /** Counts a value that the profile has no place for; null, empty and false say nothing and are not counted. */
    void leaveOut(String what, Object value) {
        boolean nothing = value == null
                || value.equals("")
                || Boolean.FALSE.equals(value)
                || value instanceof java.util.Collection<?> rows && rows.isEmpty();
        if (!nothing) {
            leaveOut(what);
        }
    }

    Map<String, Long> leftOut() {
        return leftOut;
    }

    // UTF-8 has no form for half a surrogate pair, which damaged names contain: it becomes the visible sign U+FFFD.
    private static String sound(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                return replaceHalves(value);
            }
        }
        return value;
    }

    private static String replaceHalves(String value) {
        StringBuilder sound = new StringBuilder(value.length());
        value.codePoints()
                .forEach(c -> sound.appendCodePoint(
                        c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c));
        return sound.toString();
    }

    private static final class RowALine extends ObjectWriteContext.Base {

        private final PrettyPrinter printer = new MinimalPrettyPrinter() {
            @Override
            public void beforeArrayValues(JsonGenerator g) {
                g.writeRaw('\n');
            }

            @Override
            public void writeArrayValueSeparator(JsonGenerator g) {
                g.writeRaw(",\n");
            }
        };

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return printer;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
