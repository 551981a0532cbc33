package org.curlew.pipeline.worker;

import java.io.IOException;
import org.curlew.pipeline.images.ImageRefusedException;

/** One that answers calls, one at a time: a process of this machine, or a place on a worker node. */
interface Child extends AutoCloseable {

    /** Takes what comes before the answer, on the calling thread. */
    interface Handler {
        void frame(Frame frame) throws IOException;
    }

    /** Starts children when they are needed. */
    interface Nursery {
        Child start() throws IOException;
    }

    boolean isAlive();

    /** The process of this machine, or 0. */
    long pid();

    /**
     * Asks and waits for the answer.
     *
     * @throws WorkerDeath where the child is gone, with where it was
     * @throws ImageRefusedException where the child says so
     * @throws IOException where the request failed, or what the handler threw: then the child is ended too
     */
    PayloadReader call(Request request, Worker.ProgressListener progress, Handler handler) throws IOException;

    /** Ends the child at once; it has nothing to save. */
    @Override
    void close();
}
