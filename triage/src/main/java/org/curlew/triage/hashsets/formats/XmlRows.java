package org.curlew.triage.hashsets.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Steps through an XML file without entities or document types. The encoding is told by the bytes: C4All files declare UTF-16 over
 * eight-bit text, and a parser that believes them reads nothing.
 */
final class XmlRows {

    private XmlRows() {}

    /** What a format does at each tag. */
    interface Tags {
        void start(XMLStreamReader xml) throws XMLStreamException, IOException;

        void end(XMLStreamReader xml) throws XMLStreamException, IOException;
    }

    static void read(Path file, Tags tags) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(8);
            TextEncoding encoding = TextEncoding.of(in.readNBytes(4));
            in.reset();
            in.skipNBytes(encoding.markBytes());
            Charset charset = encoding.wide() == null ? StandardCharsets.UTF_8 : encoding.wide();
            Reader text = new InputStreamReader(in, charset);
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            XMLStreamReader xml = factory.createXMLStreamReader(text);
            try {
                while (xml.hasNext()) {
                    int event = xml.next();
                    if (event == XMLStreamConstants.START_ELEMENT) {
                        tags.start(xml);
                    } else if (event == XMLStreamConstants.END_ELEMENT) {
                        tags.end(xml);
                    }
                }
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            String message = e.getMessage().replaceAll("\\s+", " ");
            throw new BrokenFileException("no XML from line " + line + " on, or cut short there: " + message, e);
        }
    }

    static long line(XMLStreamReader xml) {
        return xml.getLocation().getLineNumber();
    }
}
