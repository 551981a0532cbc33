package org.curlew.grading.statistics;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.ExhibitMedia;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Place;
import org.springframework.stereotype.Service;

/**
 * An exhibit's media as DFXML 2.0.0-beta.0, one {@code fileobject} a place, in the order of elements that the schema asks for. Memory
 * does not grow with the exhibit.
 */
@Service
public class DfxmlExport {

    private static final String NAMESPACE = "http://www.forensicswiki.org/wiki/Category:Digital_Forensics_XML";

    private final Media media;

    public DfxmlExport(Media media) {
        this.media = media;
    }

    /** Writes the exhibit and gives the number of file objects; the stream stays open. */
    public long write(long exhibitId, String toolVersion, OutputStream out) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(buffered, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("dfxml");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeAttribute("version", "2.0.0-beta.0");
            xml.writeEmptyElement("metadata");
            xml.writeStartElement("creator");
            text(xml, "program", "Curlew");
            text(xml, "version", toolVersion);
            xml.writeEndElement();
            long written = media.forExhibit(exhibitId, all -> files(xml, all));
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
            buffered.flush();
            return written;
        } catch (XMLStreamException e) {
            throw new IOException("The DFXML file cannot be written: " + e.getMessage(), e);
        }
    }

    private static long files(XMLStreamWriter xml, Iterator<ExhibitMedia> all) {
        long written = 0;
        try {
            while (all.hasNext()) {
                ExhibitMedia item = all.next();
                for (ExhibitMedia.Occurrence occurrence : item.occurrences()) {
                    file(xml, item.content(), occurrence.place());
                    written++;
                }
            }
            return written;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void file(XMLStreamWriter xml, Content content, Place place) throws XMLStreamException {
        xml.writeStartElement("fileobject");
        // a file in an archive has the archive's path before its own, as fiwalk's readers expect one name
        text(xml, "filename", strip(place.container().isEmpty() ? place.path() : place.container() + place.path()));
        text(xml, "partition", Integer.toString(place.volume() + 1));
        text(xml, "filesize", Long.toString(content.size()));
        text(xml, place.allocated() ? "alloc" : "unalloc", "1");
        if (place.orphan()) {
            text(xml, "orphan", "1");
        }
        time(xml, "mtime", place.modified());
        time(xml, "ctime", place.changed());
        time(xml, "atime", place.accessed());
        time(xml, "crtime", place.created());
        for (List<String> digest : List.of(
                List.of("md5", content.md5()), List.of("sha1", content.sha1()), List.of("sha256", content.sha256()))) {
            xml.writeStartElement("hashdigest");
            xml.writeAttribute("type", digest.getFirst());
            xml.writeCharacters(digest.getLast());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private static void time(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        if (!value.isEmpty()) {
            text(xml, name, value);
        }
    }

    private static void text(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(clean(value));
        xml.writeEndElement();
    }

    private static String strip(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    /** XML 1.0 has no form for most control characters and lone surrogates; a name may hold both. */
    private static String clean(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c < 32 && c != '\t' || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
