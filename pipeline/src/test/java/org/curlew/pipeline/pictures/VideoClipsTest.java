package org.curlew.pipeline.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoClipsTest {

    private final VideoClips clips = new VideoClips(Duration.ofSeconds(60));

    @TempDir
    private Path folder;

    @Test
    void a_clip_is_webm_without_any_sound_track_and_without_what_the_file_said_of_itself() throws Exception {
        VideoClips.Clip clip = clips.draw(film(4), wanted(true, false));

        assertThat(clip.reason()).isEmpty();
        assertThat(clip.seconds()).isEqualTo(4);
        assertThat(Films.streams(clip.webm())).containsExactly("vp8,video,320,240");
        assertThat(new String(clip.webm(), StandardCharsets.ISO_8859_1)).doesNotContain("Invented title");
    }

    @Test
    void with_sound_it_has_one_sound_track_and_a_film_without_any_has_none() throws Exception {
        assertThat(Films.streams(clips.draw(film(2), wanted(false, true)).webm()))
                .containsExactly("vp8,video,320,240", "opus,audio");
        Path silent = Films.silent(folder.resolve("silent.mkv"), 2);
        assertThat(Films.streams(clips.draw(silent, wanted(false, true)).webm()))
                .containsExactly("vp8,video,320,240");
    }

    @Test
    void it_is_grey_unless_colour_is_asked_for() throws Exception {
        assertThat(Films.saturation(clips.draw(film(2), wanted(false, false)).webm()))
                .isLessThan(2);
        assertThat(Films.saturation(clips.draw(film(2), wanted(true, false)).webm()))
                .isGreaterThan(20);
    }

    @Test
    void a_blurred_clip_takes_far_less_than_a_sharp_one() throws Exception {
        Path film = film(3);
        int sharp = clips.draw(film, wanted(false, false)).webm().length;
        int blurred = clips.draw(film, new VideoClips.Wanted(320, 0.03, false, false, 0, 30))
                .webm()
                .length;

        assertThat(blurred).isLessThan(sharp * 3 / 4);
    }

    @Test
    void a_part_begins_where_it_is_asked_for_and_none_lies_behind_the_end() throws Exception {
        Path film = film(5);

        assertThat(clips.draw(film, new VideoClips.Wanted(320, 0, false, false, 3, 30))
                        .seconds())
                .isEqualTo(2);
        assertThat(clips.draw(film, new VideoClips.Wanted(320, 0, false, false, 1, 2))
                        .seconds())
                .isEqualTo(2);
        assertThat(clips.draw(film, new VideoClips.Wanted(320, 0, false, false, 30, 30))
                        .reason())
                .contains("ends before second 30");
    }

    @Test
    void it_fits_the_side_and_a_small_video_is_not_enlarged() throws Exception {
        Path film = film(2);

        assertThat(Films.streams(clips.draw(film, new VideoClips.Wanted(100, 0, false, false, 0, 30))
                        .webm()))
                .containsExactly("vp8,video,100,74");
        assertThat(Films.streams(clips.draw(film, new VideoClips.Wanted(640, 0, false, false, 0, 30))
                        .webm()))
                .containsExactly("vp8,video,320,240");
    }

    @Test
    void a_broken_video_says_so_in_one_line() throws Exception {
        Path text = Files.writeString(folder.resolve("text.mp4"), "no video at all");
        byte[] whole = Files.readAllBytes(film(2));
        Path cut = Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(whole, 300));

        for (Path broken : new Path[] {text, cut}) {
            VideoClips.Clip clip = clips.draw(broken, wanted(false, false));
            assertThat(clip.webm()).isEmpty();
            assertThat(clip.reason()).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void a_playlist_opens_nothing_else() throws Exception {
        Path film = film(2);
        Path list = Files.writeString(
                folder.resolve("list.m3u8"), "#EXTM3U\n#EXTINF:2,\n" + film.toAbsolutePath() + "\n#EXT-X-ENDLIST\n");

        assertThat(clips.draw(list, wanted(false, false)).webm()).isEmpty();
    }

    @Test
    void what_takes_too_long_is_ended() throws Exception {
        Path film = Films.film(folder.resolve("long.mkv"), 30);

        VideoClips.Clip clip =
                new VideoClips(Duration.ofMillis(500)).draw(film, new VideoClips.Wanted(640, 0, true, true, 0, 30));

        assertThat(clip.webm()).isEmpty();
        assertThat(clip.reason()).isNotBlank();
    }

    private Path film(int seconds) throws Exception {
        return Films.film(folder.resolve("film" + seconds + ".mkv"), seconds);
    }

    private static VideoClips.Wanted wanted(boolean colour, boolean sound) {
        return new VideoClips.Wanted(320, 0, colour, sound, 0, 30);
    }
}
