package org.curlew.pipeline.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.curlew.pipeline.images.ImageFacts;

/** Reads what the child says of a whole image. */
final class ReportCodec {

    private ReportCodec() {}

    static Worker.ImageReport facts(PayloadReader in) throws ProtocolException {
        String format = in.getText();
        int segments = in.getInt();
        long bytes = in.getLong();
        String md5 = in.getText();
        String sha1 = in.getText();
        Map<String, String> acquisition = new HashMap<>();
        for (int left = in.getCount(); left > 0; left--) {
            acquisition.put(String.valueOf(in.getText()), String.valueOf(in.getText()));
        }
        return new Worker.ImageReport(new ImageFacts(format, segments, bytes, md5, sha1, acquisition));
    }

    static Worker.MediaDigests digests(PayloadReader in) throws ProtocolException {
        long bytes = in.getLong();
        String md5 = in.getText();
        String sha1 = in.getText();
        String sha256 = in.getText();
        List<Worker.Gap> unreadable = new ArrayList<>();
        for (int left = in.getCount(); left > 0; left--) {
            in.getByte();
            unreadable.add(FileCodec.readGap(in));
        }
        return new Worker.MediaDigests(bytes, md5, sha1, sha256, List.copyOf(unreadable));
    }
}
