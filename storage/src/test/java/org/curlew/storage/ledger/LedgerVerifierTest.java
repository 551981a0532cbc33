package org.curlew.storage.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.curlew.storage.ledger.LedgerVerdict.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test is one attack on an export of 50 entries with checkpoints after 20, 40 and 50. */
class LedgerVerifierTest {

    @TempDir
    static Path sound;

    private static Path certificate;
    private static Path secondPlace;
    private static Path older;

    @TempDir
    Path attacked;

    @BeforeAll
    static void export() throws Exception {
        LedgerFixture fixture = new LedgerFixture(sound);
        fixture.acts(20);
        older = sound.resolve("older");
        fixture.export.export(older);
        fixture.acts(20);
        fixture.checkpoints.checkpoint();
        fixture.acts(10);
        fixture.export.export(sound.resolve("export"));
        certificate = sound.resolve("export/certificate.pem");
        secondPlace = fixture.secondPlace;
    }

    @Test
    void an_untouched_export_is_sound() throws Exception {
        LedgerVerdict verdict = verify(lines(), checkpoints());

        assertThat(verdict.fault()).isEmpty();
        assertThat(verdict.entries()).isEqualTo(50);
        assertThat(verdict.checkpoints()).isEqualTo(3);
    }

    @Test
    void a_changed_entry_is_named() throws Exception {
        List<String> lines = lines();
        lines.set(16, lines.get(16).replace("\"page\":16", "\"page\":61"));

        assertFault(verify(lines, checkpoints()), Kind.CHANGED, 17);
    }

    @Test
    void a_changed_hash_is_named() throws Exception {
        List<String> lines = lines();
        String line = lines.get(16);
        char digit = line.charAt(line.length() - 3);
        lines.set(16, line.substring(0, line.length() - 3) + (digit == '0' ? '1' : '0') + "\"}");

        assertFault(verify(lines, checkpoints()), Kind.CHANGED, 17);
    }

    @Test
    void a_changed_entry_with_its_hash_made_anew_breaks_the_link_to_the_next() throws Exception {
        List<String> lines = lines();
        lines.set(16, rehash(lines.get(16).replace("\"page\":16", "\"page\":61")));

        assertFault(verify(lines, checkpoints()), Kind.NOT_LINKED, 18);
    }

    @Test
    void a_chain_made_anew_from_an_entry_on_contradicts_the_checkpoint() throws Exception {
        List<String> lines = rechain(lines(), 24, "\"page\":4", "\"page\":5");

        assertFault(verify(lines, checkpoints()), Kind.REWRITTEN, 21);
    }

    @Test
    void a_removed_entry_is_named() throws Exception {
        List<String> lines = lines();
        lines.remove(16);

        assertFault(verify(lines, checkpoints()), Kind.MISSING, 17);
    }

    @Test
    void an_inserted_entry_is_named() throws Exception {
        List<String> lines = lines();
        lines.add(17, lines.get(16));

        assertFault(verify(lines, checkpoints()), Kind.NOT_LINKED, 18);
    }

    @Test
    void two_entries_in_each_others_place_are_named() throws Exception {
        List<String> lines = lines();
        Collections.swap(lines, 16, 17);

        assertFault(verify(lines, checkpoints()), Kind.MISSING, 17);
    }

    @Test
    void a_ledger_cut_at_the_end_is_found_through_the_checkpoint() throws Exception {
        assertFault(verify(lines().subList(0, 45), checkpoints()), Kind.TRUNCATED, 46);
    }

    @Test
    void a_ledger_cut_together_with_its_last_checkpoint_still_has_an_unsigned_end() throws Exception {
        assertFault(verify(lines().subList(0, 45), checkpoints().subList(0, 2)), Kind.UNSIGNED, 41);
    }

    @Test
    void a_ledger_cut_inside_a_line_is_named() throws Exception {
        List<String> lines = lines();
        lines.set(49, lines.get(49).substring(0, 100));

        assertFault(verify(lines, checkpoints()), Kind.CHANGED, 50);
    }

