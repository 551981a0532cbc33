package org.curlew.triage.referrals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * One element of a report, whatever it was written in: an XML element, an attribute or a JSON member. Names are compared
 * by their letters and digits alone, since providers write {@code ipCaptureEvent}, {@code ip_capture_event} and {@code
 * IPCaptureEvent}.
 */
record ReportNode(String name, StringBuilder content, List<ReportNode> children) {

    static ReportNode named(String name) {
        return new ReportNode(plain(name), new StringBuilder(), new ArrayList<>());
    }

    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** The text, or null where there is none. */
    String text() {
        String text = content.toString().strip();
        return text.isEmpty() ? null : text;
    }

    private boolean called(String... names) {
        for (String wanted : names) {
            if (plain(wanted).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The text of the first descendant with one of the names, in the order of the names; null where there is none. */
    String first(String... names) {
        for (String wanted : names) {
            for (ReportNode node : all(n -> n.called(wanted))) {
                if (node.text() != null) {
                    return node.text();
                }
            }
        }
        return null;
    }

    /** Every descendant with one of the names, in the order of the report; a list within a list is not looked into again. */
    List<ReportNode> all(String... names) {
        return all(n -> n.called(names));
    }

    private List<ReportNode> all(Predicate<ReportNode> wanted) {
        List<ReportNode> found = new ArrayList<>();
        collect(wanted, found);
        return found;
    }

    private void collect(Predicate<ReportNode> wanted, List<ReportNode> found) {
        for (ReportNode child : children) {
            if (wanted.test(child)) {
                found.add(child);
            } else {
                child.collect(wanted, found);
            }
        }
    }
}
