package org.curlew.triage.perceptual;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The published vectors and pictures that lie outside the repository. */
final class SharedData {

    private SharedData() {}

    /** A path below the folder {@code shared/data}, looked for beside each folder above the module. */
    static Path path(String below) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared/data").resolve(below);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "No shared/data/" + below + " above " + Path.of("").toAbsolutePath());
    }

    static PdqResult hash(Path picture) throws IOException {
        return hash(ImageIO.read(picture.toFile()));
    }

    static PdqResult hash(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        return new Pdq().hash(height, width, Luma.rgb(pixels, width));
    }
}
