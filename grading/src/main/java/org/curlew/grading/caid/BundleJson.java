package org.curlew.grading.caid;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The text of {@code bundle.json}. */
final class BundleJson {

    private BundleJson() {}

    static String of(BundleFacts facts, long media) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("format", 1);
            json.writeStringProperty("case", facts.caseReference());
            json.writeStringProperty("profile", facts.profile().label());
            json.writeStringProperty("scheme", facts.scheme());
            json.writeNumberProperty("schemeVersion", facts.schemeVersion());
            json.writeBooleanProperty("draft", facts.draft());
            json.writeArrayPropertyStart("releasedBy");
            facts.releasedBy().forEach(json::writeString);
            json.writeEndArray();
            json.writeStringProperty("made", facts.made().toString());
            json.writeNumberProperty("media", media);
            json.writeStringProperty("toolVersion", facts.toolVersion());
            json.writeEndObject();
        }
        return text + "\n";
    }
}
