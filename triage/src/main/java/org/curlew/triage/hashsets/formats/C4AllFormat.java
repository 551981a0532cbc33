package org.curlew.triage.hashsets.formats;

import java.io.IOException;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** C4All index: {@code ReportIndex} with {@code Image} and {@code Movie}; hash, sha1Hash and category are kept, 0 is no category. */
final class C4AllFormat implements HashListFormat {

    @Override
    public String name() {
        return "c4all-xml";
    }

    @Override
    public boolean recognises(Sample sample) {
        return sample.text().contains("<ReportIndex");
    }

    @Override
    public void read(Path file, RowSink sink) throws IOException {
        sink.placesAre("line");
        XmlRows.read(file, new Tags(sink));
    }

    private static final class Tags implements XmlRows.Tags {

        private final RowSink sink;
        private org.curlew.triage.hashsets.index.DigestRow row;
        private long line;
        private String problem;

        Tags(RowSink sink) {
            this.sink = sink;
        }

        @Override
        public void start(XMLStreamReader xml) throws XMLStreamException {
            String name = xml.getLocalName();
            if (name.equals("Image") || name.equals("Movie")) {
                row = sink.row();
                line = XmlRows.line(xml);
                problem = null;
            } else if (row != null) {
                switch (name) {
                    case "hash", "sha1Hash" -> digest(xml.getElementText().strip());
                    case "category" -> category(xml.getElementText().strip());
                    default -> { // the file's place and form; not kept
                    }
                }
            }
        }

        private void digest(String text) {
            String reason = text.isEmpty() ? null : row.hex(text);
            problem = problem == null ? reason : problem;
        }

        private void category(String text) {
            if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= 255) {
                row.category(Integer.parseInt(text) == 0 ? -1 : Integer.parseInt(text));
            } else if (!text.isEmpty()) {
                problem = problem == null ? "category " + text + " is no number from 0 to 255" : problem;
            }
        }

        @Override
        public void end(XMLStreamReader xml) throws IOException {
            if (xml.getLocalName().equals("Image") || xml.getLocalName().equals("Movie")) {
                if (problem == null && row.usable()) {
                    sink.accept(line);
                } else {
                    sink.reject(line, problem == null ? "no digest" : problem, null);
                }
                row = null;
            }
        }
    }
}
