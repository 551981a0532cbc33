package org.curlew.grading.vics.lint;

import java.util.Locale;
import java.util.Set;
import org.curlew.grading.vics.lint.Model.Entity;
import org.curlew.grading.vics.lint.Model.Property;
import org.curlew.grading.vics.lint.Model.Type;
import org.curlew.triage.vics.VicsHeader;
import org.curlew.triage.vics.VicsKind;
import org.curlew.triage.vics.VicsVersion;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Walks the tokens of one file along the model. */
final class LintWalk {

    private static final Set<String> REGIONS = Set.of("uk", "us", "default");

    final JsonParser parser;
    private final Model model;
    private final LintValues values;

    VicsHeader header = VicsHeader.NONE;
    boolean sawValue;

    /** Whether the file's one value was read whole. */
    boolean ended;

    LintWalk(JsonParser parser, Model model, LintValues values) {
        this.parser = parser;
        this.model = model;
        this.values = values;
    }

    /** Reads to the end; {@link #sawValue} stays false where there are no rows at all. */
    void file() {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            root();
        } else if (first == JsonToken.START_ARRAY) {
            values.report(LintRule.CONTEXT_MISSING, "", null);
            sawValue = true;
            rows(null);
        }
        ended = true;
        if (first != null && parser.nextToken() != null) {
            values.report(LintRule.ROOT_FIELD, "", "text after the end of the file's object");
        }
    }

    private void root() {
        int position = 0;
        boolean context = false;
        String name;
        while ((name = parser.nextName()) != null) {
            JsonToken token = parser.nextToken();
            boolean isContext = name.equalsIgnoreCase("@odata.context") || name.equalsIgnoreCase("odata.metadata");
            boolean isValue = name.equals("value");
            if (isContext && position != 0 || isValue && position != 1) {
                values.report(LintRule.CONTEXT_POSITION, name, null);
            }
            if (isContext) {
                context = true;
                context(name, token == JsonToken.VALUE_STRING ? parser.getString() : "");
            } else if (isValue && token == JsonToken.START_ARRAY) {
                sawValue = true;
                if (!context) {
                    values.report(LintRule.CONTEXT_MISSING, "", null);
                }
                rows(
                        switch (header.kind()) {
                            case CASES -> model.entity("Case");
                            case MEDIA -> model.entity("Media");
                            case UNKNOWN -> null;
                        });
            } else {
                values.report(LintRule.ROOT_FIELD, name, null);
                parser.skipChildren();
            }
            position++;
        }
    }

    private void context(String name, String text) {
        header = VicsHeader.parse(text);
        boolean newStyle = name.startsWith("@");
        boolean version2 = header.version() == VicsVersion.V2_0;
        values.version2 = version2 || header.version() == VicsVersion.UNKNOWN && newStyle;
        if (header.version() == VicsVersion.UNKNOWN || header.kind() == VicsKind.UNKNOWN || version2 != newStyle) {
            values.report(LintRule.CONTEXT_UNKNOWN, name, text);
        } else if (version2
                && (header.region() == null || !REGIONS.contains(header.region().toLowerCase(Locale.ROOT)))) {
            values.report(LintRule.CONTEXT_REGION, name, text);
        }
    }

    /** @param entity null where the context does not say: then each row's first field does */
    private void rows(Entity entity) {
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (token == JsonToken.START_OBJECT) {
                row(entity);
            } else {
                values.report(LintRule.WRONG_TYPE, "value", null);
                parser.skipChildren();
            }
        }
    }

    private void row(Entity entity) {
        String first = parser.nextName();
        Entity known = entity;
        if (known == null) {
            boolean isCase = first != null
                    && (first.startsWith("Case") || first.startsWith("Contact") || first.startsWith("Source"));
            known = model.entity(isCase ? "Case" : "Media");
        }
        object(known, first);
    }

    private void object(Entity entity, String first) {
        values.begin(entity);
        long seen = 0;
        long filled = 0;
        for (String name = first; name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            Property property = property(entity, name);
            if (property == null) {
                parser.skipChildren();
                continue;
            }
            long bit = 1L << property.index();
            if ((seen & bit) != 0) {
                values.report(LintRule.FIELD_REPEATED, property.label(), null);
            }
            seen |= bit;
            if (token != JsonToken.VALUE_NULL) {
                filled |= bit;
                value(property, token);
            }
        }
        missing(entity, entity.required & ~filled);
        values.end(entity);
    }

    private Property property(Entity entity, String name) {
        Property property = entity.property(name);
        if (property != null) {
            return property;
        }
        if (name.contains("odata.")) {
            if (values.version2) {
                values.report(LintRule.ODATA_LINK, entity.name + "." + name, null);
            }
            return null;
        }
        property = entity.inAnyCase(name);
        if (property != null) {
            values.report(LintRule.FIELD_CASE, entity.name + "." + name, null);
            return property;
        }
        boolean nameOfVersion11 =
                name.equals("Name") && entity.name.equals("Media") && header.version() == VicsVersion.V1_1;
        if (!nameOfVersion11) {
            values.report(LintRule.UNKNOWN_FIELD, entity.name + "." + name, null);
        }
        return null;
    }

    private void value(Property property, JsonToken token) {
        if (property.type() == Type.LIST) {
            list(property, token);
        } else if (property.type() == Type.LINK) {
            parser.skipChildren();
        } else if (token.isStructStart()) {
            values.report(LintRule.WRONG_TYPE, property.label(), "a list or object");
            parser.skipChildren();
        } else {
            values.scalar(property, token);
        }
    }

    private void list(Property property, JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            values.report(LintRule.WRONG_TYPE, property.label(), "not a list");
            parser.skipChildren();
            return;
        }
        JsonToken item;
        while ((item = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (item == JsonToken.START_OBJECT) {
                object(property.target(), parser.nextName());
            } else {
                values.report(LintRule.WRONG_TYPE, property.label(), "a row that is no object");
                parser.skipChildren();
            }
        }
    }

    // Up to 1.3 no model is published to hold a file against; the digests of a media are looked at in any version.
    private void missing(Entity entity, long absent) {
        if (absent == 0 || !values.version2) {
            return;
        }
        for (Property property : entity.properties) {
            if ((absent & 1L << property.index()) != 0) {
                boolean fileId = property.label().equals("MediaFile.MediaFileID");
                values.report(fileId ? LintRule.FILE_ID_MISSING : LintRule.REQUIRED_MISSING, property.label(), null);
            }
        }
    }
}
