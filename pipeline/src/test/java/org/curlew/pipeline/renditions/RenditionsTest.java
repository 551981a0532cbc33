package org.curlew.pipeline.renditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
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
        Path film = folder.resolve("film.mkv");
        assertThat(new ProcessBuilder(List.of(
                                "ffmpeg",
                                "-nostdin",
                                "-v",
                                "error",
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=size=320x240:rate=10",
                                "-t",
                                "4",
                                "-c:v",
                                "libx264",
                                "-g",
                                "10",
                                film.toString()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();

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
}
