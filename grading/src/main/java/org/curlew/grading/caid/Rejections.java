package org.curlew.grading.caid;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** CAID's rejections as somebody writes them down, one after another: a reason for each MD5, in whatever form they come. */
public final class Rejections {

    private final Map<String, String> reasons = new TreeMap<>();

    /** What can be wrong with one. */
    public enum Problem {
        NO_DIGEST("needs an MD5 of 32 hex digits and CAID's reason"),
        NO_REASON("needs an MD5 of 32 hex digits and CAID's reason"),
        TWO_REASONS("names an MD5 of an earlier one with another reason, of which one must go");

        private final String words;

        Problem(String words) {
            this.words = words;
        }

        /** To be put behind what names the place: "line 2". */
        public String words() {
            return words;
        }
    }

    /**
     * Takes one; the same twice is once.
     *
     * @param md5 in hex, null or anything where there is none
     * @param reason in CAID's words, null or blank where there is none
     * @return what is wrong with it; then nothing may be entered of any
     */
    public Optional<Problem> add(String md5, String reason) {
        if (md5 == null || !md5.matches("[0-9a-fA-F]{32}")) {
            return Optional.of(Problem.NO_DIGEST);
        }
        String why = reason == null ? "" : reason.strip();
        String before = reasons.put(md5.toLowerCase(Locale.ROOT), why);
        if (before != null && !before.equals(why)) {
            return Optional.of(Problem.TWO_REASONS);
        }
        return why.isEmpty() ? Optional.of(Problem.NO_REASON) : Optional.empty();
    }

    /** Reasons by MD5 in lower case. */
    public Map<String, String> reasons() {
        return Map.copyOf(reasons);
    }
}
