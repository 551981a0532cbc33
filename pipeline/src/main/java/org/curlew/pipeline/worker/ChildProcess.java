package org.curlew.pipeline.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.curlew.pipeline.images.ImageRefusedException;

/**
 * One child and the pipe to it, used by one thread at a time. The parent keeps the clock: a heartbeat proves life, and
 * only work done counts. What the child says is checked and never trusted.
 */
final class ChildProcess implements Child {

    private static final int ERROR_TEXT = 4096;
    private static final int SIGNAL_BASE = 128;
    private static final long END_SECONDS = 10;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process process;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final FileChannel statusPage;
    private final ErrorText errors;
    private final Stall stall;

    private ChildProcess(Process process, FileChannel statusPage, Stall stall) {
        this.process = process;
        this.reader = new FrameReader(process.getInputStream());
        this.writer = new FrameWriter(process.getOutputStream());
        this.statusPage = statusPage;
        this.errors = new ErrorText(process.getErrorStream());
        this.stall = stall;
    }

    static ChildProcess start(WorkerSettings settings) throws IOException {
        Path page = StatusPage.create();
        try {
            ProcessBuilder builder = new ProcessBuilder(settings.commandLine(page));
            // Nothing of the application's environment: it may hold passwords.
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.put("PATH", "/usr/bin:/bin");
            environment.put("LANG", "C.UTF-8");
            environment.put("TZ", "UTC");
            FileChannel channel = FileChannel.open(page, StandardOpenOption.READ);
            ChildProcess child = new ChildProcess(builder.start(), channel, new Stall(settings.stall()));
            try {
                child.greet();
                return child;
            } catch (IOException | RuntimeException failed) {
                child.close();
                throw failed;
            }
        } finally {
            Files.deleteIfExists(page);
        }
    }

    private void greet() throws IOException {
        try (Stall.Guard guard = stall.guard(process)) {
            guard.moved();
            Frame frame = reader.next();
            if (frame == null
                    || frame.kind() != Frame.Kind.READY
                    || frame.reader().getInt() != Request.VERSION) {
                throw new IOException("the worker process does not start: " + ending());
            }
        }
    }

    /** For tests that end the child from outside. */
    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public PayloadReader call(Request request, Worker.ProgressListener progress, Handler handler) throws IOException {
        try (Stall.Guard guard = stall.guard(process)) {
            send(request);
            while (true) {
                Frame frame = next();
                guard.busy();
                switch (frame.kind()) {
                    case DONE -> {
                        // The buffer is the next call's as soon as this one has returned.
                        return new PayloadReader(Arrays.copyOf(frame.payload(), frame.length()), frame.length());
                    }
                    case REFUSED ->
                        throw new ImageRefusedException(frame.reader().getText());
                    case FAILED -> throw new IOException(frame.reader().getText());
                    case PROGRESS -> {
                        PayloadReader numbers = frame.reader();
                        long bytes = numbers.getLong();
                        long total = numbers.getLong();
                        progress.progress(bytes, total, numbers.getLong());
                        guard.work(numbers.getLong());
                    }
                    default -> handle(handler, frame, guard);
                }
                guard.waiting();
            }
        } catch (ProtocolException nonsense) {
            close();
            throw new WorkerDeath(nonsense.getMessage(), StatusPage.read(statusPage));
        }
    }

    private void handle(Handler handler, Frame frame, Stall.Guard guard) throws IOException {
        try {
            handler.frame(frame);
            guard.moved();
        } catch (IOException | RuntimeException failed) {
            // The rest of this answer would be taken for the next one's.
            close();
            throw failed;
        }
    }

    private void send(Request request) throws IOException {
        try {
            writer.write(request.kind(), request.payload());
        } catch (ProtocolException tooLong) {
            throw new IOException(tooLong.getMessage(), tooLong);
        } catch (IOException gone) {
            throw death();
        }
    }

    private Frame next() throws IOException {
        Frame frame;
        try {
            frame = reader.next();
        } catch (ProtocolException nonsense) {
            throw nonsense;
        } catch (IOException gone) {
            throw death();
        }
        if (frame == null) {
            throw death();
        }
        return frame;
    }

    private WorkerDeath death() {
        String how = ending();
        return new WorkerDeath(how, StatusPage.read(statusPage));
    }

    private String ending() {
        close();
        if (stall.struck()) {
            return "no progress for " + stall.seconds() + " s";
        }
        int code = process.exitValue();
        String text = errors.last();
        if (text.startsWith("SIG")) {
            return text;
        }
        String how = code > SIGNAL_BASE ? "signal " + (code - SIGNAL_BASE) : "exit code " + code;
        return text.isEmpty() ? how : how + ": " + text;
    }

    @Override
    public void close() {
        boolean interrupted = false;
        if (process.isAlive()) {
            try {
                // A child that has ended by itself is let be, so that its own exit code is seen.
                interrupted = !process.waitFor(50, TimeUnit.MILLISECONDS) && Thread.interrupted();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
            Stall.kill(process);
        }
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            process.getOutputStream().close();
        } catch (InterruptedException stop) {
            interrupted = true;
        } catch (IOException brokenPipe) {
            // The child is gone, and with it what was still to be written to it.
            errors.note("broken pipe");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of what the child wrote on standard error. */
    private static final class ErrorText {

        private static final Pattern CRASH = Pattern.compile("^# +(SIG[A-Z]+) ", Pattern.MULTILINE);
        private static final Pattern FRAME = Pattern.compile("^# C +\\[([^\\]]+)\\]", Pattern.MULTILINE);

        private final StringBuilder text = new StringBuilder();
        private final Thread reading;

        ErrorText(InputStream in) {
            reading = Thread.ofPlatform().daemon().name("worker-errors").start(() -> collect(in));
        }

        private void collect(InputStream in) {
            byte[] buffer = new byte[1024];
            try {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    note(new String(buffer, 0, count, StandardCharsets.UTF_8));
                }
            } catch (IOException ended) {
                note("");
            }
        }

        synchronized void note(String more) {
            text.append(more);
            if (text.length() > ERROR_TEXT) {
                text.delete(0, text.length() - ERROR_TEXT);
            }
        }

        private synchronized String all() {
            return text.toString();
        }

        /** The JVM's own report of a crash in one line, or else the last line of all; of a child that has ended. */
        String last() {
            try {
                // its end is seen before its last words are read; a child of its own that lives on keeps the pipe open
                reading.join(LAST_WORDS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            String all = all();
            Matcher crash = CRASH.matcher(all);
            if (crash.find()) {
                Matcher frame = FRAME.matcher(all);
                return frame.find() ? crash.group(1) + " in " + frame.group(1) : crash.group(1);
            }
            String[] lines = all.strip().split("\n");
            return lines[lines.length - 1].strip();
        }
    }
}
