package org.curlew.grading.vics.lint;

import java.util.Locale;
import org.curlew.grading.vics.lint.Model.Entity;
import org.curlew.grading.vics.lint.Model.Property;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/** Looks at each value by its type and its meaning, and at each row and case when it ends. */
final class LintValues {

    private final JsonParser parser;
    private final Findings findings;
    private final KeyCounter md5s;
    private final KeyCounter mediaIds;
    private final int bytesPerChar;
    private final MediaFacts facts = new MediaFacts();

    boolean version2;
    int cases;
    long media;
    long mediaFiles;
    String writerName = "";
    String writerVersion = "";

    private boolean inMedia;
    private long mediaOfCase;
    private long categorizedOfCase;
    private long precategorizedOfCase;
    private long statedMedia;
    private long statedPrecategorized;
    private String hashName;
    private String hashValue;

    /** @param bytesPerChar 1 where the parser counts bytes, 2 where it counts the characters of UTF-16 */
    LintValues(JsonParser parser, Findings findings, KeyCounter md5s, KeyCounter mediaIds, int bytesPerChar) {
        this.parser = parser;
        this.findings = findings;
        this.md5s = md5s;
        this.mediaIds = mediaIds;
        this.bytesPerChar = bytesPerChar;
    }

    void report(LintRule rule, String field, String value) {
        findings.add(rule, field, inMedia ? media : -1, this::offset, value);
    }

    private long offset() {
        var location = parser.currentTokenLocation();
        return bytesPerChar == 1 ? location.getByteOffset() : location.getCharOffset() * bytesPerChar;
    }

    void begin(Entity entity) {
        switch (entity.name) {
            case "Case" -> {
                mediaOfCase = 0;
                categorizedOfCase = 0;
                precategorizedOfCase = 0;
                statedMedia = -1;
                statedPrecategorized = -1;
            }
            case "Media" -> {
                inMedia = true;
                facts.clear();
            }
            case "AlternativeHash" -> {
                hashName = null;
                hashValue = null;
            }
            default -> {
                // other rows have nothing to remember
            }
        }
    }

    void end(Entity entity) {
        switch (entity.name) {
            case "Case" -> endCase();
            case "Media" -> endMedia();
            case "MediaFile" -> mediaFiles++;
            case "AlternativeHash" -> endHash();
            default -> {
                // other rows stand for themselves
            }
        }
    }

    private void endCase() {
        cases++;
        if (statedMedia >= 0 && statedMedia != mediaOfCase) {
            report(LintRule.TOTAL_MEDIA, "Case.TotalMediaFiles", statedMedia + " stated, " + mediaOfCase + " there");
        }
        if (statedPrecategorized >= 0
                && statedPrecategorized != categorizedOfCase
                && statedPrecategorized != precategorizedOfCase) {
            report(
                    LintRule.TOTAL_PRECATEGORIZED,
                    "Case.TotalPrecategorized",
                    statedPrecategorized + " stated, " + categorizedOfCase + " with a category, " + precategorizedOfCase
                            + " marked");
        }
    }

    private void endMedia() {
        if (facts.hasMd5) {
            md5s.add(facts.md5High, facts.md5Low, media);
        } else if (!facts.hasOtherDigest) {
            report(LintRule.NO_DIGEST, "Media", null);
        }
        if (!facts.firstChildAgrees()) {
            report(LintRule.FILE_MD5_DIFFERS, "MediaFile.MD5", null);
        }
        if (facts.precategorized && !facts.hasCategory) {
            report(LintRule.PRECATEGORIZED_WITHOUT_CATEGORY, "Media.IsPrecategorized", null);
        }
        if (facts.precategorized && !facts.hasSource) {
            report(LintRule.PRECATEGORIZED_WITHOUT_SOURCE, "Media.PrecategorizationSource", null);
        }
        categorizedOfCase += facts.hasCategory ? 1 : 0;
        precategorizedOfCase += facts.precategorized ? 1 : 0;
        mediaOfCase++;
        media++;
        inMedia = false;
    }

    private void endHash() {
        String name = hashName == null ? "" : hashName.replaceAll("[-_ ]", "").toUpperCase(Locale.ROOT);
        int length = hashValue == null ? 0 : hashValue.length();
        if (name.equals("PHOTODNA")) {
            if (version2) {
                report(LintRule.PHOTODNA_PLACE, "AlternativeHash.HashName", null);
            }
            if (length != 192 || !Values.isBase64(hashValue.toCharArray(), 0, length)) {
                report(LintRule.PHOTODNA, "AlternativeHash.HashValue", length + " characters");
            }
        } else if (name.equals("SHA256")) {
            boolean sound = length == 64 && Values.isHex(hashValue.toCharArray(), 0, length);
            facts.hasOtherDigest |= sound;
            if (!sound) {
                report(LintRule.DIGEST, "AlternativeHash.HashValue", hashValue);
            }
        }
    }

