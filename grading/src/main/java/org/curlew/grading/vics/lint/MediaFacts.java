package org.curlew.grading.vics.lint;

/** What the fields of one media row have said so far; used again for the next row. */
final class MediaFacts {

    boolean hasMd5;
    long md5High;
    long md5Low;
    boolean hasOtherDigest;
    boolean hasCategory;
    boolean precategorized;
    boolean hasSource;

    private boolean hasChild;
    private long childHigh;
    private long childLow;

    void clear() {
        hasMd5 = false;
        hasOtherDigest = false;
        hasCategory = false;
        precategorized = false;
        hasSource = false;
        hasChild = false;
    }

    /** In version 1.3 the places stand before the media's own MD5: the first of them is held against it at the end. */
    boolean childAgrees(long high, long low) {
        if (hasMd5) {
            return high == md5High && low == md5Low;
        }
        if (!hasChild) {
            hasChild = true;
            childHigh = high;
            childLow = low;
        }
        return high == childHigh && low == childLow;
    }

    /** The first place that came before the media's MD5 names the same. */
    boolean firstChildAgrees() {
        return !hasChild || !hasMd5 || childHigh == md5High && childLow == md5Low;
    }
}
