package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.tika.mime.MimeTypes;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Tika's own table of types, read a second time for what its interface does not tell. */
record TikaTable(MagicIndex magic, NameHints.Special specialNames) {

    static TikaTable read() {
        try (InputStream in = MimeTypes.class.getResourceAsStream("tika-mimetypes.xml")) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element root = factory.newDocumentBuilder().parse(in).getDocumentElement();
            return new TikaTable(MagicIndex.of(root), NameHints.Special.of(root));
        } catch (IOException | ParserConfigurationException | SAXException broken) {
            throw new IllegalStateException("Tika's table of types cannot be read", broken);
        }
    }
}
