package org.curlew.triage.vics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a VICS file.
 *
 * @param version the data-model version
 * @param kind cases or media
 * @param region the region segment of a 2.0 context, such as {@code UK}, {@code US}, {@code Default}; null where there is none
 * @param context the context URL exactly as the file has it; null where there is none
 */
public record VicsHeader(VicsVersion version, VicsKind kind, String region, String context) {

    private static final Pattern CONTEXT =
            Pattern.compile("(?i).*/DataModels/(\\d+\\.\\d+)\\.xml(?:/([^/#$]+))?(?:/\\$metadata)?#(\\w+)");

    /** The head of a file that has no context, a bare list for example. */
    public static final VicsHeader NONE = new VicsHeader(VicsVersion.UNKNOWN, VicsKind.UNKNOWN, null, null);

    /** Reads a context URL; parts that are not understood become {@code UNKNOWN} or null, never an error. */
    public static VicsHeader parse(String context) {
        Matcher matcher = CONTEXT.matcher(context.strip());
        if (!matcher.matches()) {
            return new VicsHeader(
                    VicsVersion.UNKNOWN, kind(context.substring(context.indexOf('#') + 1)), null, context);
        }
        return new VicsHeader(VicsVersion.of(matcher.group(1)), kind(matcher.group(3)), matcher.group(2), context);
    }

    private static VicsKind kind(String tail) {
        return switch (tail.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "cases" -> VicsKind.CASES;
            case "media" -> VicsKind.MEDIA;
            default -> VicsKind.UNKNOWN;
        };
    }
}
