import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * SmallFiles FOLDER COUNT SEED: benign synthetic files of 200 to 6,000 bytes, a thousand a folder, a quarter each of random bytes, text,
 * HTML, and random bytes that begin like a JPEG. Content is a function of the seed only.
 */
final class SmallFiles {

    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0};
    private static final String[] WORDS = "lorem ipsum dolor sit amet report case note alpha beta".split(" ");

    private SmallFiles() {}

    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        long seed = Long.parseLong(args[2]);
        for (int i = 0; i < count; i++) {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + i);
            Path folder = Files.createDirectories(root.resolve("folder" + i / 1000));
            int size = random.nextInt(200, 6001);
            switch (i % 4) {
                case 0 -> Files.write(folder.resolve(i + ".bin"), bytes(random, size));
                case 1 -> Files.writeString(folder.resolve(i + ".txt"), text(random, size));
                case 2 -> Files.writeString(folder.resolve(i + ".html"), "<html><body>" + text(random, size) + "</body></html>");
                default -> {
                    byte[] picture = bytes(random, size);
                    System.arraycopy(JPEG, 0, picture, 0, JPEG.length);
                    Files.write(folder.resolve(i + ".jpg"), picture);
                }
            }
        }
    }

    private static byte[] bytes(SplittableRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(SplittableRandom random, int size) {
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return new String(text.toString().getBytes(StandardCharsets.US_ASCII), 0, size, StandardCharsets.US_ASCII);
    }
}
