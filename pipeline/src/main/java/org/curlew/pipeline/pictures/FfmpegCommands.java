package org.curlew.pipeline.pictures;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The command lines for ffprobe and ffmpeg. A playlist inside evidence must not make the tool open other files or the network, so
 * only the file protocol and only container formats that hold their own content are let in.
 */
final class FfmpegCommands {

    /** Frames are hashed at this side: Meta's tools shrink to 512 x 512 whatever the shape. */
    static final int SIDE = 512;

    private static final int CLIP_FRAMES_A_SECOND = 25;

    private static final String FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,flv,mpeg,mpegts,mpegvideo,"
            + "m4v,h264,hevc,av1,obu,ivf,ogg,rm,swf,dv,gif,gxf,mxf,nut,nsv,vob,wtv,yuv4mpegpipe,mjpeg,dirac,vc1,h263,h261,"
            + "amv,nuv,roq,smk,bink,4xm,apng,webp_pipe";

    private FfmpegCommands() {}

    static List<String> probe(Path file) {
        List<String> command = new ArrayList<>(List.of("ffprobe", "-hide_banner", "-v", "level+error"));
        command.addAll(fence());
        command.addAll(List.of(
                "-select_streams",
                "V:0",
                "-show_entries",
                "stream=codec_name,width,height:format=duration",
                "-of",
                "default=noprint_wrappers=1",
                "file:" + file.toAbsolutePath()));
        return command;
    }

    /** Grey frames of 512 x 512 on standard output, a line with the time of each on standard error. */
    static List<String> frames(Path file, VideoFrames.Sampling sampling, int mostFrames) {
        String filter = "scale=%d:%d:flags=area,format=gray,showinfo=checksum=0".formatted(SIDE, SIDE);
        if (sampling == VideoFrames.Sampling.EVERY_SECOND) {
            filter = "select='isnan(prev_selected_t)+gte(t-prev_selected_t,1)'," + filter;
        }
        List<String> command = decode(file, sampling, "level+info");
        command.addAll(List.of("-vf", filter, "-fps_mode", "passthrough"));
        command.addAll(List.of("-frames:v", Integer.toString(mostFrames), "-f", "rawvideo", "pipe:1"));
        return command;
    }

    /** One JPEG of {@code columns} x {@code columns} frames, every {@code step}th of those sampled. */
    static List<String> contactSheet(Path file, VideoFrames.Sampling sampling, int step, int columns, boolean blurred) {
        String pick = "select='not(mod(n,%d))'".formatted(step);
        if (sampling == VideoFrames.Sampling.EVERY_SECOND) {
            pick = "select='isnan(prev_selected_t)+gte(t-prev_selected_t,%d)'".formatted(step);
        }
        String filter = pick
                + ",scale=240:180:force_original_aspect_ratio=decrease,pad=240:180:-1:-1,setsar=1,"
                + (blurred ? "format=gray,gblur=sigma=5," : "")
                + "tile=%dx%d".formatted(columns, columns);
        List<String> command = decode(file, sampling, "level+error");
        command.addAll(List.of("-vf", filter, "-fps_mode", "passthrough", "-frames:v", "1"));
        command.addAll(List.of("-pix_fmt", "yuvj420p", "-q:v", "4", "-c:v", "mjpeg", "-f", "image2pipe", "pipe:1"));
        return command;
    }

    /** A part of the video drawn anew as VP8 in WebM on standard output; no sound track at all unless it is asked for. */
    static List<String> clip(Path file, VideoClips.Wanted wanted) {
        String filter =
                "fps=%1$d,scale='min(%2$d,iw)':'min(%2$d,ih)':force_original_aspect_ratio=decrease:force_divisible_by=2,setsar=1"
                        .formatted(CLIP_FRAMES_A_SECOND, wanted.side());
        if (wanted.blur() > 0) {
            filter += String.format(Locale.ROOT, ",gblur=sigma=%.1f:steps=2", wanted.side() * wanted.blur());
        }
        if (!wanted.colour()) {
            filter += ",format=gray";
        }
        List<String> command = tool("level+error");
        command.addAll(List.of("-ss", Integer.toString(wanted.from()), "-t", Integer.toString(wanted.seconds())));
        command.addAll(List.of("-i", "file:" + file.toAbsolutePath(), "-map", "0:V:0"));
        if (wanted.sound()) {
            command.addAll(List.of("-map", "0:a:0?", "-c:a", "libopus", "-ac", "2", "-b:a", "64k"));
        } else {
            command.add("-an");
        }
        // Titles, places and the names of devices are the file's, not the pixels'.
        command.addAll(List.of("-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-vf", filter));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8"));
        command.addAll(List.of("-b:v", wanted.side() > 320 ? "1500k" : "600k", "-threads", "1"));
        command.addAll(List.of("-fs", Integer.toString(VideoClips.MOST_BYTES - (1 << 20)), "-f", "webm", "pipe:1"));
        return command;
    }

    private static List<String> decode(Path file, VideoFrames.Sampling sampling, String log) {
        List<String> command = tool(log);
        if (sampling == VideoFrames.Sampling.KEY_FRAMES) {
            command.addAll(List.of("-skip_frame", "nokey"));
        }
        // Capital V leaves cover pictures out.
        command.addAll(List.of("-i", "file:" + file.toAbsolutePath(), "-map", "0:V:0", "-an", "-sn", "-dn"));
        return command;
    }

    private static List<String> tool(String log) {
        List<String> command =
                new ArrayList<>(List.of("ffmpeg", "-nostdin", "-nostats", "-hide_banner", "-loglevel", log));
        command.addAll(List.of("-max_alloc", Long.toString(768L << 20)));
        command.addAll(fence());
        command.addAll(List.of("-threads", "1"));
        return command;
    }

    private static List<String> fence() {
        return List.of("-protocol_whitelist", "file", "-format_whitelist", FORMATS);
    }
}
