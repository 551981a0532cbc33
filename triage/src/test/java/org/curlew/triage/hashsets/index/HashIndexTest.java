package org.curlew.triage.hashsets.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashIndexTest {

    @TempDir
    Path folder;

    private Path propertyFolder;

    static SetInfo info(long id, Role role) {
        return new SetInfo(id, id, "set " + id, 1, role, "uk-2014", 1, Map.of(1, 1, 2, 2, 3, 3, 8, 6), 5);
    }

    static byte[] digest(DigestKind kind, long seed) {
        byte[] bytes = new byte[kind.bytes()];
        new Random(seed * 31 + kind.ordinal()).nextBytes(bytes);
        return bytes;
    }

    private record Row(long seed, int kinds, int category, int flags, String series) {}

    private static void add(IndexBuilder builder, Row row) throws IOException {
        DigestRow target = new DigestRow();
        for (DigestKind kind : DigestKind.values()) {
            if ((row.kinds & 1 << kind.ordinal()) != 0) {
                target.binary(digest(kind, row.seed), 0, kind.bytes());
            }
        }
        target.category(row.category)
                .victimIdentified((row.flags & 1) != 0)
                .offenderIdentified((row.flags & 2) != 0)
                .distributed((row.flags & 4) != 0)
                .series(row.series);
        builder.add(target);
    }

    private static Path build(Path folder, SetInfo info, List<Row> rows) throws IOException {
        try (IndexBuilder builder = new IndexBuilder(folder, info)) {
            for (Row row : rows) {
                add(builder, row);
            }
            builder.finish();
        }
        return folder;
    }

    @Test
    void what_the_force_graded_itself_stands_behind_what_others_know_unless_it_is_graver() throws IOException {
        SetInfo own = new SetInfo(1, 1, "force uk-2014 illegal", 1, Role.ILLEGAL, "uk-2014", 1, Map.of(1, 1, 2, 2), 5);
        SetInfo national = new SetInfo(2, 2, "national", 1, Role.ILLEGAL, "uk-2014", 1, Map.of(1, 1, 2, 2), 5);
        HashIndex index = HashIndex.open(List.of(
                build(folder.resolve("own"), own, List.of(new Row(1, 7, 1, 0, ""), new Row(2, 7, 1, 0, ""))),
                build(
                        folder.resolve("national"),
                        national,
                        List.of(new Row(1, 7, 1, 1, "Garden"), new Row(2, 7, 2, 1, "Garden")))));

        assertThat(lookup(index, 1)).extracting(HashHit::set).containsExactly("national", "force uk-2014 illegal");
        assertThat(lookup(index, 2)).extracting(HashHit::set).containsExactly("force uk-2014 illegal", "national");
    }

    private static List<HashHit> lookup(HashIndex index, long seed) {
        return index.lookup(
                digest(DigestKind.MD5, seed), digest(DigestKind.SHA1, seed), digest(DigestKind.SHA256, seed));
    }

    @AfterTry
    void clean() throws IOException {
        if (propertyFolder != null) {
            IndexFiles.deleteTree(propertyFolder);
        }
    }

    @Property(tries = 40)
    void whatever_the_rows_an_index_of_several_sets_answers_as_a_map_would(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int sets,
            @ForAll @IntRange(min = 1, max = 3000) int rows)
            throws IOException {
        propertyFolder = Files.createTempDirectory("curlew-index");
        Map<Long, Map<Long, TreeSet<Integer>>> expected = new HashMap<>();
        List<Path> folders = new ArrayList<>();
        for (long set = 1; set <= sets; set++) {
            List<Row> list = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                Row row = new Row(
                        random.nextInt(rows),
                        1 + random.nextInt(7),
                        1 + random.nextInt(3),
                        random.nextInt(8),
                        "s" + random.nextInt(9));
                list.add(row);
                expected.computeIfAbsent(row.seed, s -> new HashMap<>())
                        .computeIfAbsent(set, s -> new TreeSet<>())
                        .add(row.category);
            }
            folders.add(build(propertyFolder.resolve("set" + set), info(set, Role.ILLEGAL), list));
        }
        HashIndex.merge(folders, propertyFolder.resolve("merged"));
        HashIndex.verify(propertyFolder.resolve("merged"));

        for (HashIndex index : List.of(HashIndex.open(propertyFolder.resolve("merged")), HashIndex.open(folders))) {
            for (long seed = 0; seed < rows + 10; seed++) {
                Map<Long, TreeSet<Integer>> found = new HashMap<>();
                for (HashHit hit : lookup(index, seed)) {
                    found.computeIfAbsent(hit.setVersionId(), s -> new TreeSet<>())
                            .add(hit.category());
                }
                assertThat(found).isEqualTo(expected.getOrDefault(seed, Map.of()));
            }
        }
    }

    @Property(tries = 30)
    void rows_come_out_sorted_and_complete_however_small_the_memory_and_however_alike_the_digests(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 40) int different,
            @ForAll @IntRange(min = 0, max = 9000) int rows)
            throws IOException {
        propertyFolder = Files.createTempDirectory("curlew-sort");
        List<byte[]> pool = new ArrayList<>();
        for (int i = 0; i < different; i++) {
            byte[] digest = new byte[16];
            digest[random.nextInt(16)] = (byte) random.nextInt();
            pool.add(digest);
        }
        Map<String, List<Integer>> expected = new java.util.TreeMap<>();
        Map<String, List<Integer>> found = new java.util.LinkedHashMap<>();
        try (DigestSorter sorter = new DigestSorter(16, 0, propertyFolder.resolve("sort"), 100)) {
            for (int i = 0; i < rows; i++) {
                byte[] digest = pool.get(random.nextInt(different));
                sorter.add(digest, i);
                expected.computeIfAbsent(java.util.HexFormat.of().formatHex(digest), d -> new ArrayList<>())
                        .add(i);
            }
            assertThat(sorter.rows()).isEqualTo(rows);
            sorter.drain((data, offset, payload) -> found.computeIfAbsent(
                            java.util.HexFormat.of().formatHex(data, offset, offset + 16), d -> new ArrayList<>())
                    .add(payload));
        }

        assertThat(new ArrayList<>(found.entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
        try (var left = Files.list(propertyFolder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void the_strongest_digest_names_the_match_and_the_gravest_set_comes_first() throws IOException {
        Path good = build(folder.resolve("a"), info(1, Role.KNOWN_GOOD), List.of(new Row(7, 7, 8, 0, null)));
        Path bad = build(
                folder.resolve("b"),
                info(2, Role.ILLEGAL),
                List.of(new Row(7, 1, 2, 1, "x"), new Row(7, 2, 1, 4, "y")));
        HashIndex index = HashIndex.open(List.of(good, bad));

        List<HashHit> hits = lookup(index, 7);

        assertThat(hits)
                .extracting(HashHit::setVersionId, HashHit::category, HashHit::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, 1, DigestKind.SHA1),
                        org.assertj.core.groups.Tuple.tuple(2L, 2, DigestKind.MD5),
                        org.assertj.core.groups.Tuple.tuple(1L, 8, DigestKind.SHA256));
        assertThat(hits.getFirst().distributed()).isTrue();
        assertThat(hits.getFirst().victimIdentified()).isFalse();
        assertThat(hits.get(1).series()).isEqualTo("x");
    }

    @Test
    void a_content_made_to_have_a_known_md5_does_not_hide_but_still_alerts() throws IOException {
        Path good = build(folder.resolve("a"), info(1, Role.KNOWN_GOOD), List.of(new Row(7, 3, 8, 0, null)));
        Path bad = build(folder.resolve("b"), info(2, Role.ILLEGAL), List.of(new Row(7, 3, 1, 0, null)));
        HashIndex index = HashIndex.open(List.of(good, bad));
        byte[] md5 = digest(DigestKind.MD5, 7);
        byte[] otherSha1 = digest(DigestKind.SHA1, 8);

        assertThat(index.lookup(md5, otherSha1, null))
                .singleElement()
                .matches(h -> h.role() == Role.ILLEGAL && h.contradicted());
        assertThat(index.lookup(md5, null, null)).hasSize(2).noneMatch(HashHit::contradicted);
    }

    @Test
    void a_folder_that_was_never_finished_is_no_index() throws IOException {
        Path unfinished = folder.resolve("a");
        try (IndexBuilder builder = new IndexBuilder(unfinished, info(1, Role.ILLEGAL))) {
            add(builder, new Row(1, 1, 1, 0, null));
        }

        assertThatThrownBy(() -> HashIndex.open(unfinished))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no finished hash-set index");
    }

    @Test
    void a_file_cut_short_is_refused_and_a_changed_bit_is_found() throws IOException {
        Path index = build(
                folder.resolve("a"),
                info(1, Role.ILLEGAL),
                List.of(new Row(1, 7, 1, 0, null), new Row(2, 7, 1, 0, null)));
        HashIndex.verify(index);
        try (RandomAccessFile file = new RandomAccessFile(index.resolve("sha1").toFile(), "rw")) {
            long last = file.length() - 12;
            file.seek(last);
            int old = file.read();
            file.seek(last);
            file.write(old ^ 1);
        }
        assertThatThrownBy(() -> HashIndex.verify(index)).hasMessageContaining("check sum differs");

        try (RandomAccessFile file = new RandomAccessFile(index.resolve("md5").toFile(), "rw")) {
            file.setLength(file.length() - 1);
        }
        assertThatThrownBy(() -> HashIndex.open(index)).hasMessageContaining("damaged");
    }

    @Test
    void equal_input_gives_equal_files_byte_for_byte() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            rows.add(new Row(i % 3000, 1 + i % 7, 1 + i % 3, i % 8, "series " + i % 50));
        }
        Path one = build(folder.resolve("one"), info(1, Role.ILLEGAL), rows);
        Path two = build(folder.resolve("two"), info(1, Role.ILLEGAL), rows);

        for (String name : List.of("md5", "sha1", "sha256", "payloads", "series", "manifest.json")) {
            assertThat(Files.mismatch(one.resolve(name), two.resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    @Test
    void a_set_whose_rows_all_differ_in_series_keeps_every_one() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 70_000; i++) {
            rows.add(new Row(i, 1, 1, 0, "series " + i));
        }
        rows.add(new Row(5, 1, 1, 0, "second of 5"));
        HashIndex index = HashIndex.open(build(folder.resolve("a"), info(1, Role.ILLEGAL), rows));

        assertThat(lookup(index, 69_999).getFirst().series()).isEqualTo("series 69999");
        assertThat(lookup(index, 0).getFirst().series()).isEqualTo("series 0");
        assertThat(lookup(index, 5).getFirst().series().split(","))
                .containsExactlyInAnyOrder("series 5", "second of 5");
    }

    @Test
    void many_contents_asked_together_get_the_answers_they_get_alone() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            rows.add(new Row(i, 1 + i % 7, i % 3 + 1, i % 8, i % 5 == 0 ? "s" + i : null));
        }
        HashIndex index = HashIndex.open(List.of(
                build(folder.resolve("a"), info(1, Role.ILLEGAL), rows.subList(0, 2000)),
                build(folder.resolve("b"), info(2, Role.KNOWN_GOOD), rows.subList(1000, 3000))));
        int count = 4001;
        byte[][] md5 = new byte[count][];
        byte[][] sha1 = new byte[count][];
        byte[][] sha256 = new byte[count][];
        List<List<HashHit>> alone = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            md5[i] = i % 4 == 1 ? null : digest(DigestKind.MD5, i);
            sha1[i] = i % 4 == 2 ? null : digest(DigestKind.SHA1, i);
            sha256[i] = i % 4 == 3 ? null : digest(DigestKind.SHA256, i);
            alone.add(index.lookup(md5[i], sha1[i], sha256[i]));
        }

        List<List<HashHit>> together = new ArrayList<>();
        index.lookupAll(md5, sha1, sha256, count, (number, hits) -> {
            assertThat(number).isEqualTo(together.size());
            together.add(hits);
        });

        assertThat(together).isEqualTo(alone).anyMatch(List::isEmpty).anyMatch(hits -> hits.size() == 2);
    }
}
