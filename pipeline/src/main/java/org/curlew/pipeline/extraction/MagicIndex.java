package org.curlew.pipeline.extraction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.tika.detect.TextStatistics;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Tells quickly which of Tika's magic rules match. Tika tries its 850 rules one after the other, which costs more than
 * digesting a small file; here the rules' conditions, read from Tika's own table, are indexed by place and first byte. What
 * the matching rules mean together is for Tika to say, once for each combination of them.
 */
final class MagicIndex {

    private static final MagicRule[] NONE = {};

    /** Most ranges end here; the few that go on, to 8 KiB, begin with few bytes. */
    private static final int NEAR = 1024;

    /** Places with rules of one offset, and the rules by first byte. */
    private final int[] offsets;

    private final MagicRule[][][] atOffset;

    /** Rules that look in a range near the beginning, and those that look further. */
    private final Range near;

    private final Range far;

    /** Rules whose match is not decided here, only that they may; and those after which Tika looks at the XML. */
    private final BitSet open = new BitSet();

    private final BitSet xml = new BitSet();
    private final BitSet html = new BitSet();

    private MagicIndex(Element root) {
        List<MagicRule> rules = rules(root);
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
            atOffset[i] = table(byOffset.get(offsets[i]));
        }
        near = Range.of(moving.stream().filter(rule -> rule.last() <= NEAR).toList());
        far = Range.of(moving.stream().filter(rule -> rule.last() > NEAR).toList());
    }

    static MagicIndex of(Element tikaTable) {
        return new MagicIndex(tikaTable);
    }

    private List<MagicRule> rules(Element root) {
        List<MagicRule> rules = new ArrayList<>();
        NodeList magics = root.getElementsByTagName("magic");
        int number = 0;
        for (int i = 0; i < magics.getLength(); i++) {
            Element magic = (Element) magics.item(i);
            String type = ((Element) magic.getParentNode()).getAttribute("type");
            // Tika makes a rule of each match on the upper level, and the rules' lengths decide between them.
            for (Node node = magic.getFirstChild(); node != null; node = node.getNextSibling()) {
                // A rule for "no known type" never matches: its answer is the same as no answer.
                if (node instanceof Element match
                        && match.getTagName().equals("match")
                        && !type.equals(FileTypes.UNKNOWN)) {
                    xml.set(number, type.equals("application/xml"));
                    html.set(number, type.equals("text/html"));
                    condition(number, match, rules);
                    number++;
                }
            }
        }
        return rules;
    }

    /** A match below another narrows it; one without a value of its own is a vote among those below, left to Tika. */
    private void condition(int rule, Element match, List<MagicRule> conditions) {
        List<MagicRule> further = new ArrayList<>();
        for (Node node = match.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element below && below.getTagName().equals("match")) {
                condition(rule, below, further);
            }
        }
        if (match.hasAttribute("minShouldMatch")) {
            open.set(rule);
            conditions.addAll(further);
        } else {
            String offset = match.hasAttribute("offset") ? match.getAttribute("offset") : "0";
            String mask = match.hasAttribute("mask") ? match.getAttribute("mask") : null;
            conditions.add(MagicRule.parse(
                    rule, match.getAttribute("type"), offset, match.getAttribute("value"), mask, further));
        }
    }

    private static MagicRule[][] table(List<MagicRule> rules) {
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

    /** Whether Tika's word on a file follows from the set of matching rules alone. */
    boolean isSettled(BitSet matching) {
        return !matching.intersects(open) && !matching.intersects(xml) && !matching.intersects(html);
    }

    /** The same for HTML whose root is sure to be {@code html} without a namespace, if it is well-formed at all. */
    boolean isSettledAsHtml(BitSet matching) {
        return matching.intersects(html) && !matching.intersects(open) && !matching.intersects(xml);
    }

    /**
     * The rules that match a file that begins with these bytes; of those left to Tika, the ones that may.
     *
     * @param statistics of these bytes
     * @param found takes their numbers; cleared first
     */
    void matching(byte[] bytes, int start, int length, TextStatistics statistics, BitSet found) {
        found.clear();
        int end = start + length;
        for (int i = 0; i < offsets.length; i++) {
            int at = start + offsets[i];
            if (at >= end) {
                break;
            }
            for (MagicRule rule : atOffset[i][bytes[at] & 0xff]) {
                if (rule.matches(bytes, start, at, end)) {
                    found.set(rule.magic());
                }
            }
        }
        near.matching(bytes, start, end, found);
        if (far.isPossible(statistics)) {
            far.matching(bytes, start, end, found);
        }
    }

    /** Rules that look from place to place. */
    private record Range(List<MagicRule> rules, MagicRule[][] byFirstByte, boolean[] begins, int last) {

        static Range of(List<MagicRule> rules) {
            MagicRule[][] table = MagicIndex.table(rules);
            boolean[] begins = new boolean[table.length];
            for (int b = 0; b < table.length; b++) {
                begins[b] = table[b].length > 0;
            }
            return new Range(
                    rules,
                    table,
                    begins,
                    rules.stream().mapToInt(MagicRule::last).max().orElse(-1));
        }

        boolean isPossible(TextStatistics statistics) {
            for (MagicRule rule : rules) {
                if (rule.canBeIn(statistics)) {
                    return true;
                }
            }
            return false;
        }

        void matching(byte[] bytes, int start, int end, BitSet found) {
            int stop = Math.min(end, start + last + 1);
            boolean[] candidates = begins;
            for (int at = start; at < stop; at++) {
                if (candidates[bytes[at] & 0xff]) {
                    matchingAt(byFirstByte[bytes[at] & 0xff], bytes, start, at, end, found);
                }
            }
        }

        private static void matchingAt(MagicRule[] rules, byte[] bytes, int start, int at, int end, BitSet found) {
            int offset = at - start;
            for (MagicRule rule : rules) {
                if (offset >= rule.first()
                        && offset <= rule.last()
                        && !found.get(rule.magic())
                        && rule.matches(bytes, start, at, end)) {
                    found.set(rule.magic());
                }
            }
        }
    }
}
