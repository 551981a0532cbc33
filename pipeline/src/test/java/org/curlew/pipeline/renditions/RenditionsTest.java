package org.curlew.pipeline.renditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.curlew.pipeline.pictures.Films;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenditionsTest {

    private final Renditions renditions = new Renditions(1);

    @AfterEach
    void close() {
        renditions.destroy();
    }

    @Test
    void a_video_is_shown_as_a_grey_contact_sheet_that_the_child_drew(@TempDir Path folder) throws Exception {
        Path film = Films.silent(folder.resolve("film.mkv"), 4);

        Renditions.Drawn drawn = renditions.draw(
                "a".repeat(64), "video/x-matroska", new Drawing(480, 0, false), () -> Files.readAllBytes(film));

        assertThat(drawn.reason()).isNull();
        BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(drawn.jpeg()));
        assertThat(sheet.getWidth())
                .as("four frames of 240 pixels, drawn to fit")
                .isEqualTo(480);
        assertThat(sheet.getColorModel().getNumColorComponents()).as("grey").isEqualTo(1);

        Renditions.Drawn coloured = renditions.draw(
                "a".repeat(64), "video/x-matroska", new Drawing(480, 0, true), () -> Files.readAllBytes(film));
        assertThat(ImageIO.read(new ByteArrayInputStream(coloured.jpeg()))
                        .getColorModel()
                        .getNumColorComponents())
                .as("revealed in colour")
                .isEqualTo(3);
        Renditions.Drawn again = renditions.draw(
                "a".repeat(64), "video/x-matroska", new Drawing(480, 0, false), () -> Files.readAllBytes(film));
        assertThat(again.jpeg()).as("and grey again").isEqualTo(drawn.jpeg());
    }

    @Test
    void what_only_says_that_it_is_a_video_has_a_reason_instead_of_a_sheet() throws Exception {
        Renditions.Drawn drawn =
                renditions.draw("b".repeat(64), "video/mp4", new Drawing(160, 0, false), () -> "no video at all"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(drawn.jpeg()).isNull();
        assertThat(drawn.reason()).contains("no frame of the video can be shown");
    }

    @Test
    void a_part_of_a_video_is_drawn_anew_by_the_child_each_time(@TempDir Path folder) throws Exception {
        Path film = Films.film(folder.resolve("film.mkv"), 3);
        int[] read = {0};
        Renditions.Bytes bytes = () -> {
            read[0]++;
            return Files.readAllBytes(film);
        };
        Playing silent = new Playing(new Drawing(160, 0.03, false), false, 1, 30);

        Renditions.Clip clip = renditions.play("video/x-matroska", silent, bytes);
        renditions.play("video/x-matroska", silent, bytes);

        assertThat(clip.reason()).isNull();
        assertThat(clip.seconds()).isEqualTo(2);
        assertThat(clip.webm()).isNotEqualTo(Files.readAllBytes(film));
        assertThat(Films.streams(clip.webm())).containsExactly("vp8,video,160,120");
        assertThat(read[0]).as("none is kept").isEqualTo(2);
        assertThat(Films.streams(renditions
                        .play("video/x-matroska", new Playing(silent.drawing(), true, 0, 30), bytes)
                        .webm()))
                .contains("opus,audio");
        assertThat(renditions
                        .draw("c".repeat(64), "video/x-matroska", new Drawing(160, 0, false), bytes)
                        .jpeg())
                .as("a sheet is a picture again")
                .isNotNull();
    }

    @Test
    void a_broken_video_is_not_played_and_says_why() throws Exception {
        Renditions.Clip clip = renditions.play(
                "video/mp4", new Playing(new Drawing(320, 0, false), true, 0, 30), () -> "no video at all"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(clip.webm()).isNull();
        assertThat(clip.reason()).contains("no video stream");
    }
}
