package org.curlew.grading.vics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.curlew.triage.vics.VicsCase;
import org.curlew.triage.vics.VicsHandler;
import org.curlew.triage.vics.VicsMedia;
import org.curlew.triage.vics.VicsMediaFile;
import org.curlew.triage.vics.VicsPosition;
import org.curlew.triage.vics.VicsReader;
import org.curlew.triage.vics.VicsTime;

/** Whatever we export comes back as it was, and the same rows always give the same bytes. */
class RoundTripPropertyTest {

    private static final String LETTERS = "az\"\\/,;'<>\n\t{}[] éß\u0001\u2028\uFEFF\u20ACÅ";

    @Property(tries = 60)
    void what_was_exported_is_read_and_written_again_as_the_same_bytes(
            @ForAll Random random, @ForAll @IntRange(min = 0, max = 12) int rows, @ForAll boolean uk)
            throws IOException {
        VicsProfile profile = uk ? VicsProfile.UK : VicsProfile.DEFAULT;
        VicsCase header = VicsCase.builder()
                .caseId("0f0e0d0c-0b0a-0908-0706-050403020100")
                .caseNumber("OP-" + text(random))
                .contactName("P. Plainly-Invented")
                .sourceApplicationName("Curlew")
                .build();
        List<VicsMedia> media = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            media.add(media(random, i));
        }
        byte[] file = bytes(profile, header, media);

        List<VicsMedia> read = new ArrayList<>();
        List<VicsCase> cases = new ArrayList<>();
        VicsReader.ofEverything().read(new ByteArrayInputStream(file), "ours", new VicsHandler() {
            @Override
            public void media(VicsMedia row, VicsPosition position) {
                read.add(row);
            }

            @Override
            public void caseObject(VicsCase one, VicsPosition position) {
                cases.add(one);
            }
        });

        assertThat(bytes(profile, header, media)).isEqualTo(file);
        assertThat(cases).hasSize(1);
        assertThat(read).hasSameSizeAs(media);
        for (int i = 0; i < media.size(); i++) {
            // that the second writing equals the first does not say that the first wrote everything
            assertThat(kept(read.get(i), uk)).as("row %s", i).isEqualTo(kept(media.get(i), uk));
        }
        assertThat(bytes(profile, cases.getFirst(), read)).isEqualTo(file);
    }

    /** What every profile with cases has a place for. */
    private static List<Object> kept(VicsMedia row, boolean uk) {
        return Arrays.asList(
                row.md5().toLowerCase(Locale.ROOT),
                row.sha1().toLowerCase(Locale.ROOT),
                row.mediaSize(),
                // UK reads 0 as none
                uk && Integer.valueOf(0).equals(row.category()) ? null : row.category(),
                row.comments(),
                row.relativeFilePath(),
                row.mediaFiles().stream()
                        .map(f -> Arrays.asList(f.fileName(), f.filePath(), f.created()))
                        .toList());
    }

    private static VicsMedia media(Random random, int number) {
        String md5 = String.format("%08x%024x", number, random.nextLong(1L << 62));
        VicsMedia.Builder row = VicsMedia.builder()
                .md5(md5)
                .sha1(String.format("%040x", random.nextLong(1L << 62)))
                .mediaSize(random.nextLong(1L << 62))
                .isPrecategorized(random.nextBoolean())
                .relativeFilePath("Files/" + md5);
        if (random.nextBoolean()) {
            row.category(random.nextInt(9));
        }
        if (random.nextBoolean()) {
            row.comments(text(random)).tags(text(random)).victimIdentified(true);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            row.addMediaFiles(VicsMediaFile.builder()
                    .md5(md5)
                    .fileName(text(random))
                    .filePath("/" + text(random))
                    .created(VicsTime.of(Instant.ofEpochSecond(random.nextInt())))
                    .sourceId("ABC/1")
                    .build());
        }
        return row.build();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.append('x').toString();
    }

    private static byte[] bytes(VicsProfile profile, VicsCase header, List<VicsMedia> media) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VicsWriter.write(out, profile, header, media.iterator());
        return out.toByteArray();
    }
}