    void scalar(Property property, JsonToken token) {
        switch (property.type()) {
            case STRING -> text(property, token);
            case BOOLEAN -> bool(property, token);
            case BYTE -> number(property, token, 0, 255);
            case INT32 -> number(property, token, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> number(property, token, Long.MIN_VALUE, Long.MAX_VALUE);
            case GUID -> guid(property, token);
            case DATETIMEOFFSET -> time(property, token);
            case LIST, LINK -> throw new IllegalStateException(property.label());
        }
    }

    private void text(Property property, JsonToken token) {
        if (token != JsonToken.VALUE_STRING) {
            report(LintRule.WRONG_TYPE, property.label(), parser.getString());
            return;
        }
        switch (property.check()) {
            case MEDIA_MD5 -> mediaMd5(property);
            case ROW_MD5 -> rowMd5(property);
            case PARENT_MD5 -> digest(property, 32);
            case SHA1 -> facts.hasOtherDigest |= digest(property, 40);
            case PHOTODNA -> photoDna(property);
            case PATH -> path(property);
            case PRECATEGORIZATION_SOURCE -> facts.hasSource = parser.getStringLength() > 0;
            case HASH_NAME -> hashName = parser.getString();
            case HASH_VALUE -> hashValue = parser.getString();
            case WRITER_NAME -> writerName = parser.getString();
            case WRITER_VERSION -> writerVersion = parser.getString();
            default -> {
                // any text will do, and it need not even be decoded
            }
        }
    }

    private void mediaMd5(Property property) {
        if (digest(property, 32)) {
            char[] text = parser.getStringCharacters();
            int from = parser.getStringOffset();
            facts.hasMd5 = true;
            facts.md5High = Values.hex64(text, from);
            facts.md5Low = Values.hex64(text, from + 16);
        }
    }

    private void rowMd5(Property property) {
        if (digest(property, 32)) {
            char[] text = parser.getStringCharacters();
            int from = parser.getStringOffset();
            if (!facts.childAgrees(Values.hex64(text, from), Values.hex64(text, from + 16))) {
                report(LintRule.FILE_MD5_DIFFERS, property.label(), parser.getString());
            }
        }
    }

    private boolean digest(Property property, int digits) {
        char[] text = parser.getStringCharacters();
        int from = parser.getStringOffset();
        boolean sound = parser.getStringLength() == digits && Values.isHex(text, from, digits);
        boolean zero = sound;
        for (int i = from; zero && i < from + digits; i++) {
            zero = text[i] == '0';
        }
        if (!sound || zero) {
            report(LintRule.DIGEST, property.label(), parser.getString());
        }
        return sound && !zero;
    }

    private void photoDna(Property property) {
        int length = parser.getStringLength();
        if (length != 192 || !Values.isBase64(parser.getStringCharacters(), parser.getStringOffset(), length)) {
            report(LintRule.PHOTODNA, property.label(), length + " characters");
        }
    }

    private void path(Property property) {
        String path = parser.getString();
        LintRule rule = Values.path(path);
        if (rule != null) {
            report(rule, property.label(), path);
        }
    }

    private void bool(Property property, JsonToken token) {
        boolean value = token == JsonToken.VALUE_TRUE;
        if (!value && token != JsonToken.VALUE_FALSE) {
            String text = parser.getString();
            value = text.strip().equalsIgnoreCase("true") || text.strip().equals("1");
            if (!Values.isBooleanWord(text)) {
                report(LintRule.WRONG_TYPE, property.label(), text);
            } else if (version2) {
                report(LintRule.BOOLEAN_AS_TEXT, property.label(), text);
            }
        }
        if (property.check() == Model.Check.PRECATEGORIZED) {
            facts.precategorized = value;
        }
    }

    private void number(Property property, JsonToken token, long low, long high) {
        long value;
        try {
            if (token == JsonToken.VALUE_NUMBER_INT) {
                value = parser.getLongValue();
            } else if (token == JsonToken.VALUE_STRING) {
                value = Long.parseLong(parser.getString().strip());
                boolean custom = !version2 && property.type() == Model.Type.INT64;
                if (!custom) {
                    report(LintRule.NUMBER_AS_TEXT, property.label(), parser.getString());
                }
            } else {
                report(LintRule.WRONG_TYPE, property.label(), parser.getString());
                return;
            }
        } catch (NumberFormatException e) {
            report(LintRule.WRONG_TYPE, property.label(), parser.getString());
            return;
        } catch (InputCoercionException e) {
            report(LintRule.OUT_OF_RANGE, property.label(), parser.getString());
            return;
        }
        if (value < low || value > high) {
            report(LintRule.OUT_OF_RANGE, property.label(), Long.toString(value));
            return;
        }
        switch (property.check()) {
            case MEDIA_ID -> mediaIds.add(0, value, media);
            case CATEGORY -> facts.hasCategory = true;
            case TOTAL_MEDIA -> statedMedia = value;
            case TOTAL_PRECATEGORIZED -> statedPrecategorized = value;
            default -> {
                // any number in the range will do
            }
        }
    }

    private void guid(Property property, JsonToken token) {
        boolean sound = token == JsonToken.VALUE_STRING
                && Values.isGuid(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        if (!sound) {
            report(LintRule.GUID, property.label(), parser.getString());
        }
    }

    private void time(Property property, JsonToken token) {
        LintRule rule = token != JsonToken.VALUE_STRING
                ? LintRule.WRONG_TYPE
                : Values.time(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        if (rule != null) {
            report(rule, property.label(), parser.getString());
        }
    }
}
