package org.curlew.pipeline.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.curlew.grading.media.Camera;
import org.curlew.grading.media.Content;
import org.curlew.grading.media.FoundMedia;
import org.curlew.grading.media.Media;
import org.curlew.grading.media.Samples;
import org.curlew.pipeline.pictures.Films;
import org.curlew.pipeline.security.Role;
import org.curlew.pipeline.security.Viewer;
import org.curlew.storage.packs.MediaPacks;
import org.curlew.storage.packs.PackWriter;
import org.curlew.triage.register.Exhibits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A video is played by a deliberate act alone, as a clip drawn anew; its sound is another act. */
@WithServed
class ClipTest {

    private static Served served;
    private static long caseId;
    private static GraderTime time;
    private static String film;
    private static String broken;

    @BeforeAll
    static void a_case_with_a_film_and_a_broken_one(@TempDir Path folder) throws Exception {
        served = Served.instance();
        Exhibits exhibits = served.get(Exhibits.class);
        long exhibit = exhibits.bookIn("OP-CLIP", "CLIP/1", "test").id();
        caseId = exhibits.findCase("OP-CLIP").orElseThrow();
        time = new GraderTime(served, caseId);
        byte[] whole = Files.readAllBytes(Films.film(folder.resolve("film.mkv"), 40));
        Content playable = content(whole);
        byte[] text = "no video at all".getBytes(StandardCharsets.UTF_8);
        Content unplayable = content(text);
        served.get(Media.class)
                .record(
                        exhibit,
                        Stream.of(playable, unplayable)
                                .map(c -> new FoundMedia(c, Samples.at("/" + c.md5() + ".mkv"), null)));
        try (PackWriter writer = served.get(MediaPacks.class).writer("test")) {
            writer.put(playable.sha256(), whole.length, new ByteArrayInputStream(whole));
            writer.put(unplayable.sha256(), text.length, new ByteArrayInputStream(text));
            writer.flush();
        }
        film = playable.sha256();
        broken = unplayable.sha256();
    }

