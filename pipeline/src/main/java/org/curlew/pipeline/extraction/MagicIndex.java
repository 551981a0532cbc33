package org.curlew.pipeline.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.tika.mime.MimeTypes;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Tells quickly that none of Tika's magic rules can match. Tika tries its 850 rules one after the other, which costs more
 * than digesting a small file; here the rules' first conditions, read from Tika's own table, are indexed by place and
 * first byte. Where one holds, Tika itself decides.
 */
final class MagicIndex {

    private static final MagicRule[] NONE = {};

    /** Places with rules of one offset, and the rules by first byte. */
    private final int[] offsets;

    private final MagicRule[][][] atOffset;

    /** Rules that look in a range, by first byte. */
    private final MagicRule[][] ranged;

    private final int rangedEnd;

    private MagicIndex(List<MagicRule> rules) {
        Map<Integer, List<MagicRule>> byOffset = new HashMap<>();
        List<MagicRule> moving = new ArrayList<>();
        for (MagicRule rule : rules) {
            if (rule.first() == rule.last()) {
                byOffset.computeIfAbsent(rule.first(), key -> new ArrayList<>()).add(rule);
            } else {
                moving.add(rule);
            }
        }
        offsets =
                byOffset.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        atOffset = new MagicRule[offsets.length][][];
        for (int i = 0; i < offsets.length; i++) {
            atOffset[i] = byFirstByte(byOffset.get(offsets[i]));
        }
        ranged = byFirstByte(moving);
        rangedEnd = moving.stream().mapToInt(MagicRule::last).max().orElse(0);
    }

    static MagicIndex ofTika() {
        try (InputStream in = MimeTypes.class.getResourceAsStream("tika-mimetypes.xml")) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new MagicIndex(rules(factory.newDocumentBuilder().parse(in).getDocumentElement()));
        } catch (IOException | ParserConfigurationException | SAXException broken) {
            throw new IllegalStateException("Tika's table of types cannot be read", broken);
        }
    }

    private static List<MagicRule> rules(Element root) {
        List<MagicRule> rules = new ArrayList<>();
        NodeList magics = root.getElementsByTagName("magic");
        for (int i = 0; i < magics.getLength(); i++) {
            firstConditions(magics.item(i), rules);
        }
        return rules;
    }

    /** A match below another narrows it; one without a value of its own is a vote among those below. */
    private static void firstConditions(Node parent, List<MagicRule> rules) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element match && match.getTagName().equals("match")) {
                if (match.hasAttribute("value")) {
                    String offset = match.hasAttribute("offset") ? match.getAttribute("offset") : "0";
                    String mask = match.hasAttribute("mask") ? match.getAttribute("mask") : null;
                    rules.add(MagicRule.parse(match.getAttribute("type"), offset, match.getAttribute("value"), mask));
                } else {
                    firstConditions(match, rules);
                }
            }
        }
    }

    private static MagicRule[][] byFirstByte(List<MagicRule> rules) {
        MagicRule[][] table = new MagicRule[256][];
        for (int b = 0; b < table.length; b++) {
            int first = b;
            table[b] = rules.stream().filter(rule -> rule.canBegin(first)).toArray(MagicRule[]::new);
            if (table[b].length == 0) {
                table[b] = NONE;
            }
        }
        return table;
    }

    /** Whether any rule might match a file that begins with these bytes. */
    boolean mayMatch(byte[] bytes, int start, int length) {
        int end = start + length;
        for (int i = 0; i < offsets.length; i++) {
            int at = start + offsets[i];
            if (at >= end) {
                break;
            }
            for (MagicRule rule : atOffset[i][bytes[at] & 0xff]) {
                if (rule.matches(bytes, start, at, end)) {
                    return true;
                }
            }
        }
        int last = Math.min(end - 1, start + rangedEnd);
        for (int at = start; at <= last; at++) {
            MagicRule[] rules = ranged[bytes[at] & 0xff];
            if (rules.length > 0 && holds(rules, bytes, start, at, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(MagicRule[] rules, byte[] bytes, int start, int at, int end) {
        int offset = at - start;
        for (MagicRule rule : rules) {
            if (offset >= rule.first() && offset <= rule.last() && rule.matches(bytes, start, at, end)) {
                return true;
            }
        }
        return false;
    }
}
