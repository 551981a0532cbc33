package org.curlew.pipeline.extraction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.tika.detect.TextStatistics;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Tells quickly that none of Tika's magic rules can match. Tika tries its 850 rules one after the other, which costs more
 * than digesting a small file; here the rules' conditions, read from Tika's own table, are indexed by place and
 * first byte. Where one holds, Tika itself decides.
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
            atOffset[i] = table(byOffset.get(offsets[i]));
        }
        near = Range.of(moving.stream().filter(rule -> rule.last() <= NEAR).toList());
        far = Range.of(moving.stream().filter(rule -> rule.last() > NEAR).toList());
    }

    static MagicIndex of(Element tikaTable) {
        return new MagicIndex(rules(tikaTable));
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
                    List<MagicRule> further = new ArrayList<>();
                    firstConditions(match, further);
                    rules.add(MagicRule.parse(
                            match.getAttribute("type"), offset, match.getAttribute("value"), mask, further));
                } else {
                    firstConditions(match, rules);
                }
            }
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

    /**
     * Whether any rule might match a file that begins with these bytes.
     *
     * @param statistics of these bytes
     */
    boolean mayMatch(byte[] bytes, int start, int length, TextStatistics statistics) {
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
        return near.mayMatch(bytes, start, end) || far.isPossible(statistics) && far.mayMatch(bytes, start, end);
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

        boolean mayMatch(byte[] bytes, int start, int end) {
            int stop = Math.min(end, start + last + 1);
            boolean[] candidates = begins;
            for (int at = start; at < stop; at++) {
                if (candidates[bytes[at] & 0xff] && holds(byFirstByte[bytes[at] & 0xff], bytes, start, at, end)) {
                    return true;
                }
            }
            return false;
        }
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
