package org.curlew.pipeline.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.SynchronousQueue;
import org.curlew.pipeline.extraction.SegmentExtraction;
import org.curlew.pipeline.images.ImageFormats;

/**
 * The child process: reads hostile input, holds no credentials, writes nothing but its answers. It ends when its standard
 * input does, so it never outlives its parent.
 */
public final class WorkerMain {

    private static final int BROKEN = 70;
    private static final long PARENT_CHECK_MILLIS = 1000;

    private WorkerMain() {}

    /**
     * @param arguments the status page's file, the number of digesting threads
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        FrameWriter out = new FrameWriter(StandardStreams.takeOutput());
        StatusPage status = StatusPage.map(Path.of(arguments[0]));
        SynchronousQueue<Request> requests = new SynchronousQueue<>();
        InputStream in = System.in;
        Thread.ofPlatform().daemon().name("requests").start(() -> takeRequests(in, requests));
        Thread.ofPlatform().daemon().name("parent").start(WorkerMain::endWithParent);
        Thread.ofPlatform().daemon().name("warm-up").start(SegmentExtraction::prepare);
        out.write(Frame.Kind.READY, new PayloadWriter(16).putInt(Request.VERSION));
        ChildSession session = new ChildSession(out, status, new ImageFormats()::open, Integer.parseInt(arguments[1]));
        while (true) {
            session.answer(requests.take());
        }
    }

    private static void takeRequests(InputStream in, SynchronousQueue<Request> requests) {
        try {
            FrameReader reader = new FrameReader(in);
            for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                requests.put(Request.read(frame));
            }
            end(0);
        } catch (IOException | InterruptedException broken) {
            end(BROKEN);
        }
    }

    /** Standard input ends with the parent; this is for a parent that was stopped while another holds the pipe. */
    private static void endWithParent() {
        long parent = parent();
        while (parent == parent()) {
            try {
                Thread.sleep(PARENT_CHECK_MILLIS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        end(0);
    }

    private static long parent() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(-1L);
    }

    /** At once: a thread inside the library cannot be asked to stop, and nothing here is worth a shutdown hook. */
    private static void end(int code) {
        Runtime.getRuntime().halt(code);
    }
}
