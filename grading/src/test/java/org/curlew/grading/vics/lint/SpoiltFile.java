package org.curlew.grading.vics.lint;

import static org.curlew.grading.vics.VicsSamples.bare;
import static org.curlew.grading.vics.VicsSamples.full;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.curlew.grading.vics.VicsProfile;
import org.curlew.grading.vics.VicsSamples;

/**
 * A sound file of two media with one thing made wrong.
 *
 * @param rule the rule that must find it
 */
public record SpoiltFile(LintRule rule, String text) {

    /** What stands in the sound file, what takes its place, and the rule, with bars between. */
    private static final String[] FAULTS = {
        "\"MediaID\":1, | \"MediaID\":\"1\", | NUMBER_AS_TEXT",
        "\"MediaID\":1, | \"MediaID\":3000000000, | OUT_OF_RANGE",
        "\"MediaID\":1, | \"MediaID\":99999999999999999999999, | OUT_OF_RANGE",
        "\"MediaID\":1, | \"MediaID\":null, | REQUIRED_MISSING",
        "\"MediaID\":1, | \"mediaID\":1, | FIELD_CASE",
        "\"MediaID\":1, | \"MediaID\":2, | MEDIA_ID_REPEATED",
        "\"MediaID\":1, | \"MediaID\":1,\"MediaID\":1, | FIELD_REPEATED",
        "\"MediaID\":1, | \"MediaID\":1,\"Colour\":[{\"a\":1}], | UNKNOWN_FIELD",
        "\"MediaID\":1, | \"MediaID\":1,\"odata.id\":\"x\", | ODATA_LINK",
        "\"MediaFileID\":1, | \"x\":1, | FILE_ID_MISSING",
        "\"Category\":2 | \"Category\":256 | OUT_OF_RANGE",
        "\"Category\":2 | \"Category\":\"two\" | WRONG_TYPE",
        "\"Category\":2 | \"Category\":2.5 | WRONG_TYPE",
        "\"Category\":2, || PRECATEGORIZED_WITHOUT_CATEGORY",
        "\"PrecategorizationSource\":\"Force set 2026-01\", || PRECATEGORIZED_WITHOUT_SOURCE",
        "\"IsPrecategorized\":true, | \"IsPrecategorized\":\"true\", | BOOLEAN_AS_TEXT",
        "\"IsPrecategorized\":true, | \"IsPrecategorized\":7, | WRONG_TYPE",
        "\"CaseID\":\"0f | \"CaseID\":\"{0f | GUID",
        "\"DateUpdated\":\"2024-03-31T01:30:00Z | \"DateUpdated\":\"2024-03-31T01:30:00 | DATE_WITHOUT_ZONE",
        "\"DateUpdated\":\"2024-03-31T01:30:00Z | \"DateUpdated\":\"2024-03-31T01:30:00+05:00Z | DATE_SHAPE",
        "\"DateUpdated\":\"2024-03-31T01:30:00Z | \"DateUpdated\":\"2023-02-29T01:30:00Z | DATE_UNREADABLE",
        "\"DateUpdated\":\"2024-03-31T01:30:00Z | \"DateUpdated\":\"yesterday | DATE_UNREADABLE",
        "\"SHA1\":\"E036 | \"SHA1\":\"G036 | DIGEST",
        "\"MD5\":\"140DCF8BBD1F46F2AE0F78824EB7A6D5\",\"MediaFileID\":1 |"
                + " \"MD5\":\"240DCF8BBD1F46F2AE0F78824EB7A6D5\",\"MediaFileID\":1 | FILE_MD5_DIFFERS",
        "QUJDQUJD\", | QUJD\", | PHOTODNA",
        "\"HashName\":\"SHA256\" | \"HashName\":\"PhotoDNA\" | PHOTODNA_PLACE",
        "\"HashValue\":\"abab | \"HashValue\":\"ab | DIGEST",
        "Files/14/0D/ | /Files/14/0D/ | PATH_ABSOLUTE",
        "Files/14/0D/ | C:/Files/14/0D/ | PATH_ABSOLUTE",
        "Files/14/0D/ | Files/../../ | PATH_ESCAPES",
        "Files/14/0D/ | Files\\\\14\\\\ | PATH_BACKSLASH",
        "\"Media\": | \"TotalMediaFiles\":9,\"Media\": | TOTAL_MEDIA",
        "\"Media\": | \"TotalPrecategorized\":9,\"Media\": | TOTAL_PRECATEGORIZED",
        "/Default/ | /Atlantis/ | CONTEXT_REGION",
        "2.0.xml/Default/$metadata#Cases | 9.9.xml#Cases | CONTEXT_UNKNOWN",
        "{\"@odata.context\": | {\"more\":1,\"@odata.context\": | CONTEXT_POSITION",
        "\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Cases\", || CONTEXT_MISSING",
        "\"value\": | \"count\":1,\"value\": | ROOT_FIELD",
        "\"MD5\":\"FF50DF05FF8C4FED7BC7C78B444BCC98\",\"MediaID\":2,\"SHA1\":\"CF6D0D04367286A1D988AB80089AE60BA57AC4A4\" |"
                + " \"MD5\":\"\",\"MediaID\":2 | NO_DIGEST",
        "FF50DF05FF8C4FED7BC7C78B444BCC98 | 140DCF8BBD1F46F2AE0F78824EB7A6D5 | MEDIA_REPEATED",
    };

    /** Each fault in a file of the Default profile. */
    public static Stream<SpoiltFile> all() {
        String sound = VicsSamples.write(VicsProfile.DEFAULT, full(), bare());
        return Stream.of(FAULTS).map(fault -> {
            String[] parts = fault.split("\\|", -1);
            String text =
                    sound.replaceFirst(Pattern.quote(parts[0].strip()), Matcher.quoteReplacement(parts[1].strip()));
            if (text.equals(sound)) {
                throw new IllegalStateException("The sound file has no " + parts[0]);
            }
            return new SpoiltFile(LintRule.valueOf(parts[2].strip()), text);
        });
    }

    @Override
    public String toString() {
        return rule.name();
    }
}
