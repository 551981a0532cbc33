package org.curlew.triage.perceptual;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PDQ against the published lists and the reference's output. */
class PdqVectorsTest {

    private static final int COLUMNS_BEFORE_HASHES = 8;

    /** One row of the synthetic vectors: the picture is a file, or is drawn from its formula where it is too large for one. */
    record Vector(String name, int width, int height, int quality, List<String> dihedral) {

        BufferedImage picture() throws IOException {
            Path file = file();
            return Files.exists(file) ? ImageIO.read(file.toFile()) : SyntheticPictures.draw(name, width, height);
        }

        Path file() {
            return SharedData.path("pdq/synthetic/png").resolve(name + "-" + width + "x" + height + ".png");
        }
    }

    static Stream<Vector> stableVectors() throws IOException {
        return Files.readAllLines(SharedData.path("pdq/synthetic/pdq-synthetic-vectors.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .filter(cells -> cells[7].equals("yes"))
                .map(cells -> new Vector(
                        cells[1],
                        Integer.parseInt(cells[2]),
                        Integer.parseInt(cells[3]),
                        Integer.parseInt(cells[4]),
                        IntStream.range(0, 8)
                                .mapToObj(turn -> cells[COLUMNS_BEFORE_HASHES + turn])
                                .toList()))
                .filter(vector -> Files.exists(vector.file()) || SyntheticPictures.draws(vector.name()));
    }

    @Test
    void all_vectors_whose_picture_is_at_hand_are_compared() throws IOException {
        assertThat(stableVectors()).hasSize(37);
    }

    @ParameterizedTest
    @MethodSource("stableVectors")
    void hash_quality_and_dihedral_hashes_equal_the_synthetic_vector(Vector vector) throws IOException {
        PdqResult result = SharedData.hash(vector.picture());

        assertThat(result.dihedral()).extracting(PdqHash::hex).isEqualTo(vector.dihedral());
        assertThat(result.quality()).isEqualTo(vector.quality());
    }

    static Stream<String[]> referenceRows() throws IOException {
        return Files.readAllLines(SharedData.path("pdq/pdq-java-reference-output.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .filter(cells -> Files.exists(SharedData.path("pdq/images").resolve(cells[2])));
    }

    @Test
    void twenty_of_the_reference_s_pictures_are_at_hand() throws IOException {
        assertThat(referenceRows()).hasSize(20);
    }

    @ParameterizedTest
    @MethodSource("referenceRows")
    void hash_and_quality_equal_the_java_reference_bit_for_bit(String hash, String quality, String file)
            throws IOException {
        PdqResult result = SharedData.hash(SharedData.path("pdq/images").resolve(file));

        assertThat(result.hash().hex()).isEqualTo(hash);
        assertThat(result.quality()).isEqualTo(Integer.parseInt(quality));
    }

    static Stream<String[]> publishedRows() throws IOException {
        return Files.readAllLines(SharedData.path("pdq/PDQMD5TestData.csv")).stream()
                .filter(line -> line.contains("bridge-mods/"))
                .map(line -> line.split(","))
                .map(cells -> new String[] {cells[0].substring(cells[0].indexOf("bridge-mods/")), cells[1]});
    }

    @Test
    void twelve_of_the_published_pictures_are_at_hand() throws IOException {
        assertThat(publishedRows()).hasSize(12);
    }

    @ParameterizedTest
    @MethodSource("publishedRows")
    void hash_is_within_ten_bits_of_the_published_list(String file, String hash) throws IOException {
        PdqResult result = SharedData.hash(SharedData.path("pdq/images").resolve(file));

        assertThat(result.hash().distance(PdqHash.parse(hash))).isLessThanOrEqualTo(10);
    }

    /** How many bits the turned forms that a hash alone tells lie from those of the picture's own coefficients. */
    @Test
    void turned_forms_told_by_the_hash_alone_lie_near_those_of_the_picture() throws IOException {
        List<Integer> distances = new java.util.ArrayList<>();
        List<PdqResult> pictures = new java.util.ArrayList<>();
        for (String[] row : referenceRows().toList()) {
            pictures.add(SharedData.hash(SharedData.path("pdq/images").resolve(row[2])));
        }
        for (PdqResult picture : pictures) {
            for (Dihedral turn : Dihedral.values()) {
                if (turn == Dihedral.ORIGINAL || picture.eligibility() != Eligibility.MATCHABLE) {
                    continue;
                }
                distances.add(picture.hash().turned(turn).distance(picture.hash(turn)));
            }
        }
        distances.sort(null);

        assertThat(distances.get(distances.size() / 2)).isLessThanOrEqualTo(4);
        assertThat(distances.getLast()).isLessThanOrEqualTo(16);
        assertThat(pictures)
                .allSatisfy(p -> assertThat(p.hash().turned(Dihedral.ORIGINAL)).isEqualTo(p.hash()));
    }
}
