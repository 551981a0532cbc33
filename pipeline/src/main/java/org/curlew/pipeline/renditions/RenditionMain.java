package org.curlew.pipeline.renditions;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.curlew.pipeline.pictures.Decoded;
import org.curlew.pipeline.pictures.PictureReader;
import org.curlew.pipeline.pictures.Rendition;
import org.curlew.pipeline.pictures.VideoClips;
import org.curlew.pipeline.pictures.VideoLimits;
import org.curlew.pipeline.pictures.VideoReader;

/**
 * The child: reads requests from standard input (side, blur, colour, sound, from, seconds, media type, length, bytes) and answers each on standard
 * output with a length, the seconds of a clip and a JPEG or, where seconds are asked for, a WebM; or with a negative length and one line that says why there is none. It ends with its input.
 */
final class RenditionMain {

    /** A sheet is waited for: two passes of 20 seconds, and frames enough to choose 16 from. */
    private static final VideoLimits VIDEO = new VideoLimits(Duration.ofSeconds(20), 240);

    /** Half of it for what the parent waits in all: it asks before and draws then. */
    private static final Duration CLIP = Duration.ofSeconds(25);

    private RenditionMain() {}

    public static void main(String[] args) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
                DataOutputStream out = new DataOutputStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
                PictureReader reader = new PictureReader()) {
            // A library that prints must not write into the answers.
            System.setOut(System.err);
            while (true) {
                int side;
                try {
                    side = in.readInt();
                } catch (EOFException parentIsDone) {
                    return;
                }
                answer(reader, in, out, side);
                out.flush();
            }
        }
    }

    private static void answer(PictureReader reader, DataInputStream in, DataOutputStream out, int side)
            throws IOException {
        Drawing drawing = new Drawing(side, in.readDouble(), in.readBoolean());
        Playing playing = new Playing(drawing, in.readBoolean(), in.readInt(), in.readInt());
        String mime = in.readUTF();
        byte[] content = in.readNBytes(in.readInt());
        try {
            if (playing.seconds() > 0) {
                play(playing, content, out);
                return;
            }
            if (mime.startsWith("video/")) {
                Optional<byte[]> sheet = sheet(content);
                if (sheet.isEmpty()) {
                    refuse(out, "BROKEN: no frame of the video can be shown");
                    return;
                }
                content = sheet.get();
                mime = "image/jpeg";
            }
            Decoded picture = drawing.colour() ? reader.colour(content, mime) : reader.luma(content, mime);
            if (!picture.usable()) {
                refuse(out, picture.status() + ": " + picture.reason());
                return;
            }
            byte[] jpeg = Rendition.jpeg(picture, side, drawing.blur());
            out.writeInt(jpeg.length);
            out.writeInt(0);
            out.write(jpeg);
        } catch (RuntimeException e) {
            refuse(out, "BROKEN: " + e.getClass().getSimpleName());
        }
    }

    /** Up to 16 frames of a video on one sheet. */
    private static Optional<byte[]> sheet(byte[] content) throws IOException {
        VideoReader videos = new VideoReader(VIDEO);
        return inFile(content, file -> videos.contactSheet(file, videos.frames(file), false))
                .flatMap(sheet -> sheet);
    }

    private static void play(Playing playing, byte[] content, DataOutputStream out) throws IOException {
        Drawing drawing = playing.drawing();
        VideoClips.Wanted wanted = new VideoClips.Wanted(
                drawing.side(), drawing.blur(), drawing.colour(), playing.sound(), playing.from(), playing.seconds());
        Optional<VideoClips.Clip> clip = inFile(content, file -> new VideoClips(CLIP).draw(file, wanted));
        if (clip.isEmpty() || !clip.get().reason().isEmpty()) {
            refuse(out, clip.map(VideoClips.Clip::reason).orElse("the drawing was interrupted"));
            return;
        }
        out.writeInt(clip.get().webm().length);
        out.writeInt(clip.get().seconds());
        out.write(clip.get().webm());
    }

    /** What ffmpeg does with a file. */
    private interface Reading<T> {
        T of(Path file) throws IOException, InterruptedException;
    }

    /** ffmpeg seeks, so the video lies in a file of its own while it is read; nothing where that was interrupted. */
    private static <T> Optional<T> inFile(byte[] content, Reading<T> reading) throws IOException {
        Path file = Files.createTempFile("curlew-video", ".video");
        try {
            Files.write(file, content);
            return Optional.of(reading.of(file));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void refuse(DataOutputStream out, String why) throws IOException {
        out.writeInt(-1);
        out.writeUTF(why.length() > 300 ? why.substring(0, 300) : why);
    }
}
