package org.curlew.grading.vics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.curlew.triage.vics.AlternativeHash;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsMediaFile;
import org.curlew.triage.vics.VicsProperty;
import org.curlew.triage.vics.VicsSegment;
import org.curlew.triage.vics.VicsTime;

/** Invented rows with every field filled. */
public final class VicsSamples {

    public static final String MD5 = "140dcf8bbd1f46f2ae0f78824eb7a6d5";
    public static final String SHA1 = "e0369031d56da740a1b7c8681901abb49a05b82a";
    public static final VicsTime TIME = VicsTime.of(Instant.parse("2024-03-31T01:30:00Z"));

    private VicsSamples() {}

    public static VicsCase header() {
        return VicsCase.builder()
                .caseId("0f0e0d0c-0b0a-0908-0706-050403020100")
                .caseNumber("SYN/0001 \"quoted\" \\ back\nline")
                .contactOrganization("Synthetic Constabulary")
                .contactName("P. Plainly-Invented")
                .contactPhone("0000")
                .contactEmail("synthetic@example.invalid")
                .contactTitle("DC 0000")
                .seizureDate(TIME)
                .sourceApplicationName("Curlew")
                .sourceApplicationVersion("1")
                .addCaseMetadata(new VicsProperty("Exhibit", "ABC/1"))
                .build();
    }

    public static VicsMedia full() {
        return VicsMedia.builder()
                .md5(MD5)
                .mediaId(1)
                .category(2)
                .sha1(SHA1)
                .victimIdentified(true)
                .offenderIdentified(false)
                .isDistributed(true)
                .comments("Zoë \"said\" 🐦\u0001")
                .tags("tag1,tag2")
                .series("SYN-SERIES-1")
                .mediaSize(9_007_199_254_740_993L)
                .relativeFilePath("Files/14/0D/140DCF8BBD1F46F2AE0F78824EB7A6D5")
                .dateUpdated(TIME)
                .isPrecategorized(true)
                .precategorizationSource("Force set 2026-01")
                .isSuspected(true)
                .mimeType("image/png")
                .selfGenerated(true)
                .photoDna("QUJD".repeat(48))
                .addAlternativeHashes(new AlternativeHash("SHA256", "ab".repeat(32)))
                .addExifs(new VicsProperty("Make", "SYNTHETIC", "IFD0"))
                .addMediaFiles(file("a.png"))
                .addMediaFiles(file("b.png"))
                .addRepositories("Repository")
                .addSegments(new VicsSegment(0, "00:00:01", "00:00:02", 1))
                .addMediaMetadata(new VicsProperty("Table", "row"))
                .build();
    }

    public static VicsMedia bare() {
        return VicsMedia.builder()
                .md5("ff50df05ff8c4fed7bc7c78b444bcc98")
                .sha1("cf6d0d04367286a1d988ab80089ae60ba57ac4a4")
                .build();
    }

    public static VicsMediaFile file(String name) {
        return VicsMediaFile.builder()
                .md5(MD5)
                .fileName(name)
                .filePath("/Users/Zoë/Pictures/")
                .created(TIME)
                .written(VicsTime.of(Instant.parse("2024-02-29T23:59:59.1234567Z")))
                .accessed(VicsTime.parse("2024-10-27T03:30:00+02:00").orElseThrow())
                .unallocated(true)
                .sourceId("ABC/1")
                .physicalLocation(9_007_199_254_740_993L)
                .deleted(true)
                .parentMd5(MD5)
                .parentFileName("holiday.zip")
                .parentFilePath("/Users/Zoë/")
                .parentPhysicalLocation(4096L)
                .build();
    }

    public static String write(VicsProfile profile, VicsMedia... rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VicsWriter.write(out, profile, header(), List.of(rows).iterator());
        return out.toString(StandardCharsets.UTF_8);
    }
}
