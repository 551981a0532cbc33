package org.curlew.pipeline.web.administration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which lines of a rule file differ from those of another: the fewest, by the longest common subsequence. */
final class LineDiff {

    private LineDiff() {}

    /** A line that was taken out or put in; number is its place in the text it stands in, from 1. */
    record Line(boolean added, int number, String text) {}

    /** The changed lines in reading order; empty where the texts are the same. */
    static List<Line> of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> young = after.lines().toList();
        int[][] common = new int[old.size() + 1][young.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int k = young.size() - 1; k >= 0; k--) {
                common[i][k] = old.get(i).equals(young.get(k))
                        ? common[i + 1][k + 1] + 1
                        : Math.max(common[i + 1][k], common[i][k + 1]);
            }
        }
        List<Line> lines = new ArrayList<>();
        int i = 0;
        int k = 0;
        while (i < old.size() || k < young.size()) {
            if (i < old.size() && k < young.size() && old.get(i).equals(young.get(k))) {
                i++;
                k++;
            } else if (k == young.size() || i < old.size() && common[i + 1][k] >= common[i][k + 1]) {
                lines.add(new Line(false, i + 1, old.get(i++)));
            } else {
                lines.add(new Line(true, k + 1, young.get(k++)));
            }
        }
        return Collections.unmodifiableList(lines);
    }
}