    @Test
    void a_ledger_cut_at_any_byte_is_named_with_the_line_and_without_its_last_line_end_alone_it_is_whole()
            throws Exception {
        byte[] whole = Files.readAllBytes(sound.resolve("export/ledger.jsonl"));
        write(lines(), checkpoints());
        Path ledger = attacked.resolve("ledger.jsonl");
        Files.write(ledger, Arrays.copyOf(whole, whole.length - 1));
        assertThat(LedgerVerifier.verify(attacked, certificate).fault()).isEmpty();

        for (int cut = whole.length - 2; cut > whole.length - 1000; cut -= 7) {
            byte[] left = Arrays.copyOf(whole, cut);
            Files.write(ledger, left);
            long ends = new String(left, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            boolean inside = left[cut - 1] != '\n' && whole[cut] != '\n';
            LedgerVerdict verdict = LedgerVerifier.verify(attacked, certificate);
            if (inside) {
                assertFault(verdict, Kind.CHANGED, ends + 1);
                assertThat(verdict.fault().orElseThrow().message())
                        .isEqualTo("Entry " + (ends + 1) + " is cut off in the middle: the file ends in its line"
                                + " (ledger.jsonl, line " + (ends + 1) + ")");
            } else {
                assertThat(verdict.fault().orElseThrow().kind()).isEqualTo(Kind.TRUNCATED);
            }
        }
    }

    @Test
    void bytes_taken_out_of_the_middle_of_a_line_are_named_with_the_line() throws Exception {
        List<String> lines = lines();
        lines.set(16, lines.get(16).substring(0, 60) + lines.get(17).substring(70));
        lines.remove(17);

        LedgerVerdict verdict = verify(lines, checkpoints());

        assertFault(verdict, Kind.CHANGED, 17);
        assertThat(verdict.fault().orElseThrow().message()).endsWith("(ledger.jsonl, line 17)");
    }

    @Test
    void a_checkpoint_with_bytes_that_are_no_text_is_named_here_and_in_the_second_place() throws Exception {
        write(lines(), checkpoints());
        Path file = attacked.resolve("checkpoints.jsonl");
        byte[] bytes = Files.readAllBytes(file);
        bytes[checkpoints().getFirst().length() + 20] = (byte) 0xff;
        Files.write(file, bytes);
        assertFault(LedgerVerifier.verify(attacked, certificate), Kind.CHECKPOINT, 2);

        write(lines(), checkpoints());
        Path copy = Files.write(attacked.resolve("copy.jsonl"), bytes);
        assertThat(LedgerVerifier.verify(attacked, certificate, List.of(copy))
                        .fault()
                        .orElseThrow()
                        .message())
                .isEqualTo("A checkpoint in " + copy + " is not signed with the key of the certificate");
    }

    @Test
    void a_ledger_signed_anew_with_another_key_is_refused() throws Exception {
        LedgerFixture forger = new LedgerFixture(attacked.resolve("forger"));
        forger.acts(50);
        forger.export.export(attacked);

        LedgerVerdict verdict = LedgerVerifier.verify(attacked, certificate);

        assertFault(verdict, Kind.CHECKPOINT, 1);
    }

    @Test
    void a_ledger_without_checkpoints_is_not_sound() throws Exception {
        assertFault(verify(lines(), List.of()), Kind.CHECKPOINT, 1);
    }

    @Test
    void a_removed_checkpoint_is_found_through_the_next() throws Exception {
        List<String> checkpoints = checkpoints();
        checkpoints.remove(1);

        assertFault(verify(lines(), checkpoints), Kind.CHECKPOINT, 2);
    }

    @Test
    void a_changed_checkpoint_is_not_signed() throws Exception {
        List<String> checkpoints = checkpoints();
        checkpoints.set(2, checkpoints.get(2).replace("\"count\":50", "\"count\":49"));

        assertFault(verify(lines(), checkpoints), Kind.CHECKPOINT, 3);
    }

    @Test
    void a_ledger_rolled_back_with_its_checkpoints_is_found_through_the_second_place() {
        assertThat(LedgerVerifier.verify(older, certificate).sound()).isTrue();

        assertFault(LedgerVerifier.verify(older, certificate, List.of(secondPlace)), Kind.TRUNCATED, 21);
    }

    @Test
    void the_file_itself_may_be_given_in_place_of_its_folder() throws Exception {
        write(lines(), checkpoints());

        assertThat(LedgerVerifier.verify(attacked.resolve("ledger.jsonl"), certificate)
                        .sound())
                .isTrue();
    }

    private LedgerVerdict verify(List<String> lines, List<String> checkpoints) throws Exception {
        write(lines, checkpoints);
        return LedgerVerifier.verify(attacked, certificate);
    }

    private void write(List<String> lines, List<String> checkpoints) throws Exception {
        Files.write(attacked.resolve("ledger.jsonl"), lines);
        Files.write(attacked.resolve("checkpoints.jsonl"), checkpoints);
    }

    private static void assertFault(LedgerVerdict verdict, Kind kind, long entry) {
        assertThat(verdict.sound()).isFalse();
        assertThat(verdict.fault().orElseThrow().kind()).isEqualTo(kind);
        assertThat(verdict.fault().orElseThrow().entry()).isEqualTo(entry);
    }

    private static List<String> lines() throws Exception {
        return new ArrayList<>(Files.readAllLines(sound.resolve("export/ledger.jsonl")));
    }

    private static List<String> checkpoints() throws Exception {
        return new ArrayList<>(Files.readAllLines(sound.resolve("export/checkpoints.jsonl")));
    }

    /** What an attacker does who knows the format: change an entry and make every later link anew. */
    private static List<String> rechain(List<String> lines, int at, String from, String to) {
        List<String> forged = new ArrayList<>(lines.subList(0, at));
        String before = null;
        for (String line : lines.subList(at, lines.size())) {
            String changed = before == null
                    ? line.replace(from, to)
                    : line.replaceFirst("\"previous\":\"[0-9a-f]{64}\"", "\"previous\":\"" + before + "\"");
            String linked = rehash(changed);
            before = linked.substring(linked.length() - 66, linked.length() - 2);
            forged.add(linked);
        }
        return forged;
    }

    private static String rehash(String line) {
        byte[] entry = line.substring("{\"entry\":".length(), line.length() - ",\"hash\":\"\"}".length() - 64)
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] hash = ChainedEntry.sha256().digest(entry);
        assertThat(HexFormat.of().formatHex(hash)).hasSize(64);
        LedgerExport.line(out, entry, hash);
        return out.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
