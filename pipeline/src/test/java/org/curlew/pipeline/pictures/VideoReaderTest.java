package org.curlew.pipeline.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.curlew.triage.perceptual.VpdqMatch;
import org.curlew.triage.perceptual.VpdqText;
import org.curlew.triage.perceptual.VpdqThresholds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoReaderTest {

    @TempDir
    static Path folder;

    private static Path film;
    private static Path resaved;
    private static Path another;

    private final VideoReader reader = new VideoReader();

    @BeforeAll
    static void makeVideos() throws Exception {
        film = folder.resolve("film.mkv");
        resaved = folder.resolve("resaved.avi");
        another = folder.resolve("another.mkv");
        make(film, "-f", "lavfi", "-i", "mandelbrot=size=480x360:rate=10", "-t", "8", "-c:v", "libx264", "-g", "10");
        make(resaved, "-i", film.toString(), "-vf", "scale=240:180", "-c:v", "mpeg4", "-b:v", "300k", "-g", "300");
        make(another, "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=10", "-t", "4", "-c:v", "libx264", "-g", "10");
    }

    private static void make(Path target, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        command.addAll(Arrays.asList(arguments));
        command.add(target.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void key_frames_are_hashed_with_their_times() throws InterruptedException {
        VideoFrames frames = reader.frames(film);

        assertThat(frames.status()).as(frames.reason()).isEqualTo(Decoded.Status.READ);
        assertThat(frames.sampling()).isEqualTo(VideoFrames.Sampling.KEY_FRAMES);
        assertThat(List.of(frames.width(), frames.height())).isEqualTo(List.of(480, 360));
        assertThat(frames.seconds()).isBetween(7.9, 8.2);
        assertThat(frames.frames())
                .extracting(frame -> frame.millis())
                .containsExactly(0L, 1000L, 2000L, 3000L, 4000L, 5000L, 6000L, 7000L);
        assertThat(VpdqText.parse(VpdqText.write(frames.frames()))).isEqualTo(frames.frames());
    }

    @Test
    void a_video_with_few_key_frames_is_sampled_every_second() throws InterruptedException {
        VideoFrames frames = reader.frames(resaved);

        assertThat(frames.sampling()).isEqualTo(VideoFrames.Sampling.EVERY_SECOND);
        assertThat(frames.frames()).hasSize(8);
    }

    @Test
    void a_resaved_smaller_copy_matches_and_another_film_does_not() throws InterruptedException {
        VideoFrames original = reader.frames(film);

        VpdqMatch copy = VpdqMatch.of(reader.frames(resaved).frames(), original.frames(), VpdqThresholds.PUBLISHED);
        VpdqMatch other = VpdqMatch.of(reader.frames(another).frames(), original.frames(), VpdqThresholds.PUBLISHED);

        assertThat(copy.matches()).isTrue();
        assertThat(copy.queryPercent()).isGreaterThanOrEqualTo(80);
        assertThat(other.comparable()).isTrue();
        assertThat(other.matches()).isFalse();
    }

    @Test
    void a_cut_off_video_is_partial_and_keeps_the_frames_before_the_cut() throws Exception {
        byte[] whole = Files.readAllBytes(film);
        Path cut = Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(whole, whole.length * 2 / 3));

        VideoFrames frames = reader.frames(cut);

        assertThat(frames.status()).isEqualTo(Decoded.Status.PARTIAL);
        assertThat(frames.reason()).contains("ended prematurely");
        assertThat(frames.frames()).hasSizeBetween(3, 7);
    }

    @Test
    void more_frames_than_allowed_are_said_to_be_left_out() throws InterruptedException {
        VideoFrames frames = new VideoReader(new VideoLimits(Duration.ofMinutes(1), 5)).frames(film);

        assertThat(frames.status()).isEqualTo(Decoded.Status.PARTIAL);
        assertThat(frames.reason()).isEqualTo("only the first 5 frames hashed");
        assertThat(frames.frames()).hasSize(5);
    }

    @Test
    void a_playlist_cannot_make_the_tool_open_another_file() throws Exception {
        Path playlist = Files.writeString(
                folder.resolve("list.m3u8"), "#EXTM3U\n#EXTINF:1,\nfile://" + film.toAbsolutePath() + "\n");
        Path concat = Files.writeString(folder.resolve("list.ffconcat"), "ffconcat version 1.0\nfile film.mkv\n");

        for (Path hostile : List.of(playlist, concat)) {
            VideoFrames frames = reader.frames(hostile);
            assertThat(frames.status()).isEqualTo(Decoded.Status.BROKEN);
            assertThat(frames.frames()).isEmpty();
        }
    }

    @Test
    void a_file_that_is_no_video_is_broken_with_a_reason() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.mp4"), "nothing to see");

        assertThat(reader.frames(text).status()).isEqualTo(Decoded.Status.BROKEN);
        assertThat(reader.frames(text).reason()).contains("Invalid data");
        assertThat(reader.frames(folder.resolve("absent.mp4")).reason()).contains("No such file");
    }

    @Test
    void the_contact_sheet_is_a_jpeg_of_four_by_four_frames_grey_when_blurred() throws Exception {
        VideoFrames frames = reader.frames(film);

        BufferedImage colour = read(reader.contactSheet(film, frames, false).orElseThrow());
        BufferedImage blurred = read(reader.contactSheet(film, frames, true).orElseThrow());

        assertThat(List.of(colour.getWidth(), colour.getHeight())).isEqualTo(List.of(960, 720));
        assertThat(mostColour(colour)).isGreaterThan(60);
        assertThat(mostColour(blurred)).isLessThan(12);
    }

    @Test
    void a_video_without_frames_has_no_contact_sheet() throws Exception {
        Path text = Files.writeString(folder.resolve("none.mp4"), "nothing to see");

        assertThat(reader.contactSheet(text, reader.frames(text), true)).isEmpty();
    }

    private static BufferedImage read(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static int mostColour(BufferedImage image) {
        int most = 0;
        for (int pixel : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            most = Math.max(most, Math.abs((pixel >> 16 & 255) - (pixel & 255)));
        }
        return most;
    }
}
