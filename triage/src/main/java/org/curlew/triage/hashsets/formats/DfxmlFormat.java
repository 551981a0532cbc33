package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.curlew.triage.hashsets.index.DigestRow;

/**
 * Digital Forensics XML: {@code hashdigest} of each {@code fileobject}. A digest inside a byte run is that of a piece and is not taken
 * for the file's. Objects without a digest, folders for example, are counted in a note.
 */
final class DfxmlFormat implements HashListFormat {

    @Override
    public String name() {
        return "dfxml";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.text().contains("<dfxml");
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        sink.placesAre("line");
        Tags tags = new Tags(sink);
        XmlRows.read(file, tags);
        if (tags.withoutDigest > 0) {
            sink.note(tags.withoutDigest + " file objects have no MD5, SHA-1 or SHA-256");
        }
    }

    private static final class Tags implements XmlRows.Tags {

        private final RowSink sink;
        private DigestRow row;
        private int below;
        private long line;
        private long withoutDigest;
        private String problem;

        Tags(RowSink sink) {
            this.sink = sink;
        }

        @Override
        public void start(XMLStreamReader xml) throws XMLStreamException {
            if (row == null && xml.getLocalName().equals("fileobject")) {
                row = sink.row();
                line = XmlRows.line(xml);
                problem = null;
                below = 0;
            } else if (row != null && below == 0 && xml.getLocalName().equals("hashdigest")) {
                String type =
                        String.valueOf(xml.getAttributeValue(null, "type")).replace("-", "");
                String digest = xml.getElementText().strip();
                if (type.matches("(?i)md5|sha1|sha256") && !digest.isEmpty()) {
                    String reason = row.hex(digest);
                    problem = problem == null ? reason : problem;
                }
            } else if (row != null) {
                below++;
            }
        }

        @Override
        public void end(XMLStreamReader xml) throws IOException {
            if (row == null) {
                return;
            }
            if (below > 0) {
                below--;
                return;
            }
            if (problem != null) {
                sink.reject(line, problem, null);
            } else if (row.usable()) {
                sink.accept(line);
            } else {
                withoutDigest++;
            }
            row = null;
        }
    }
}
