package org.curlew.triage.referrals;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** Reads a report file, XML or JSON, into one kind of tree. It comes from outside: nothing in it is fetched or expanded. */
final class ReportReader {

    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_NODES = 500_000;
    private static final int DEEPEST = 100;

    private final Deque<ReportNode> open = new ArrayDeque<>();
    private int nodes;

    private ReportReader() {
        open.push(ReportNode.named("file"));
    }

    /**
     * The reports of a file.
     *
     * @throws ReferralException where the file is neither XML nor JSON, is cut short or is too large
     */
    static List<ReportNode> read(String name, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new ReferralException(name + " is larger than 32 MiB: a report holds no pictures; export it again");
        }
        int first = 0;
        while (first < bytes.length && (bytes[first] <= ' ')) {
            first++;
        }
        if (first == bytes.length) {
            throw new ReferralException(name + " is empty: export the report again");
        }
        ReportReader reader = new ReportReader();
        try {
            if (bytes[first] == '{' || bytes[first] == '[') {
                reader.json(bytes);
            } else {
                reader.xml(bytes);
            }
        } catch (XMLStreamException | JacksonException e) {
            throw new ReferralException(
                    name + " cannot be read as XML or JSON (" + firstLine(e) + "): export the report again", e);
        } catch (TooMuch e) {
            throw new ReferralException(name + " is " + e.getMessage() + ": it is no report", e);
        }
        ReportNode file = reader.open.peek();
        List<ReportNode> reports = file.all("report", "cyberTip", "cyberTipReport", "referral");
        return reports.isEmpty() ? file.children() : reports;
    }

    private static String firstLine(Exception e) {
        String message = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch(String message) {
            super(message);
        }
    }

    private void begin(String name) {
        if (++nodes > MOST_NODES) {
            throw new TooMuch("made of more than " + MOST_NODES + " elements");
        }
        if (open.size() > DEEPEST) {
            throw new TooMuch("nested more than " + DEEPEST + " deep");
        }
        ReportNode node = ReportNode.named(name);
        open.peek().children().add(node);
        open.push(node);
    }

    private void leaf(String name, String text) {
        begin(name);
        open.pop().content().append(text);
    }

    private void xml(byte[] bytes) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader in = factory.createXMLStreamReader(new StringReader(decoded(bytes)));
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    begin(in.getLocalName());
                    for (int i = 0; i < in.getAttributeCount(); i++) {
                        leaf(in.getAttributeLocalName(i), in.getAttributeValue(i));
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.peek().content().append(in.getText());
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                default -> {
                    // comments and processing instructions tell nothing
                }
            }
        }
    }

    private static final Pattern ENCODING = Pattern.compile("<\\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)");

    /** Text by the byte-order mark or the declared encoding; the parser's own decoder writes its errors to the console. */
    private static String decoded(byte[] bytes) throws XMLStreamException {
        boolean wide = bytes.length > 1 && (bytes[0] == (byte) 0xFE || bytes[0] == (byte) 0xFF);
        Matcher declared =
                ENCODING.matcher(new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1));
        try {
            Charset charset = wide
                    ? StandardCharsets.UTF_16
                    : declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new XMLStreamException("its letters are not of the encoding it declares", e);
        }
    }

    private void json(byte[] bytes) {
        try (JsonParser in = new JsonFactory().createParser(bytes)) {
            value(in, in.nextToken(), "root");
            if (in.nextToken() != null) {
                throw new TooMuch("followed by something else");
            }
        }
    }

    private void value(JsonParser in, JsonToken token, String name) {
        switch (token) {
            case START_OBJECT -> {
                begin(name);
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String member = in.currentName();
                    value(in, in.nextToken(), member);
                }
                open.pop();
            }
            // Each member of an array has the array's name: "reports": [ … ] is many elements "report".
            case START_ARRAY -> {
                for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
                    value(in, next, singular(name));
                }
            }
            case VALUE_NULL -> {
                // the same as a member that is not there
            }
            default -> leaf(name, in.getString());
        }
    }

    private static String singular(String name) {
        return name.length() > 3 && name.endsWith("s") && !name.endsWith("ss") && !name.endsWith("Details")
                ? name.substring(0, name.length() - 1)
                : name;
    }
}
