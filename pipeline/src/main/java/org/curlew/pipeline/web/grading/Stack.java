package org.curlew.pipeline.web.grading;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What one look decides: a media with those so like it that they are graded with it.
 *
 * @param sha256 the best member, which is shown
 * @param near it resembles a media of an illegal set
 * @param members all of them in hex, the shown one first
 * @param series the series that the shown one is of, "" for none
 * @param folder exhibit and folder of the shown one, "" where they are not to be shown
 * @param distance the greatest Hamming distance of a member's PDQ from the shown one's, 0 for a media alone
 */
public record Stack(
        String sha256, String mime, boolean near, List<String> members, int distance, String series, String folder) {

    public Stack {
        members = List.copyOf(members);
        series = series == null ? "" : series;
    }

    /** A media alone. */
    public static Stack of(String sha256, String mime) {
        return new Stack(sha256, mime, false, List.of(sha256), 0, "", "");
    }

    /** As a form sends it: digests with commas between. */
    public String value() {
        return String.join(",", members);
    }

    /** What the stacks of one group have in common: the series, or where there is none, the folder. */
    @JsonProperty
    public String group() {
        return series.isEmpty() ? folder : "Series " + series;
    }

    /** What stands under the picture. */
    @JsonProperty
    public String note() {
        return note(members.size() > 1 ? members.size() + " alike (distance ≤ " + distance + "); " : "");
    }

    /** What stands under the picture of each member when the stack is taken apart. */
    @JsonProperty
    public String alone() {
        return note("");
    }

    private String note(String alike) {
        return (near ? "like a known one; " : "") + alike + (mime.startsWith("video/") ? "video" : "picture");
    }
}
