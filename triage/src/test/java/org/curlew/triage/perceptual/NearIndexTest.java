package org.curlew.triage.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearIndexTest {

    @TempDir
    Path folder;

    @Property(tries = 60)
    void no_match_is_missed_and_none_is_invented(
            @ForAll @IntRange(min = 11, max = 16) int words, @ForAll @IntRange(max = 300) int size, @ForAll long seed)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        PdqHash query = Hashes.random(random);
        List<PdqHash> known = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            // Around the limit of 31 on purpose: 24 to 38 bits away, and some from elsewhere.
            known.add(k % 5 == 4 ? Hashes.random(random) : Hashes.changed(random, query, 24 + 2 * random.nextInt(8)));
        }
        Path file = Files.createTempFile("near", ".index");
        build(file, known, WordScheme.ofWords(words));
        try (NearIndex index = NearIndex.open(file)) {
            assertThat(index.search(query).matches())
                    .extracting(NearMatch::reference)
                    .containsExactlyInAnyOrderElementsOf(bruteForce(known, query));
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 300)
    void two_hashes_31_bits_apart_agree_in_a_word_up_to_its_radius(
            @ForAll @IntRange(min = 11, max = 16) int words, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PdqHash one = Hashes.random(random);
        PdqHash other = one;
        while (one.distance(other) < PdqResult.GREATEST_DISTANCE) {
            PdqHash flipped = Hashes.flip(other, random.nextInt(256));
            other = one.distance(flipped) > one.distance(other) ? flipped : other;
        }
        PdqHash far = other;
        assertThat(WordScheme.ofWords(words).words())
                .anyMatch(word -> Integer.bitCount(word.key(one) ^ word.key(far)) <= word.radius());
    }

    @Test
    void the_radii_plus_one_add_up_to_32_and_every_bit_is_in_one_word() {
        for (int count = 11; count <= 16; count++) {
            List<HashWord> words = WordScheme.ofWords(count).words();
            assertThat(words.stream().mapToInt(word -> word.radius() + 1).sum()).isEqualTo(32);
            assertThat(words.stream().mapToInt(HashWord::width).sum()).isEqualTo(256);
            PdqHash none = new PdqHash(0, 0, 0, 0);
            for (int bit = 0; bit < 256; bit++) {
                PdqHash one = Hashes.flip(none, bit);
                assertThat(words.stream()
                                .mapToInt(word -> Integer.bitCount(word.key(one)))
                                .sum())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void published_needles_are_found_in_the_published_haystack_as_brute_force_finds_them() throws IOException {
        List<PdqHash> haystack = hashes("haystack.txt");
        List<PdqHash> needles = hashes("needles.txt");
        Path file = folder.resolve("haystack.index");
        try (NearIndexBuilder builder = new NearIndexBuilder(file)) {
            for (int k = 0; k < haystack.size(); k++) {
                builder.add(haystack.get(k), k);
            }
            builder.finish();
        }
        List<PdqHash> regular = haystack.stream().filter(PdqHash::regular).toList();
        int found = 0;
        try (NearIndex index = NearIndex.open(file)) {
            assertThat(index.size()).isEqualTo(regular.size());
            assertThat(index.size() + index.skipped()).isEqualTo(haystack.size());
            for (PdqHash needle : needles) {
                NearAnswer answer = index.search(needle);
                if (answer.eligibility() == Eligibility.MATCHABLE) {
                    assertThat(answer.matches())
                            .hasSameSizeAs(bruteForce(regular, needle))
                            .allSatisfy(match -> assertThat(match.distance())
                                    .isEqualTo(match.hash().distance(needle)));
                }
                found += answer.matches().size();
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void a_turned_and_mirrored_copy_is_found_with_its_turn() throws IOException {
        PdqResult picture = SharedData.hash(SharedData.path("pdq/images/reg-test-input/dih/bridge-2-rotate-90.jpg"));
        PdqHash original = SharedData.hash(SharedData.path("pdq/images/reg-test-input/dih/bridge-1-original.jpg"))
                .hash();
        Path file = folder.resolve("one.index");
        build(file, List.of(original), WordScheme.forEntries(1));

        try (NearIndex index = NearIndex.open(file)) {
            assertThat(index.search(picture.hash()).matches()).isEmpty();
            assertThat(index.search(picture).matches()).singleElement().satisfies(match -> {
                assertThat(match.turn()).isEqualTo(Dihedral.ROTATE_270);
                assertThat(match.distance())
                        .isEqualTo(picture.hash(Dihedral.ROTATE_270).distance(original));
            });
        }
    }

    @Test
    void a_picture_that_cannot_be_compared_is_told_apart_from_one_without_matches() throws IOException {
        PdqHash hash = Hashes.random(new SplittableRandom(2));
        Path file = folder.resolve("one.index");
        build(file, List.of(hash), WordScheme.forEntries(1));

        try (NearIndex index = NearIndex.open(file)) {
            PdqResult poor = new PdqResult(49, java.util.Collections.nCopies(8, hash));
            assertThat(index.search(poor)).isEqualTo(new NearAnswer(Eligibility.LOW_QUALITY, List.of()));
            assertThat(index.search(Hashes.flip(hash, 0)).eligibility()).isEqualTo(Eligibility.IRREGULAR);
        }
    }

    @Test
    void an_irregular_hash_is_counted_and_left_out() throws IOException {
        PdqHash hash = Hashes.random(new SplittableRandom(2));
        Path file = folder.resolve("one.index");
        try (NearIndexBuilder builder = new NearIndexBuilder(file)) {
            assertThat(builder.add(hash, 1)).isTrue();
            assertThat(builder.add(Hashes.flip(hash, 9), 2)).isFalse();
            builder.finish();
        }
        try (NearIndex index = NearIndex.open(file)) {
            assertThat(index.size()).isEqualTo(1);
            assertThat(index.skipped()).isEqualTo(1);
        }
    }

    @Test
    void an_unfinished_build_leaves_the_old_index_and_no_working_files() throws IOException {
        PdqHash hash = Hashes.random(new SplittableRandom(3));
        Path file = folder.resolve("one.index");
        build(file, List.of(hash), WordScheme.forEntries(1));
        try (NearIndexBuilder builder = new NearIndexBuilder(file)) {
            builder.add(Hashes.random(new SplittableRandom(4)), 2);
        }
        try (NearIndex index = NearIndex.open(file)) {
            assertThat(index.search(hash).matches()).hasSize(1);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_cut_or_changed_file_is_refused_and_never_searched() throws IOException {
        Path file = folder.resolve("one.index");
        SplittableRandom random = new SplittableRandom(5);
        build(file, IntStream.range(0, 50).mapToObj(k -> Hashes.random(random)).toList(), WordScheme.forEntries(50));
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 10, 64, whole.length / 2, whole.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> NearIndex.open(file)).isInstanceOf(NearIndexException.class);
        }
        for (long at : new long[] {0, 8, 16, 24, 40, 64, whole.length / 2, whole.length - 1}) {
            Files.write(file, whole);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                byte changed = (byte) (whole[(int) at] ^ 1);
                channel.write(java.nio.ByteBuffer.wrap(new byte[] {changed}), at);
            }
            assertThatThrownBy(() -> NearIndex.open(file))
                    .as("byte " + at)
                    .isInstanceOf(NearIndexException.class)
                    .hasMessageContaining("Build it again");
        }
    }

    @Test
    void an_empty_set_has_an_index_that_finds_nothing() throws IOException {
        Path file = folder.resolve("empty.index");
        build(file, List.of(), WordScheme.forEntries(0));
        try (NearIndex index = NearIndex.open(file)) {
            assertThat(index.search(Hashes.random(new SplittableRandom(6))))
                    .isEqualTo(new NearAnswer(Eligibility.MATCHABLE, List.of()));
        }
    }

    private static void build(Path file, List<PdqHash> known, WordScheme scheme) throws IOException {
        try (NearIndexBuilder builder = new NearIndexBuilder(file)) {
            for (int k = 0; k < known.size(); k++) {
                builder.add(known.get(k), k);
            }
            builder.finish(scheme);
        }
    }

    private static List<Long> bruteForce(List<PdqHash> known, PdqHash query) {
        return IntStream.range(0, known.size())
                .filter(k -> known.get(k).distance(query) <= PdqResult.GREATEST_DISTANCE)
                .mapToObj(k -> (long) k)
                .toList();
    }

    private static List<PdqHash> hashes(String file) throws IOException {
        return Files.readAllLines(SharedData.path("pdq/images/reg-test-input/" + file)).stream()
                .map(line -> PdqHash.parse(line.strip().substring(0, 64)))
                .toList();
    }
}
