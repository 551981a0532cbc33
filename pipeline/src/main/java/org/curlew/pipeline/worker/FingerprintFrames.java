package org.curlew.pipeline.worker;

import java.io.IOException;
import org.curlew.pipeline.extraction.ContentExtraction;
import org.curlew.pipeline.extraction.Tally;
import org.curlew.pipeline.extraction.Watch;
import org.curlew.pipeline.worker.Worker.Fingerprint;

/**
 * Collects pictures, has them hashed and sends the hashes to the parent; the pictures stay here. With lanes several are
 * hashed at once. Without, each is hashed where it is read, and the status page names it: so a picture that kills the
 * process is known.
 */
final class FingerprintFrames implements ContentExtraction.Receiver, AutoCloseable {

    /** A file above this, in bytes, is read and hashed while nothing else is. */
    private static final long LARGE = 8L << 20;

    private final FrameWriter out;
    private final Tally tally;
    private final Watch watch;
    private final PictureLanes lanes;
    private final PictureHasher alone;
    private byte[] picture;
    private int length;
    private long announced;

    private FingerprintFrames(FrameWriter out, Tally tally, Watch watch, int lanes) {
        this.out = out;
        this.tally = tally;
        this.watch = watch;
        this.lanes = lanes == 0 ? null : new PictureLanes(lanes, this::send);
        this.alone = lanes == 0 ? new PictureHasher() : null;
    }

    static FingerprintFrames inLanes(FrameWriter out, Tally tally, Watch watch, int lanes) {
        return new FingerprintFrames(out, tally, watch, lanes);
    }

    static FingerprintFrames oneByOne(FrameWriter out, Tally tally, Watch watch) {
        return new FingerprintFrames(out, tally, watch, 0);
    }

    @Override
    public void begin(int index, long size) throws IOException {
        if (size > LARGE && lanes != null) {
            lanes.settle();
        }
        announced = size;
        picture = size > Worker.LARGEST_PICTURE ? null : new byte[(int) Math.max(size, 0)];
        length = 0;
    }

    @Override
    public void data(byte[] bytes, int offset, int count) throws IOException {
        if (picture != null) {
            if (count > picture.length - length) {
                throw new IOException("a picture is longer than announced");
            }
            System.arraycopy(bytes, offset, picture, length, count);
            length += count;
        }
        tally.add(0, count);
    }

    @Override
    public void end(int index) throws IOException {
        byte[] content = picture;
        picture = null;
        if (content == null) {
            send(index, Fingerprint.none(Worker.tooLarge(announced)));
        } else if (lanes != null) {
            lanes.hash(index, content);
            if (content.length > LARGE) {
                lanes.settle();
            }
        } else {
            watch.doing(Watch.Phase.PICTURE, index, 0, 0);
            send(index, alone.hash(content));
        }
    }

    @Override
    public void unreadable(int index, String reason) throws IOException {
        picture = null;
        send(index, Fingerprint.none("UNREADABLE: " + reason));
    }

    private void send(int index, Fingerprint fingerprint) throws IOException {
        out.write(
                Frame.Kind.FINGERPRINT,
                new PayloadWriter(1024)
                        .putInt(index)
                        .putText(fingerprint.pdq())
                        .putText(fingerprint.turned())
                        .putInt(fingerprint.quality())
                        .putText(fingerprint.status()));
        tally.add(1, 0);
    }

    @Override
    public void close() throws IOException {
        if (lanes == null) {
            alone.close();
        } else {
            lanes.close();
        }
    }
}
