package org.curlew.pipeline.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ffmpeg says: the time of each frame, and its complaints. */
final class FfmpegMessages implements Consumer<String> {

    private static final Pattern FRAME_TIME = Pattern.compile("\\bn: *\\d+ pts: *\\S+ pts_time: *(\\S+)");
    private static final Pattern COMPLAINT = Pattern.compile("^(\\[[^]]*] *)?\\[(error|fatal|panic)]");
    private static final Pattern PREFIX = Pattern.compile("^(\\[[^]]*] *)+");

    private final List<Long> times = new ArrayList<>();
    private String last = "";
    private boolean fault;

    @Override
    public void accept(String line) {
        Matcher time = FRAME_TIME.matcher(line);
        if (time.find()) {
            times.add(Math.round(number(time.group(1)) * 1000));
        } else if (COMPLAINT.matcher(line).find()) {
            last = PREFIX.matcher(line).replaceFirst("").strip();
            fault = true;
        }
    }

    /** Milliseconds of each frame. */
    List<Long> times() {
        return times;
    }

    boolean fault() {
        return fault;
    }

    String last() {
        return last.isEmpty() ? "no frame could be decoded" : last;
    }

    /** What ffprobe says of a file, a line each. */
    static void readFacts(InputStream stdout, Map<String, String> facts) throws IOException {
        for (String line : new String(stdout.readNBytes(1 << 16), StandardCharsets.ISO_8859_1).split("\\R")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                facts.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
            }
        }
    }

    /** 0 for what the tool calls N/A. */
    static Double number(String text) {
        try {
            return text == null ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0.0;
        }
    }
}