    @Test
    void a_clip_is_grey_small_and_silent_until_each_is_asked_for() throws Exception {
        Visitor grader = grader("clip-plain");

        HttpResponse<byte[]> plain = grader.bytes(clip(film));
        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(plain.headers().firstValue("Content-Type")).contains("video/webm");
        assertThat(plain.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(Films.streams(plain.body())).containsExactly("vp8,video,320,240");
        assertThat(Films.saturation(plain.body())).isLessThan(2);
        assertThat(new String(plain.body(), StandardCharsets.ISO_8859_1)).doesNotContain("Invented title");

        HttpResponse<byte[]> all = grader.bytes(clip(film) + "?part=1&colour=true&sound=true&reveal=true&large=true");
        assertThat(Films.streams(all.body())).containsExactly("vp8,video,320,240", "opus,audio");
        assertThat(Films.saturation(all.body())).isGreaterThan(20);
        assertThat(time.acts("clip-plain")).containsExactly("PLAYED", "PLAYED", "HEARD", "COLOURED", "SHARPENED");
        assertThat(served.jdbc()
                        .sql("select sum(played_seconds) from exposure_event where grader = 'clip-plain'")
                        .query(Long.class)
                        .single())
                .as("a part of 30 seconds, and the rest")
                .isEqualTo(40);
        assertThat(ledgerSays("clip-plain")).anySatisfy(s -> assertThat(s).contains("without sound"));
        assertThat(served.signedIn("welfare").get("/welfare").body()).contains("With sound", "Seconds played");
    }

    @Test
    void what_cannot_be_played_says_so_in_a_line_and_is_not_counted_as_played() {
        Visitor grader = grader("clip-broken");

        HttpResponse<String> answer = grader.get(clip(broken));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("no video stream").doesNotContain("\n");
        assertThat(grader.get(clip(film) + "?part=2").body()).contains("ends before second 60");
        assertThat(grader.get(clip("0".repeat(64))).statusCode()).isEqualTo(404);
        assertThat(time.acts("clip-broken")).isEmpty();
    }

    @Test
    void nothing_is_played_in_a_break_or_beyond_it() {
        Visitor grader = grader("clip-break");
        time.lookedFor("clip-break", Duration.ofMinutes(50).minusSeconds(20), film);
        HttpResponse<byte[]> last = grader.bytes(clip(film));
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(served.jdbc()
                        .sql("select played_seconds from exposure_event where grader = 'clip-break' and act = 'PLAYED'")
                        .query(Long.class)
                        .single())
                .isLessThanOrEqualTo(20);

        Visitor resting = grader("clip-resting");
        time.lookedFor("clip-resting", Duration.ofMinutes(50), film);
        assertThat(resting.get(clip(film) + "?sound=true").statusCode()).isEqualTo(422);
        assertThat(time.acts("clip-resting")).containsExactly("SHOWN");
    }

    @Test
    void nobody_plays_a_video_of_a_case_that_is_not_theirs() {
        String elsewhere = "/grading/" + served.teamCase() + "/clips/" + film;

        assertThat(served.signedIn("outsider").get(elsewhere).statusCode()).isEqualTo(403);
        assertThat(grader("clip-other").get(elsewhere).statusCode()).isEqualTo(404);
    }

    @Test
    void only_the_gallery_may_play_from_memory() {
        Visitor grader = grader("clip-policy");

        assertThat(policy(grader.get("/grading/" + caseId))).endsWith("media-src blob:");
        assertThat(policy(grader.get("/grading"))).doesNotContain("media-src");
        assertThat(policy(grader.get(clip(broken)))).doesNotContain("media-src");
    }

    @Test
    void a_key_plays_the_open_video_and_the_next_media_stops_it() {
        grader("clip-keys");
        try (Browser browser = new Browser(served)) {
            Page page = browser.signIn("clip-keys");
            browser.open("/grading/" + caseId);
            page.waitForFunction("() => document.querySelectorAll('.tile').length === 2");
            int at = (int) page.evaluate(
                    "sha => [...document.querySelectorAll('.tile')].findIndex(t => t.dataset.sha === sha)", film);
            Keyboard keys = new Keyboard(page);
            for (int i = 0; i < at; i++) {
                keys.press("j");
            }
            keys.press("Enter").press("w");
            plays(page, "Part 1, small, grey, blurred, silent");
            keys.press("m");
            plays(page, "Part 1, small, grey, blurred, with sound");
            keys.press("]");
            plays(page, "Part 2, small, grey, blurred, with sound");
            keys.press(at == 0 ? "j" : "k");
            page.waitForFunction(
                    "() => document.getElementById('clip').hidden && !document.getElementById('clip').src");
            keys.press(at == 0 ? "k" : "j").press("w");
            plays(page, "Part 1, small, grey, blurred, silent");
            keys.noPointerWasUsed();
        }
        assertThat(time.acts("clip-keys"))
                .filteredOn(a -> a.equals("PLAYED") || a.equals("HEARD"))
                .containsExactly("PLAYED", "PLAYED", "HEARD", "PLAYED", "HEARD", "PLAYED");
    }

    private static void plays(Page page, String how) {
        page.waitForFunction(
                "how => { const v = document.getElementById('clip'); return v.getAttribute('aria-label') === how"
                        + " && !v.hidden && v.currentTime > 0; }",
                how);
    }

    private static Content content(byte[] bytes) throws Exception {
        return new Content(
                digest("SHA-256", bytes),
                digest("MD5", bytes),
                digest("SHA-1", bytes),
                bytes.length,
                "video/x-matroska",
                Camera.NONE,
                null,
                null);
    }

    private static String digest(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private static String clip(String sha256) {
        return "/grading/" + caseId + "/clips/" + sha256;
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElse("");
    }

    private static Visitor grader(String name) {
        served.person(name, "Clip Example", Set.of(Role.GRADER), Set.of(Viewer.EVERY_TEAM));
        return served.signedIn(name);
    }

    private static List<String> ledgerSays(String grader) {
        return served.jdbc().sql("""
                        select details from ledger_pending where actor = :who and kind = 'MEDIA_PLAYED'
                        union all
                        select details from ledger_entry where actor = :who and kind = 'MEDIA_PLAYED'
                        """).param("who", grader).query(String.class).list();
    }
}
