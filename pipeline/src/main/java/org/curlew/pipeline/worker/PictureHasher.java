package org.curlew.pipeline.worker;

import org.curlew.pipeline.pictures.Decoded;
import org.curlew.pipeline.pictures.PictureLimits;
import org.curlew.pipeline.pictures.PictureReader;
import org.curlew.pipeline.worker.Worker.Fingerprint;
import org.curlew.triage.perceptual.Pdq;
import org.curlew.triage.perceptual.PdqResult;

/** Decodes a picture and computes its PDQ; for one thread, which opens and closes it. */
final class PictureHasher implements AutoCloseable {

    /** Decoded pixel, its luma and the luma turned upright take up to twelve bytes; half of the heap is for others. */
    private static final int HEAP_A_PIXEL = 24;

    private static final int REASON_LENGTH = 500;

    private final PictureReader reader;
    private final Pdq pdq = new Pdq();

    PictureHasher() {
        PictureLimits whole = PictureLimits.DEFAULT;
        long most = Runtime.getRuntime().maxMemory() / HEAP_A_PIXEL;
        reader = new PictureReader(new PictureLimits(
                whole.mostPixels(), whole.mostBytes(), Math.min(whole.mostLumaPixels(), Math.max(most, 1_000_000))));
    }

    Fingerprint hash(byte[] content) {
        try {
            // The type was found from the content when the file was listed; nothing here depends on it.
            Decoded decoded = reader.luma(content, "as listed");
            String status = decoded.status() == Decoded.Status.READ
                    ? ""
                    : shortened(decoded.status() + ": " + decoded.reason());
            if (!decoded.usable()) {
                return Fingerprint.none(status);
            }
            PdqResult result = pdq.hash(decoded.height(), decoded.width(), decoded.rows());
            return new Fingerprint(result.hash().hex(), result.turnedHex(), result.quality(), status);
        } catch (RuntimeException | StackOverflowError damaged) {
            return Fingerprint.none(shortened("BROKEN: the decoder failed: " + damaged));
        }
    }

    private static String shortened(String reason) {
        return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH) + " …";
    }

    @Override
    public void close() {
        reader.close();
    }
}
