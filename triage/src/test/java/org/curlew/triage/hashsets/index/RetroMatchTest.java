package org.curlew.triage.hashsets.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RetroMatchTest {

    @Property(tries = 60)
    void every_exhibit_with_a_new_entry_is_found_and_no_other(
            @ForAll java.util.Random random,
            @ForAll @IntRange(min = 1, max = 12) int exhibits,
            @ForAll @IntRange(min = 0, max = 400) int files,
            @ForAll @IntRange(min = 0, max = 300) int entries)
            throws IOException {
        Path folder = Files.createTempDirectory("curlew-retro");
        ExhibitDigests kept = new ExhibitDigests(folder);
        Set<String> expected = new HashSet<>();
        List<List<Integer>> contents = new ArrayList<>();
        for (int exhibit = 0; exhibit < exhibits; exhibit++) {
            List<Integer> held = new ArrayList<>();
            try (ExhibitDigests.Writer writer = kept.write(exhibit)) {
                for (int i = 0; i < random.nextInt(files + 1); i++) {
                    int seed = random.nextInt(1000);
                    held.add(seed);
                    writer.add(
                            HashIndexTest.digest(DigestKind.MD5, seed),
                            seed % 3 == 0 ? null : HashIndexTest.digest(DigestKind.SHA1, seed),
                            HashIndexTest.digest(DigestKind.SHA256, seed));
                }
                writer.finish();
            }
            contents.add(held);
        }
        Set<String> found = new HashSet<>();
        int[] hits = new int[1];
        RetroMatch match = new RetroMatch(kept, hit -> {
            hits[0]++;
            found.add(hit.exhibitId() + hit.kind().label() + hit.digest());
        });
        for (DigestKind kind : DigestKind.values()) {
            List<byte[]> changed = new ArrayList<>();
            for (int seed : random.ints(entries, 0, 1000).distinct().toArray()) {
                changed.add(HashIndexTest.digest(kind, seed));
                for (int exhibit = 0; exhibit < exhibits; exhibit++) {
                    if (contents.get(exhibit).contains(seed) && !(kind == DigestKind.SHA1 && seed % 3 == 0)) {
                        expected.add(
                                exhibit + kind.label() + HexFormat.of().formatHex(HashIndexTest.digest(kind, seed)));
                    }
                }
            }
            changed.sort(Arrays::compareUnsigned);
            for (byte[] digest : changed) {
                match.add(kind, digest);
            }
        }
        match.finish();

        assertThat(found).isEqualTo(expected);
        assertThat(hits[0]).isEqualTo(expected.size());
        assertThat(kept.exhibits()).hasSize(exhibits);
        IndexFiles.deleteTree(folder);
    }

    @org.junit.jupiter.api.Test
    void md5s_that_share_their_first_half_are_told_apart() throws IOException {
        Path folder = Files.createTempDirectory("curlew-retro");
        ExhibitDigests kept = new ExhibitDigests(folder);
        byte[][] alike = new byte[4][16];
        for (int i = 0; i < 4; i++) {
            alike[i][15] = (byte) i;
        }
        try (ExhibitDigests.Writer writer = kept.write(1)) {
            writer.add(alike[1], null, null);
            writer.add(alike[3], null, null);
            writer.finish();
        }
        List<String> found = new ArrayList<>();
        RetroMatch match = new RetroMatch(kept, hit -> found.add(hit.digest().substring(30)));
        for (byte[] digest : alike) {
            match.add(DigestKind.MD5, digest);
        }
        match.finish();

        assertThat(found).containsExactly("01", "03");
        IndexFiles.deleteTree(folder);
    }
}
