package org.curlew.pipeline.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The media byte for byte, in one file or cut into several. Takes everything that no other format wanted. */
final class RawFormat implements ImageFormat {

    @Override
    public boolean recognises(Probe probe) {
        return true;
    }

    @Override
    public ImageSource open(List<Path> parts) throws IOException {
        List<Path> files = parts.size() > 1 ? SplitRawParts.given(parts) : SplitRawParts.besides(parts.getFirst());
        List<PartFile> opened = new ArrayList<>();
        try {
            long bytes = 0;
            for (Path file : files) {
                PartFile part = new PartFile(file);
                opened.add(part);
                bytes += part.size();
            }
            String format = files.size() > 1 ? "split-raw" : "raw";
            return new RawSource(new ImageFacts(format, files.size(), bytes, null, null, Map.of()), opened);
        } catch (IOException | RuntimeException e) {
            PartFile.closeAll(opened);
            throw e;
        }
    }
}
