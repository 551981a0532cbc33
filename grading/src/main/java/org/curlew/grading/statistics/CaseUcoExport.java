package org.curlew.grading.statistics;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.UUID;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.ExhibitMedia;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Place;
import org.springframework.stereotype.Service;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * An exhibit's media as CASE/UCO JSON-LD: one {@code uco-observable:File} a place with its file and content facets. Identifiers are
 * derived from exhibit and path, so that two exports of one exhibit name the same things alike. Memory does not grow.
 */
@Service
public class CaseUcoExport {

    private static final String[][] CONTEXT = {
        {"kb", "http://example.org/kb/"},
        {"uco-core", "https://ontology.unifiedcyberontology.org/uco/core/"},
        {"uco-observable", "https://ontology.unifiedcyberontology.org/uco/observable/"},
        {"uco-types", "https://ontology.unifiedcyberontology.org/uco/types/"},
        {"xsd", "http://www.w3.org/2001/XMLSchema#"}
    };

    private final Media media;

    public CaseUcoExport(Media media) {
        this.media = media;
    }

    /** Writes the exhibit and gives the number of files in it; the stream stays open. */
    public long write(long exhibitId, OutputStream out) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
        JsonGenerator json = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .createGenerator(ObjectWriteContext.empty(), buffered, JsonEncoding.UTF8);
        json.writeStartObject();
        json.writeObjectPropertyStart("@context");
        for (String[] name : CONTEXT) {
            json.writeStringProperty(name[0], name[1]);
        }
        json.writeEndObject();
        json.writeArrayPropertyStart("@graph");
        long written = media.forExhibit(exhibitId, all -> files(json, exhibitId, all));
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        buffered.flush();
        return written;
    }

    private static long files(JsonGenerator json, long exhibitId, Iterator<ExhibitMedia> all) {
        long written = 0;
        while (all.hasNext()) {
            ExhibitMedia item = all.next();
            for (ExhibitMedia.Occurrence o : item.occurrences()) {
                String key =
                        exhibitId + "\n" + o.place().volume() + "\n" + o.place().container() + "\n"
                                + o.place().path() + "\n" + item.content().sha256() + "\n" + written;
                file(json, key, item.content(), o.place());
                written++;
            }
        }
        return written;
    }

    private static void file(JsonGenerator json, String key, Content content, Place place) {
        start(json, "file", key, "uco-observable:File");
        json.writeBooleanProperty("uco-observable:hasChanged", false);
        json.writeArrayPropertyStart("uco-core:hasFacet");
        start(json, "file-facet", key, "uco-observable:FileFacet");
        json.writeStringProperty(
                "uco-observable:fileName", place.path().substring(place.path().lastIndexOf('/') + 1));
        json.writeStringProperty(
                "uco-observable:filePath",
                place.container().isEmpty() ? place.path() : place.container() + place.path());
        json.writeBooleanProperty("uco-observable:isDirectory", false);
        json.writeNumberProperty("uco-observable:sizeInBytes", content.size());
        json.writeStringProperty("uco-observable:allocationStatus", place.allocated() ? "allocated" : "unallocated");
        time(json, "uco-observable:observableCreatedTime", place.created());
        time(json, "uco-observable:modifiedTime", place.modified());
        time(json, "uco-observable:accessedTime", place.accessed());
        time(json, "uco-observable:metadataChangeTime", place.changed());
        json.writeEndObject();
        start(json, "content-data-facet", key, "uco-observable:ContentDataFacet");
        json.writeStringProperty("uco-observable:mimeType", content.mime());
        json.writeNumberProperty("uco-observable:sizeInBytes", content.size());
        json.writeArrayPropertyStart("uco-observable:hash");
        hash(json, key, "MD5", content.md5());
        hash(json, key, "SHA1", content.sha1());
        hash(json, key, "SHA256", content.sha256());
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void hash(JsonGenerator json, String key, String method, String value) {
        start(json, "hash", key + method, "uco-types:Hash");
        json.writeStringProperty("uco-types:hashMethod", method);
        json.writeObjectPropertyStart("uco-types:hashValue");
        json.writeStringProperty("@type", "xsd:hexBinary");
        json.writeStringProperty("@value", value);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, String value) {
        if (!value.isEmpty()) {
            json.writeObjectPropertyStart(name);
            json.writeStringProperty("@type", "xsd:dateTime");
            json.writeStringProperty("@value", value);
            json.writeEndObject();
        }
    }

    private static void start(JsonGenerator json, String kind, String key, String type) {
        json.writeStartObject();
        json.writeStringProperty(
                "@id",
                "kb:" + kind + "-" + UUID.nameUUIDFromBytes((kind + "\n" + key).getBytes(StandardCharsets.UTF_8)));
        json.writeStringProperty("@type", type);
    }
}
